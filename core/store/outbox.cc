#include "core/store/outbox.h"

#include "core/base/check.h"
#include "core/store/rows.h"

namespace troth::store {
namespace {

constexpr std::string_view kOldest =
    "SELECT mailbox, envelope_id, envelope, made_ms FROM outbox ORDER BY position LIMIT ?1";
constexpr std::string_view kSize = "SELECT count(*) FROM outbox";
constexpr std::string_view kPut =
    "INSERT INTO outbox (mailbox, envelope_id, envelope, made_ms) VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view kRemove = "DELETE FROM outbox WHERE mailbox = ?1 AND envelope_id = ?2";
constexpr std::string_view kClear = "DELETE FROM outbox";

}  // namespace

Result<std::vector<OutboxItem>> Outbox::oldest(std::size_t most) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kOldest));
  statement.bind_all(clamped(most));
  return all_of(std::move(statement), [](const sqlite::Statement& row) -> Result<OutboxItem> {
    OutboxItem item;
    TROTH_ASSIGN(item.mailbox, read_id<MailboxId>(row, 0));
    TROTH_ASSIGN(item.id, read_id<EnvelopeId>(row, 1));
    item.envelope = copy_of(row.blob(2));
    item.made_ms = row.number(3);
    return item;
  });
}

Result<std::size_t> Outbox::size() const {
  TROTH_ASSIGN(const std::int64_t count, database_->number(kSize));
  return static_cast<std::size_t>(count);
}

Status Outbox::put(const OutboxItem& item) {
  CHECK(database_->in_transaction());
  return database_->run(kPut, item.mailbox, item.id, item.envelope, item.made_ms);
}

Status Outbox::remove(const MailboxId& mailbox, const EnvelopeId& id) {
  CHECK(database_->in_transaction());
  return database_->run(kRemove, mailbox, id);
}

Status Outbox::clear() {
  CHECK(database_->in_transaction());
  return database_->run(kClear);
}

}  // namespace troth::store
