// Positions of rows that follow time: a claimed millisecond, and a number among
// those that claim the same one. So newest first is the order of the table itself,
// and a span of time is a span of positions. Of this room alone; pure, but for
// free_position, which reads the table and fails with the codes of sqlite.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/sqlite/database.h"

namespace troth::store {

inline constexpr std::int64_t kPositionsPerMs = 1 << 14;
inline constexpr TimeMs kLatestPositionMs = (std::int64_t{1} << 48) - 1;  // the year 10889

// The first position of a millisecond; a claim from before 1970 or from after
// the latest counts as that.
constexpr std::int64_t position_at(TimeMs time_ms) {
  return std::clamp<TimeMs>(time_ms, 0, kLatestPositionMs) * kPositionsPerMs;
}

constexpr TimeMs time_at(std::int64_t position) { return position / kPositionsPerMs; }

// The first free position from `time_ms` on. `newest_before`: SQL that gives the
// highest position below ?1, or null.
inline Result<std::int64_t> free_position(sqlite::Database& database,
                                          std::string_view newest_before, TimeMs time_ms) {
  // Full milliseconds are passed over, however many claim them.
  for (std::int64_t first = position_at(time_ms);; first += kPositionsPerMs) {
    TROTH_ASSIGN(auto row, database.prepare(newest_before));
    TROTH_ASSIGN(const bool found, row.bind_all(first + kPositionsPerMs).step());
    if (!found || row.is_null(0) || row.number(0) < first) return first;
    if (row.number(0) + 1 < first + kPositionsPerMs) return row.number(0) + 1;
  }
}

}  // namespace troth::store
