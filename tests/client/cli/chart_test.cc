#include "client/cli/chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/cli/show_check_ins.h"

namespace troth::cli {
namespace {

using practice::BlindAnswer;
using testing::HasSubstr;
using testing::Not;
using vault::Side;

template <class Id>
Id id_of(std::uint8_t byte) {
  Id id;
  id.value.fill(byte);
  return id;
}

// Days count from zero, so that a test reads what it wrote.
const Calendar kCalendar = {
    .day = [](TimeMs at) { return "day " + std::to_string(at / kDayMs); },
    .minute = [](TimeMs at) { return "minute " + std::to_string(at / kMinuteMs); }};

class ChartTest : public testing::Test {
 protected:
  void rate(Side by, TimeMs week, std::uint32_t value, const std::string& dimension = "trust") {
    practice::CheckIn content;
    content.period = {week * kWeekMs, (week + 1) * kWeekMs};
    content.ratings = {{dimension, value}};
    vault::CheckInView view;
    view.by = by;
    view.by_name = by == Side::mine ? "Mara" : "Jonas";
    view.written_ms = content.period.start_ms;
    view.content = std::move(content);
    check_ins_.insert(check_ins_.begin(), view);
  }
  std::string chart(std::size_t width = 80) {
    return chart_text(check_ins_, lived_, {names_, kCalendar, width});
  }
  static std::size_t widest_line(const std::string& text) {
    std::size_t widest = 0;
    std::size_t columns = 0;
    for (const char c : text) {
      if (c == '\n')
        columns = 0;
      else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U)
        widest = std::max(widest, ++columns);
    }
    return widest;
  }

