#include "core/practice/period.h"

#include <chrono>

#include "core/base/check.h"
#include "core/practice/payload.h"

namespace troth::practice {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr DayNumber kFirstMonday = 4;  // 1970-01-05
// A month of 31 days, and the hours by which clocks are changed.
constexpr TimeMs kLongestPeriodMs = 32 * kDayMs;

constexpr std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  const std::int64_t quotient = value / by;
  return value % by < 0 ? quotient - 1 : quotient;
}

struct DaySpan {
  DayNumber first;
  DayNumber after;
};

DaySpan weeks_around(DayNumber day, std::int64_t weeks) {
  const std::int64_t length = 7 * weeks;
  const DayNumber first = kFirstMonday + floor_divide(day - kFirstMonday, length) * length;
  return {first, first + length};
}

DaySpan month_around(DayNumber day) {
  const year_month_day date{sys_days{days{day}}};
  const year_month_day first = date.year() / date.month() / 1;
  return {sys_days{first}.time_since_epoch().count(),
          sys_days{first + months{1}}.time_since_epoch().count()};
}

DaySpan span_around(DayNumber day, agreement::Rhythm::Every every) {
  switch (every) {
    case agreement::Rhythm::Every::day:
      return {day, day + 1};
    case agreement::Rhythm::Every::week:
      return weeks_around(day, 1);
    case agreement::Rhythm::Every::two_weeks:
      return weeks_around(day, 2);
    case agreement::Rhythm::Every::month:
      return month_around(day);
    default:
      break;
  }
  CHECK(false && "a rhythm is validated before its check-ins are");
  return {};
}

}  // namespace

Status validate(const Period& period) {
  // Compared before it is subtracted: the bytes may claim any two numbers.
  if (period.start_ms < 0 || period.end_ms <= period.start_ms ||
      period.end_ms - period.start_ms > kLongestPeriodMs || period.end_ms > kLatestTimeMs)
    return refuse(Code::check_in_period_wrong);
  return {};
}

LocalDays utc_days() {
  return {.day_at = [](TimeMs instant) { return floor_divide(instant, kDayMs); },
          .start_of = [](DayNumber day) { return day * kDayMs; }};
}

Period period_of(TimeMs now, const std::optional<Cadence>& rhythm) {
  const Cadence cadence = rhythm ? *rhythm : Cadence{agreement::Rhythm::Every::week, utc_days()};
  const DaySpan span = span_around(cadence.days.day_at(now), cadence.every);
  return {cadence.days.start_of(span.first), cadence.days.start_of(span.after)};
}

}  // namespace troth::practice
