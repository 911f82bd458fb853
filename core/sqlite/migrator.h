// Numbered steps that bring a database from any earlier schema to the newest.
// A landed step never changes. The number reached stands in user_version,
// changed in the same transaction as the schema. The rooms that own a schema
// own its list of steps.
#pragma once

#include <span>
#include <string_view>

#include "core/base/error.h"
#include "core/sqlite/database.h"

namespace troth::sqlite {

struct Migration {
  int version;  // 1, 2, 3, ... without gaps
  std::string_view name;
  std::string_view sql;
};

// Runs what is missing, each step in one transaction. database_newer, and
// nothing done, where the database was made by a newer list than this one.
Status migrate(Database& database, std::span<const Migration> migrations);
// The number of the last migration that ran; 0 for a new database.
Result<int> schema_version(Database& database);

}  // namespace troth::sqlite
