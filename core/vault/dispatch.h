// What this device has for its partner's, made ready: prekeys renewed, sessions
// established, everything that the other lacks sealed and committed to the
// outbox, from which a link posts it. Nothing here waits or speaks to a relay.
// What the partner said of itself and cannot be used is a trouble, and what can
// go goes on; an Error is the store's. Borrows State, which has a pair; one thread.
#pragma once

#include <vector>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/vault/state.h"

namespace troth::vault {

Status fill_outbox(State& state, TimeMs now, std::vector<Error>& troubles);

// The relay has this envelope, or never will.
Status on_posted(State& state, const EnvelopeId& envelope, TimeMs now);

}  // namespace troth::vault
