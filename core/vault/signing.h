// One change that a person or a device makes: signs entries one after another,
// takes each into the views, and commits all of it at once. Nothing remains
// of one that is not committed: then the memory is read anew. Borrows State;
// one at a time. Fails with ledger's may_sign() refusals and the store's codes.
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/store/store.h"
#include "core/vault/state.h"

namespace troth::vault {

class Signing {
 public:
  // pair_none before a pairing.
  static Result<Signing> begin(State& state, TimeMs now);
  Signing(Signing&& other) noexcept;
  Signing& operator=(Signing&&) = delete;
  ~Signing();

  // Signs and places the device's next entry.
  Result<EntryHash> sign(ledger::EntryKind kind, Bytes payload);
  [[nodiscard]] store::Change& change() { return *change_; }
  Status commit();
  // The same with what the entries did to the correspondence.
  Status commit_with(sync::Correspondence next);

 private:
  Signing(State& state, store::Change change, TimeMs now)
      : state_(&state), change_(std::move(change)), now_(now) {}

  Status doubt_sessions(const ledger::SigningStanding& standing, ledger::EntryKind kind);

  State* state_;
  std::optional<store::Change> change_;
  TimeMs now_;
};

// One entry, in a change of its own.
Result<EntryHash> sign_one(State& state, ledger::EntryKind kind, Bytes payload, TimeMs now);

// Nothing is signed about the agreement before this partner compared the digits:
// own_comparison_missing, pair_none.
Result<PairState*> need_compared(const State& state);
// The same, before what gives: a proof against a device is told first.
Result<PairState*> need_to_give(State& state, TimeMs now);

// Signs, in a change of its own, the proof against each device that was caught
// signing two entries in one place, where this device has not told of it yet.
// Before anything is given, so that what is given knows what the proof changed;
// never before what takes away, which waits for nothing.
Status tell_equivocations(State& state, TimeMs now);

}  // namespace troth::vault
