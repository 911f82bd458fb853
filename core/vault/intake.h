// What the relay delivered, taken in: the envelope opened, every entry verified
// by the ledger and derived by the rules, all of it committed in one change
// with the ratchet's state and the relay's seq. Only then may the relay be
// told. What does not open changes nothing but that seq, and is counted. An
// Error is the disk's: acknowledge nothing. Borrows State; one thread.
#pragma once

#include <vector>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/sync/relay_event.h"
#include "core/vault/state.h"

namespace troth::vault {

struct Taken {
  std::size_t new_entries = 0;
  // Doors, write keys or the partner's relay changed: set the links up anew.
  bool links_changed = false;
  std::vector<Error> troubles;  // what a person should know
};

Result<Taken> take_in(State& state, const sync::Delivered& delivered, TimeMs now);

// Reads what waits once more, as after an update of the program.
Status retry_waiting(State& state, TimeMs now);

}  // namespace troth::vault
