#include "core/document/calendar.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace troth::document {
namespace {

using namespace std::chrono_literals;

TimeZone zone(std::string_view name) { return *TimeZone::find(name); }

TimeMs utc(CivilDate date) { return TimeZone{}.start_of(date); }

TEST(Calendar, ADayInAmsterdamStartsAnHourOrTwoBeforeTheOneInUtc) {
  const TimeZone amsterdam = zone("Europe/Amsterdam");
  EXPECT_EQ(amsterdam.start_of(2027y / 1 / 15), utc(2027y / 1 / 15) - kHourMs);
  EXPECT_EQ(amsterdam.end_of(2027y / 5 / 20), utc(2027y / 5 / 21) - 2 * kHourMs);
  EXPECT_EQ(amsterdam.date_at(utc(2027y / 5 / 21) - 2 * kHourMs), 2027y / 5 / 21);
  EXPECT_EQ(amsterdam.date_at(utc(2027y / 5 / 21) - 2 * kHourMs - 1), 2027y / 5 / 20);
}

TEST(Calendar, ADayOnWhichClocksChangeHas23Or25Hours) {
  const TimeZone amsterdam = zone("Europe/Amsterdam");
  const auto length = [&](CivilDate day) {
    return amsterdam.end_of(day) - amsterdam.start_of(day);
  };
  EXPECT_EQ(length(2026y / 3 / 29), 23 * kHourMs);
  EXPECT_EQ(length(2026y / 10 / 25), 25 * kHourMs);
}

TEST(Calendar, AnHourThatIsSkippedOrComesTwiceIsOneInstant) {
  const TimeZone amsterdam = zone("Europe/Amsterdam");
  EXPECT_EQ(amsterdam.text_of(amsterdam.instant_at(2026y / 3 / 29, 2 * 60 + 30)),
            "2026-03-29 03:00");
  EXPECT_EQ(amsterdam.instant_at(2026y / 10 / 25, 2 * 60 + 30), utc(2026y / 10 / 25) + kHourMs / 2);
  EXPECT_EQ(amsterdam.instant_at(2026y / 10 / 25, 20 * 60), utc(2026y / 10 / 25) + 19 * kHourMs);
}

TEST(Calendar, ADayWhoseMidnightIsSkippedStartsWhenItDoes) {
  // Beirut's clocks go from 24:00 on Saturday to 01:00 on Sunday.
  const TimeZone beirut = zone("Asia/Beirut");
  const TimeMs start = beirut.start_of(2026y / 3 / 29);
  EXPECT_EQ(beirut.date_at(start), 2026y / 3 / 29);
  EXPECT_EQ(beirut.date_at(start - 1), 2026y / 3 / 28);
  EXPECT_EQ(beirut.text_of(start), "2026-03-29 01:00");
}

TEST(Calendar, UnknownZonesAndThisMachinesOwnAreRefused) {
  for (const char* name :
       {"", "Europe", "Europe/Utopia", "localtime", "../../etc/passwd", "europe/amsterdam"})
    EXPECT_EQ(TimeZone::find(name).error().code, Code::document_time_zone_unknown) << name;
  EXPECT_EQ(zone("UTC").name(), "UTC");
  EXPECT_EQ(zone("Europe/Amsterdam").name(), "Europe/Amsterdam");
}

TEST(Calendar, InstantsBeyondItsYearsDoNotLeaveThem) {
  for (const char* name : {"UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"}) {
    EXPECT_EQ(zone(name).date_at(std::numeric_limits<TimeMs>::max()).year(), kLastYear);
    EXPECT_EQ(zone(name).date_at(std::numeric_limits<TimeMs>::min()).year(), kFirstYear);
  }
}

TEST(Calendar, EveryInstantFallsOnTheDayThatHoldsIt) {
  EXPECT_TRUE(rc::check([] {
    const auto name = *rc::gen::element("UTC", "Europe/Amsterdam", "Asia/Beirut",
                                        "Australia/Lord_Howe", "America/St_Johns");
    const TimeZone there = zone(name);
    const TimeMs now = *rc::gen::inRange<TimeMs>(utc(2012y / 1 / 1), utc(2200y / 1 / 1));
    const CivilDate day = there.date_at(now);
    RC_ASSERT(there.start_of(day) <= now);
    RC_ASSERT(now < there.end_of(day));
    const auto days = there.days();
    RC_ASSERT(days.start_of(days.day_at(now)) == there.start_of(day));
  }));
}

TEST(Windows, AreReadAsTheyAreWritten) {
  for (const char* text : {"Mon-Fri 18:00-23:00", "Sat,Sun 00:00-24:00", "Mon 22:00-06:00",
                           "Mon-Wed,Fri 00:01-24:00", "Mon-Sun 07:30-07:29"}) {
    const auto window = parse_window(text);
    ASSERT_TRUE(window) << text;
    EXPECT_EQ(text_of(*window), text);
  }
}

TEST(Windows, TheEndOfADayIsTheStartOfTheNext) {
  EXPECT_EQ(parse_window("Mon 18:00-00:00"), parse_window("Mon 18:00-24:00"));
  EXPECT_EQ(parse_window("Mon 18:00-24:00")->to_minute, 0);
}

TEST(Windows, MayGoOverTheEndOfTheWeek) {
  EXPECT_EQ(parse_window("Fri-Mon 18:00-23:00"), parse_window("Mon,Fri-Sun 18:00-23:00"));
}

TEST(Windows, AnythingElseIsRefused) {
  for (const char* text : {"",
                           " ",
                           "Mon",
                           "Mon 18:00",
                           "Mon-18:00",
                           "Mon 18:00-",
                           "Mon 18:00-23:60",
                           "Mon 24:00-02:00",
                           "Mon 18:00-24:01",
                           "Mon 1800-2300",
                           "Mon 8:00-9:00",
                           "mon 18:00-23:00",
                           "Mo 18:00-23:00",
                           "Mon- 18:00-23:00",
                           "-Mon 18:00-23:00",
                           "Mon,,Tue 18:00-23:00",
                           "Mon, 18:00-23:00",
                           "Mon,Mon 18:00-23:00",
                           "Mon-Wed,Tue 18:00-23:00",
                           "Mon  18:00-23:00",
                           "Mon 18:00-23:00 ",
                           "Mon +8:00-23:00",
                           "Mon 18:00-23:00\n",
                           "Mon-Wed-Fri 18:00-23:00"})
    EXPECT_FALSE(parse_window(text)) << text;
}

// Rule 6 reads weekly windows by the clock on the wall (core/agreement).
struct Evening {
  agreement::CivilTime clock = civil_time();
  // How long "window" applies in the three days around the night to `day`.
  [[nodiscard]] TimeMs length(std::string_view window, CivilDate day) const {
    const auto read = parse_window(window);
    const TimeMs noon = utc(day) + 12 * kHourMs;
    TimeMs sum = 0;
    for (TimeMs t = noon - 2 * kDayMs; t < noon + kDayMs; t += 5 * kMinuteMs)
      if (agreement::is_within(*read, *clock("Europe/Amsterdam", t))) sum += 5 * kMinuteMs;
    return sum;
  }
};

TEST(CivilTime, ShowsTheWeekdayAndMinuteOfTheZone) {
  const auto clock = civil_time();
  const TimeMs sunday = utc(2026y / 11 / 22) + 23 * kHourMs + 30 * kMinuteMs;
  EXPECT_EQ(clock("UTC", sunday), (WeekTime{6, 23 * 60 + 30}));
  EXPECT_EQ(clock("Europe/Amsterdam", sunday), (WeekTime{0, 30}));
  EXPECT_EQ(clock("America/St_Johns", sunday), (WeekTime{6, 20 * 60}));
  EXPECT_EQ(clock("Europe/Amsterdam", sunday + 59'999), (WeekTime{0, 30}));
  EXPECT_EQ(clock("Europe/Utopia", sunday), std::nullopt);
  EXPECT_EQ(clock("localtime", sunday), std::nullopt);
  EXPECT_TRUE(clock("UTC", std::numeric_limits<TimeMs>::min()));
  EXPECT_TRUE(clock("UTC", std::numeric_limits<TimeMs>::max()));
}

// In Amsterdam clocks go from 02:00 to 03:00 on 29 March 2026, a Sunday.
TEST(CivilTime, ANightOnWhichAnHourIsSkippedIsAnHourShorter) {
  const Evening evening;
  EXPECT_EQ(evening.length("Sat 22:00-06:00", 2026y / 3 / 29), 7 * kHourMs);
  EXPECT_EQ(evening.length("Sat 22:00-06:00", 2026y / 3 / 22), 8 * kHourMs);
  EXPECT_EQ(evening.length("Sun 02:00-03:00", 2026y / 3 / 29), 0);
  EXPECT_EQ(evening.length("Sun 00:00-24:00", 2026y / 3 / 29), 23 * kHourMs);
}

// And from 03:00 to 02:00 on 25 October 2026, a Sunday.
TEST(CivilTime, ANightOnWhichAnHourIsRepeatedIsAnHourLonger) {
  const Evening evening;
  EXPECT_EQ(evening.length("Sat 22:00-06:00", 2026y / 10 / 25), 9 * kHourMs);
  EXPECT_EQ(evening.length("Sun 02:00-03:00", 2026y / 10 / 25), 2 * kHourMs);
  EXPECT_EQ(evening.length("Sun 00:00-24:00", 2026y / 10 / 25), 25 * kHourMs);
  EXPECT_EQ(evening.length("Sun 22:00-01:00", 2026y / 10 / 25), 3 * kHourMs);
}

TEST(WeekTimes, AreReadAsTheyAreWritten) {
  EXPECT_EQ(parse_week_time("Sun 20:00"), (WeekTime{6, 20 * 60}));
  EXPECT_EQ(text_of(WeekTime{0, 5}), "Mon 00:05");
  for (const char* text :
       {"", "Sun", "20:00", "Sun 24:00", "Sun 20:60", "Sunday 20:00", "Sun 20:00 "})
    EXPECT_FALSE(parse_week_time(text)) << text;
}

}  // namespace
}  // namespace troth::document
