#include "core/sqlite/migrator.h"

#include <string>

#include "core/base/check.h"

namespace troth::sqlite {
namespace {

constexpr std::string_view kReadVersion = "PRAGMA user_version";

Status run_one(Database& database, const Migration& migration) {
  TROTH_ASSIGN(auto transaction, Transaction::begin(database));
  TROTH_TRY(database.exec(migration.sql));
  // A pragma takes no parameters; the number is a constant of ours.
  TROTH_TRY(database.exec("PRAGMA user_version = " + std::to_string(migration.version)));
  return transaction.commit();
}

}  // namespace

Result<int> schema_version(Database& database) {
  TROTH_ASSIGN(const std::int64_t version, database.number(kReadVersion));
  return static_cast<int>(version);
}

Status migrate(Database& database, std::span<const Migration> migrations) {
  for (int expected = 1; const Migration& migration : migrations)
    CHECK(migration.version == expected++);
  TROTH_ASSIGN(const int version, schema_version(database));
  if (version < 0) return refuse(Code::database_damaged, "a schema number below zero");
  if (static_cast<std::size_t>(version) > migrations.size())
    return refuse(Code::database_newer, std::to_string(version));
  for (const Migration& migration : migrations.subspan(static_cast<std::size_t>(version))) {
    if (auto done = run_one(database, migration); !done) {
      done.error().message += " (while changing the database to version " +
                              std::to_string(migration.version) + ", " +
                              std::string(migration.name) + ")";
      return done;
    }
  }
  return {};
}

}  // namespace troth::sqlite
