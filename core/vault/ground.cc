#include "core/vault/ground.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/base/text.h"
#include "core/document/clause_name.h"

namespace troth::vault {

Result<std::optional<agreement::Restriction>> restriction_words(
    const store::LedgerStore& ledger, const agreement::RestrictionState& restriction) {
  if (restriction.kind == agreement::RestrictionKind::unreadable)
    return std::optional<agreement::Restriction>();
  TROTH_ASSIGN(const auto entry, ledger.entry(restriction.entry));
  if (!entry) return std::optional<agreement::Restriction>();
  auto words = agreement::decode_restriction(restriction.kind, entry->payload());
  if (!words) return std::optional<agreement::Restriction>();
  return std::optional<agreement::Restriction>(std::move(*words));
}

Result<document::Ground> ground_of(const State& state, TimeMs now) {
  const store::Proposals proposals(state.store().ledger(), state.pair()->reading());
  return ground_of(state, proposals, now);
}

Result<document::Ground> ground_of(const State& state, const store::Proposals& proposals,
                                   TimeMs now) {
  return ground_of(state, state.pair()->agreement, proposals, now);
}

Result<document::Ground> ground_of(const State& state, const agreement::Agreement& agreement,
                                   const store::Proposals& proposals, TimeMs as_of) {
  const PairState& pair = *state.pair();
  document::Ground ground;
  ground.pair = store::agreement_pair(pair.record, pair.chains);
  ground.me = state.me();
  ground.clauses = agreement.clauses(as_of);
  for (const agreement::ClauseState& clause : ground.clauses) {
    if (!clause.exists || !clause.origin) continue;
    const agreement::Proposal* proposal = proposals.proposal(clause.origin->proposal);
    const agreement::ClauseContent* content =
        proposal == nullptr ? nullptr : agreement::content_in(*proposal, clause.id);
    if (content != nullptr) ground.contents.emplace(clause.id, *content);
  }
  ground.restrictions = agreement.restrictions(as_of);
  for (const agreement::RestrictionState& restriction : ground.restrictions) {
    TROTH_ASSIGN(const auto words, restriction_words(state.store().ledger(), restriction));
    if (words) ground.words.emplace(restriction.entry, *words);
  }
  if (proposals.failure()) return std::unexpected(*proposals.failure());
  return ground;
}

Result<ClauseId> find_area(const document::Ground& ground, const std::string& name) {
  TROTH_ASSIGN(const auto alike, find_areas(ground, name));
  for (const ClauseId& id : alike)
    if (std::get<agreement::Area>(ground.contents.at(id).body).name == name) return id;
  return alike.front();
}

Result<std::vector<ClauseId>> find_areas(const document::Ground& ground, std::string_view name) {
  const std::string reads = as_read(name);
  std::vector<ClauseId> out;
  std::string names;
  for (const auto& [id, content] : ground.contents) {
    const auto* area = std::get_if<agreement::Area>(&content.body);
    if (area == nullptr) continue;
    if (as_read(area->name) == reads) out.push_back(id);
    names += (names.empty() ? "" : ", ") + area->name;
  }
  if (out.empty()) return refuse(Code::area_unknown, names.empty() ? "none yet" : names);
  return out;
}

const agreement::Rhythm* rhythm_of(const document::Ground& ground) {
  const auto found = ground.contents.find(agreement::rhythm_id(ground.pair.id));
  return found == ground.contents.end() ? nullptr
                                        : std::get_if<agreement::Rhythm>(&found->second.body);
}

document::TimeZone zone_of(const document::Ground& ground) {
  return document::agreed_time_zone(ground).value_or(document::TimeZone{});
}

Result<practice::Period> period_at(const document::Ground& ground, TimeMs now) {
  const agreement::Rhythm* rhythm = rhythm_of(ground);
  if (rhythm == nullptr) return practice::period_of(now, std::nullopt);
  TROTH_ASSIGN(const document::TimeZone zone, document::TimeZone::find(rhythm->time_zone));
  return practice::period_of(now, practice::Cadence{rhythm->check_in, zone.days()});
}

std::vector<std::string> dimensions_of(const document::Ground& ground) {
  const agreement::Rhythm* rhythm = rhythm_of(ground);
  if (rhythm != nullptr) return rhythm->dimensions;
  return {practice::kDefaultDimensions.begin(), practice::kDefaultDimensions.end()};
}

std::string name_of_clause(const agreement::ClauseContent& content, const People& people) {
  return document::name_of_clause(content, [&](const PartnerId& id) { return people.name_of(id); });
}

namespace {

// What names no partner in a sentence, or this one in the other's eyes.
constexpr auto kTaken = std::to_array<std::string_view>(
    {"me", "you", "both", "both of you", "each of you", "partner", "your partner", "somebody",
     "somebody else", "nobody", "neither", "neither of you", "troth", "the relay"});

// Nobody else is called as this person is: each chose their name alone, and may be a namesake.
std::string told_apart(const std::string& partner, const std::string& me) {
  const std::string reads = as_read(partner);
  const bool is_taken = std::ranges::find(kTaken, reads) != kTaken.end();
  return is_taken || reads == as_read(me) ? partner + " (partner)" : partner;
}

}  // namespace

People people_of(const State& state) {
  People people{state.me(), state.name(), std::nullopt, {}};
  if (const PairState* pair = state.pair()) {
    people.partner = pair->partner();
    people.partner_name = told_apart(pair->partner_name, state.name());
  }
  return people;
}

Side side_of(const State& state, const PartnerId& partner) {
  return partner == state.me() ? Side::mine : Side::partners;
}

std::string People::name_of(const PartnerId& id) const {
  if (id == me) return my_name;
  if (partner && id == *partner) return partner_name;
  return "somebody else";
}

}  // namespace troth::vault
