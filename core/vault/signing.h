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
  // pair_none before a pairing. A device's proven equivocation that nobody
  // told of yet is signed first, once a person signs something.
  static Result<Signing> begin(State& state, TimeMs now);
  Signing(Signing&& other) noexcept;
  Signing& operator=(Signing&&) = delete;
  ~Signing();

  // Signs and places the device's next entry.
  Result<EntryHash> sign(ledger::EntryKind kind, Bytes payload);
  [[nodiscard]] store::Change& change() { return *change_; }
  Status commit();

 private:
  Signing(State& state, store::Change change, TimeMs now)
      : state_(&state), change_(std::move(change)), now_(now) {}
  Status tell_equivocations();
  Result<EntryHash> sign_plainly(ledger::EntryKind kind, Bytes payload);

  State* state_;
  std::optional<store::Change> change_;
  TimeMs now_;
  bool told_ = false;
};

}  // namespace troth::vault
