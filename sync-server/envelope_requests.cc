#include "core/base/relay_protocol.h"
#include "core/crypto/hash.h"
#include "sync-server/store_requests.h"

namespace troth::relay {
namespace {

constexpr std::string_view kReadMailbox =
    "SELECT number, next, acknowledged, used_bytes, visited_day_ms FROM mailbox WHERE id = ?1";
constexpr std::string_view kVisit = "UPDATE mailbox SET visited_day_ms = ?2 WHERE number = ?1";
constexpr std::string_view kHoldsSlot =
    "SELECT count(*) FROM writer WHERE mailbox = ?1 AND slot = ?2 AND key = ?3";
constexpr std::string_view kReadRemembered =
    "SELECT digest FROM remembered WHERE mailbox = ?1 AND slot = ?2 AND envelope_id = ?3";
constexpr std::string_view kReadSlotUse =
    "SELECT used_bytes, envelopes, remembered FROM slot_use WHERE mailbox = ?1 AND slot = ?2";
constexpr std::string_view kInsertEnvelope =
    "INSERT INTO envelope (mailbox, seq, slot, arrived_ms, bytes) VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view kInsertRemembered =
    "INSERT INTO remembered (mailbox, slot, envelope_id, digest, arrived_ms) "
    "VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view kAddToSlot =
    "INSERT INTO slot_use (mailbox, slot, used_bytes, envelopes, remembered) "
    "VALUES (?1, ?2, ?3, 1, 1) ON CONFLICT (mailbox, slot) DO UPDATE SET "
    "used_bytes = used_bytes + ?3, envelopes = envelopes + 1, remembered = remembered + 1";
constexpr std::string_view kAddToMailbox =
    "UPDATE mailbox SET next = next + 1, used_bytes = used_bytes + ?2 WHERE number = ?1";
constexpr std::string_view kReadEnvelopes =
    "SELECT seq, slot, bytes FROM envelope WHERE mailbox = ?1 AND seq > ?2 ORDER BY seq";
constexpr std::string_view kSumAcknowledged =
    "SELECT slot, count(*), sum(length(bytes)) FROM envelope WHERE mailbox = ?1 AND seq <= ?2 "
    "GROUP BY slot";
constexpr std::string_view kTakeFromSlot =
    "UPDATE slot_use SET envelopes = envelopes - ?3, used_bytes = used_bytes - ?4 "
    "WHERE mailbox = ?1 AND slot = ?2";
constexpr std::string_view kTakeFromMailbox =
    "UPDATE mailbox SET used_bytes = used_bytes - ?2 WHERE number = ?1";
constexpr std::string_view kDeleteAcknowledged =
    "DELETE FROM envelope WHERE mailbox = ?1 AND seq <= ?2";
constexpr std::string_view kSetAcknowledged =
    "UPDATE mailbox SET acknowledged = ?2 WHERE number = ?1";

// What one Fetch carries: two of the largest envelopes, or many small ones.
constexpr std::size_t kFetchBytes = std::size_t{128} * 1024;

struct MailboxRow {
  std::int64_t number = 0;
  MailboxState state;
  TimeMs visited_day_ms = 0;
};

struct SlotUse {
  std::int64_t used_bytes = 0;
  std::int64_t envelopes = 0;
  std::int64_t remembered = 0;
};

// number 0 where there is none.
Result<MailboxRow> read_mailbox(StoreContext& store, const MailboxId& id) {
  TROTH_ASSIGN(auto statement, store.database.prepare(kReadMailbox));
  TROTH_ASSIGN(const bool found, statement.bind_all(id).step());
  if (!found) return MailboxRow{};
  const auto column = [&](int i) { return static_cast<std::uint64_t>(statement.number(i)); };
  return MailboxRow{statement.number(0),
                    {.next = column(1),
                     .acknowledged = column(2),
                     .used_bytes = column(3),
                     .limit_bytes = static_cast<std::uint64_t>(store.limits.mailbox_bytes)},
                    statement.number(4)};
}

Result<SlotUse> read_slot_use(StoreContext& store, std::int64_t mailbox, std::uint32_t slot) {
  TROTH_ASSIGN(auto statement, store.database.prepare(kReadSlotUse));
  TROTH_ASSIGN(const bool found, statement.bind_all(mailbox, slot).step());
  if (!found) return SlotUse{};
  return SlotUse{statement.number(0), statement.number(1), statement.number(2)};
}

// The digest of the envelope that came under this id before; nothing if none did.
Result<std::optional<Hash>> read_remembered(StoreContext& store, std::int64_t mailbox,
                                            const Put& put) {
  TROTH_ASSIGN(auto statement, store.database.prepare(kReadRemembered));
  TROTH_ASSIGN(const bool found, statement.bind_all(mailbox, put.slot, put.envelope_id).step());
  if (!found) return std::nullopt;
  return statement.id<Hash>(0);
}

bool has_room(const Limits& limits, const MailboxRow& mailbox, const SlotUse& use, const Put& put) {
  const auto size = static_cast<std::int64_t>(put.envelope.size());
  const auto used = static_cast<std::int64_t>(mailbox.state.used_bytes);
  if (used + size > limits.mailbox_bytes) return false;
  if (use.used_bytes + size > limits.slot_bytes) return false;
  if (use.remembered >= limits.remembered_per_slot) return false;
  return put.slot != kDoorSlot || use.envelopes < limits.door_envelopes;
}

Status insert(StoreContext& store, const MailboxRow& mailbox, const Put& put, const Hash& digest) {
  const std::size_t size = put.envelope.size();
  TROTH_TRY(store.database.run(kInsertEnvelope, mailbox.number, mailbox.state.next, put.slot,
                               store.now, put.envelope));
  TROTH_TRY(store.database.run(kInsertRemembered, mailbox.number, put.slot, put.envelope_id, digest,
                               store.now));
  TROTH_TRY(store.database.run(kAddToSlot, mailbox.number, put.slot, size));
  return store.database.run(kAddToMailbox, mailbox.number, size);
}

// Takes what is about to be deleted off the counts of its slots and mailbox.
Status uncount_acknowledged(StoreContext& store, std::int64_t mailbox, std::uint64_t up_to) {
  std::int64_t freed_bytes = 0;
  TROTH_ASSIGN(auto sums, store.database.prepare(kSumAcknowledged));
  sums.bind_all(mailbox, up_to);
  for (;;) {
    TROTH_ASSIGN(const bool found, sums.step());
    if (!found) break;
    freed_bytes += sums.number(2);
    TROTH_TRY(
        store.database.run(kTakeFromSlot, mailbox, sums.number(0), sums.number(1), sums.number(2)));
  }
  return store.database.run(kTakeFromMailbox, mailbox, freed_bytes);
}

}  // namespace

Result<Answer> answer(StoreContext& store, const Put& request) {
  TROTH_ASSIGN(const MailboxRow mailbox, read_mailbox(store, request.mailbox));
  TROTH_ASSIGN(const std::int64_t holds_slot,
               store.database.number(kHoldsSlot, mailbox.number, request.slot, request.key));
  if (holds_slot == 0) return refused(Outcome::not_allowed);
  const Hash digest = crypto::generic_hash(request.envelope);
  TROTH_ASSIGN(const auto before, read_remembered(store, mailbox.number, request));
  if (before) return *before == digest ? Answer{} : refused(Outcome::conflict);
  TROTH_ASSIGN(const SlotUse use, read_slot_use(store, mailbox.number, request.slot));
  if (!has_room(store.limits, mailbox, use, request)) return refused(Outcome::full);
  TROTH_TRY(insert(store, mailbox, request, digest));
  Answer answer;
  answer.news = copy_of(request.mailbox.view());
  return answer;
}

Result<Answer> answer(StoreContext& store, const Fetch& request) {
  TROTH_ASSIGN(const MailboxRow mailbox, read_mailbox(store, request.mailbox));
  if (mailbox.number == 0) return refused(Outcome::not_allowed);
  // Its owner is here, as the login proved; the day is all that is kept of it.
  if (mailbox.visited_day_ms < day_of(store.now))
    TROTH_TRY(store.database.run(kVisit, mailbox.number, day_of(store.now)));
  Answer answer;
  answer.state = mailbox.state;
  TROTH_ASSIGN(auto envelopes, store.database.prepare(kReadEnvelopes));
  envelopes.bind_all(mailbox.number, request.after);
  for (std::size_t size = 0; size < kFetchBytes; size += answer.items.back().envelope.size()) {
    TROTH_ASSIGN(const bool found, envelopes.step());
    if (!found) return answer;
    answer.items.push_back({static_cast<std::uint64_t>(envelopes.number(0)),
                            static_cast<std::uint32_t>(envelopes.number(1)),
                            copy_of(envelopes.blob(2))});
  }
  TROTH_ASSIGN(answer.has_more, envelopes.step());
  return answer;
}

Result<Answer> answer(StoreContext& store, const Acknowledge& request) {
  TROTH_ASSIGN(const MailboxRow mailbox, read_mailbox(store, request.mailbox));
  if (mailbox.number == 0) return refused(Outcome::not_allowed);
  // Beyond what was given out: the client speaks of a later state of this relay.
  if (request.up_to >= mailbox.state.next) return refused(Outcome::conflict);
  if (request.up_to <= mailbox.state.acknowledged) return Answer{};
  TROTH_TRY(uncount_acknowledged(store, mailbox.number, request.up_to));
  TROTH_TRY(store.database.run(kDeleteAcknowledged, mailbox.number, request.up_to));
  TROTH_TRY(store.database.run(kSetAcknowledged, mailbox.number, request.up_to));
  return Answer{};
}

}  // namespace troth::relay
