#include "core/document/calendar_file.h"

#include <gtest/gtest.h>

#include <sstream>
#include <vector>

namespace troth::document {
namespace {

using namespace std::chrono;
using agreement::Rhythm;

constexpr TimeMs kNow = 1'795'300'000'123;  // 2026-11-21 22:26:40 UTC

std::vector<std::string> lines_of(const std::string& file) {
  std::vector<std::string> out;
  std::istringstream in(file);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

std::string written(const CalendarEvent& event) {
  return calendar_file(std::vector<CalendarEvent>{event}, kNow);
}

bool has_line(const std::string& file, const std::string& line) {
  const auto lines = lines_of(file);
  return std::ranges::find(lines, line + "\r") != lines.end();
}

TEST(CalendarFile, IsTheWholeFileOfTheStandard) {
  EXPECT_EQ(written({"ab@troth.invalid", CivilDate{2027y / May / 20}, std::nullopt}),
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Troth//Troth//EN\r\n"
            "CALSCALE:GREGORIAN\r\nBEGIN:VEVENT\r\nUID:ab@troth.invalid\r\n"
            "DTSTAMP:20261121T222640Z\r\nDTSTART;VALUE=DATE:20270520\r\nSUMMARY:Troth\r\n"
            "CLASS:PRIVATE\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

TEST(CalendarFile, AnInstantIsInUtcOnBothSidesOfAChangeOfSummerTime) {
  const TimeZone zone = TimeZone::find("Europe/Amsterdam").value();
  const auto at = [&](CivilDate day) {
    return written({"ab", zone.instant_at(day, 20 * 60), std::nullopt});
  };
  // The clocks went back on 2026-10-25.
  EXPECT_TRUE(has_line(at(2026y / October / 18), "DTSTART:20261018T180000Z"));
  EXPECT_TRUE(has_line(at(2026y / October / 25), "DTSTART:20261025T190000Z"));
  EXPECT_TRUE(has_line(at(2027y / March / 28), "DTSTART:20270328T180000Z"));
}

TEST(CalendarFile, AnHourThatTheClocksSkipOrShowTwiceIsOneInstant) {
  const TimeZone zone = TimeZone::find("Europe/Amsterdam").value();
  // 2027-03-28 02:30 is not shown: the first instant after it is 03:00, 01:00 UTC.
  EXPECT_TRUE(has_line(written({"ab", zone.instant_at(2027y / March / 28, 150), std::nullopt}),
                       "DTSTART:20270328T010000Z"));
  // 2026-10-25 02:30 is shown twice: the earlier is 00:30 UTC.
  EXPECT_TRUE(has_line(written({"ab", zone.instant_at(2026y / October / 25, 150), std::nullopt}),
                       "DTSTART:20261025T003000Z"));
}

TEST(CalendarFile, DaysComeAgainAsTheRhythmSays) {
  const auto rule = [](Rhythm::Every every, std::optional<CivilDate> last) {
    return written({"ab", CivilDate{2026y / November / 30}, Recurrence{every, last}});
  };
  EXPECT_TRUE(has_line(rule(Rhythm::Every::day, {}), "RRULE:FREQ=DAILY"));
  EXPECT_TRUE(has_line(rule(Rhythm::Every::week, CivilDate{2027y / May / 20}),
                       "RRULE:FREQ=WEEKLY;UNTIL=20270520"));
  EXPECT_TRUE(has_line(rule(Rhythm::Every::two_weeks, {}), "RRULE:FREQ=WEEKLY;INTERVAL=2"));
  EXPECT_TRUE(has_line(rule(Rhythm::Every::month, {}), "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"));
}

TEST(CalendarFile, LongLinesAreFoldedAt75OctetsAndUnfoldToWhatTheyWere) {
  std::string uid(70, 'a');
  for (int i = 0; i < 60; ++i) uid += "ü";
  const std::string file = written({uid, TimeMs{0}, std::nullopt});
  std::string unfolded = file;
  for (auto at = unfolded.find("\r\n "); at != std::string::npos; at = unfolded.find("\r\n "))
    unfolded.erase(at, 3);
  EXPECT_TRUE(has_line(unfolded, "UID:" + uid));
  for (const std::string& line : lines_of(file)) {
    EXPECT_LE(line.size(), 76U);  // with its \r
    EXPECT_NE(static_cast<unsigned char>(line[line.front() == ' ' ? 1 : 0]) & 0xC0U, 0x80U);
  }
}

TEST(CalendarFile, EveryLineEndsWithBothCharacters) {
  const std::string file = written({"ab", TimeMs{0}, std::nullopt});
  for (std::size_t at = 0; at < file.size(); ++at) {
    if (file[at] == '\n') {
      ASSERT_EQ(file[at - 1], '\r');
    }
  }
}

}  // namespace
}  // namespace troth::document
