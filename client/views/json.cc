#include "client/views/json.h"

#include <charconv>

#include "client/views/sentences.h"
#include "client/views/words.h"
#include "core/vault/versions.h"

namespace troth::views {
namespace {

using agreement::ClauseDifference;
using agreement::LiftState;

std::int64_t number_of(const std::string& digits) {
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// A field's name in JSON: times say their unit.
std::string key_of(const std::string& field) {
  const FieldSort sort = sort_of(field);
  const bool is_time = sort == FieldSort::first_day || sort == FieldSort::last_day;
  return is_time ? field + "_ms" : field;
}

// A field's values, each as what it is; null where it is not set.
Json value_of(const std::string& field, const std::vector<std::string>& values,
              const Names& names) {
  const FieldSort sort = sort_of(field);
  if (sort == FieldSort::partners) {
    Json out = Json::array();
    for (const auto& value : values) out.push_back(names.partner(value));
    return out;
  }
  // "always" and "moments" are words, windows a list.
  const bool is_word =
      field == "when" && values.size() == 1 && values[0].find(' ') == values[0].npos;
  if (sort == FieldSort::list && !is_word) return values;
  if (values.empty()) return sort == FieldSort::text ? Json("") : Json(nullptr);
  switch (sort) {
    case FieldSort::partner:
      return names.partner(values[0]);
    case FieldSort::clause:
      return names.clause(values[0]);
    case FieldSort::flag:
      return values[0] == "true";
    case FieldSort::first_day:
    case FieldSort::last_day:
    case FieldSort::number:
      return number_of(values[0]);
    default:
      return values[0];
  }
}

Json answer_of(const std::optional<practice::Answer>& answer) {
  return answer ? Json(name_of(*answer)) : Json(nullptr);
}

template <class Id>
Json ids_of(const std::vector<Id>& ids) {
  return json_each(ids, [](const Id& id) { return id.hex(); });
}

Json fields_of(const agreement::ClauseContent& content, const Names& names) {
  Json out = Json::object();
  for (const auto& field : agreement::fields_of(content))
    out[key_of(field.name)] = value_of(field.name, field.values, names);
  return out;
}

Json json_of(const vault::ClauseView& clause, const Names& names) {
  const auto& state = clause.state;
  Json out = {{"id", state.id.hex()}, {"kind", name_of(state.kind)}};
  out.update(fields_of(clause.content, names));
  out["in_force"] = state.in_force;
  out["obstacles"] = Json::array();
  for (const auto& obstacle : state.obstacles)
    out["obstacles"].push_back(
        {{"why", name_of(obstacle.why)}, {"entries", ids_of(obstacle.entries)}});
  const auto& origin = state.origin;
  out["proposal"] = origin ? Json(origin->proposal.hex()) : Json(nullptr);
  out["proposed_by"] = origin ? Json(names.partner(origin->proposed_by)) : Json(nullptr);
  out["accepted_by"] = origin ? Json(names.partner(origin->accepted_by)) : Json(nullptr);
  out["proposed_ms"] = origin ? Json(origin->proposed_ms) : Json(nullptr);
  out["accepted_ms"] = origin ? Json(origin->accepted_ms) : Json(nullptr);
  out["known_to_all"] = origin && origin->known_to_all;
  out["comments"] = clause.comments;
  return out;
}

// One partner's own restriction, shown among the clauses.
Json limit_among_clauses(const vault::RestrictionView& limit, const Names& names) {
  const auto& state = limit.state;
  return {{"id", state.entry.hex()},
          {"kind", "limit"},
          {"owner", names.partner(state.by)},
          {"strength", name_of(state.strength)},
          {"text", limit.words ? Json(limit.words->text) : Json(nullptr)},
          {"suspends", ids_of(state.named)},
          {"in_force", true},
          {"obstacles", Json::array()},
          {"proposed_by", names.partner(state.by)},
          {"accepted_by", nullptr},
          {"proposed_ms", state.written_ms},
          {"accepted_ms", nullptr}};
}

Json json_of(const LiftState& lift, const Names& names) {
  return {{"proposal", lift.proposal.hex()},
          {"stage", name_of(lift.stage)},
          {"proposed_by", names.partner(lift.proposed_by)},
          {"waits_for", lift.waits_for ? Json(names.partner(*lift.waits_for)) : Json(nullptr)},
          {"effective_ms", or_null(lift.effective_ms)}};
}

// A text that was written and one that replaced it, word by word.
Json words_of(const agreement::FieldDifference& field) {
  Json out = Json::array();
  for (const auto& piece : agreement::word_difference(field.before[0], field.after[0]))
    out.push_back({{word_of(piece.sort), piece.text}});
  return out;
}

Json noes_of(const vault::ProposalView& proposal) {
  Json out = Json::array();
  for (const auto& no : proposal.noes)
    out.push_back({{"id", no.entry.hex()},
                   {"kind", no.is_retraction ? "retract" : "decline"},
                   {"by", no.by_name},
                   {"written_ms", no.written_ms},
                   {"reason", no.reason}});
  return out;
}

Json json_of(const std::optional<Error>& problem) {
  if (!problem) return nullptr;
  return {{"code", name_of(problem->code)}, {"message", problem->message}};
}

Json json_of(const vault::BlindView& blind) {
  return {{"stage", name_of(blind.stage)},
          {"sight", practice::name_of(blind.sight)},
          {"period_start_ms", blind.period.start_ms},
          {"period_end_ms", blind.period.end_ms},
          {"other_has_answered", blind.other_has_answered},
          {"may_be_opened", blind.may_be_opened},
          {"later", blind.later}};
}

Json json_of(const vault::SyncView& sync) {
  return {{"pending", sync.pending},
          {"last_contact_ms", or_null(sync.last_contact_ms)},
          {"problem", sync.problem ? Json(sync.problem->message) : Json(nullptr)}};
}

}  // namespace

Json json_of(const ClauseDifference& difference, const Names& names) {
  Json fields = Json::object();
  for (const auto& field : difference.fields) {
    Json& one = fields[key_of(field.field)];
    one = {{"before", value_of(field.field, field.before, names)},
           {"after", value_of(field.field, field.after, names)}};
    if (is_prose(field.field) && !field.before.empty() && !field.after.empty())
      one["words"] = words_of(field);
  }
  Json out = {{"clause", difference.clause.hex()},
              {"kind", name_of(difference.kind)},
              {"name", vault::name_of_clause(difference.content, names.people())},
              {"change", word_of(difference.sort)},
              {"fields", fields}};
  // Few fields differ: the others say which clause it is.
  if (difference.sort == ClauseDifference::Sort::changed)
    out["stands"] = fields_of(difference.content, names);
  return out;
}

Json json_of(const vault::StatusView& status, const Names& names) {
  const bool verified = status.pairing.stage == vault::PairingView::Stage::paired;
  const auto& people = status.people;
  Json out;
  out["me"] = people.my_name;
  out["partner"] =
      people.partner ? Json{{"name", people.partner_name}, {"verified", verified}} : Json(nullptr);
  out["agreement"] = {{"status", name_of(status.status)},
                      {"digest", status.digest.hex()},
                      {"lapse", status.lapse ? Json(word_of(*status.lapse)) : Json(nullptr)},
                      {"renew_by_ms", time_or_null(status.renew_by_ms)}};
  out["restrictions"] = json_list(status.restrictions, names);
  out["on_hold"] = Json::array();
  for (const auto& held : status.on_hold)
    out["on_hold"].push_back(
        {{"clause", held.clause.hex()}, {"proposals", ids_of(held.proposals)}});
  out["proposals_waiting"] = status.proposals_waiting;
  out["flagged"] = json_list(status.flagged);
  out["pairing"] = json_of(status.pairing);
  out["sync"] = json_of(status.sync);
  out["leaving"] = status.leaving ? json_of(*status.leaving) : Json(nullptr);
  out["signing_problem"] = json_of(status.signing);
  out["pages_may_be_swapped"] = status.pages_may_be_swapped;
  out["needs_newer_version"] = status.needs_newer_version;
  return out;
}

Json json_of(const vault::AgreementView& agreement, const Names& names) {
  Json clauses = Json::array();
  for (const auto& clause : agreement.clauses) clauses.push_back(json_of(clause, names));
  for (const auto& restriction : agreement.restrictions)
    if (restriction.state.kind == agreement::RestrictionKind::limit)
      clauses.push_back(limit_among_clauses(restriction, names));
  return {{"status", name_of(agreement.status)},
          {"digest", agreement.digest.hex()},
          {"lapse", agreement.lapse ? Json(word_of(*agreement.lapse)) : Json(nullptr)},
          {"renew_by_ms", time_or_null(agreement.term.renew_by_ms)},
          {"time_zone", agreement.time_zone},
          {"clauses", clauses}};
}

// Each had accepted another change, not knowing of the other's.
bool has_crossed(const agreement::ProposalState& proposal) {
  return std::ranges::any_of(proposal.acceptances, [](const auto& acceptance) {
    return std::ranges::any_of(acceptance.void_causes, [](const agreement::VoidCause& cause) {
      return cause.why == agreement::VoidCause::Why::crossed;
    });
  });
}

Json json_of(const vault::ProposalView& proposal, const Names& names) {
  const auto& [state, content] = std::tie(proposal.state, proposal.content);
  Names all = names;
  all.add(content);
  return {{"id", state.entry.hex()},
          {"title", content.title},
          {"reason", content.reason},
          {"by", proposal.by_name},
          {"stage", name_of(state.stage)},
          {"waits_for_me", proposal.waits_for_me},
          {"written_ms", state.written_ms},
          {"counters", state.counters ? Json(state.counters->hex()) : Json(nullptr)},
          {"known_to_all", state.known_to_all},
          {"changes", json_list(proposal.changes, all)},
          {"reaffirms", content.reaffirms ? Json(content.reaffirms->hex()) : Json(nullptr)},
          {"against_answered", json_list(proposal.against_answered, all)},
          {"lifts", json_list(proposal.lifts, names)},
          {"notes", proposal.notes},
          {"crossed", has_crossed(state)},
          {"noes", noes_of(proposal)},
          {"leaves_on_hold", proposal.leaves_on_hold}};
}

Json json_of(const vault::RestrictionView& restriction, const Names& names) {
  const auto& state = restriction.state;
  Json out = {{"id", state.entry.hex()},        {"kind", name_of(state.kind)},
              {"by", names.partner(state.by)},  {"has", what_was_done(restriction, names)},
              {"written_ms", state.written_ms}, {"covers_everything", state.covers_everything},
              {"covers", restriction.covers},   {"clauses", ids_of(state.named)}};
  const bool is_limit = state.kind == agreement::RestrictionKind::limit;
  if (is_limit) out["strength"] = name_of(state.strength);
  if (restriction.words) {
    const auto& words = *restriction.words;
    out[is_limit ? "text" : "reason"] = is_limit ? words.text : words.reason;
  }
  if (state.tightens) out["tightens"] = state.tightens->hex();
  out["lifted"] = state.lifted;
  out["waits_for_its_past"] = state.waits_for_its_past;
  out["lifts"] = Json::array();
  for (const auto& lift : state.lifts) out["lifts"].push_back(json_of(lift, names));
  return out;
}

Json json_of(const vault::CheckInView& view) {
  Json out = {{"id", view.entry.hex()},
              {"by", view.by_name},
              {"written_ms", view.written_ms},
              {"device_confirmed", view.counts},
              {"newer_version", view.is_unreadable()},
              {"blind", view.blind ? json_of(*view.blind) : Json(nullptr)},
              {"comments", view.comments}};
  if (!view.content) return out;
  const practice::CheckIn& check_in = *view.content;
  Json ratings = Json::object();
  for (const auto& rating : check_in.ratings) ratings[rating.dimension] = rating.value;
  out["period_start_ms"] = check_in.period.start_ms;
  out["period_end_ms"] = check_in.period.end_ms;
  out["ratings"] = ratings;
  out["works"] = answer_of(check_in.works);
  out["feels_right"] = answer_of(check_in.feels_right);
  out["talk"] = check_in.wants_to_talk;
  out["text"] = check_in.text;
  return out;
}

Json json_of(const vault::LedgerLine& line) {
  return {
      {"id", line.entry.hex()},        {"by", line.by_name}, {"kind", line.kind}, {"seq", line.seq},
      {"written_ms", line.written_ms}, {"note", line.note}};
}

Json json_of(const vault::LeavingView& leaving) {
  return {{"partner_told", leaving.partner_told}, {"goes_anyway_ms", leaving.goes_anyway_ms}};
}

Json json_of(const vault::Left& left) {
  return {{"left", true},
          {"partner_told", left.partner_told},
          {"mailbox_deleted", left.mailbox_deleted}};
}

Json json_of(const vault::PairingView& pairing) {
  Json out = {{"stage", word_of(pairing.stage)}};
  if (!pairing.digits.empty()) out["digits"] = pairing.digits;
  if (!pairing.partner_name.empty()) out["partner"] = pairing.partner_name;
  if (pairing.expires_ms) out["expires_ms"] = *pairing.expires_ms;
  return out;
}

Json json_of(const vault::ExportView& written, const std::string& folder) {
  return {{"folder", folder},
          {"files", written.files},
          {"entries", written.entries},
          {"digest", written.digest.hex()}};
}

}  // namespace troth::views
