#include "core/practice/rhythm.h"

#include <gtest/gtest.h>

#include <chrono>

namespace troth::practice {
namespace {

using agreement::Rhythm;
using namespace std::chrono_literals;

DayNumber day(std::chrono::year_month_day date) {
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

// On Sundays at 20:00, in UTC.
ReviewRhythm sundays(Rhythm::Every every) {
  return {every, 6, 20 * 60, utc_days(), [](DayNumber number, std::uint16_t minute) {
            return number * kDayMs + minute * kMinuteMs;
          }};
}

constexpr auto kSunday = 2026y / 11 / 22;

TimeMs at_eight(std::chrono::year_month_day date) { return day(date) * kDayMs + 20 * kHourMs; }
TimeMs next(Rhythm::Every every, std::chrono::year_month_day last) {
  return next_review(sundays(every), day(last) * kDayMs + 9 * kHourMs);
}

TEST(NextReview, IsOneIntervalLaterOnItsWeekday) {
  EXPECT_EQ(next(Rhythm::Every::week, kSunday), at_eight(2026y / 11 / 29));
  EXPECT_EQ(next(Rhythm::Every::two_weeks, kSunday), at_eight(2026y / 12 / 6));
  EXPECT_EQ(next(Rhythm::Every::month, kSunday), at_eight(2026y / 12 / 20));   // from Tuesday 22
  EXPECT_EQ(next(Rhythm::Every::quarter, kSunday), at_eight(2027y / 2 / 21));  // from Monday 22
}

TEST(NextReview, OneHeldAFewDaysEarlyOrLateDoesNotMoveTheNext) {
  for (int off = -3; off <= 3; ++off) {
    const std::chrono::sys_days held = std::chrono::sys_days{kSunday} + std::chrono::days{off};
    EXPECT_EQ(next(Rhythm::Every::week, held), at_eight(2026y / 11 / 29)) << off;
  }
}

TEST(NextReview, AShorterMonthEndsOnItsLastDay) {
  EXPECT_EQ(next(Rhythm::Every::month, 2027y / 1 / 31), at_eight(2027y / 2 / 28));
  EXPECT_EQ(next(Rhythm::Every::quarter, 2026y / 11 / 30), at_eight(2027y / 2 / 28));
}

TEST(NextReview, IsAlwaysOnItsWeekdayAndAfterTheLast) {
  for (int weekday = 0; weekday < 7; ++weekday)
    for (DayNumber last = 20000; last < 20800; ++last)
      for (const auto every : {Rhythm::Every::week, Rhythm::Every::two_weeks, Rhythm::Every::month,
                               Rhythm::Every::quarter}) {
        ReviewRhythm rhythm = sundays(every);
        rhythm.weekday = static_cast<std::uint8_t>(weekday);
        const DayNumber next = next_review(rhythm, last * kDayMs) / kDayMs;
        ASSERT_EQ((next + 3) % 7, weekday) << last;
        ASSERT_GT(next, last);
      }
}

TEST(ReviewDate, IsTheAgreedOneElseTheRhythms) {
  Reviews reviews;
  const auto rhythm = sundays(Rhythm::Every::week);
  const TimeMs agreed_ms = day(kSunday) * kDayMs;
  EXPECT_EQ(review_date(reviews, {}, agreed_ms), std::nullopt);
  EXPECT_EQ(review_date(reviews, rhythm, agreed_ms), at_eight(2026y / 11 / 29));
  reviews.last = LookedBack{{}, agreed_ms + kWeekMs, {}};
  EXPECT_EQ(review_date(reviews, rhythm, agreed_ms), at_eight(2026y / 12 / 6));
  reviews.next_review_ms = 77;
  EXPECT_EQ(review_date(reviews, rhythm, agreed_ms), 77);
  EXPECT_EQ(review_date(reviews, {}, agreed_ms), 77);
}

TEST(NextCheckIn, IsOfThePresentPeriod) {
  const TimeMs now_ms = at_eight(kSunday);
  const Period week = period_of(now_ms, {});
  EXPECT_EQ(next_check_in(now_ms, {}, {}), (CheckInReminder{week, false}));
  const std::vector<Period> before{{week.start_ms - kWeekMs, week.start_ms}};
  EXPECT_FALSE(next_check_in(now_ms, {}, before).is_answered);
  const std::vector<Period> both{before[0], week};
  EXPECT_TRUE(next_check_in(now_ms, {}, both).is_answered);
  EXPECT_FALSE(next_check_in(week.end_ms, {}, both).is_answered);
}

TEST(Reminders, AreSober) {
  EXPECT_EQ(words_for({{}, false}, "Sunday"),
            "A check-in can be written until Sunday, whenever you like.");
  EXPECT_EQ(words_for({{}, true}, "Sunday"), "You have checked in; the next is after Sunday.");
  EXPECT_EQ(words_for_review(2, 1, "Sunday"), "The next review is on Sunday.");
  EXPECT_EQ(words_for_review(1, 2, "Sunday"),
            "A review was planned for Sunday; hold it when it suits you both.");
}

}  // namespace
}  // namespace troth::practice
