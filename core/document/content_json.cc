#include "core/document/content_json.h"

#include <algorithm>
#include <charconv>

#include "core/agreement/difference.h"

namespace troth::document {
namespace {

using agreement::Field;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

Json number(const std::string& digits) {
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// A field's value in the type that its name has; texts that may be empty are.
Json value_of(const Field& field) {
  if (is_one_of(field.name, {"applies_to", "dimensions"})) return field.values;
  if (field.name == "when" && !is_one_of(field.values.front(), {"always", "moments"}))
    return field.values;
  if (is_one_of(field.name, {"about", "if_missed", "preamble"}))
    return field.values.empty() ? "" : field.values.front();
  if (field.values.empty()) return nullptr;
  if (is_one_of(field.name, {"leads", "blind"})) return field.values.front() == "true";
  if (is_one_of(field.name,
                {"starts", "renew_by", "until", "cooling_off_hours", "pause_cooling_off_hours"}))
    return number(field.values.front());
  return field.values.front();
}

std::string key_of(const std::string& field) {
  if (is_one_of(field, {"starts", "renew_by", "until"})) return field + "_ms";
  return field == "preamble" ? "text" : field;
}

Json json_of_change(const agreement::ClauseChange& change) {
  return {
      {"clause", change.clause.hex()},
      {"standing",
       {{"current", json_of(change.standing.current)}, {"voids", ids_json(change.standing.voids)}}},
      {"content", change.content ? json_of(*change.content) : Json(nullptr)}};
}

struct SaysJson {
  Json operator()(const Unreadable&) const { return nullptr; }
  Json operator()(const Wordless&) const { return nullptr; }
  Json operator()(const agreement::Proposal& said) const {
    Json changes = Json::array();
    for (const auto& change : said.changes) changes.push_back(json_of_change(change));
    return {{"title", said.title},
            {"reason", said.reason},
            {"changes", std::move(changes)},
            {"lifts", ids_json(said.lifts)},
            {"counters", json_of(said.counters)},
            {"reaffirms", json_of(said.reaffirms)}};
  }
  Json operator()(const agreement::Acceptance& said) const {
    return {{"proposal", said.proposal.hex()},
            {"digest", said.digest.hex()},
            {"rules_version", said.rules_version}};
  }
  Json operator()(const agreement::No& said) const {
    return {{"proposal", said.proposal.hex()}, {"reason", said.reason}};
  }
  Json operator()(const agreement::Assent& said) const {
    return {{"proposal", said.proposal.hex()}};
  }
  Json operator()(const agreement::Restriction& said) const {
    if (said.kind == agreement::RestrictionKind::limit)
      return {{"strength", agreement::name_of(said.strength)},
              {"text", said.text},
              {"suspends", ids_json(said.clauses)},
              {"tightens", json_of(said.tightens)}};
    return {{"clauses", ids_json(said.clauses)}, {"reason", said.reason}};
  }
  Json operator()(const practice::Content& said) const { return json_of(said); }
};

}  // namespace

Json json_of(const agreement::ClauseContent& content) {
  Json out{{"kind", agreement::name_of(agreement::kind_of(content))}};
  for (const Field& field : agreement::fields_of(content))
    out[key_of(field.name)] = value_of(field);
  return out;
}

Json json_of(const Says& says) { return std::visit(SaysJson{}, says); }

}  // namespace troth::document