  Names names_{{id_of<PartnerId>(1), "Mara", id_of<PartnerId>(2), "Jonas"}, {}};
  std::vector<vault::CheckInView> check_ins_;
  practice::Period lived_{0, 500 * kWeekMs};
};

TEST_F(ChartTest, ShowsBothPartnersInOneChartByDimensionOverTime) {
  rate(Side::mine, 0, 5);
  rate(Side::partners, 0, 3);
  rate(Side::mine, 1, 4);
  rate(Side::partners, 1, 4);
  rate(Side::mine, 3, 1);
  EXPECT_EQ(chart(),
            "● Mara  ○ Jonas  ◉ both\n"
            "day 0 to day 27\n"
            "\n"
            "trust\n"
            "5 │●\n"
            "4 │    ◉\n"
            "3 │○\n"
            "2 │\n"
            "1 │            ●\n"
            "  └─────────────\n");
}

// What Jonas claims to be of the year 9999, or of 1970, presses nothing together.
TEST_F(ChartTest, PeriodsFromBeforeThePairingOrAfterTodayAreLeftOut) {
  lived_ = {100 * kWeekMs, 103 * kWeekMs};
  for (TimeMs week = 100; week < 104; ++week) rate(Side::mine, week, 4);
  rate(Side::partners, 101, 2);
  const std::string before = chart();
  rate(Side::partners, 98, 1);
  rate(Side::partners, 419'000, 1);
  EXPECT_EQ(chart(), before);
  rate(Side::mine, 97, 4);  // one's own are believed, and with them what lies between
  EXPECT_THAT(chart(), HasSubstr("day 679 to day 727"));
}

TEST_F(ChartTest, FitsIntoItsWidthHoweverManyPeriodsThereAre) {
  for (TimeMs week = 0; week < 104; ++week) {
    rate(Side::mine, week, 5);
    rate(Side::partners, week, 2);
  }
  EXPECT_EQ(widest_line(chart(40)), 40U);
  EXPECT_EQ(widest_line(chart(80)), 80U);
}

TEST_F(ChartTest, PeriodsThatShareAColumnAreShownByTheirMean) {
  for (TimeMs week = 0; week < 400; ++week) rate(Side::mine, week, week % 2 == 0 ? 5 : 3);
  EXPECT_THAT(chart(40), HasSubstr("4 │●"));
}

TEST_F(ChartTest, OfOnePartnersForAPeriodTheNewestCounts) {
  rate(Side::mine, 0, 1);
  rate(Side::mine, 0, 5);
  EXPECT_THAT(chart(), HasSubstr("5 │●\n"));
  EXPECT_THAT(chart(), HasSubstr("1 │\n"));
}

TEST_F(ChartTest, EachDimensionHasItsOwnAndTheSameTime) {
  rate(Side::mine, 0, 2, "energy");
  rate(Side::partners, 1, 4, "being heard");
  EXPECT_THAT(chart(), HasSubstr("being heard\n5 │\n4 │    ○\n"));
  EXPECT_THAT(chart(), HasSubstr("energy\n5 │\n4 │\n3 │\n2 │●\n"));
}

TEST_F(ChartTest, WhatIsNotOpenYetIsNotInIt) {
  rate(Side::mine, 0, 5);
  check_ins_[0].blind.emplace().stage = BlindAnswer::Stage::committed;
  EXPECT_EQ(chart(), "There are no ratings yet that both of you can read.\n");
  EXPECT_EQ(chart_json(check_ins_, lived_), Json::array());
  check_ins_[0].blind->stage = BlindAnswer::Stage::opened;
  EXPECT_THAT(chart(), HasSubstr("5 │●\n"));
}

TEST_F(ChartTest, ADeviceThatDoesNotCountDrawsNothing) {
  rate(Side::partners, 0, 5);
  check_ins_[0].counts = false;
  EXPECT_EQ(chart_json(check_ins_, lived_), Json::array());
}

TEST_F(ChartTest, InJsonIsItsPoints) {
  rate(Side::partners, 2, 4);
  const Json json = chart_json(check_ins_, lived_);
  EXPECT_EQ(json[0]["dimension"], "trust");
  EXPECT_EQ(json[0]["points"][0]["by"], "Jonas");
  EXPECT_EQ(json[0]["points"][0]["period_start_ms"], 2 * kWeekMs);
  EXPECT_EQ(json[0]["points"][0]["value"], 4);
}

// --- blind check-ins in the list ---

class BlindShownTest : public ChartTest {
 protected:
  BlindShownTest() {
    view_.entry = id_of<EntryHash>(0x81);
    view_.blind.emplace().period = {0, kWeekMs};
  }
  std::string shown(Side by) {
    view_.by = by;
    view_.by_name = by == Side::mine ? "Mara" : "Jonas";
    return check_ins_text({view_}, {names_, kCalendar, 200});
  }
  vault::CheckInView view_;
};

TEST_F(BlindShownTest, OnesOwnSaysWhenItOpens) {
  EXPECT_THAT(shown(Side::mine), HasSubstr("Mara, for day 0 to day 6, blind"));
  EXPECT_THAT(shown(Side::mine), HasSubstr("It opens once Jonas has answered blindly too"));
  view_.blind->period_is_over = true;
  EXPECT_THAT(shown(Side::mine), HasSubstr("troth check-in open 8181818181"));
  view_.blind->other_has_answered = true;
  EXPECT_THAT(shown(Side::mine), HasSubstr("the next sync opens it"));
}

TEST_F(BlindShownTest, ThePartnersSaysWhatItIsAndNothingMore) {
  EXPECT_THAT(shown(Side::partners), HasSubstr("It is closed."));
  view_.blind->stage = BlindAnswer::Stage::opened_falsely;
  EXPECT_THAT(shown(Side::partners), HasSubstr("Opened something else than committed."));
  view_.blind->later = 1;
  EXPECT_THAT(shown(Side::partners), HasSubstr("does not count: the first does"));
  const Json json = json_of(view_);
  EXPECT_EQ(json["blind"]["stage"], "opened_falsely");
  EXPECT_EQ(json["newer_version"], false);
}

TEST_F(BlindShownTest, AnOpenOneSaysWhetherItLeanedOnTheOthers) {
  view_.blind->stage = BlindAnswer::Stage::opened;
  view_.content.emplace().text = "Good days.";
  EXPECT_THAT(shown(Side::partners), Not(HasSubstr("ritten before")));
  view_.blind->sight = BlindAnswer::Sight::blind;
  EXPECT_THAT(shown(Side::partners), HasSubstr("Written before the other's could be read."));
  view_.blind->sight = BlindAnswer::Sight::cannot_be_told;
  EXPECT_THAT(shown(Side::partners), HasSubstr("It cannot be told whether"));
}

TEST_F(BlindShownTest, OneOfANewerVersionThatIsOpenSaysSo) {
  view_.blind->stage = BlindAnswer::Stage::opened;
  EXPECT_THAT(shown(Side::partners), HasSubstr("written by a newer version"));
  EXPECT_EQ(json_of(view_)["newer_version"], true);
}

TEST_F(BlindShownTest, WhatIsDueIsSaidWithoutAWordAboutAnyBefore) {
  const Look look{names_, kCalendar, 80};
  practice::CheckInReminder due{{0, kWeekMs}, false};
  EXPECT_EQ(due_text(due, look), "A check-in can be written until day 6, whenever you like.");
  EXPECT_EQ(json_of_due(due)["answered"], false);
  due.is_answered = true;
  EXPECT_EQ(due_text(due, look), "");
  EXPECT_EQ(due_text(std::nullopt, look), "");
  EXPECT_EQ(json_of_due(std::nullopt), nullptr);
}

}  // namespace
}  // namespace troth::cli
