#include "sync-server/mailbox_store.h"

#include "sync-server/store_requests.h"
#include "sync-server/store_schema.h"

namespace troth::relay {

Result<MailboxStore> MailboxStore::with(Result<sqlite::Database> database, const Limits& limits) {
  if (!database) return std::unexpected(std::move(database.error()));
  TROTH_TRY(sqlite::migrate(*database, store_migrations()));
  return MailboxStore(std::move(*database), limits);
}

Result<MailboxStore> MailboxStore::open(const std::filesystem::path& path, const Limits& limits) {
  return with(sqlite::Database::open(path), limits);
}

Result<MailboxStore> MailboxStore::open_in_memory(const Limits& limits) {
  return with(sqlite::Database::open_in_memory(), limits);
}

Result<std::vector<Answer>> MailboxStore::apply_in_one(std::span<const Request> requests,
                                                       TimeMs now) {
  std::vector<Answer> answers;
  answers.reserve(requests.size());
  TROTH_ASSIGN(auto transaction, sqlite::Transaction::begin(database_));
  StoreContext store{database_, limits_, now};
  for (const Request& request : requests) {
    TROTH_ASSIGN(Answer one,
                 std::visit([&](const auto& asked) { return answer(store, asked); }, request));
    answers.push_back(std::move(one));
  }
  TROTH_TRY(transaction.commit());
  return answers;
}

std::vector<Answer> MailboxStore::apply(std::span<const Request> requests, TimeMs now) {
  auto answers = apply_in_one(requests, now);
  if (answers) return std::move(*answers);
  return std::vector<Answer>(requests.size(), refused(Outcome::internal));
}

Result<bool> MailboxStore::sweep(TimeMs now) {
  TROTH_ASSIGN(auto transaction, sqlite::Transaction::begin(database_));
  StoreContext store{database_, limits_, now};
  TROTH_ASSIGN(const bool has_more, forget_expired(store));
  TROTH_TRY(transaction.commit());
  return has_more;
}

}  // namespace troth::relay
