#include "core/sqlite/statement.h"

#include "core/sqlite/connection.h"

namespace troth::sqlite {

Statement::Statement(Statement&& other) noexcept
    : connection_(other.connection_),
      handle_(std::exchange(other.handle_, nullptr)),
      bind_error_(other.bind_error_),
      at_end_(other.at_end_) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  if (this == &other) return *this;
  give_back();
  connection_ = other.connection_;
  handle_ = std::exchange(other.handle_, nullptr);
  bind_error_ = other.bind_error_;
  at_end_ = other.at_end_;
  return *this;
}

Statement::~Statement() { give_back(); }

void Statement::give_back() {
  if (handle_ == nullptr) return;
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
  --connection_->borrowed;
  connection_->idle.emplace(sqlite3_sql(handle_), handle_);
  handle_ = nullptr;
}

void Statement::bound(int result) {
  // A parameter that the SQL does not have, or a statement not reset, is our bug.
  CHECK(result != SQLITE_RANGE && result != SQLITE_MISUSE);
  if (bind_error_ == SQLITE_OK) bind_error_ = result;
}

Statement& Statement::bind_number(int parameter, std::int64_t number) {
  bound(sqlite3_bind_int64(handle_, parameter, number));
  return *this;
}

Statement& Statement::bind(int parameter, std::nullopt_t) {
  bound(sqlite3_bind_null(handle_, parameter));
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
  const char* data = text.empty() ? "" : text.data();  // a null pointer would bind NULL
  bound(sqlite3_bind_text64(handle_, parameter, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind(int parameter, ByteView blob) {
  if (blob.empty()) {
    bound(sqlite3_bind_zeroblob(handle_, parameter, 0));
  } else {
    bound(sqlite3_bind_blob64(handle_, parameter, blob.data(), blob.size(), SQLITE_TRANSIENT));
  }
  return *this;
}

Result<bool> Statement::step() {
  if (bind_error_ != SQLITE_OK) return std::unexpected(error_of(bind_error_));
  if (at_end_) return false;
  const int result = sqlite3_step(handle_);
  if (result == SQLITE_ROW) return true;
  at_end_ = true;
  if (result == SQLITE_DONE) return false;
  Error failed = last_error(*connection_, result);
  sqlite3_reset(handle_);
  return std::unexpected(std::move(failed));
}

Status Statement::run() {
  for (;;) {
    TROTH_ASSIGN(const bool row, step());
    if (!row) break;
  }
  reset();
  return {};
}

void Statement::reset() {
  sqlite3_reset(handle_);  // its result repeats step()'s
  at_end_ = false;
}

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(handle_, column); }

std::string_view Statement::text(int column) const {
  const auto* data = sqlite3_column_text(handle_, column);
  if (data == nullptr) return {};
  return {reinterpret_cast<const char*>(data),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

ByteView Statement::blob(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

}  // namespace troth::sqlite
