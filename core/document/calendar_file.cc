#include "core/document/calendar_file.h"

#include <array>
#include <cstdio>

#include "core/base/check.h"

namespace troth::document {
namespace {

using agreement::Rhythm;

constexpr std::size_t kLongestLine = 75;  // octets, without the end (3.1)

// A content line, folded (3.1). Between two octets of a character it never folds.
void write(std::string& out, std::string_view line) {
  std::size_t room = kLongestLine;
  while (line.size() > room) {
    std::size_t end = room;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
    (out += line.substr(0, end)) += "\r\n ";
    line.remove_prefix(end);
    room = kLongestLine - 1;  // the space counts
  }
  (out += line) += "\r\n";
}

// "20261206" (3.3.4).
std::string date_of(CivilDate date) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d%02u%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

// "20261206T190000Z" (3.3.5, form 2).
std::string instant_of(TimeMs instant) {
  const CivilDate day = TimeZone().date_at(instant);
  const TimeMs of_day = instant - TimeZone().start_of(day);
  std::array<char, 64> clock{};
  std::snprintf(clock.data(), clock.size(), "T%02lld%02lld%02lldZ",
                static_cast<long long>(of_day / kHourMs),
                static_cast<long long>(of_day % kHourMs / kMinuteMs),
                static_cast<long long>(of_day % kMinuteMs / kSecondMs));
  return date_of(day) + clock.data();
}

// 3.3.10; as the start is a day, so is its end.
std::string rule_of(const Recurrence& recurrence) {
  std::string rule = "RRULE:FREQ=DAILY";
  if (recurrence.every == Rhythm::Every::week) rule = "RRULE:FREQ=WEEKLY";
  if (recurrence.every == Rhythm::Every::two_weeks) rule = "RRULE:FREQ=WEEKLY;INTERVAL=2";
  if (recurrence.every == Rhythm::Every::month) rule = "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1";
  if (recurrence.last) rule += ";UNTIL=" + date_of(*recurrence.last);
  return rule;
}

void write(std::string& out, const CalendarEvent& event, TimeMs now) {
  write(out, "BEGIN:VEVENT");
  write(out, "UID:" + event.uid);
  write(out, "DTSTAMP:" + instant_of(now));
  if (const auto* day = std::get_if<CivilDate>(&event.start))
    write(out, "DTSTART;VALUE=DATE:" + date_of(*day));
  else
    write(out, "DTSTART:" + instant_of(std::get<TimeMs>(event.start)));
  if (event.recurrence) write(out, rule_of(*event.recurrence));
  write(out, "SUMMARY:Troth");
  write(out, "CLASS:PRIVATE");
  write(out, "TRANSP:TRANSPARENT");
  write(out, "END:VEVENT");
}

}  // namespace

std::string calendar_file(std::span<const CalendarEvent> events, TimeMs now) {
  CHECK(!events.empty());
  std::string out;
  write(out, "BEGIN:VCALENDAR");
  write(out, "VERSION:2.0");
  write(out, "PRODID:-//Troth//Troth//EN");
  write(out, "CALSCALE:GREGORIAN");
  for (const CalendarEvent& event : events) write(out, event, now);
  write(out, "END:VCALENDAR");
  return out;
}

}  // namespace troth::document
