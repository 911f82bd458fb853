// Notes by the beginnings of their ids, as people type them. Of this room alone.
// Fails: id_malformed, id_unknown, id_ambiguous, and the codes of the store.
#pragma once

#include <string_view>

#include "core/base/error.h"
#include "core/store/notes.h"

namespace troth::vault {

// The only one of these kinds that begins so.
Result<EntryHash> find_note(const store::Notes& notes, std::string_view id,
                            store::Notes::Kinds kinds);

}  // namespace troth::vault
