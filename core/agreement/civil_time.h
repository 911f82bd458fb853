// Civil time, as weekly windows are written in it: a weekday and a minute of a
// clock on the wall. Which instants those are is the time zone's to say, and no
// rule of consent: it comes in as a function (core/document's calendar has the
// real one). Plain values, any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "core/agreement/clause.h"
#include "core/base/time.h"

namespace troth::agreement {

// A weekday (0 Monday) and a minute of that day, as in "Sun 20:00".
struct WeekTime {
  std::uint32_t weekday = 0;
  std::uint32_t minute = 0;
  bool operator==(const WeekTime&) const = default;
};

// What a clock in an IANA time zone shows at an instant; none for a zone that
// this computer does not know.
using CivilTime =
    std::function<std::optional<WeekTime>(std::string_view time_zone, TimeMs instant)>;

// True from the window's first minute to before its last. One that ends at or
// before the minute it starts at ends on the day after each of its days.
inline bool is_within(const Window& window, const WeekTime& time) {
  const auto has_day = [&](std::uint32_t day) { return (window.days >> day & 1) != 0; };
  const bool has_begun = time.minute >= window.from_minute;
  const bool has_not_ended = time.minute < window.to_minute;
  if (window.to_minute > window.from_minute)
    return has_day(time.weekday) && has_begun && has_not_ended;
  return (has_day(time.weekday) && has_begun) || (has_day((time.weekday + 6) % 7) && has_not_ended);
}

}  // namespace troth::agreement
