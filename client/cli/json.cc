#include "client/cli/json.h"

#include <charconv>

namespace troth::cli {
namespace {

using agreement::ClauseDifference;
using agreement::LiftState;
using agreement::Obstacle;

template <class Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

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

Json list_of(const std::vector<std::string>& values) {
  Json out = Json::array();
  for (const auto& value : values) out.push_back(value);
  return out;
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
  if (sort == FieldSort::list && !is_word) return list_of(values);
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

std::string_view word_of(Obstacle::Why why) {
  switch (why) {
    case Obstacle::Why::on_hold:
      return "on_hold";
    case Obstacle::Why::restricted:
      return "restricted";
    case Obstacle::Why::ended:
      return "ended";
    case Obstacle::Why::lapsed:
      return "lapsed";
    case Obstacle::Why::not_started:
      break;
  }
  return "not_started";
}

std::string_view word_of(LiftState::Stage stage) {
  switch (stage) {
    case LiftState::Stage::offered:
      return "offered";
    case LiftState::Stage::waiting_for_signature:
      return "waiting_for_signature";
    case LiftState::Stage::waiting:
      return "waiting";
    case LiftState::Stage::lifted:
      break;
  }
  return "lifted";
}

std::string_view word_of(ClauseDifference::Sort sort) {
  switch (sort) {
    case ClauseDifference::Sort::added:
      return "added";
    case ClauseDifference::Sort::changed:
      return "changed";
    case ClauseDifference::Sort::removed:
      break;
  }
  return "removed";
}

std::string_view word_of(practice::Answer answer) {
  switch (answer) {
    case practice::Answer::yes:
      return "yes";
    case practice::Answer::unsure:
      return "unsure";
    case practice::Answer::no:
      break;
  }
  return "no";
}

Json answer_of(const std::optional<practice::Answer>& answer) {
  return answer ? Json(word_of(*answer)) : Json(nullptr);
}

template <class Id>
Json ids_of(const std::vector<Id>& ids) {
  Json out = Json::array();
  for (const auto& id : ids) out.push_back(short_id(id));
  return out;
}

Json json_of(const vault::ClauseView& clause, const Names& names) {
  const auto& state = clause.state;
  Json out = {{"id", short_id(state.id)}, {"kind", name_of(state.kind)}};
  for (const auto& field : agreement::fields_of(clause.content))
    out[key_of(field.name)] = value_of(field.name, field.values, names);
  out["in_force"] = state.in_force;
  out["obstacles"] = Json::array();
  for (const auto& obstacle : state.obstacles)
    out["obstacles"].push_back(
        {{"why", word_of(obstacle.why)}, {"entries", ids_of(obstacle.entries)}});
  const auto& origin = state.origin;
  out["proposal"] = origin ? Json(short_id(origin->proposal)) : Json(nullptr);
  out["proposed_by"] = origin ? Json(names.partner(origin->proposed_by)) : Json(nullptr);
  out["accepted_by"] = origin ? Json(names.partner(origin->accepted_by)) : Json(nullptr);
  out["proposed_ms"] = origin ? Json(origin->proposed_ms) : Json(nullptr);
  out["accepted_ms"] = origin ? Json(origin->accepted_ms) : Json(nullptr);
  out["known_to_all"] = origin && origin->known_to_all;
  return out;
}

// One partner's own restriction, shown among the clauses.
Json limit_among_clauses(const vault::RestrictionView& limit, const Names& names) {
  const auto& state = limit.state;
  return {{"id", short_id(state.entry)},
          {"kind", "limit"},
          {"owner", names.partner(state.by)},
          {"strength", state.strength == agreement::Strength::hard ? "hard" : "soft"},
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
  return {{"proposal", short_id(lift.proposal)},
          {"stage", word_of(lift.stage)},
          {"proposed_by", names.partner(lift.proposed_by)},
          {"waits_for", lift.waits_for ? Json(names.partner(*lift.waits_for)) : Json(nullptr)},
          {"effective_ms", or_null(lift.effective_ms)}};
}

Json json_of(const ClauseDifference& difference, const Names& names) {
  Json fields = Json::object();
  for (const auto& field : difference.fields)
    fields[key_of(field.field)] = {{"before", value_of(field.field, field.before, names)},
                                   {"after", value_of(field.field, field.after, names)}};
  return {{"clause", short_id(difference.clause)},
          {"kind", name_of(difference.kind)},
          {"change", word_of(difference.sort)},
          {"fields", fields}};
}

Json json_of(const vault::SyncView& sync) {
  return {{"pending", sync.pending},
          {"last_contact_ms", or_null(sync.last_contact_ms)},
          {"problem", sync.problem ? Json(sync.problem->message) : Json(nullptr)}};
}

}  // namespace

Json json_of(const vault::StatusView& status, const Names& names) {
  const bool verified = status.pairing.stage == vault::PairingView::Stage::paired;
  const auto& people = status.people;
  Json out;
  out["me"] = people.my_name;
  out["partner"] =
      people.partner ? Json{{"name", people.partner_name}, {"verified", verified}} : Json(nullptr);
  out["agreement"] = {{"status", name_of(status.status)}, {"digest", status.digest.hex()}};
  out["restrictions"] = json_list(status.restrictions, names);
  out["proposals_waiting"] = status.proposals_waiting;
  out["flagged"] = json_list(status.flagged);
  out["pairing"] = json_of(status.pairing);
  out["sync"] = json_of(status.sync);
  out["signing_problem"] = status.signing ? Json(status.signing->message) : Json(nullptr);
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
          {"time_zone", agreement.time_zone},
          {"clauses", clauses}};
}

Json json_of(const vault::ProposalView& proposal, const Names& names) {
  const auto& [state, content] = std::tie(proposal.state, proposal.content);
  Names all = names;
  all.add(content);
  Json changes = Json::array();
  for (const auto& change : proposal.changes) changes.push_back(json_of(change, all));
  return {{"id", short_id(state.entry)},
          {"title", content.title},
          {"reason", content.reason},
          {"by", proposal.by_name},
          {"stage", name_of(state.stage)},
          {"waits_for_me", proposal.waits_for_me},
          {"written_ms", state.written_ms},
          {"counters", state.counters ? Json(short_id(*state.counters)) : Json(nullptr)},
          {"known_to_all", state.known_to_all},
          {"changes", changes},
          {"lifts", json_list(proposal.lifts, all)},
          {"notes", list_of(proposal.notes)}};
}

Json json_of(const vault::RestrictionView& restriction, const Names& names) {
  const auto& state = restriction.state;
  Json out = {{"id", short_id(state.entry)},
              {"kind", name_of(state.kind)},
              {"by", names.partner(state.by)},
              {"written_ms", state.written_ms},
              {"covers_everything", state.covers_everything},
              {"covers", list_of(restriction.covers)},
              {"clauses", ids_of(state.named)}};
  const bool is_limit = state.kind == agreement::RestrictionKind::limit;
  if (is_limit) out["strength"] = state.strength == agreement::Strength::hard ? "hard" : "soft";
  if (restriction.words) {
    const auto& words = *restriction.words;
    out[is_limit ? "text" : "reason"] = is_limit ? words.text : words.reason;
  }
  if (state.tightens) out["tightens"] = short_id(*state.tightens);
  out["lifted"] = state.lifted;
  out["waits_for_its_past"] = state.waits_for_its_past;
  out["lifts"] = Json::array();
  for (const auto& lift : state.lifts) out["lifts"].push_back(json_of(lift, names));
  return out;
}

Json json_of(const vault::CheckInView& view) {
  const auto& check_in = view.content;
  Json ratings = Json::object();
  for (const auto& rating : check_in.ratings) ratings[rating.dimension] = rating.value;
  return {{"id", short_id(view.entry)},
          {"by", view.by_name},
          {"written_ms", view.written_ms},
          {"period_start_ms", check_in.period.start_ms},
          {"period_end_ms", check_in.period.end_ms},
          {"ratings", ratings},
          {"works", answer_of(check_in.works)},
          {"feels_right", answer_of(check_in.feels_right)},
          {"talk", check_in.wants_to_talk},
          {"text", check_in.text}};
}

Json json_of(const vault::LedgerLine& line) {
  return {
      {"id", short_id(line.entry)},    {"by", line.by_name}, {"kind", line.kind}, {"seq", line.seq},
      {"written_ms", line.written_ms}, {"note", line.note}};
}

Json json_of(const vault::PairingView& pairing) {
  using Stage = vault::PairingView::Stage;
  const auto word = [&]() -> std::string_view {
    switch (pairing.stage) {
      case Stage::none:
        return "none";
      case Stage::invited:
        return "invited";
      case Stage::joining:
        return "joining";
      case Stage::compare:
        return "compare";
      case Stage::waiting:
        return "waiting";
      case Stage::paired:
        break;
    }
    return "paired";
  };
  Json out = {{"stage", word()}};
  if (!pairing.digits.empty()) out["digits"] = pairing.digits;
  if (!pairing.partner_name.empty()) out["partner"] = pairing.partner_name;
  if (pairing.expires_ms) out["expires_ms"] = *pairing.expires_ms;
  return out;
}

}  // namespace troth::cli
