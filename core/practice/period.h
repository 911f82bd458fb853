// The stretch of time that a check-in answers for: the rhythm's, else the
// calendar week in UTC, so that check-ins work before any agreement. A day is a
// calendar day, a week starts on Monday, two weeks are counted from Monday
// 1970-01-05, a month is the calendar's, all in the agreed time zone. Time
// zones come in as LocalDays (core/document's calendar): this room is pure.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "core/agreement/clause.h"
#include "core/base/error.h"
#include "core/base/time.h"

namespace troth::practice {

struct Period {
  TimeMs start_ms = 0;  // the first instant
  TimeMs end_ms = 0;    // the first instant after it
  [[nodiscard]] bool contains(TimeMs instant) const {
    return start_ms <= instant && instant < end_ms;
  }
  auto operator<=>(const Period&) const = default;
};

// Refuses (check_in_period_wrong) one that is empty, starts before 1970, ends after
// the year 9999 or is longer than a month: what a check-in that arrived may claim.
Status validate(const Period& period);

// A civil day by its number: 0 is 1970-01-01, a Thursday.
using DayNumber = std::int64_t;

// The calendar days of one time zone.
struct LocalDays {
  std::function<DayNumber(TimeMs)> day_at;    // the civil day on which an instant falls
  std::function<TimeMs(DayNumber)> start_of;  // the first instant of a civil day
};

// UTC, where every day has 24 hours.
LocalDays utc_days();

// How often partners check in, and whose days are counted.
struct Cadence {
  agreement::Rhythm::Every every;
  LocalDays days;  // of the rhythm's time zone
};

// The period that holds `now`; without a cadence the calendar week in UTC.
Period period_of(TimeMs now, const std::optional<Cadence>& rhythm);

}  // namespace troth::practice
