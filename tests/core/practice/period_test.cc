#include "core/practice/period.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <chrono>

namespace troth::practice {
namespace {

using Every = agreement::Rhythm::Every;
using std::chrono::sys_days;
using namespace std::chrono_literals;

TimeMs midnight(std::chrono::year_month_day date) {
  return sys_days{date}.time_since_epoch().count() * kDayMs;
}

// Two hours ahead of UTC, as Amsterdam is in summer.
LocalDays two_hours_ahead() {
  return {.day_at = [](TimeMs at) { return utc_days().day_at(at + 2 * kHourMs); },
          .start_of = [](DayNumber day) { return day * kDayMs - 2 * kHourMs; }};
}

Cadence utc(Every every) { return {every, utc_days()}; }

constexpr auto kSaturday = 2026y / 11 / 21;

TEST(Period, BeforeAnyAgreementItIsTheCalendarWeekInUtc) {
  const TimeMs noon = midnight(kSaturday) + 12 * kHourMs;
  const Period week = {midnight(2026y / 11 / 16), midnight(2026y / 11 / 23)};
  EXPECT_EQ(period_of(noon, std::nullopt), week);
  EXPECT_EQ(period_of(week.start_ms, std::nullopt), week);
  EXPECT_EQ(period_of(week.end_ms - 1, std::nullopt), week);
  EXPECT_EQ(period_of(week.end_ms, std::nullopt).start_ms, week.end_ms);
}

TEST(Period, ADayAWeekAndAMonthAreTheCalendars) {
  const TimeMs noon = midnight(kSaturday) + 12 * kHourMs;
  EXPECT_EQ(period_of(noon, utc(Every::day)),
            (Period{midnight(kSaturday), midnight(2026y / 11 / 22)}));
  EXPECT_EQ(period_of(noon, utc(Every::week)),
            (Period{midnight(2026y / 11 / 16), midnight(2026y / 11 / 23)}));
  EXPECT_EQ(period_of(noon, utc(Every::month)),
            (Period{midnight(2026y / 11 / 1), midnight(2026y / 12 / 1)}));
  EXPECT_EQ(period_of(midnight(2028y / 2 / 29), utc(Every::month)),
            (Period{midnight(2028y / 2 / 1), midnight(2028y / 3 / 1)}));
  EXPECT_EQ(period_of(midnight(2026y / 12 / 31), utc(Every::month)),
            (Period{midnight(2026y / 12 / 1), midnight(2027y / 1 / 1)}));
}

TEST(Period, TwoWeeksAreCountedFromTheFirstMondayOf1970) {
  const TimeMs first = midnight(1970y / 1 / 5);
  EXPECT_EQ(period_of(first, utc(Every::two_weeks)), (Period{first, first + 2 * kWeekMs}));
  EXPECT_EQ(period_of(first - 1, utc(Every::two_weeks)), (Period{first - 2 * kWeekMs, first}));
}

TEST(Period, DaysAreThoseOfTheAgreedTimeZone) {
  const TimeMs late = midnight(kSaturday) + 23 * kHourMs;  // already Sunday, two hours ahead
  const TimeMs sunday = midnight(2026y / 11 / 22) - 2 * kHourMs;
  EXPECT_EQ(period_of(late, Cadence{Every::day, two_hours_ahead()}),
            (Period{sunday, sunday + kDayMs}));
}

TEST(Period, HoldsNowAndIsTheSameForEveryInstantInIt) {
  EXPECT_TRUE(rc::check([] {
    const TimeMs now = *rc::gen::inRange<TimeMs>(0, midnight(2200y / 1 / 1));
    const auto every = *rc::gen::element(Every::day, Every::week, Every::two_weeks, Every::month);
    const Cadence cadence{every, *rc::gen::arbitrary<bool>() ? utc_days() : two_hours_ahead()};
    const Period period = period_of(now, cadence);
    RC_ASSERT(period.contains(now));
    RC_ASSERT(period_of(period.start_ms, cadence) == period);
    RC_ASSERT(period_of(period.end_ms - 1, cadence) == period);
    RC_ASSERT(period_of(period.end_ms, cadence).start_ms == period.end_ms);
  }));
}

}  // namespace
}  // namespace troth::practice
