// The pump between an open Vault and the relays: connects, feeds the machines
// of core/sync, commits what arrives before it acknowledges, reconnects with
// back-off and jitter. Coroutines on one io_context, whose thread owns the
// vault while one of them runs; it is safe to destroy the io_context at any
// time: what was not committed was not acknowledged. Reads the clock itself.
#pragma once

#include <asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

#include "core/vault/types.h"
#include "core/vault/vault.h"

namespace troth::vault {

struct SyncReport {
  std::size_t sent = 0;      // envelopes
  std::size_t received = 0;  // entries that were new
  bool complete = false;     // outbox and mailbox are empty, or only the partner's side is awaited
  std::vector<Error> troubles;
  std::optional<Left> left;  // by this very sync: nothing of the pair is here any more
};

// Who is told while the pump runs, after what is told was committed. Each may be empty.
struct Listeners {
  std::function<void()> on_change;               // what a person sees is another
  std::function<void(const Error&)> on_trouble;  // what the report gets too
  // The relay was reached or lost, or took something: a SyncView is another.
  std::function<void()> on_link = nullptr;
};

class SyncPump {
 public:
  explicit SyncPump(Vault& vault) : vault_(vault) {}

  // Sends and receives until nothing is left to do, or `within` has passed.
  // An Error where the relay cannot be reached; nothing happens without one (relay_none).
  // Adds to `report`, which outlives it, so that one that is broken off has been counted.
  asio::awaitable<Status> sync(std::chrono::milliseconds within, SyncReport& report);
  // The same for ever. Ends only with an Error that no waiting mends, or once the
  // pair is left.
  asio::awaitable<Status> watch(Listeners listeners);
  // Carries an unfinished pairing on until its digits are there, or `within`
  // has passed: then pairing_still_waiting, and the next call goes on.
  asio::awaitable<Status> pair(std::chrono::milliseconds within, Listeners listeners);

 private:
  Vault& vault_;
};

}  // namespace troth::vault
