#include "tests/core/sqlite/diary.h"

#include <algorithm>

#include "core/base/bytes.h"

namespace troth::sqlite {
namespace {

constexpr std::string_view kTables =
    "CREATE TABLE IF NOT EXISTS last (id INTEGER PRIMARY KEY, number INTEGER NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS entry (number INTEGER NOT NULL, part INTEGER NOT NULL,"
    " version INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (number, part)) STRICT;"
    "CREATE INDEX IF NOT EXISTS entry_body ON entry (body)";
constexpr std::string_view kLast = "SELECT coalesce(max(number), 0) FROM last";
constexpr std::string_view kSetLast = "INSERT OR REPLACE INTO last VALUES (1, ?1)";
constexpr std::string_view kInsert = "INSERT INTO entry VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view kRewrite =
    "UPDATE entry SET version = ?3, body = ?4 WHERE number = ?1 AND part = ?2";
constexpr std::string_view kRemove = "DELETE FROM entry WHERE number <= ?1";
constexpr std::string_view kRead =
    "SELECT number, part, version, body FROM entry ORDER BY number, part";
constexpr std::int64_t kKept = 8;

Bytes body(std::int64_t number, std::int64_t part, std::int64_t version, std::size_t largest) {
  const auto seed = static_cast<std::uint32_t>(number * 7919 + part * 104'729 + version + 1);
  std::uint32_t state = seed * 2'654'435'761U | 1U;
  Bytes out((state >> 8) % largest + 1);
  for (auto& byte : out) {
    state = state * 1'664'525U + 1'013'904'223U;
    byte = static_cast<std::uint8_t>(state >> 24);
  }
  return out;
}

struct Shape {
  std::int64_t parts;
  std::size_t largest;
};

Shape shape_of(std::int64_t number, Size size) {
  if (size == Size::small) return {1 + number % 5, 900};
  // One in four outgrows the cache, and is written to the log before its commit.
  return number % 4 == 0 ? Shape{60, 6000} : Shape{3 + number % 7, 2500};
}

std::int64_t version_of(std::int64_t number, std::int64_t part, std::int64_t last) {
  return number < last && part % 2 == 0 ? 2 : 1;
}

}  // namespace

Result<Diary> Diary::open(Database& database, Size size) {
  TROTH_ASSIGN(auto transaction, Transaction::begin(database));
  TROTH_TRY(database.exec(kTables));
  TROTH_TRY(transaction.commit());
  return Diary(database, size);
}

Result<std::int64_t> Diary::last_change() { return database_->number(kLast); }

Result<std::int64_t> Diary::change() {
  TROTH_ASSIGN(auto transaction, Transaction::begin(*database_));
  TROTH_ASSIGN(const std::int64_t last, last_change());
  TROTH_TRY(write_entries(last + 1));
  TROTH_TRY(database_->run(kSetLast, last + 1));
  TROTH_TRY(transaction.commit());
  return last + 1;
}

Status Diary::write_entries(std::int64_t number) {
  const Shape shape = shape_of(number, size_);
  for (std::int64_t part = 0; part < shape.parts; ++part)
    TROTH_TRY(database_->run(kInsert, number, part, 1, body(number, part, 1, shape.largest)));
  const Shape before = shape_of(number - 1, size_);
  for (std::int64_t part = 0; part < before.parts; part += 2)
    TROTH_TRY(
        database_->run(kRewrite, number - 1, part, 2, body(number - 1, part, 2, before.largest)));
  return database_->run(kRemove, number - kKept);
}

Status Diary::check() {
  TROTH_ASSIGN(const std::int64_t last, last_change());
  TROTH_ASSIGN(auto rows, database_->prepare(kRead));
  for (std::int64_t number = std::max<std::int64_t>(1, last - kKept + 1); number <= last;
       ++number) {
    const Shape shape = shape_of(number, size_);
    for (std::int64_t part = 0; part < shape.parts; ++part) {
      TROTH_ASSIGN(const bool found, rows.step());
      const std::int64_t version = version_of(number, part, last);
      if (!found || rows.number(0) != number || rows.number(1) != part ||
          rows.number(2) != version ||
          !equal(rows.blob(3), body(number, part, version, shape.largest)))
        return refuse(Code::database_damaged, "an entry of change " + std::to_string(number));
    }
  }
  TROTH_ASSIGN(const bool more, rows.step());
  if (more) return refuse(Code::database_damaged, "an entry too many");
  return {};
}

}  // namespace troth::sqlite
