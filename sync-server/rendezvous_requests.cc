#include "core/base/relay_protocol.h"
#include "core/crypto/sign.h"
#include "sync-server/store_requests.h"

namespace troth::relay {
namespace {

constexpr std::string_view kFind =
    "SELECT number, mailbox, kind, fresh_key FROM rendezvous WHERE id = ?1 AND expires_ms > ?2";
constexpr std::string_view kFindExpired =
    "SELECT number FROM rendezvous WHERE id = ?1 AND expires_ms <= ?2";
constexpr std::string_view kCount =
    "SELECT count(*) FROM rendezvous WHERE mailbox = ?1 AND expires_ms > ?2";
constexpr std::string_view kInsert =
    "INSERT INTO rendezvous (id, mailbox, kind, fresh_key, expires_ms) "
    "VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view kReadSlot =
    "SELECT message FROM rendezvous_slot WHERE rendezvous = ?1 AND slot = ?2";
constexpr std::string_view kInsertSlot =
    "INSERT INTO rendezvous_slot (rendezvous, slot, message) VALUES (?1, ?2, ?3)";
constexpr std::string_view kDeleteSlots = "DELETE FROM rendezvous_slot WHERE rendezvous = ?1";
constexpr std::string_view kDelete = "DELETE FROM rendezvous WHERE number = ?1";

constexpr std::uint32_t kInviterSlot = 1;
constexpr std::uint32_t kFirstSignedSlot = 3;

struct Row {
  std::int64_t number = 0;  // 0: there is none
  std::int64_t mailbox = 0;
  std::int64_t kind = 0;
  SignPublicKey fresh_key;
};

Result<Row> find(StoreContext& store, const Bytes& id) {
  TROTH_ASSIGN(auto statement, store.database.prepare(kFind));
  TROTH_ASSIGN(const bool found, statement.bind_all(id, store.now).step());
  if (!found) return Row{};
  return Row{statement.number(0), statement.number(1), statement.number(2),
             statement.id<SignPublicKey>(3).value_or(SignPublicKey{})};
}

Result<std::optional<Bytes>> read_slot(StoreContext& store, std::int64_t rendezvous,
                                       std::uint32_t slot) {
  TROTH_ASSIGN(auto statement, store.database.prepare(kReadSlot));
  TROTH_ASSIGN(const bool found, statement.bind_all(rendezvous, slot).step());
  if (!found) return std::nullopt;
  return copy_of(statement.blob(0));
}

// Write-once: the same bytes again are Done, others a conflict.
Result<Answer> write_slot(StoreContext& store, std::int64_t rendezvous, std::uint32_t slot,
                          const Bytes& message) {
  TROTH_ASSIGN(const auto before, read_slot(store, rendezvous, slot));
  if (before) return *before == message ? Answer{} : refused(Outcome::conflict);
  TROTH_TRY(store.database.run(kInsertSlot, rendezvous, slot, message));
  return Answer{};
}

// An id whose time is over but whose row was not yet swept may be used anew.
Status delete_expired(StoreContext& store, const Bytes& id) {
  std::int64_t number = 0;
  {
    TROTH_ASSIGN(auto statement, store.database.prepare(kFindExpired));
    TROTH_ASSIGN(const bool found, statement.bind_all(id, store.now).step());
    if (!found) return {};
    number = statement.number(0);
  }
  return delete_rendezvous(store, number);
}

bool is_signed_rightly(const Row& row, const PutRendezvous& request) {
  const Bytes signed_bytes = Writer()
                                 .raw(request.id)
                                 .u8(static_cast<std::uint8_t>(request.slot))
                                 .raw(request.message)
                                 .take();
  return crypto::verify(row.fresh_key, crypto::label::kRelayRendezvous, signed_bytes,
                        request.signature);
}

}  // namespace

Status delete_rendezvous(StoreContext& store, std::int64_t number) {
  TROTH_TRY(store.database.run(kDeleteSlots, number));
  return store.database.run(kDelete, number);
}

Result<Answer> answer(StoreContext& store, const OpenRendezvous& request) {
  TROTH_ASSIGN(const std::int64_t mailbox, find_mailbox(store, request.mailbox));
  if (mailbox == 0) return refused(Outcome::not_allowed);
  const auto kind = static_cast<std::int64_t>(request.kind);
  TROTH_ASSIGN(const Row before, find(store, request.id));
  if (before.number != 0) {
    const bool is_repeated =
        before.mailbox == mailbox && before.kind == kind && before.fresh_key == request.fresh_key;
    if (!is_repeated) return refused(Outcome::conflict);
    return write_slot(store, before.number, kInviterSlot, request.message);
  }
  TROTH_ASSIGN(const std::int64_t count, store.database.number(kCount, mailbox, store.now));
  if (count >= store.limits.rendezvous_per_mailbox) return refused(Outcome::too_many);
  TROTH_TRY(delete_expired(store, request.id));
  const bool is_code = request.kind == OpenRendezvous::Kind::code;
  TROTH_TRY(store.database.run(kInsert, request.id, mailbox, kind, request.fresh_key,
                               store.now + (is_code ? kCodeMs : kInviteMs)));
  return write_slot(store, store.database.last_insert_id(), kInviterSlot, request.message);
}

Result<Answer> answer(StoreContext& store, const PutRendezvous& request) {
  TROTH_ASSIGN(const Row row, find(store, request.id));
  // Verified even where there is no rendezvous: the refusal takes as long.
  const bool is_signed = request.slot < kFirstSignedSlot || is_signed_rightly(row, request);
  if (row.number == 0 || !is_signed) return refused(Outcome::not_allowed);
  TROTH_ASSIGN(Answer answer, write_slot(store, row.number, request.slot, request.message));
  if (answer.outcome == Outcome::done) answer.news = request.id;
  return answer;
}

Result<Answer> answer(StoreContext& store, const GetRendezvous& request) {
  TROTH_ASSIGN(const Row row, find(store, request.id));
  if (row.number == 0) return refused(Outcome::not_allowed);
  TROTH_ASSIGN(auto message, read_slot(store, row.number, request.slot));
  if (!message) return refused(Outcome::not_yet);
  Answer answer;
  answer.message = std::move(*message);
  return answer;
}

}  // namespace troth::relay
