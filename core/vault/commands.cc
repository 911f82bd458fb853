#include "core/vault/commands.h"

#include <algorithm>

#include "core/base/sizes.h"
#include "core/base/text.h"
#include "core/document/resolve.h"
#include "core/document/toml.h"
#include "core/vault/ground.h"
#include "core/vault/short_id.h"
#include "core/vault/signing.h"
#include "core/vault/state.h"

namespace troth::vault {
namespace {

using agreement::Restriction;
using agreement::RestrictionKind;
using ledger::EntryKind;

// Nothing is signed about the agreement before this partner compared the digits.
Result<PairState*> need_compared(const State& state) {
  TROTH_ASSIGN(PairState * pair, state.need_pair());
  TROTH_ASSIGN(const bool compared, state.has_compared(state.me()));
  if (!compared) return refuse(Code::own_comparison_missing);
  return pair;
}

// The same, before what gives: a proof against a device is told first.
Result<PairState*> need_to_give(State& state, TimeMs now) {
  TROTH_TRY(need_compared(state));
  TROTH_TRY(tell_equivocations(state, now));
  return state.need_pair();
}

EntryKind kind_for(RestrictionKind kind) {
  switch (kind) {
    case RestrictionKind::ending:
      return EntryKind::end;
    case RestrictionKind::withdrawal:
      return EntryKind::withdraw;
    case RestrictionKind::limit:
      return EntryKind::limit;
    default:
      return EntryKind::pause;
  }
}

// Checks and signs one restriction within a change.
Result<EntryHash> sign_restriction(State& state, Signing& signing, const Restriction& restriction) {
  TROTH_TRY(agreement::check(restriction));
  TROTH_TRY(state.pair()->agreement.may_restrict(restriction, state.author()));
  return signing.sign(kind_for(restriction.kind), agreement::encode(restriction));
}

Result<EntryHash> restrict(State& state, const Restriction& restriction, TimeMs now) {
  TROTH_TRY(need_compared(state));
  TROTH_ASSIGN(auto signing, Signing::begin(state, now));
  TROTH_ASSIGN(const EntryHash entry, sign_restriction(state, signing, restriction));
  TROTH_TRY(signing.commit());
  return entry;
}

Result<EntryHash> sign_one(State& state, EntryKind kind, Bytes payload, TimeMs now) {
  TROTH_ASSIGN(auto signing, Signing::begin(state, now));
  TROTH_ASSIGN(const EntryHash entry, signing.sign(kind, std::move(payload)));
  TROTH_TRY(signing.commit());
  return entry;
}

Result<EntryHash> find_proposal(const PairState& pair, std::string_view id) {
  std::vector<EntryHash> all;
  for (const auto& proposal : pair.agreement.proposals()) all.push_back(proposal.entry);
  return find_id<EntryHash>(id, all);
}

Result<agreement::RestrictionState> find_restriction(const PairState& pair, std::string_view id,
                                                     TimeMs now) {
  const auto all = pair.agreement.restrictions(now);
  std::vector<EntryHash> ids;
  ids.reserve(all.size());
  for (const auto& restriction : all) ids.push_back(restriction.entry);
  TROTH_ASSIGN(const EntryHash found, find_id<EntryHash>(id, ids));
  return *std::ranges::find(all, found, &agreement::RestrictionState::entry);
}

Result<std::vector<ClauseId>> find_clauses(const PairState& pair,
                                           std::span<const std::string> beginnings, TimeMs now) {
  std::vector<ClauseId> all;
  for (const auto& clause : pair.agreement.clauses(now)) all.push_back(clause.id);
  std::vector<ClauseId> found;
  for (const std::string& beginning : beginnings) {
    TROTH_ASSIGN(const ClauseId id, find_id<ClauseId>(beginning, all));
    found.push_back(id);
  }
  std::ranges::sort(found);
  found.erase(std::ranges::unique(found).begin(), found.end());
  return found;
}

Result<ClauseId> find_area(const State& state, const std::string& name, TimeMs now) {
  const store::Proposals proposals(state.store().ledger(), state.pair()->reading());
  TROTH_ASSIGN(const auto ground, ground_of(state, proposals, now));
  std::string names;
  for (const auto& [id, content] : ground.contents) {
    const auto* area = std::get_if<agreement::Area>(&content.body);
    if (area == nullptr) continue;
    if (area->name == name) return id;
    names += (names.empty() ? "" : ", ") + area->name;
  }
  return refuse(Code::area_unknown, names.empty() ? "none yet" : names);
}

Status check_dimensions(const practice::CheckIn& check_in,
                        const std::vector<std::string>& dimensions) {
  std::string all;
  for (const std::string& dimension : dimensions) all += (all.empty() ? "" : ", ") + dimension;
  for (const practice::Rating& rating : check_in.ratings)
    if (std::ranges::find(dimensions, rating.dimension) == dimensions.end())
      return refuse(Code::dimension_unknown, all);
  return {};
}

// The whole of a proposal file: its limits first, then what it proposes.
Result<Proposed> sign_file(State& state, std::string_view toml,
                           const std::optional<EntryHash>& counters, TimeMs now) {
  TROTH_ASSIGN(PairState * pair, need_to_give(state, now));
  TROTH_ASSIGN(const document::Draft draft, document::parse(toml));
  const store::Proposals proposals(state.store().ledger(), pair->reading());
  TROTH_ASSIGN(const document::Ground ground, ground_of(state, proposals, now));
  const auto new_id = [&] { return state.random().id<ClauseId>(); };
  TROTH_ASSIGN(document::Resolved resolved, document::resolve(draft, ground, new_id));
  if (counters && !resolved.proposal) return refuse(Code::counter_empty);

  TROTH_ASSIGN(auto signing, Signing::begin(state, now));
  Proposed proposed;
  for (const Restriction& limit : resolved.limits) {
    TROTH_ASSIGN(const EntryHash entry, sign_restriction(state, signing, limit));
    proposed.limits.push_back(entry);
  }
  if (resolved.proposal) {
    resolved.proposal->counters = counters;
    TROTH_TRY(agreement::check(*resolved.proposal, ground.pair));
    TROTH_TRY(pair->agreement.may_propose(*resolved.proposal, state.author(), proposals));
    TROTH_ASSIGN(
        proposed.proposal,
        signing.sign(EntryKind::propose, agreement::encode(*resolved.proposal, ground.pair)));
  }
  TROTH_TRY(signing.commit());
  return proposed;
}

}  // namespace

Result<Proposed> Commands::propose(std::string_view toml) {
  return sign_file(vault_.state(), toml, std::nullopt, now_);
}

Result<Proposed> Commands::counter(std::string_view proposal, std::string_view toml) {
  State& state = vault_.state();
  TROTH_ASSIGN(PairState * pair, need_compared(state));
  TROTH_ASSIGN(const EntryHash id, find_proposal(*pair, proposal));
  // Whoever may say no to it may counter it.
  TROTH_TRY(pair->agreement.may_decline(id, state.author()));
  return sign_file(state, toml, id, now_);
}

Result<EntryHash> Commands::accept(std::string_view proposal) {
  State& state = vault_.state();
  TROTH_ASSIGN(PairState * pair, need_to_give(state, now_));
  TROTH_ASSIGN(const EntryHash id, find_proposal(*pair, proposal));
  const store::Proposals proposals(state.store().ledger(), pair->reading());
  TROTH_TRY(pair->agreement.may_accept(id, state.author(), proposals));
  const agreement::Acceptance acceptance{
      id, pair->agreement.digest_after_accepting(id, state.author())};
  return sign_one(state, EntryKind::accept, agreement::encode(acceptance), now_);
}

Result<EntryHash> Commands::decline(std::string_view proposal, const std::string& reason) {
  State& state = vault_.state();
  TROTH_ASSIGN(PairState * pair, need_compared(state));
  TROTH_ASSIGN(const EntryHash id, find_proposal(*pair, proposal));
  TROTH_TRY(check_text(reason, sizes::kReason, Lines::many, "The reason"));
  TROTH_TRY(pair->agreement.may_decline(id, state.author()));
  return sign_one(state, EntryKind::decline, agreement::encode(agreement::No{id, reason}), now_);
}

Result<EntryHash> Commands::retract(std::string_view proposal, const std::string& reason) {
  State& state = vault_.state();
  TROTH_ASSIGN(PairState * pair, need_compared(state));
  TROTH_ASSIGN(const EntryHash id, find_proposal(*pair, proposal));
  TROTH_TRY(check_text(reason, sizes::kReason, Lines::many, "The reason"));
  TROTH_TRY(pair->agreement.may_retract(id, state.author()));
  return sign_one(state, EntryKind::retract, agreement::encode(agreement::No{id, reason}), now_);
}

Result<EntryHash> Commands::pause(const std::optional<std::string>& area,
                                  const std::string& reason) {
  State& state = vault_.state();
  TROTH_TRY(need_compared(state));
  Restriction pause;
  pause.reason = reason;
  if (area) {
    TROTH_ASSIGN(const ClauseId id, find_area(state, *area, now_));
    pause.clauses.push_back(id);
  }
  return restrict(state, pause, now_);
}

Result<EntryHash> Commands::end(const std::string& reason) {
  Restriction ending;
  ending.kind = RestrictionKind::ending;
  ending.reason = reason;
  return restrict(vault_.state(), ending, now_);
}

Result<EntryHash> Commands::withdraw(std::span<const std::string> clauses,
                                     const std::string& reason) {
  State& state = vault_.state();
  TROTH_ASSIGN(PairState * pair, need_compared(state));
  Restriction withdrawal;
  withdrawal.kind = RestrictionKind::withdrawal;
  withdrawal.reason = reason;
  TROTH_ASSIGN(withdrawal.clauses, find_clauses(*pair, clauses, now_));
  return restrict(state, withdrawal, now_);
}

Result<EntryHash> Commands::add_limit(const std::string& text, agreement::Strength strength,
                                      std::span<const std::string> suspends) {
  State& state = vault_.state();
  TROTH_ASSIGN(PairState * pair, need_compared(state));
  Restriction limit;
  limit.kind = RestrictionKind::limit;
  limit.strength = strength;
  limit.text = text;
  TROTH_ASSIGN(limit.clauses, find_clauses(*pair, suspends, now_));
  return restrict(state, limit, now_);
}

Result<EntryHash> Commands::tighten_limit(std::string_view limit,
                                          std::optional<agreement::Strength> strength,
                                          std::span<const std::string> suspends) {
  State& state = vault_.state();
  TROTH_ASSIGN(PairState * pair, need_compared(state));
  TROTH_ASSIGN(const auto old, find_restriction(*pair, limit, now_));
  TROTH_ASSIGN(const auto words, restriction_words(state.store().ledger(), old));
  if (!words || words->kind != RestrictionKind::limit) return refuse(Code::limit_unknown);
  Restriction tightened = *words;
  tightened.tightens = old.entry;
  tightened.strength = strength.value_or(words->strength);
  TROTH_ASSIGN(const auto more, find_clauses(*pair, suspends, now_));
  tightened.clauses.insert(tightened.clauses.end(), more.begin(), more.end());
  std::ranges::sort(tightened.clauses);
  tightened.clauses.erase(std::ranges::unique(tightened.clauses).begin(), tightened.clauses.end());
  return restrict(state, tightened, now_);
}

Result<LiftGiven> Commands::lift(std::span<const std::string> restrictions,
                                 const std::string& reason) {
  State& state = vault_.state();
  TROTH_ASSIGN(PairState * pair, need_to_give(state, now_));
  agreement::Proposal offer;
  offer.title = "A lift";
  offer.reason = reason.empty() ? "No reason given." : reason;
  std::vector<EntryHash> agreed;
  for (const std::string& id : restrictions) {
    TROTH_ASSIGN(const auto restriction, find_restriction(*pair, id, now_));
    const auto wanted = std::ranges::find_if(restriction.lifts, [&](const auto& lift) {
      return lift.stage == agreement::LiftState::Stage::waiting_for_signature &&
             lift.waits_for == state.me();
    });
    if (wanted != restriction.lifts.end()) {
      agreed.push_back(wanted->proposal);
      continue;
    }
    TROTH_TRY(pair->agreement.may_lift(restriction.entry, state.author(), now_));
    offer.lifts.push_back(restriction.entry);
  }
  if (!agreed.empty() && !offer.lifts.empty()) return refuse(Code::lift_mixed);
  if (!agreed.empty()) {
    TROTH_ASSIGN(const EntryHash entry,
                 sign_one(state, EntryKind::assent,
                          agreement::encode(agreement::Assent{agreed.front()}), now_));
    return LiftGiven{entry, true};
  }
  std::ranges::sort(offer.lifts);
  offer.lifts.erase(std::ranges::unique(offer.lifts).begin(), offer.lifts.end());
  const agreement::Pair members = store::agreement_pair(pair->record, pair->chains);
  const store::Proposals proposals(state.store().ledger(), pair->reading());
  TROTH_TRY(agreement::check(offer, members));
  TROTH_TRY(pair->agreement.may_propose(offer, state.author(), proposals));
  TROTH_ASSIGN(const EntryHash entry,
               sign_one(state, EntryKind::propose, agreement::encode(offer, members), now_));
  return LiftGiven{entry, false};
}

Result<EntryHash> Commands::check_in(const CheckInAnswers& answers) {
  State& state = vault_.state();
  TROTH_ASSIGN(PairState * pair, need_to_give(state, now_));
  const store::Proposals proposals(state.store().ledger(), pair->reading());
  TROTH_ASSIGN(const auto ground, ground_of(state, proposals, now_));
  practice::CheckIn check_in{.period = {},
                             .ratings = answers.ratings,
                             .works = answers.works,
                             .feels_right = answers.feels_right,
                             .wants_to_talk = answers.wants_to_talk,
                             .text = answers.text};
  TROTH_ASSIGN(check_in.period, period_at(ground, now_));
  TROTH_TRY(check_dimensions(check_in, dimensions_of(ground)));
  TROTH_ASSIGN(auto payload, practice::encode(check_in));
  return sign_one(state, EntryKind::check_in, std::move(payload), now_);
}

}  // namespace troth::vault
