// An unfinished pairing in the store: begun by a command, carried on by the
// pump, committed before each step so that a crash resumes with the same
// bytes. Its end is a pair: the partner's certificates, the root, and what to
// write to the partner's mailbox with. Borrows State; one thread. Fails with
// the codes of the store and of sync's pairing.
#pragma once

#include <optional>
#include <variant>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/sync/pairing.h"
#include "core/vault/state.h"

namespace troth::vault {

class UnfinishedPairing {
 public:
  // Begin one and commit it; the caller made sure that there is none.
  static Result<UnfinishedPairing> invite(State& state, const RelayPlace& relay, TimeMs now);
  static Result<UnfinishedPairing> join(State& state, const sync::Invite& invite, TimeMs now);
  // The one that is in the store; nothing where there is none.
  static Result<std::optional<UnfinishedPairing>> find(const State& state);

  // Forgets the secrets of the exchange; a pair that it founded stays.
  static Status drop(State& state);
  // Forgets the unfinished pairing, and the pair that it may have founded.
  static Status forget(State& state);
  // It will never come about. A pair that was founded stays: whether the other
  // side has it too, its own Paired says, and nobody but the two may delete it.
  static Status give_up(State& state) {
    return state.pair() != nullptr ? drop(state) : forget(state);
  }

  [[nodiscard]] bool is_inviter() const { return std::holds_alternative<sync::Inviter>(machine_); }
  // CHECKs is_inviter.
  [[nodiscard]] const sync::Inviter& inviter() const { return std::get<sync::Inviter>(machine_); }
  [[nodiscard]] RelayPlace relay() const;
  [[nodiscard]] sync::RendezvousStep next_step() const;
  [[nodiscard]] bool has_result() const;
  [[nodiscard]] bool is_over(TimeMs now) const;
  [[nodiscard]] sync::PairingResult result() const;

  // What the rendezvous gave for a step, committed. Founds the pair once there
  // is a result, and forgets the pairing once it is over.
  Status on_step_done(State& state, const sync::RendezvousStep& step, ByteView message, TimeMs now);

 private:
  using Machine = std::variant<sync::Inviter, sync::Joiner>;
  explicit UnfinishedPairing(Machine machine) : machine_(std::move(machine)) {}
  [[nodiscard]] crypto::Secret serialize() const;
  Status found_pair(State& state, store::Change& change) const;

  Machine machine_;
};

// Within `change`: the pair is forgotten, and each setting that spoke of it.
Status forget_pair(store::Change& change);

// Signs this device's first entry of the pair, where it is not there yet.
Status ensure_paired_entry(State& state, TimeMs now);

}  // namespace troth::vault
