// One connection to one SQLite database: a plain file (the relay), a vault's
// sealed file (sealed_vfs.h), or memory (tests). It opens with the pragmas that
// README.md lists, and an authorizer refuses ATTACH, DETACH and load_extension.
// Whoever opens it owns it; one thread at a time; Statements and Transactions
// must go before it. Every call fails with a code of the section "sqlite" of
// refusals.def, and no message of one holds a bound value.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/sqlite/device.h"
#include "core/sqlite/sealed_vfs.h"
#include "core/sqlite/statement.h"
#include "core/sqlite/words.h"

namespace troth::sqlite {

struct Options {
  enum class Missing { create, refuse };
  // exclusive: no other connection, and no -shm file. shared: several
  // connections of one machine may use the file, each with this timeout.
  enum class Locking { exclusive, shared };

  Missing missing = Missing::create;
  Locking locking = Locking::exclusive;
  int cache_pages = 8000;
  int checkpoint_after_pages = 1000;  // of the write-ahead log; 0: only when asked
  int busy_timeout_ms = 0;            // waits for another connection's lock
};

class Database {
 public:
  // WAL and synchronous=FULL: what a commit acknowledged survives a power cut.
  // database_missing where it is not there and must be; database_busy where
  // another process holds it; database_damaged, database_io.
  static Result<Database> open(const std::filesystem::path& path, const Options& options = {});
  static Result<Database> open_in_memory();
  // A vault's database, sealed under `keys`; locking is exclusive whatever
  // `options` says. The device and the random source must outlive it. With
  // other keys than those it was made with: database_damaged. A file without a
  // page in it counts as missing. Where making one was cut short, remove it.
  static Result<Database> open_sealed(const std::filesystem::path& path, SealedKeys keys,
                                      Device& device, crypto::Random& random,
                                      const Options& options = {});

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  // Runs SQL text of our own, one or several statements, without values.
  Status exec(std::string_view sql);
  // A statement of this SQL, a constant; compiled once, kept, and handed out
  // again when the last one with it has gone.
  Result<Statement> prepare(std::string_view sql);
  // Prepares, binds `values` to ?1, ?2, ..., and runs to the end.
  template <class... Values>
  Status run(std::string_view sql, const Values&... values) {
    TROTH_ASSIGN(auto statement, prepare(sql));
    return statement.bind_all(values...).run();
  }
  // The first column of the first row as a number; database_no_row without a row.
  template <class... Values>
  Result<std::int64_t> number(std::string_view sql, const Values&... values) {
    TROTH_ASSIGN(auto statement, prepare(sql));
    TROTH_ASSIGN(const bool found, statement.bind_all(values...).step());
    if (!found) return refuse(Code::database_no_row);
    return statement.number(0);
  }

  // Rows that the last INSERT, UPDATE or DELETE touched, and the last new rowid.
  [[nodiscard]] std::int64_t changes() const;
  [[nodiscard]] std::int64_t last_insert_id() const;
  [[nodiscard]] bool in_transaction() const;

  // The words of a text, as a table with tokenize = 'words' has them.
  [[nodiscard]] Result<std::vector<Word>> words_of(std::string_view text) const;

  // Rewrites the file without the space of what was deleted.
  Status vacuum();
  // Moves the write-ahead log into the database file and empties it.
  Status checkpoint();
  // database_damaged with SQLite's first finding, if it finds any.
  Status check_integrity();
  // Every CREATE statement, sorted, each ended by ";\n": the form of schema.sql.
  Result<std::string> schema();

 private:
  explicit Database(std::unique_ptr<Connection> connection);
  static Result<Database> open_with(const char* path, int flags, std::unique_ptr<SealedVfs> vfs,
                                    const Options& options);
  Status configure(const Options& options);

  std::unique_ptr<Connection> connection_;
};

// A change as a whole: rolled back unless commit() succeeds. Inside another
// Transaction it is a savepoint of it. The Database must outlive it.
class Transaction {
 public:
  // Takes the write lock at once (BEGIN IMMEDIATE).
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  // On an error nothing of the change remains. A commit that returns well is
  // on the disk, unless this is a savepoint: then the outer commit decides.
  Status commit();

 private:
  enum class Level { outer, savepoint };
  Transaction(Database& database, Level level) : database_(&database), level_(level) {}
  void roll_back();

  Database* database_;  // null once committed, rolled back or moved from
  Level level_;
};

}  // namespace troth::sqlite
