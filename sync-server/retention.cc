#include "core/base/relay_protocol.h"
#include "sync-server/store_requests.h"

namespace troth::relay {
namespace {

// How much one step takes at most, so that it never holds the others up for long.
constexpr int kStep = 256;

constexpr std::string_view kOldestEnvelopes =
    "SELECT number, mailbox, slot, length(bytes), arrived_ms FROM envelope ORDER BY number "
    "LIMIT ?1";
constexpr std::string_view kDeleteEnvelope = "DELETE FROM envelope WHERE number = ?1";
constexpr std::string_view kTakeFromSlot =
    "UPDATE slot_use SET envelopes = envelopes - 1, used_bytes = used_bytes - ?3 "
    "WHERE mailbox = ?1 AND slot = ?2";
constexpr std::string_view kTakeFromMailbox =
    "UPDATE mailbox SET used_bytes = used_bytes - ?2 WHERE number = ?1";
constexpr std::string_view kOldestRemembered =
    "SELECT mailbox, slot, envelope_id FROM remembered WHERE arrived_ms <= ?1 "
    "ORDER BY arrived_ms LIMIT ?2";
constexpr std::string_view kDeleteRemembered =
    "DELETE FROM remembered WHERE mailbox = ?1 AND slot = ?2 AND envelope_id = ?3";
constexpr std::string_view kForgetInSlot =
    "UPDATE slot_use SET remembered = remembered - 1 WHERE mailbox = ?1 AND slot = ?2";
constexpr std::string_view kDeleteTickets =
    "DELETE FROM ticket WHERE hash IN (SELECT hash FROM ticket WHERE expires_ms <= ?1 LIMIT ?2)";
constexpr std::string_view kExpiredRendezvous =
    "SELECT number FROM rendezvous WHERE expires_ms <= ?1 LIMIT ?2";
// Those that an earlier version made: their days begin now.
constexpr std::string_view kBeginDays =
    "UPDATE mailbox SET visited_day_ms = ?1 WHERE visited_day_ms = 0";
constexpr std::string_view kUnvisited =
    "SELECT number, next > 1, id, root FROM mailbox WHERE visited_day_ms <= ?1 OR "
    "(visited_day_ms <= ?2 AND next = 1) LIMIT 1";
constexpr std::string_view kInsertFormer =
    "INSERT OR REPLACE INTO former (id, root) VALUES (?1, ?2)";

struct OldEnvelope {
  std::int64_t number, mailbox, slot, size;
};

struct OldId {
  std::int64_t mailbox, slot;
  EnvelopeId id;
};

Result<std::vector<OldEnvelope>> old_envelopes(StoreContext& store) {
  std::vector<OldEnvelope> found;
  TROTH_ASSIGN(auto rows, store.database.prepare(kOldestEnvelopes));
  rows.bind_all(kStep);
  for (;;) {
    TROTH_ASSIGN(const bool is_row, rows.step());
    if (!is_row || rows.number(4) > store.now - store.limits.retention_ms()) return found;
    found.push_back({rows.number(0), rows.number(1), rows.number(2), rows.number(3)});
  }
}

Result<bool> forget_envelopes(StoreContext& store) {
  TROTH_ASSIGN(const auto old, old_envelopes(store));
  for (const OldEnvelope& envelope : old) {
    TROTH_TRY(store.database.run(kDeleteEnvelope, envelope.number));
    TROTH_TRY(store.database.run(kTakeFromSlot, envelope.mailbox, envelope.slot, envelope.size));
    TROTH_TRY(store.database.run(kTakeFromMailbox, envelope.mailbox, envelope.size));
  }
  return old.size() == kStep;
}

Result<std::vector<OldId>> old_ids(StoreContext& store) {
  std::vector<OldId> found;
  TROTH_ASSIGN(auto rows, store.database.prepare(kOldestRemembered));
  rows.bind_all(store.now - kRememberMs, kStep);
  for (;;) {
    TROTH_ASSIGN(const bool is_row, rows.step());
    if (!is_row) return found;
    found.push_back(
        {rows.number(0), rows.number(1), rows.id<EnvelopeId>(2).value_or(EnvelopeId{})});
  }
}

Result<bool> forget_ids(StoreContext& store) {
  TROTH_ASSIGN(const auto old, old_ids(store));
  for (const OldId& id : old) {
    TROTH_TRY(store.database.run(kDeleteRemembered, id.mailbox, id.slot, id.id));
    TROTH_TRY(store.database.run(kForgetInSlot, id.mailbox, id.slot));
  }
  return old.size() == kStep;
}

Result<std::vector<std::int64_t>> expired_rendezvous(StoreContext& store) {
  std::vector<std::int64_t> found;
  TROTH_ASSIGN(auto rows, store.database.prepare(kExpiredRendezvous));
  rows.bind_all(store.now, kStep);
  for (;;) {
    TROTH_ASSIGN(const bool is_row, rows.step());
    if (!is_row) return found;
    found.push_back(rows.number(0));
  }
}

Result<bool> forget_rendezvous(StoreContext& store) {
  TROTH_ASSIGN(const auto expired, expired_rendezvous(store));
  for (const std::int64_t number : expired) TROTH_TRY(delete_rendezvous(store, number));
  return expired.size() == kStep;
}

Result<bool> forget_tickets(StoreContext& store) {
  TROTH_TRY(store.database.run(kDeleteTickets, store.now, kStep));
  return store.database.changes() == kStep;
}

// One at a time, for one may hold much. Of one that was used its id is kept.
Result<bool> forget_unvisited_mailbox(StoreContext& store) {
  TROTH_TRY(store.database.run(kBeginDays, day_of(store.now)));
  std::int64_t number = 0;
  {
    TROTH_ASSIGN(auto row, store.database.prepare(kUnvisited));
    // A day is known by its beginning, and the visit may have been at its end.
    const TimeMs day_before = store.now - kDayMs;
    row.bind_all(day_before - store.limits.unvisited_ms(), day_before - store.limits.unused_ms());
    TROTH_ASSIGN(const bool found, row.step());
    if (!found) return false;
    number = row.number(0);
    if (row.number(1) != 0) TROTH_TRY(store.database.run(kInsertFormer, row.blob(2), row.blob(3)));
  }
  TROTH_TRY(delete_mailbox(store, number));
  return true;
}

}  // namespace

Result<bool> forget_expired(StoreContext& store) {
  TROTH_ASSIGN(const bool more_envelopes, forget_envelopes(store));
  TROTH_ASSIGN(const bool more_ids, forget_ids(store));
  TROTH_ASSIGN(const bool more_rendezvous, forget_rendezvous(store));
  TROTH_ASSIGN(const bool more_tickets, forget_tickets(store));
  TROTH_ASSIGN(const bool more_mailboxes, forget_unvisited_mailbox(store));
  return more_envelopes || more_ids || more_rendezvous || more_tickets || more_mailboxes;
}

}  // namespace troth::relay
