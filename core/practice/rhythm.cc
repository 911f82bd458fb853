#include "core/practice/rhythm.h"

#include <algorithm>
#include <chrono>

#include "core/base/check.h"

namespace troth::practice {
namespace {

using agreement::Rhythm;
using std::chrono::days;
using std::chrono::last;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month_day;

// The same day of a later month, or that month's last.
DayNumber months_after(DayNumber day, int count) {
  const year_month_day date{sys_days{days{day}}};
  year_month_day later = date + months{count};
  if (!later.ok()) later = later.year() / later.month() / last;
  return sys_days{later}.time_since_epoch().count();
}

DayNumber one_interval_after(DayNumber day, Rhythm::Every every) {
  switch (every) {
    case Rhythm::Every::week:
      return day + 7;
    case Rhythm::Every::two_weeks:
      return day + 14;
    case Rhythm::Every::month:
      return months_after(day, 1);
    case Rhythm::Every::quarter:
      return months_after(day, 3);
    default:
      break;
  }
  CHECK(false && "a rhythm is validated before its reviews are");
  return day;
}

DayNumber nearest_weekday(DayNumber day, std::uint8_t weekday) {
  const auto monday_is_0 = std::chrono::weekday{sys_days{days{day}}}.iso_encoding() - 1;
  const DayNumber ahead = (weekday + 7 - static_cast<DayNumber>(monday_is_0)) % 7;
  return ahead <= 3 ? day + ahead : day + ahead - 7;
}

}  // namespace

CheckInReminder next_check_in(TimeMs now_ms, const std::optional<Cadence>& cadence,
                              std::span<const Period> answered) {
  const Period period = period_of(now_ms, cadence);
  return {period, std::ranges::find(answered, period) != answered.end()};
}

TimeMs next_review(const ReviewRhythm& rhythm, TimeMs last_ms) {
  const DayNumber around = one_interval_after(rhythm.days.day_at(last_ms), rhythm.every);
  return rhythm.instant(nearest_weekday(around, rhythm.weekday), rhythm.minute);
}

std::optional<TimeMs> review_date(const Reviews& reviews, const std::optional<ReviewRhythm>& rhythm,
                                  TimeMs agreed_ms) {
  if (reviews.next_review_ms != 0) return reviews.next_review_ms;
  if (!rhythm) return std::nullopt;
  return next_review(*rhythm, reviews.last ? reviews.last->written_ms : agreed_ms);
}

std::string words_for(const CheckInReminder& reminder, const std::string& last_day) {
  if (reminder.is_answered) return "You have checked in; the next is after " + last_day + ".";
  return "A check-in can be written until " + last_day + ", whenever you like.";
}

std::string words_for_review(TimeMs date_ms, TimeMs now_ms, const std::string& day) {
  if (now_ms < date_ms) return "The next review is on " + day + ".";
  return "A review was planned for " + day + "; hold it when it suits you both.";
}

}  // namespace troth::practice
