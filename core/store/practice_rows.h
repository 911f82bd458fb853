// The rows of practice: what is kept beside each entry of practice, and each
// opening, so that lists find it by kind, time, period and what it is about.
// Views writes them, notes.h reads them. A row is a function of its entry, the
// entry's past and the pair's chains, in whatever order entries arrived. Of this
// room alone. Borrows the database; CHECKs an open transaction where it writes.
#pragma once

#include <optional>

#include "core/agreement/act.h"
#include "core/agreement/authority.h"
#include "core/ledger/entry_log.h"
#include "core/sqlite/database.h"

namespace troth::store {

// True for the kinds that have a row: practice that this version knows, and openings.
bool is_of_practice(ledger::EntryKind kind);

// What rule 6 reads of an answer that `act` is; nothing of any other entry, and
// of one that cannot be read.
Result<std::optional<agreement::Answer>> answer_of(sqlite::Database& database,
                                                   const ledger::PlacedEntry& entry,
                                                   const agreement::Act& act);

// Its entry must be in the ledger; the verdict is an answer's.
Status keep_practice(sqlite::Database& database, const ledger::PlacedEntry& entry,
                     const PartnerId& by, const std::optional<agreement::Verdict>& verdict);

}  // namespace troth::store
