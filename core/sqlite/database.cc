#include "core/sqlite/database.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <limits>

#include "core/base/check.h"
#include "core/sqlite/connection.h"
#include "core/sqlite/memory.h"
#include "core/sqlite/page_seal.h"

namespace troth::sqlite {
namespace {

constexpr std::string_view kSchema =
    "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " ORDER BY tbl_name, CASE type WHEN 'table' THEN 0 ELSE 1 END, name";
constexpr const char* kIntegrity = "PRAGMA integrity_check(1)";
constexpr const char* kCheckpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
constexpr std::string_view kWriteAheadLog = "PRAGMA journal_mode = WAL";
constexpr const char* kInMemory = ":memory:";

bool same(const char* a, const char* b) { return a != nullptr && sqlite3_stricmp(a, b) == 0; }

// Denies what reaches beyond this one database, or changes the form of its pages.
int authorize(void* argument, int action, const char* first, const char* second, const char*,
              const char*) {
  const auto& connection = *static_cast<const Connection*>(argument);
  switch (action) {
    case SQLITE_ATTACH:
      // VACUUM attaches a nameless temporary database, which is in memory.
      if (connection.vacuuming && first != nullptr && *first == '\0') return SQLITE_OK;
      return SQLITE_DENY;
    case SQLITE_DETACH:
      return connection.vacuuming ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_FUNCTION:
      return same(second, "load_extension") ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA:
      if (second != nullptr && (same(first, "temp_store") || same(first, "temp_store_directory") ||
                                same(first, "mmap_size") || same(first, "page_size") ||
                                same(first, "journal_mode") || same(first, "locking_mode") ||
                                same(first, "synchronous") || same(first, "cell_size_check") ||
                                same(first, "trusted_schema") || same(first, "writable_schema")))
        return SQLITE_DENY;
      return SQLITE_OK;
    default:
      return SQLITE_OK;
  }
}

Status run_script(Connection& connection, std::string_view sql) {
  while (!sql.empty()) {
    CHECK(sql.size() < static_cast<std::size_t>(std::numeric_limits<int>::max()));
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    int result = sqlite3_prepare_v2(connection.handle, sql.data(), static_cast<int>(sql.size()),
                                    &statement, &rest);
    if (result != SQLITE_OK)
      return std::unexpected(error_of(result, sqlite3_errmsg(connection.handle)));
    sql.remove_prefix(static_cast<std::size_t>(rest - sql.data()));
    if (statement == nullptr) continue;  // white space or a comment
    do {
      result = sqlite3_step(statement);
    } while (result == SQLITE_ROW);
    Status done;
    if (result != SQLITE_DONE) done = std::unexpected(last_error(connection, result));
    sqlite3_finalize(statement);
    TROTH_TRY(std::move(done));
  }
  return {};
}

// SQLite would create the file readable by everyone.
Status make_file(const std::filesystem::path& path, Options::Missing missing) {
  const int create = missing == Options::Missing::create ? O_CREAT : 0;
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC | create, 0600);
  if (descriptor >= 0) {
    ::close(descriptor);
    return {};
  }
  if (errno == ENOENT && create == 0) return refuse(Code::database_missing, path.string());
  return refuse(Code::database_io, std::strerror(errno));
}

Result<std::filesystem::path> absolute_path(const std::filesystem::path& path) {
  std::error_code failed;
  auto absolute = std::filesystem::absolute(path, failed).lexically_normal();
  if (failed) return refuse(Code::database_io, failed.message());
  return absolute;
}

// A file emptied by somebody would open as a new database.
Status check_sealed_file(Device& device, const std::filesystem::path& path,
                         Options::Missing missing) {
  if (missing == Options::Missing::create) return {};
  TROTH_ASSIGN(const auto file, device.open(path, Device::Missing::refuse));
  TROTH_ASSIGN(const auto size, file->size());
  if (size == 0) return refuse(Code::database_missing, path.string());
  return {};
}

Status use_write_ahead_log(Database& database) {
  TROTH_ASSIGN(auto statement, database.prepare(kWriteAheadLog));
  TROTH_ASSIGN(const bool row, statement.step());
  // In memory there is no log, and no power cut to outlive.
  if (row && (statement.text(0) == "wal" || statement.text(0) == "memory")) return {};
  return refuse(Code::database_io, "the file system cannot hold a write-ahead log");
}

// Without the end that SQLite would leave off, so that the cache's key is what
// sqlite3_sql() gives back.
std::string_view trimmed(std::string_view sql) {
  const auto end = sql.find_last_not_of("; \n\t");
  CHECK(end != std::string_view::npos);
  return sql.substr(0, end + 1);
}

}  // namespace

Database::Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::filesystem::path& path, const Options& options) {
  // Absolute, so that no name is taken for a URI or for ":memory:".
  TROTH_ASSIGN(const auto absolute, absolute_path(path));
  TROTH_TRY(make_file(absolute, options.missing));
  return open_with(absolute.c_str(), SQLITE_OPEN_READWRITE, nullptr, options);
}

Result<Database> Database::open_in_memory() {
  return open_with(kInMemory, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, nullptr, {});
}

