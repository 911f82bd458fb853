#include "core/store/journal.h"

#include "core/base/check.h"
#include "core/store/rows.h"
#include "core/store/time_order.h"

namespace troth::store {
namespace {

#define COLUMNS "id, position, changed_at_ms, text"
constexpr std::string_view kNewest =
    "SELECT " COLUMNS " FROM journal ORDER BY position DESC LIMIT ?1";
constexpr std::string_view kFind = "SELECT " COLUMNS " FROM journal WHERE id = ?1";
#undef COLUMNS
constexpr std::string_view kSize = "SELECT count(*) FROM journal";
constexpr std::string_view kBetween = "SELECT id FROM journal WHERE id BETWEEN ?1 AND ?2 LIMIT 2";
constexpr std::string_view kNewestBefore = "SELECT max(position) FROM journal WHERE position < ?1";
constexpr std::string_view kAdd =
    "INSERT INTO journal (position, id, changed_at_ms, text) VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view kRewrite =
    "UPDATE journal SET text = ?2, changed_at_ms = ?3 WHERE position = ?1";
constexpr std::string_view kRemove = "DELETE FROM journal WHERE position = ?1";
constexpr std::string_view kAddWords = "INSERT INTO journal_words (rowid, text) VALUES (?1, ?2)";
constexpr std::string_view kForgetWords =
    "INSERT INTO journal_words (journal_words, rowid, text) VALUES ('delete', ?1, ?2)";
// Until then the index only says that the words are void.
constexpr std::string_view kRewriteIndex =
    "INSERT INTO journal_words (journal_words) VALUES ('optimize')";

Result<JournalPage> page_of(const sqlite::Statement& row) {
  JournalPage page;
  TROTH_ASSIGN(page.id, read_id<JournalId>(row, 0));
  page.begun_ms = time_at(row.number(1));
  page.changed_ms = row.number(2);
  page.text = row.text(3);
  return page;
}

struct Row {
  std::int64_t position;
  std::string text;
};

Result<std::optional<Row>> row_of(sqlite::Database& database, const JournalId& id) {
  TROTH_ASSIGN(auto row, database.prepare(kFind));
  TROTH_ASSIGN(const bool found, row.bind_all(id).step());
  if (!found) return std::nullopt;
  return Row{row.number(1), std::string(row.text(3))};
}

}  // namespace

Result<std::vector<JournalPage>> Journal::newest(std::size_t most) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kNewest));
  statement.bind_all(clamped(most));
  return all_of(std::move(statement), page_of);
}

Result<std::size_t> Journal::size() const {
  TROTH_ASSIGN(const std::int64_t count, database_->number(kSize));
  return static_cast<std::size_t>(count);
}

Result<std::optional<JournalPage>> Journal::find(const JournalId& id) const {
  TROTH_ASSIGN(auto row, database_->prepare(kFind));
  TROTH_ASSIGN(const bool found, row.bind_all(id).step());
  if (!found) return std::nullopt;
  TROTH_ASSIGN(auto page, page_of(row));
  return std::optional(std::move(page));
}

Result<std::vector<JournalId>> Journal::between(const JournalId& first,
                                                const JournalId& last) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kBetween));
  statement.bind_all(first, last);
  return all_of(std::move(statement),
                [](const sqlite::Statement& row) { return read_id<JournalId>(row, 0); });
}

Status Journal::add(const JournalPage& page) {
  CHECK(database_->in_transaction());
  TROTH_ASSIGN(const std::int64_t position,
               free_position(*database_, kNewestBefore, page.begun_ms));
  TROTH_TRY(database_->run(kAdd, position, page.id, page.changed_ms, page.text));
  return database_->run(kAddWords, position, page.text);
}

Result<bool> Journal::rewrite(const JournalId& id, std::string_view text, TimeMs now) {
  CHECK(database_->in_transaction());
  TROTH_ASSIGN(const auto row, row_of(*database_, id));
  if (!row) return false;
  TROTH_TRY(forget_words(row->position, row->text));
  TROTH_TRY(database_->run(kRewrite, row->position, text, now));
  TROTH_TRY(database_->run(kAddWords, row->position, text));
  return true;
}

Result<bool> Journal::remove(const JournalId& id) {
  CHECK(database_->in_transaction());
  TROTH_ASSIGN(const auto row, row_of(*database_, id));
  if (!row) return false;
  TROTH_TRY(forget_words(row->position, row->text));
  TROTH_TRY(database_->run(kRemove, row->position));
  return true;
}

Status Journal::forget_words(std::int64_t position, std::string_view text) {
  TROTH_TRY(database_->run(kForgetWords, position, text));
  return database_->run(kRewriteIndex);
}

}  // namespace troth::store
