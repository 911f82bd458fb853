// One digest of every row of the views (views.h) and of the lines that the ledger
// store keeps: equal rows, equal digest. For comparing them with what is derived
// anew; it is kept nowhere, and no part of the protocol.
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/sqlite/database.h"

namespace troth::store {

// Reads them all once. CHECKs an open transaction; fails with the codes of sqlite.
Result<Hash> digest_of_views(sqlite::Database& database);

}  // namespace troth::store
