// The agenda of the open review or the next, gathered for practice/agenda.h: the
// notes since the last review, and what the rules of consent say that belongs on
// it. Of this room alone; borrows State, for one call; needs a pair. Fails with
// the codes of the store.
#pragma once

#include <vector>

#include "core/document/resolve.h"
#include "core/practice/agenda.h"
#include "core/store/views.h"
#include "core/vault/state.h"

namespace troth::vault {

Result<std::vector<practice::AgendaLine>> agenda_of(const State& state,
                                                    const store::Proposals& proposals,
                                                    const document::Ground& ground, TimeMs now);

}  // namespace troth::vault
