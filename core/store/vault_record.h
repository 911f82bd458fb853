// The one row about this vault itself: which device it is, and what the
// freshness of its files is judged by: the numbers that only rise, the anchors
// that a deliberate unpairing made void, and what was found missing or ahead
// until it is settled. Of this room alone, but for the device. Borrows the
// database; same owner and thread; the writing half CHECKs an open transaction.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/ids.h"
#include "core/ledger/standing_to_sign.h"
#include "core/sqlite/database.h"

namespace troth::store {

struct VaultRecord {
  std::optional<DeviceId> device;
  std::uint32_t root_epoch = 0;
  std::uint64_t session_seq = 0;   // the highest of any session
  std::uint64_t counter_base = 0;  // entries that this device signed in pairs that were undone
  std::uint64_t anchor_floor = 0;  // anchors up to this count speak of an undone pair
  ledger::Freshness counter_found = ledger::Freshness::level;
  ledger::Freshness anchor_found = ledger::Freshness::level;
};

Result<VaultRecord> read_vault_record(sqlite::Database& database);
Status write_vault_record(sqlite::Database& database, const VaultRecord& record);

}  // namespace troth::store
