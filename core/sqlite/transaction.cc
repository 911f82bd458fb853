#include <string>
#include <utility>

#include "core/base/check.h"
#include "core/sqlite/connection.h"
#include "core/sqlite/database.h"

namespace troth::sqlite {
namespace {

// One name serves for all: SQLite takes the innermost of that name.
constexpr std::string_view kSavepoint = "SAVEPOINT change";
constexpr std::string_view kRelease = "RELEASE change";
constexpr std::string_view kRollBackToSavepoint = "ROLLBACK TO change";
constexpr std::string_view kBegin = "BEGIN IMMEDIATE";
constexpr std::string_view kCommit = "COMMIT";
constexpr std::string_view kRollBack = "ROLLBACK";

}  // namespace

Result<Transaction> Transaction::begin(Database& database) {
  const Level level = database.in_transaction() ? Level::savepoint : Level::outer;
  TROTH_TRY(database.run(level == Level::outer ? kBegin : kSavepoint));
  return Transaction(database, level);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)), level_(other.level_) {}

Transaction::~Transaction() {
  if (database_ != nullptr) roll_back();
}

Status Transaction::commit() {
  CHECK(database_ != nullptr);
  // SQLite itself rolls back on a full disk and the like.
  Status done = database_->in_transaction()
                    ? database_->run(level_ == Level::outer ? kCommit : kRelease)
                    : refuse(Code::database_io, "the change had been rolled back before its end");
  if (!done) roll_back();
  database_ = nullptr;
  return done;
}

void Transaction::roll_back() {
  if (!database_->in_transaction()) return;  // SQLite has done so already
  // What cannot be rolled back now stays uncommitted, and goes when the
  // database closes; there is nobody here to tell.
  if (level_ == Level::outer) {
    [[maybe_unused]] const Status done = database_->run(kRollBack);
  } else if (database_->run(kRollBackToSavepoint)) {
    [[maybe_unused]] const Status done = database_->run(kRelease);
  }
}

}  // namespace troth::sqlite
