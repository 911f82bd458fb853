#include "core/vault/signing.h"

#include "core/ledger/payload.h"

namespace troth::vault {

Result<Signing> Signing::begin(State& state, TimeMs now) {
  TROTH_TRY(state.need_pair());
  TROTH_ASSIGN(auto change, state.store().begin());
  return Signing(state, std::move(change), now);
}

Signing::Signing(Signing&& other) noexcept
    : state_(other.state_),
      change_(std::move(other.change_)),
      now_(other.now_),
      told_(other.told_) {
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
  if (ledger::is_by_choice(kind) && !told_ && !standing.only_what_takes_away)
    TROTH_TRY(tell_equivocations());
  return sign_plainly(kind, std::move(payload));
}

Status Signing::tell_equivocations() {
  told_ = true;
  TROTH_ASSIGN(const auto proven, change_->ledger().equivocations());
  if (proven.empty()) return {};
  TROTH_ASSIGN(const auto hashes, change_->ledger().of_kind(ledger::EntryKind::equivocated, 64));
  for (const ledger::Equivocation& equivocation : proven) {
    bool known = false;
    for (const EntryHash& hash : hashes) {
      TROTH_ASSIGN(const auto entry, change_->ledger().entry(hash));
      const auto told = entry ? ledger::decode_equivocated(entry->payload())
                              : Result<ledger::Equivocated>(refuse(Code::store_inconsistent));
      known = known || (told && told->first.header == equivocation.first.header &&
                        told->second.header == equivocation.second.header);
    }
    if (known) continue;
    TROTH_TRY(sign_plainly(ledger::EntryKind::equivocated,
                           encode(ledger::Equivocated{equivocation.first, equivocation.second})));
  }
  return {};
}

Result<EntryHash> Signing::sign_plainly(ledger::EntryKind kind, Bytes payload) {
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

}  // namespace troth::vault
