// Dates as an iCalendar file (RFC 5545), for the calendar that a person uses
// anyway. Whoever looks at that calendar learns that there is a date, and no more:
// every event is called "Troth". Days are days without hours, wherever the
// calendar is; instants are in UTC: so no time zone has to be written down, and
// each stands where it should over a change of summer time. Pure, any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>

#include "core/agreement/clause.h"
#include "core/document/calendar.h"

namespace troth::document {

// Of whole days: on the day of the first one each week, on each month's last day.
struct Recurrence {
  agreement::Rhythm::Every every = agreement::Rhythm::Every::day;  // not quarter
  std::optional<CivilDate> last;
};

struct CalendarEvent {
  std::string uid;  // the same for the same event in every file, so that it is updated there
  std::variant<CivilDate, TimeMs> start;
  std::optional<Recurrence> recurrence;  // of a day
};

// CHECKs that there is an event: RFC 5545, 3.6 asks for one.
std::string calendar_file(std::span<const CalendarEvent> events, TimeMs now);

}  // namespace troth::document
