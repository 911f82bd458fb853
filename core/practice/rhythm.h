// What the rhythm asks for next: the check-in of the present period, and the
// review. Reminders, and no more: nothing is late, and nothing follows from
// leaving one out. Pure, any thread; days and hours of the agreed time zone
// come in as functions.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "core/agreement/clause.h"
#include "core/practice/period.h"
#include "core/practice/reviews.h"

namespace troth::practice {

// How often the two review, on which weekday (0 Monday) and minute of it.
struct ReviewRhythm {
  agreement::Rhythm::Every every = agreement::Rhythm::Every::month;  // not day
  std::uint8_t weekday = 6;
  std::uint16_t minute = 0;
  LocalDays days;
  std::function<TimeMs(DayNumber, std::uint16_t minute)> instant;  // in the same time zone
};

struct CheckInReminder {
  Period period;             // the present one
  bool is_answered = false;  // the next begins at the period's end
  bool operator==(const CheckInReminder&) const = default;
};

// `answered`: the periods of the partner's own check-ins, open and blind.
CheckInReminder next_check_in(TimeMs now_ms, const std::optional<Cadence>& cadence,
                              std::span<const Period> answered);

// The review's weekday and hour nearest to one interval after `last_ms`: so one
// held a day early or late does not move those that follow.
TimeMs next_review(const ReviewRhythm& rhythm, TimeMs last_ms);

// The date that the last minutes agreed, else the rhythm's after the last review
// or, before the first, after `agreed_ms` (when the rhythm was agreed). Nothing
// where neither says.
std::optional<TimeMs> review_date(const Reviews& reviews, const std::optional<ReviewRhythm>& rhythm,
                                  TimeMs agreed_ms);

// One sentence each, for people; `day` is how the day is written.
std::string words_for(const CheckInReminder& reminder, const std::string& last_day);
std::string words_for_review(TimeMs date_ms, TimeMs now_ms, const std::string& day);

}  // namespace troth::practice
