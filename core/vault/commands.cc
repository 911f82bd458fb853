#include "core/vault/commands.h"

#include <algorithm>

#include "core/base/sizes.h"
#include "core/base/text.h"
#include "core/document/calendar.h"
#include "core/document/resolve.h"
#include "core/vault/check_ins.h"
#include "core/vault/doubt.h"
#include "core/vault/ground.h"
#include "core/vault/leaving.h"
#include "core/vault/proposing.h"
#include "core/vault/raising.h"
#include "core/vault/short_id.h"
#include "core/vault/signing.h"
#include "core/vault/state.h"

namespace troth::vault {
namespace {

using agreement::Restriction;
using agreement::RestrictionKind;
using ledger::EntryKind;

Result<EntryHash> restrict(State& state, const Restriction& restriction, TimeMs now) {
  TROTH_TRY(need_compared(state));
  TROTH_ASSIGN(auto signing, Signing::begin(state, now));
  TROTH_ASSIGN(const EntryHash entry, sign_restriction(state, signing, restriction));
  TROTH_TRY(signing.commit());
  return entry;
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

// Windows and days of a clock that this system does not know would mean nothing here: no check-in
// could be written by it, and the agreement not be edited. So it is not agreed to.
Status check_time_zone(const agreement::Proposal* proposal) {
  if (proposal == nullptr) return {};
  for (const agreement::ClauseChange& change : proposal->changes) {
    if (!change.content) continue;
    const auto* rhythm = std::get_if<agreement::Rhythm>(&change.content->body);
    if (rhythm != nullptr) TROTH_TRY(document::TimeZone::find(rhythm->time_zone));
  }
  return {};
}

}  // namespace

Result<Proposed> Commands::propose(std::string_view toml, std::string_view about) {
  State& state = vault_.state();
  TROTH_TRY(need_to_give(state, now_));
  TROTH_ASSIGN(const document::Ground ground, ground_to_propose(state, now_));
  TROTH_ASSIGN(std::string line, line_about(state, about, now_));
  return sign_file(state, toml, {ground, std::nullopt, std::move(line)}, now_);
}

Result<Proposed> Commands::counter(std::string_view proposal, std::string_view toml) {
  State& state = vault_.state();
  TROTH_ASSIGN(const EntryHash id, find_to_counter(state, proposal));
  TROTH_ASSIGN(PairState * pair, need_to_give(state, now_));
  const store::Proposals proposals(state.store().ledger(), pair->reading());
  TROTH_ASSIGN(document::Ground ground, ground_of(state, proposals, now_));
  if (const agreement::Proposal* answered = proposals.proposal(id))
    document::offer(ground, *answered);
  return sign_file(state, toml, {ground, id, {}}, now_);
}

Result<EntryHash> Commands::accept(std::string_view proposal) {
  State& state = vault_.state();
  TROTH_ASSIGN(PairState * pair, need_to_give(state, now_));
  TROTH_ASSIGN(const EntryHash id, find_proposal(*pair, proposal));
  const store::Proposals proposals(state.store().ledger(), pair->reading());
  TROTH_TRY(pair->agreement.may_accept(id, state.author(), proposals));
  TROTH_TRY(check_time_zone(proposals.proposal(id)));
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
    TROTH_ASSIGN(const auto ground, ground_of(state, now_));
    TROTH_ASSIGN(pause.clauses, find_areas(ground, *area));
  }
  return restrict(state, pause, now_);
}

Result<EntryHash> Commands::end(const std::string& reason) {
  Restriction ending;
  ending.kind = RestrictionKind::ending;
  ending.reason = reason;
  return restrict(vault_.state(), ending, now_);
}

Status Commands::leave(const std::string& reason, Goes goes) {
  return begin_leaving(vault_.state(), reason, goes == Goes::now ? now_ : now_ + kPatienceMs, now_);
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
    // One for all: whatever a partner signs by choice answers every agreed lift in
    // its past (Consent::take_as_witness), so the assent need name only one of them.
    TROTH_ASSIGN(const EntryHash entry,
                 sign_one(state, EntryKind::assent,
                          agreement::encode(agreement::Assent{agreed.front()}), now_));
    return LiftGiven{entry, true};
  }
  std::ranges::sort(offer.lifts);
  offer.lifts.erase(std::ranges::unique(offer.lifts).begin(), offer.lifts.end());
  const agreement::Pair members = store::agreement_pair(pair->record, pair->chains);
  const store::Proposals proposals(state.store().ledger(), pair->reading());
  TROTH_ASSIGN(Bytes payload, payload_of(offer, members));
  TROTH_TRY(pair->agreement.may_propose(offer, state.author(), proposals));
  TROTH_ASSIGN(const EntryHash entry,
               sign_one(state, EntryKind::propose, std::move(payload), now_));
  return LiftGiven{entry, false};
}

Result<EntryHash> Commands::check_in(const CheckInAnswers& answers) {
  TROTH_ASSIGN(const auto written, CheckIns(vault_, now_).write(answers, Openness::open));
  return written.entry;
}

Result<bool> Commands::trust_this_device() {
  State& state = vault_.state();
  TROTH_ASSIGN(const auto standing, state.standing_to_sign());
  if (!standing.only_what_takes_away) return false;
  if (standing.reason != ledger::SigningReason::frontier_ahead)
    return std::unexpected(ledger::may_sign(standing, EntryKind::propose).error());
  TROTH_ASSIGN(auto hints, claims(state.store().state()));
  for (Claim& hint : hints) hint.overridden = true;
  TROTH_ASSIGN(auto change, state.store().begin());
  TROTH_TRY(keep_claims(change.state(), hints));
  TROTH_TRY(forget_relay_ahead(change.state()));
  TROTH_TRY(change.commit());
  return true;
}

}  // namespace troth::vault
