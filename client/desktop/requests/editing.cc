// What is changed, as a file or by its parts: each text that is begun is kept with the
// agreement that it was made from, and held against that once it is proposed.
#include <array>

#include "client/desktop/requests/request.h"
#include "core/vault/parts.h"

namespace troth::desktop {
namespace {

using After = host::Session::After;

constexpr std::size_t kSheetsKept = 16;
constexpr std::string_view kNotKept =
    "What this was begun from is not kept any more; take up what stands now, and read the words "
    "again.";

Json json_of(const vault::Part& part) {
  Json fields = Json::object();
  for (const auto& [key, value] : part.fields)
    std::visit([&](const auto& plain) { fields[key] = plain; }, value);
  return {{"table", part.table}, {"fields", fields}};
}

// What is of no kind that a field can be is a text, and refused as one.
vault::Part::Value value_of(const Json& value) {
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number_integer()) {
    const auto number = value.get<std::int64_t>();
    if (0 <= number && number <= UINT32_MAX) return static_cast<std::uint32_t>(number);
  }
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::vector<std::string> texts;
  for (const Json& one : value)
    texts.push_back(one.is_string() ? one.get<std::string>() : one.dump());
  return texts;
}

std::vector<vault::Part> parts_in(const Json& list) {
  std::vector<vault::Part> parts;
  for (const Json& one : list) {
    vault::Part& part = parts.emplace_back();
    if (!one.is_object()) continue;
    part.table = one.value("table", "");
    const Json fields = one.value("fields", Json::object());
    for (const auto& [key, value] : fields.items()) part.fields.emplace_back(key, value_of(value));
  }
  return parts;
}

// What was written: a file, or parts, which make one.
vault::PartsFile written(const Arguments& arguments) {
  if (arguments.has("parts")) return vault::file_of(parts_in(arguments.list("parts")));
  return {arguments.text("toml"), {}};
}

// Keeps the sheet in the place of the one that was named, until it is proposed or many more were
// begun after it; its name.
std::string kept(const Asked& asked, vault::Sheet sheet) {
  asked.sheets.erase(asked.arguments.text("sheet"));
  const std::string last = asked.sheets.empty() ? "0" : asked.sheets.rbegin()->first;
  std::string name = std::to_string(std::stoull(last) + 1);
  name.insert(0, 12 - std::min<std::size_t>(12, name.size()), '0');  // in order
  asked.sheets.emplace(name, std::move(sheet));
  if (asked.sheets.size() > kSheetsKept) asked.sheets.erase(asked.sheets.begin());
  return name;
}

// The agreement as it stands, or with "id" their proposal for a counter to it.
Result<vault::Sheet> begun(const Asked& asked) {
  if (const auto id = asked.arguments.some("id")) return asked.profile.editing().counter_to(*id);
  return asked.profile.editing().agreement(asked.arguments.text("about"));
}

// What was typed is held against what it was made from; what was made from nothing, against what
// stands now.
Result<vault::Sheet> sheet_of(const Asked& asked) {
  const auto name = asked.arguments.some("sheet");
  if (!name) return begun(asked);
  const auto found = asked.sheets.find(*name);
  if (found == asked.sheets.end())
    return std::unexpected(Error{Code::standing_changed, std::string(kNotKept)});
  return found->second;
}

Result<Answer> document(const Asked& asked) {
  TROTH_ASSIGN(auto sheet, begun(asked));
  Json json{{"toml", sheet.toml}};
  json["sheet"] = kept(asked, std::move(sheet));
  return json;
}

Result<Answer> document_parts(const Asked& asked) {
  TROTH_ASSIGN(auto sheet, begun(asked));
  TROTH_ASSIGN(const auto parts, vault::parts_of(sheet.toml));
  Json json{{"parts", views::json_each(parts, [](const auto& part) { return json_of(part); })}};
  json["sheet"] = kept(asked, std::move(sheet));
  return json;
}

Result<Answer> toml_of(const Asked& asked) {
  TROTH_ASSIGN(const auto toml, asked.profile.editing().toml_of(asked.arguments.text("id")));
  return Json{{"toml", toml}};
}

Json json_of(const agreement::Restriction& limit) {
  const auto suspends =
      views::json_each(limit.clauses, [](const auto& id) { return views::short_id(id); });
  return {{"strength", name_of(limit.strength)}, {"text", limit.text}, {"suspends", suspends}};
}

Json json_of(const vault::Wording& wording, views::Names names) {
  Json json{{"title", ""}, {"reason", ""}, {"changes", Json::array()}};
  json["limits"] =
      views::json_each(wording.limits, [](const auto& limit) { return json_of(limit); });
  if (!wording.proposal) return json;
  names.add(*wording.proposal);
  json["title"] = wording.proposal->title;
  json["reason"] = wording.proposal->reason;
  json["changes"] = views::json_list(wording.changes, names);
  return json;
}

// A refusal, and where among the parts it was written.
Json json_of(const Error& refusal, const std::optional<vault::Concern>& concern) {
  return {{"code", name_of(refusal.code)},
          {"message", refusal.message},
          {"part", concern ? Json(concern->part) : Json(nullptr)},
          {"field", concern ? Json(concern->field) : Json(nullptr)}};
}

// The exact words that propose would sign now of that sheet, or why it would not.
Result<Answer> wording(const Asked& asked) {
  TROTH_ASSIGN(auto sheet, sheet_of(asked));
  const auto file = written(asked.arguments);
  auto found = asked.profile.editing().wording(sheet, file.toml);
  if (!found) {
    const auto concern = file.concern_of(found.error());
    return Json{{"refusal", json_of(found.error(), concern)}};
  }
  TROTH_ASSIGN(const auto called, views::called_in(asked.profile));
  Json json = json_of(*found, called.names);
  const auto name = asked.arguments.some("sheet");
  json["sheet"] = name ? *name : kept(asked, std::move(sheet));
  return json;
}

Answer proposed_answer(const vault::Proposed& proposed) {
  Json limits = Json::array();
  for (const auto& limit : proposed.limits) limits.push_back(views::short_id(limit));
  return Json{{"id", proposed.proposal ? Json(views::short_id(*proposed.proposal)) : Json(nullptr)},
              {"limits", limits}};
}

Result<Answer> propose(const Asked& asked) {
  TROTH_ASSIGN(const auto sheet, sheet_of(asked));
  const auto file = written(asked.arguments);
  auto proposed = asked.profile.editing().propose(sheet, file.toml);
  if (!proposed) {
    file.concern_of(proposed.error());
    return std::unexpected(std::move(proposed.error()));
  }
  asked.sheets.erase(asked.arguments.text("sheet"));
  return proposed_answer(*proposed);
}

constexpr std::array kRequests = {
    Request{"proposal_toml", After::nothing, toml_of},
    Request{"document", After::nothing, document},
    Request{"document_parts", After::nothing, document_parts},
    Request{"wording", After::nothing, wording},
    Request{"propose", After::signed_, propose},
    Request{"counter", After::signed_, propose},
};

}  // namespace

std::span<const Request> editing_requests() { return kRequests; }

}  // namespace troth::desktop
