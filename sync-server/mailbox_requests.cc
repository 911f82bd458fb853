#include "core/base/relay_protocol.h"
#include "core/crypto/hash.h"
#include "sync-server/store_requests.h"

namespace troth::relay {
namespace {

constexpr std::string_view kFindMailbox = "SELECT number FROM mailbox WHERE id = ?1";
constexpr std::string_view kFindSlot = "SELECT slot FROM writer WHERE mailbox = ?1 AND key = ?2";
constexpr std::string_view kCountMailboxes = "SELECT count(*) FROM mailbox";
constexpr std::string_view kCountMadeByToken =
    "SELECT count(*) FROM mailbox WHERE made_day_ms = ?1 AND root = id";
constexpr std::string_view kInsertMailbox =
    "INSERT INTO mailbox (id, next, acknowledged, used_bytes, root, made_day_ms, visited_day_ms) "
    "VALUES (?1, 1, 0, 0, ?2, ?3, ?3)";
constexpr std::string_view kFindFormer = "SELECT root FROM former WHERE id = ?1";
constexpr std::string_view kDeleteFormer = "DELETE FROM former WHERE id = ?1";
constexpr std::string_view kUseTicket = "DELETE FROM ticket WHERE hash = ?1 AND expires_ms > ?2";
constexpr std::string_view kFindRoot = "SELECT root FROM mailbox WHERE number = ?1";
constexpr std::string_view kFindRootOfTicket =
    "SELECT root FROM ticket JOIN mailbox ON mailbox.number = ticket.mailbox "
    "WHERE hash = ?1 AND expires_ms > ?2";
constexpr std::string_view kCountFamily =
    "SELECT (SELECT count(*) FROM mailbox WHERE root = ?1 AND id <> ?1) + "
    "(SELECT count(*) FROM ticket JOIN mailbox ON mailbox.number = ticket.mailbox "
    "WHERE root = ?1 AND expires_ms > ?2)";
constexpr std::string_view kHasTicket =
    "SELECT count(*) FROM ticket WHERE hash = ?1 AND expires_ms > ?2";
constexpr std::string_view kInsertTicket =
    "INSERT OR REPLACE INTO ticket (hash, mailbox, expires_ms) VALUES (?1, ?2, ?3)";
constexpr std::string_view kRemoveWriter = "DELETE FROM writer WHERE mailbox = ?1 AND slot = ?2";
constexpr std::string_view kInsertWriter =
    "INSERT OR REPLACE INTO writer (mailbox, slot, key) VALUES (?1, ?2, ?3)";
constexpr std::string_view kFindRendezvous =
    "SELECT number FROM rendezvous WHERE mailbox = ?1 LIMIT 1";
constexpr std::string_view kDeleteRows[] = {
    "DELETE FROM envelope WHERE mailbox = ?1", "DELETE FROM remembered WHERE mailbox = ?1",
    "DELETE FROM slot_use WHERE mailbox = ?1", "DELETE FROM writer WHERE mailbox = ?1",
    "DELETE FROM ticket WHERE mailbox = ?1",   "DELETE FROM mailbox WHERE number = ?1"};

// The first column of the first row; nothing without a row.
template <class... Values>
Result<std::optional<std::int64_t>> first_number(StoreContext& store, std::string_view sql,
                                                 const Values&... values) {
  TROTH_ASSIGN(auto statement, store.database.prepare(sql));
  TROTH_ASSIGN(const bool found, statement.bind_all(values...).step());
  if (!found) return std::nullopt;
  return statement.number(0);
}

// The id in the first column of the first row; nothing without a row.
template <class... Values>
Result<std::optional<MailboxId>> first_id(StoreContext& store, std::string_view sql,
                                          const Values&... values) {
  TROTH_ASSIGN(auto statement, store.database.prepare(sql));
  TROTH_ASSIGN(const bool found, statement.bind_all(values...).step());
  if (!found) return std::nullopt;
  return statement.id<MailboxId>(0);
}

// The root of the family that the mailbox may be made in; nothing where it may not.
Result<std::optional<MailboxId>> admitted_to(StoreContext& store, const CreateMailbox& request,
                                             const MailboxId& id) {
  if (request.admission == CreateMailbox::Admission::token) return id;
  TROTH_ASSIGN(const auto former, first_id(store, kFindFormer, id));
  if (former || request.admission == CreateMailbox::Admission::none) return former;
  return first_id(store, kFindRootOfTicket, request.ticket_hash, store.now);
}

// None, or why there is no place for a new mailbox.
Result<Outcome> check_places(StoreContext& store, const CreateMailbox& request) {
  TROTH_ASSIGN(const std::int64_t count, store.database.number(kCountMailboxes));
  if (count >= store.limits.mailboxes_in_all) return Outcome::full;
  if (request.admission != CreateMailbox::Admission::token) return Outcome::done;
  TROTH_ASSIGN(const std::int64_t today,
               store.database.number(kCountMadeByToken, day_of(store.now)));
  return today >= store.limits.new_by_token_a_day ? Outcome::too_many : Outcome::done;
}

}  // namespace

Result<std::int64_t> find_mailbox(StoreContext& store, const MailboxId& id) {
  TROTH_ASSIGN(const auto number, first_number(store, kFindMailbox, id));
  return number.value_or(0);
}

Status delete_mailbox(StoreContext& store, std::int64_t mailbox) {
  for (;;) {
    TROTH_ASSIGN(const auto rendezvous, first_number(store, kFindRendezvous, mailbox));
    if (!rendezvous) break;
    TROTH_TRY(delete_rendezvous(store, *rendezvous));
  }
  for (const std::string_view sql : kDeleteRows) TROTH_TRY(store.database.run(sql, mailbox));
  return {};
}

Result<Answer> answer(StoreContext& store, const LogIn& request) {
  TROTH_ASSIGN(const std::int64_t mailbox, find_mailbox(store, request.mailbox));
  if (request.role == Role::read) {
    const auto id = crypto::hash_as<MailboxId>(crypto::label::kMailbox, {request.key.view()});
    const bool is_owner = mailbox != 0 && id == request.mailbox;
    return is_owner ? Answer{} : refused(Outcome::not_allowed);
  }
  TROTH_ASSIGN(const auto slot, first_number(store, kFindSlot, mailbox, request.key));
  if (!slot) return refused(Outcome::not_allowed);
  Answer answer;
  answer.slot = static_cast<std::uint32_t>(*slot);
  return answer;
}

Result<Answer> answer(StoreContext& store, const CreateMailbox& request) {
  const auto id = crypto::hash_as<MailboxId>(crypto::label::kMailbox, {request.read_key.view()});
  TROTH_ASSIGN(const std::int64_t mailbox, find_mailbox(store, id));
  if (mailbox != 0) return Answer{};  // repeated by its owner, as the signature showed
  TROTH_ASSIGN(const auto root, admitted_to(store, request, id));
  if (!root) return refused(Outcome::not_allowed);
  TROTH_ASSIGN(const Outcome places, check_places(store, request));
  if (places != Outcome::done) return refused(places);
  if (request.admission == CreateMailbox::Admission::ticket)
    TROTH_TRY(store.database.run(kUseTicket, request.ticket_hash, store.now));
  TROTH_TRY(store.database.run(kDeleteFormer, id));
  TROTH_TRY(store.database.run(kInsertMailbox, id, *root, day_of(store.now)));
  return Answer{};
}

Result<Answer> answer(StoreContext& store, const Admit& request) {
  TROTH_ASSIGN(const std::int64_t mailbox, find_mailbox(store, request.mailbox));
  if (mailbox == 0) return refused(Outcome::not_allowed);
  TROTH_ASSIGN(const std::int64_t repeated,
               store.database.number(kHasTicket, request.ticket_hash, store.now));
  if (repeated > 0) return Answer{};  // and its eight days do not start anew
  TROTH_ASSIGN(const auto root, first_id(store, kFindRoot, mailbox));
  TROTH_ASSIGN(const std::int64_t family,
               store.database.number(kCountFamily, root.value_or(request.mailbox), store.now));
  // Half of the places are the first one's alone: whoever came by a ticket, and
  // be it a thief of the invite, cannot keep it from admitting another.
  const std::int64_t places = store.limits.tickets_per_family;
  if (family >= (root == request.mailbox ? places : places / 2)) return refused(Outcome::too_many);
  TROTH_TRY(store.database.run(kInsertTicket, request.ticket_hash, mailbox, store.now + kTicketMs));
  return Answer{};
}

Result<Answer> answer(StoreContext& store, const SetWriter& request) {
  TROTH_ASSIGN(const std::int64_t mailbox, find_mailbox(store, request.mailbox));
  if (mailbox == 0) return refused(Outcome::not_allowed);
  if (!request.key) {
    TROTH_TRY(store.database.run(kRemoveWriter, mailbox, request.slot));
    return Answer{};
  }
  // A login names its slot by the key, so one key holds one slot.
  TROTH_ASSIGN(const auto slot, first_number(store, kFindSlot, mailbox, *request.key));
  if (slot && *slot != request.slot) return refused(Outcome::conflict);
  TROTH_TRY(store.database.run(kInsertWriter, mailbox, request.slot, *request.key));
  return Answer{};
}

Result<Answer> answer(StoreContext& store, const DeleteMailbox& request) {
  TROTH_ASSIGN(const std::int64_t mailbox, find_mailbox(store, request.mailbox));
  if (mailbox == 0) return refused(Outcome::not_allowed);
  TROTH_TRY(delete_mailbox(store, mailbox));
  return Answer{};
}

}  // namespace troth::relay
