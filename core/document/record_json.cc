#include "core/document/record_json.h"

#include "core/document/content_json.h"
#include "core/document/papers.h"
#include "core/document/record_words.h"

namespace troth::document {
namespace {

Json json_of(const agreement::Obstacle& obstacle) {
  return {{"why", name_of(obstacle.why)}, {"entries", ids_json(obstacle.entries)}};
}

Json json_of(const agreement::ClauseState::Origin& origin) {
  return {{"proposal", origin.proposal.hex()},       {"proposed_by", origin.proposed_by.hex()},
          {"proposed_ms", origin.proposed_ms},       {"acceptance", origin.acceptance.hex()},
          {"accepted_by", origin.accepted_by.hex()}, {"accepted_ms", origin.accepted_ms}};
}

Json json_of(const Record& record, const agreement::ClauseState& clause) {
  Json obstacles = Json::array();
  for (const auto& obstacle : clause.obstacles) obstacles.push_back(json_of(obstacle));
  const agreement::ClauseContent* content = record.content(clause);
  return {{"id", clause.id.hex()},
          {"in_force", clause.in_force},
          {"on_hold", clause.on_hold},
          {"obstacles", std::move(obstacles)},
          {"origin", clause.origin ? json_of(*clause.origin) : Json(nullptr)},
          {"content", content == nullptr ? Json(nullptr) : document::json_of(*content)}};
}

Json json_of(const agreement::LiftState& lift) {
  return {{"proposal", lift.proposal.hex()},
          {"proposed_by", lift.proposed_by.hex()},
          {"stage", name_of(lift.stage)},
          {"effective_ms", lift.effective_ms ? Json(*lift.effective_ms) : Json(nullptr)}};
}

Json json_of(const agreement::RestrictionState& restriction) {
  Json lifts = Json::array();
  for (const auto& lift : restriction.lifts) lifts.push_back(json_of(lift));
  return {{"entry", restriction.entry.hex()},
          {"kind", agreement::name_of(restriction.kind)},
          {"by", restriction.by.hex()},
          {"written_ms", restriction.written_ms},
          {"covers_everything", restriction.covers_everything},
          {"covers", ids_json(restriction.covers)},
          {"lifts", std::move(lifts)},
          {"lifted", restriction.lifted},
          {"waits_for_its_past", restriction.waits_for_its_past}};
}

Json json_of(const Record& record, const agreement::AcceptanceState& acceptance) {
  return {{"entry", acceptance.entry.hex()},
          {"by", acceptance.by.hex()},
          {"written_ms", acceptance.written_ms},
          {"counts", !acceptance.unsound && acceptance.void_causes.empty()},
          {"why_not", notes_of(record, acceptance)}};
}

Json json_of(const Record& record, const agreement::ProposalState& proposal) {
  Json acceptances = Json::array();
  for (const auto& acceptance : proposal.acceptances)
    acceptances.push_back(json_of(record, acceptance));
  return {{"entry", proposal.entry.hex()},
          {"by", proposal.by.hex()},
          {"written_ms", proposal.written_ms},
          {"stage", agreement::name_of(proposal.stage)},
          {"closed_by", ids_json(proposal.closed_by)},
          {"acceptances", std::move(acceptances)}};
}

Json verdict_json(const std::optional<agreement::Verdict>& verdict) {
  if (!verdict) return nullptr;
  return {{"outcome", agreement::name_of(verdict->outcome)},
          {"why", verdict->why ? Json(agreement::name_of(*verdict->why)) : Json(nullptr)},
          {"without_view", verdict->without_view}};
}

Json json_of(const RecordedEntry& entry) {
  Json out{{"hash", entry.hash.hex()},
           {"kind", entry.kind_name},
           {"number", entry.kind},
           {"by", entry.by.hex()},
           {"device", entry.device.hex()},
           {"seq", entry.seq},
           {"previous", document::json_of(entry.previous)},
           {"seen", ids_json(entry.seen)},
           {"written_ms", entry.written_ms},
           {"standing", name_of(entry.standing)},
           {"readable", !std::holds_alternative<Unreadable>(entry.says)},
           {"says", document::json_of(entry.says)}};
  if (entry.kind_name == "answer") out["verdict"] = verdict_json(entry.verdict);
  return out;
}

// Texts are UTF-8 by the time they are here; were one not, nothing would throw.
std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// `"key": [` and each value on a line of its own: so that not all of them have
// to be in memory as JSON, and a change in one is a change in one line.
template <class Values, class ToJson>
void write_list(std::string& out, std::string_view key, const Values& values,
                const ToJson& to_json) {
  ((out += ",\n\"") += key) += "\": [";
  std::string_view between = "\n";
  for (const auto& value : values) {
    (out += between) += text_of(to_json(value));
    between = ",\n";
  }
  out += "]";
}

Json head_of(const Record& record) {
  const Circumstances& by = record.by;
  Json partners = Json::array();
  for (const Partner* partner : {&by.exporter, &by.other})
    partners.push_back({{"id", partner->id.hex()}, {"name", partner->name}});
  return {{"format", kRecordFormat},
          {"note", kNoProof},
          {"exported",
           {{"at_ms", by.exported_ms}, {"by", by.exporter.id.hex()}, {"time_zone", by.time_zone}}},
          {"pair", record.pair.hex()},
          {"partners", std::move(partners)},
          {"status", agreement::name_of(record.status)},
          {"digest", record.digest.hex()},
          {"waiting", record.waiting}};
}

}  // namespace

std::string json_of(const Record& record) {
  std::string out = text_of(head_of(record));
  out.pop_back();  // the brace, which comes after the lists
  write_list(out, "clauses", record.clauses,
             [&](const auto& clause) { return json_of(record, clause); });
  write_list(out, "restrictions", record.restrictions,
             [](const auto& restriction) { return json_of(restriction); });
  write_list(out, "proposals", record.proposals,
             [&](const auto& proposal) { return json_of(record, proposal); });
  write_list(out, "entries", record.entries(), [](const auto& entry) { return json_of(entry); });
  return out + "}\n";
}

}  // namespace troth::document
