// The two records that nearly every step of sync changes: the correspondence,
// worked on as a clone, and what is known of the own relay. Of this room alone;
// borrows State, on its thread. Fails with the codes of the store.
#pragma once

#include "core/base/error.h"
#include "core/store/store.h"
#include "core/vault/state.h"

namespace troth::vault {

// Commits `change` with `next` in it, which only then takes the old one's place.
Status commit_with(State& state, store::Change change, sync::Correspondence next);

// Lets `edit` change the record of the own relay, within `change`. Read within
// the change, so that one edit sees what another did. Nothing where there is none.
template <class Edit>
Status edit_relay(const State& state, store::Change& change, const Edit& edit) {
  TROTH_ASSIGN(auto relay, state.relay());
  if (!relay) return {};
  edit(*relay);
  return change.state().put(store::StateName::relay_state, encode(*relay));
}

// True for what the disk or the database reports, which is no fault of a message.
bool is_of_the_store(Code code);

}  // namespace troth::vault
