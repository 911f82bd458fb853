#include "core/store/vault_record.h"

#include "core/base/check.h"
#include "core/store/rows.h"

namespace troth::store {
namespace {

using ledger::Freshness;

constexpr std::string_view kRead =
    "SELECT device, root_epoch, session_seq, counter_base, anchor_floor, counter_found,"
    " anchor_found FROM vault";
constexpr std::string_view kWrite =
    "UPDATE vault SET device = ?1, root_epoch = ?2, session_seq = ?3, counter_base = ?4,"
    " anchor_floor = ?5, counter_found = ?6, anchor_found = ?7";

// As the rows number them; a number that has landed never changes.
int number_of(Freshness freshness) {
  switch (freshness) {
    case Freshness::level:
      return 0;
    case Freshness::missing:
      return 1;
    case Freshness::ahead:
      return 2;
  }
  CHECK(false);
}

Result<Freshness> freshness_of(std::int64_t number) {
  for (const Freshness known : {Freshness::level, Freshness::missing, Freshness::ahead})
    if (number_of(known) == number) return known;
  return inconsistent("a state of no known freshness");
}

}  // namespace

Result<VaultRecord> read_vault_record(sqlite::Database& database) {
  TROTH_ASSIGN(auto row, database.prepare(kRead));
  TROTH_ASSIGN(const bool found, row.step());
  if (!found) return inconsistent("no vault in it");
  VaultRecord record;
  if (!row.is_null(0)) {
    TROTH_ASSIGN(record.device, read_id<DeviceId>(row, 0));
  }
  record.root_epoch = static_cast<std::uint32_t>(row.number(1));
  record.session_seq = static_cast<std::uint64_t>(row.number(2));
  record.counter_base = static_cast<std::uint64_t>(row.number(3));
  record.anchor_floor = static_cast<std::uint64_t>(row.number(4));
  TROTH_ASSIGN(record.counter_found, freshness_of(row.number(5)));
  TROTH_ASSIGN(record.anchor_found, freshness_of(row.number(6)));
  return record;
}

Status write_vault_record(sqlite::Database& database, const VaultRecord& record) {
  CHECK(database.in_transaction());
  return database.run(kWrite, record.device, record.root_epoch, record.session_seq,
                      record.counter_base, record.anchor_floor, number_of(record.counter_found),
                      number_of(record.anchor_found));
}

}  // namespace troth::store
