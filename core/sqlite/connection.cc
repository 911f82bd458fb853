#include "core/sqlite/connection.h"

#include "core/base/check.h"

namespace troth::sqlite {
namespace {

Code code_of(int result) {
  // A sealed page that does not open (sealed_file.h).
  if (result == SQLITE_IOERR_DATA || result == SQLITE_IOERR_CORRUPTFS)
    return Code::database_damaged;
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Code::database_busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Code::database_damaged;
    case SQLITE_FULL:
      return Code::database_full;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOLFS:
      return result == SQLITE_IOERR_NOMEM ? Code::database_out_of_memory : Code::database_io;
    case SQLITE_NOMEM:
      return Code::database_out_of_memory;
    case SQLITE_CONSTRAINT:
      return Code::database_constraint;
    case SQLITE_AUTH:
      return Code::database_not_allowed;
    default:
      return Code::database_refused;
  }
}

}  // namespace

Connection::~Connection() {
  CHECK(borrowed == 0);
  for (const auto& [sql, statement] : idle) sqlite3_finalize(statement);
  CHECK(sqlite3_close(handle) == SQLITE_OK);
}

Error error_of(int result, std::string_view detail) {
  std::string text(detail.empty() ? std::string_view(sqlite3_errstr(result)) : detail);
  return error(code_of(result), text + ", SQLite " + std::to_string(result));
}

Error last_error(const Connection& connection, int result) {
  // A step's message may quote what a person typed (a search); a constraint's
  // names a table and a column of ours.
  if ((result & 0xff) == SQLITE_CONSTRAINT)
    return error_of(result, sqlite3_errmsg(connection.handle));
  return error_of(result);
}

}  // namespace troth::sqlite
