// What a Database owns and its Statements borrow: SQLite's handle, the idle
// prepared statements, and how its result codes become Errors. Of this room
// alone, since it names sqlite3.h.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/base/error.h"
#include "core/sqlite/sealed_vfs.h"

namespace troth::sqlite {

struct Connection {
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  // Closes; every Statement must have been given back.
  ~Connection();

  std::unique_ptr<SealedVfs> vfs;  // null for a plain file; outlives the handle
  sqlite3* handle = nullptr;
  std::unordered_multimap<std::string, sqlite3_stmt*> idle;
  int borrowed = 0;        // statements in use
  bool vacuuming = false;  // VACUUM attaches a nameless database of its own
};

// The Error for an extended result code. Its message never holds a value.
Error error_of(int result, std::string_view detail = {});
// The same for what just failed on this connection, with SQLite's own words
// where they can only name our schema and our SQL.
Error last_error(const Connection& connection, int result);

}  // namespace troth::sqlite
