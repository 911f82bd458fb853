#include "tests/core/vault/database_work.h"

#include <sqlite3.h>

#include <set>

#include "core/base/check.h"

namespace troth::vault {
namespace {

std::set<sqlite3*>& connections() {
  static std::set<sqlite3*> open;
  return open;
}
std::int64_t steps = 0;

int on_event(unsigned event, void* /*context*/, void* subject, void* /*detail*/) {
  if (event == SQLITE_TRACE_CLOSE) connections().erase(static_cast<sqlite3*>(subject));
  if (event == SQLITE_TRACE_PROFILE)
    steps += sqlite3_stmt_status(static_cast<sqlite3_stmt*>(subject), SQLITE_STMTSTATUS_VM_STEP, 1);
  return 0;
}

int on_open(sqlite3* connection, const char** /*error*/, const void* /*api*/) {
  connections().insert(connection);
  return sqlite3_trace_v2(connection, SQLITE_TRACE_PROFILE | SQLITE_TRACE_CLOSE, on_event, nullptr);
}

std::int64_t pages_of(sqlite3* connection) {
  std::int64_t pages = 0;
  for (const int which : {SQLITE_DBSTATUS_CACHE_HIT, SQLITE_DBSTATUS_CACHE_MISS}) {
    int now = 0;
    int most = 0;
    CHECK(sqlite3_db_status(connection, which, &now, &most, 1) == SQLITE_OK);
    pages += now;
  }
  return pages;
}

}  // namespace

void count_database_work() {
  // The form in which SQLite takes an entry point of any extension.
  CHECK(sqlite3_auto_extension(reinterpret_cast<void (*)()>(on_open)) == SQLITE_OK);
}

DatabaseWork take_database_work() {
  DatabaseWork work{steps, 0};
  steps = 0;
  for (sqlite3* connection : connections()) work.pages += pages_of(connection);
  return work;
}

}  // namespace troth::vault