Result<Database> Database::open_sealed(const std::filesystem::path& path, SealedKeys keys,
                                       Device& device, crypto::Random& random,
                                       const Options& options) {
  TROTH_ASSIGN(const auto absolute, absolute_path(path));
  TROTH_TRY(check_sealed_file(device, absolute, options.missing));
  TROTH_ASSIGN(auto vfs, SealedVfs::create(absolute, std::move(keys), device, random));
  Options exclusive = options;
  exclusive.locking = Options::Locking::exclusive;
  const int create = options.missing == Options::Missing::create ? SQLITE_OPEN_CREATE : 0;
  return open_with(absolute.c_str(), SQLITE_OPEN_READWRITE | create, std::move(vfs), exclusive);
}

Result<Database> Database::open_with(const char* path, int flags, std::unique_ptr<SealedVfs> vfs,
                                     const Options& options) {
  TROTH_TRY(initialize_memory());
  auto connection = std::make_unique<Connection>();
  connection->vfs = std::move(vfs);
  const bool is_sealed = connection->vfs != nullptr;
  const int result = sqlite3_open_v2(path, &connection->handle,
                                     flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                                     is_sealed ? connection->vfs->name() : nullptr);
  if (result != SQLITE_OK) return std::unexpected(error_of(result));
  if (is_sealed) {
    int reserved = static_cast<int>(kReserved);
    const int reserving =
        sqlite3_file_control(connection->handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
    if (reserving != SQLITE_OK) return std::unexpected(error_of(reserving));
  }
  Database database(std::move(connection));
  TROTH_TRY(database.configure(options));
  return database;
}

Status Database::configure(const Options& options) {
  sqlite3* handle = connection_->handle;
  sqlite3_busy_timeout(handle, options.busy_timeout_ms);
  for (const int off : {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION,
                        SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL})
    CHECK(sqlite3_db_config(handle, off, 0, nullptr) == SQLITE_OK);
  for (const int on : {SQLITE_DBCONFIG_DEFENSIVE, SQLITE_DBCONFIG_ENABLE_FKEY})
    CHECK(sqlite3_db_config(handle, on, 1, nullptr) == SQLITE_OK);
  // Before the first access, or a -shm file appears.
  if (options.locking == Options::Locking::exclusive)
    TROTH_TRY(exec("PRAGMA locking_mode = EXCLUSIVE"));
  TROTH_TRY(exec("PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON;"));
  TROTH_TRY(exec("PRAGMA cache_size = " + std::to_string(options.cache_pages)));
  TROTH_TRY(use_write_ahead_log(*this));
  TROTH_TRY(exec("PRAGMA synchronous = FULL"));
  TROTH_TRY(exec("PRAGMA wal_autocheckpoint = " + std::to_string(options.checkpoint_after_pages)));
  TROTH_TRY(add_words(handle));
  CHECK(sqlite3_set_authorizer(handle, authorize, connection_.get()) == SQLITE_OK);
  return {};
}

Status Database::exec(std::string_view sql) { return run_script(*connection_, sql); }

Result<Statement> Database::prepare(std::string_view text) {
  const std::string_view sql = trimmed(text);
  Connection& connection = *connection_;
  if (const auto found = connection.idle.find(std::string(sql)); found != connection.idle.end()) {
    sqlite3_stmt* statement = found->second;
    connection.idle.erase(found);
    ++connection.borrowed;
    return Statement(connection, statement);
  }
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v3(connection.handle, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  // The message names our own SQL, for the values are bound.
  if (result != SQLITE_OK)
    return std::unexpected(error_of(result, sqlite3_errmsg(connection.handle)));
  // One statement, no more: what followed it would be left out in silence.
  CHECK(statement != nullptr && sqlite3_sql(statement) == sql);
  ++connection.borrowed;
  return Statement(connection, statement);
}

std::int64_t Database::changes() const { return sqlite3_changes64(connection_->handle); }

std::int64_t Database::last_insert_id() const {
  return sqlite3_last_insert_rowid(connection_->handle);
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(connection_->handle) == 0; }

Status Database::vacuum() {
  connection_->vacuuming = true;
  auto done = exec("VACUUM");
  connection_->vacuuming = false;
  return done;
}

Status Database::checkpoint() {
  TROTH_ASSIGN(auto statement, prepare(kCheckpoint));
  TROTH_ASSIGN(const bool row, statement.step());
  if (row && statement.number(0) != 0) return refuse(Code::database_busy);
  return {};
}

Status Database::check_integrity() {
  TROTH_ASSIGN(auto statement, prepare(kIntegrity));
  TROTH_ASSIGN(const bool row, statement.step());
  if (!row || statement.text(0) != "ok")
    return refuse(Code::database_damaged, "its integrity check found a fault");
  return {};
}

Result<std::string> Database::schema() {
  TROTH_ASSIGN(auto statement, prepare(kSchema));
  std::string out;
  for (;;) {
    TROTH_ASSIGN(const bool row, statement.step());
    if (!row) return out;
    out.append(statement.text(0)).append(";\n");
  }
}

}  // namespace troth::sqlite
