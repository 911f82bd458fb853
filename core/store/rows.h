// How the tables of this room read rows: ids of the right length, numbers that
// fit, and all rows of a statement. What a row says is checked, although the
// database is sealed: a page from before may have been put back. Of this room
// alone. Fails with store_inconsistent, and with what the statement fails with.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/sqlite/statement.h"

namespace troth::store {

// The largest number that a column can hold.
inline constexpr std::uint64_t kLargestNumber = std::numeric_limits<std::int64_t>::max();

inline std::unexpected<Error> inconsistent(std::string_view what) {
  return refuse(Code::store_inconsistent, what);
}

// `number`, or the largest that a column can hold.
inline std::int64_t clamped(std::uint64_t number) {
  return static_cast<std::int64_t>(std::min(number, kLargestNumber));
}

template <class Id>
Result<Id> read_id(const sqlite::Statement& row, int column) {
  const auto found = row.id<Id>(column);
  if (!found) return inconsistent("an id of another length");
  return *found;
}

// Steps to the end; what `read` makes of each row.
template <class Read>
auto all_of(sqlite::Statement statement, const Read& read)
    -> Result<std::vector<typename decltype(read(std::as_const(statement)))::value_type>> {
  std::vector<typename decltype(read(std::as_const(statement)))::value_type> out;
  for (;;) {
    TROTH_ASSIGN(const bool row, statement.step());
    if (!row) return out;
    TROTH_ASSIGN(auto value, read(std::as_const(statement)));
    out.push_back(std::move(value));
  }
}

}  // namespace troth::store
