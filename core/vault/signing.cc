#include "core/vault/signing.h"

#include <set>

#include "core/ledger/payload.h"

namespace troth::vault {

Result<Signing> Signing::begin(State& state, TimeMs now) {
  TROTH_TRY(state.need_pair());
  TROTH_ASSIGN(auto change, state.store().begin());
  return Signing(state, std::move(change), now);
}

Signing::Signing(Signing&& other) noexcept
    : state_(other.state_), change_(std::move(other.change_)), now_(other.now_) {
  other.change_.reset();
}

Signing::~Signing() {
  if (!change_) return;
  change_.reset();  // rolls back; the agreement in memory has moved on, so read it anew
  (void)state_->reload();
}

Result<EntryHash> Signing::sign(ledger::EntryKind kind, Bytes payload) {
  TROTH_ASSIGN(const auto standing, state_->standing_to_sign());
  TROTH_TRY(ledger::may_sign(standing, kind));
  TROTH_TRY(doubt_sessions(standing, kind));
  PairState& pair = *state_->pair();
  TROTH_ASSIGN(
      const auto entry,
      ledger::sign_next({kind, now_, std::move(payload)}, state_->device(), state_->keys().sign,
                        pair.ledger(), change_->ledger(), state_->random()));
  TROTH_ASSIGN(const auto place, ledger::place_own(entry, pair.ledger(), change_->ledger()));
  TROTH_TRY(change_->views().on_placed({entry, place}, pair.reading(), pair.agreement));
  return entry.hash();
}

Status Signing::commit() {
  TROTH_TRY(change_->commit());
  change_.reset();
  return {};
}

Status Signing::commit_with(sync::Correspondence next) {
  TROTH_TRY(change_->state().put(store::StateName::correspondence, next.serialize()));
  TROTH_TRY(commit());
  state_->pair()->correspondence = std::move(next);
  return {};
}

// What is taken away while the files may be old may not reach the partner under
// the keys that they hold: from here on a new session carries it. Once nothing
// is in doubt any more, neither are the sessions.
Status Signing::doubt_sessions(const ledger::SigningStanding& standing, ledger::EntryKind kind) {
  TROTH_ASSIGN(const auto old, state_->old_sessions());
  if (!standing.only_what_takes_away)
    return old ? change_->state().unset(setting::kOldSessions) : Status();
  if (old || !ledger::takes_away(kind)) return {};
  TROTH_ASSIGN(const std::uint64_t newest, state_->store().newest_session());
  return change_->state().set(setting::kOldSessions, std::to_string(newest));
}

Result<EntryHash> sign_one(State& state, ledger::EntryKind kind, Bytes payload, TimeMs now) {
  TROTH_ASSIGN(auto signing, Signing::begin(state, now));
  TROTH_ASSIGN(const EntryHash entry, signing.sign(kind, std::move(payload)));
  TROTH_TRY(signing.commit());
  return entry;
}

Result<PairState*> need_compared(const State& state) {
  TROTH_ASSIGN(PairState * pair, state.need_pair());
  TROTH_ASSIGN(const bool compared, state.has_compared(state.me()));
  if (!compared) return refuse(Code::own_comparison_missing);
  return pair;
}

Result<PairState*> need_to_give(State& state, TimeMs now) {
  TROTH_TRY(need_compared(state));
  TROTH_TRY(tell_equivocations(state, now));
  return state.need_pair();
}

namespace {

// The devices that this one has told of.
Result<std::set<DeviceId>> told_devices(const State& state) {
  constexpr std::size_t kAll = 1024;
  TROTH_ASSIGN(const auto hashes, state.store().ledger().of_kind_by(
                                      state.device(), ledger::EntryKind::equivocated, kAll));
  std::set<DeviceId> told;
  for (const EntryHash& hash : hashes) {
    TROTH_ASSIGN(const auto entry, state.store().ledger().entry(hash));
    if (!entry) continue;
    const auto read = ledger::decode_equivocated(entry->payload());
    if (!read) continue;
    if (const auto header = ledger::decode_header(read->first.header)) told.insert(header->device);
  }
  return told;
}

}  // namespace

Status tell_equivocations(State& state, TimeMs now) {
  TROTH_ASSIGN(const auto proven, state.store().ledger().equivocations());
  if (proven.empty()) return {};
  TROTH_ASSIGN(auto told, told_devices(state));
  for (const ledger::Equivocation& equivocation : proven) {  // one a device: the first seq
    if (!told.insert(equivocation.device).second) continue;
    TROTH_ASSIGN(auto signing, Signing::begin(state, now));
    TROTH_TRY(signing.sign(ledger::EntryKind::equivocated,
                           encode(ledger::Equivocated{equivocation.first, equivocation.second})));
    TROTH_TRY(signing.commit());
  }
  return {};
}

}  // namespace troth::vault
