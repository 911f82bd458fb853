// One prepared statement, borrowed from its Database's cache: bind, step, read
// the columns. When it goes, it is reset, forgets its values and returns to
// the cache. Parameters count from 1, columns from 0, as in SQLite. Same thread
// as its Database, which must outlive it. A view that a column gives lives
// until the next step, reset or destruction.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/base/error.h"
#include "core/base/ids.h"

struct sqlite3_stmt;

namespace troth::sqlite {

struct Connection;  // connection.h, of this room alone

class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  ~Statement();

  // Values are copied. A number beyond the int64 range is our own bug.
  Statement& bind(int parameter, std::nullopt_t null);
  Statement& bind(int parameter, std::string_view text);
  Statement& bind(int parameter, ByteView blob);
  Statement& bind(int parameter, const Bytes& blob) { return bind(parameter, ByteView(blob)); }
  template <std::integral Integer>
  Statement& bind(int parameter, Integer number) {
    if constexpr (!std::same_as<Integer, bool>) CHECK(std::in_range<std::int64_t>(number));
    return bind_number(parameter, static_cast<std::int64_t>(number));
  }
  template <class Tag, std::size_t N>
  Statement& bind(int parameter, const FixedBytes<Tag, N>& id) {
    return bind(parameter, id.view());
  }
  template <class Value>
  Statement& bind(int parameter, const std::optional<Value>& value) {
    return value ? bind(parameter, *value) : bind(parameter, std::nullopt);
  }
  // To ?1, ?2, ... in order.
  template <class... Values>
  Statement& bind_all(const Values&... values) {
    int parameter = 0;
    (bind(++parameter, values), ...);
    return *this;
  }

  // True: a row stands ready in the columns. False: the end, until reset().
  Result<bool> step();
  // Steps to the end, then resets.
  Status run();
  // Ready to run again, with the values still bound.
  void reset();

  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] ByteView blob(int column) const;
  [[nodiscard]] bool is_null(int column) const;
  // Nothing where the blob is no id of this length (null among them).
  template <class Id>
  [[nodiscard]] std::optional<Id> id(int column) const {
    return Id::from(blob(column));
  }

 private:
  friend class Database;
  Statement(Connection& connection, sqlite3_stmt* handle)
      : connection_(&connection), handle_(handle) {}
  Statement& bind_number(int parameter, std::int64_t number);
  void bound(int result);
  void give_back();

  Connection* connection_;
  sqlite3_stmt* handle_;  // null once moved from
  int bind_error_ = 0;    // the first: step() reports it
  bool at_end_ = false;
};

}  // namespace troth::sqlite
