#include "core/vault/calendars.h"

#include "core/practice/decision.h"
#include "core/vault/signing.h"
#include "core/vault/state.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

constexpr const char* kTerm = R"(
title = "Until spring"
reason = "So that we look at it again."
[term]
renew_by = 2027-03-31
)";

class CalendarsTest : public Couple {
 protected:
  std::string file(Person& person) { return must(Calendars(person.vault(), now_).file()).text; }
  static std::size_t count(const std::string& text, std::string_view what) {
    std::size_t found = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
  }
  static std::vector<std::string> uids(const std::string& text) {
    std::vector<std::string> out;
    for (auto at = text.find("UID:"); at != std::string::npos; at = text.find("UID:", at + 1))
      out.push_back(text.substr(at, text.find('\r', at) - at));
    std::ranges::sort(out);
    return out;
  }
  EntryHash ask(TimeMs due_ms) {
    auto signing = must(Signing::begin(mara_.state(), now_));
    const ClauseId area = must(mara_.queries().agreement()).clauses.front().state.id;
    const auto question =
        must(signing.sign(ledger::EntryKind::question,
                          must(practice::encode(practice::Question{area, "May I?", due_ms}))));
    must(signing.commit());
    return question;
  }
};

TEST_F(CalendarsTest, ADailyRhythmIsOneEventThatComesAgainAndAMonthOfReviewsTwelve) {
  agree();
  const std::string text = file(mara_);
  EXPECT_EQ(count(text, "RRULE:FREQ=DAILY\r\n"), 1U);
  // 2026-11-21 23:26 in Amsterdam: the day that can be answered for is that one.
  EXPECT_EQ(count(text, "DTSTART;VALUE=DATE:20261121\r\n"), 1U);
  EXPECT_GE(count(text, "BEGIN:VEVENT"), 12U);
}

TEST_F(CalendarsTest, ReviewsKeepTheirHourOverAChangeOfSummerTime) {
  agree();
  const std::string text = file(mara_);
  // Sunday at 20:00 in Amsterdam: 19:00 UTC in winter, 18:00 in summer.
  EXPECT_GE(count(text, "T190000Z\r\nSUMMARY"), 4U);
  EXPECT_GE(count(text, "T180000Z\r\nSUMMARY"), 6U);
}

TEST_F(CalendarsTest, EndsWithTheDateToRenewBy) {
  agree();
  must(mara_.commands().propose(kTerm));
  sync();
  must(jonas_.commands().accept(waiting(jonas_)));
  const std::string text = file(jonas_);
  EXPECT_EQ(count(text, "DTSTART;VALUE=DATE:20270331\r\n"), 1U);
  EXPECT_EQ(count(text, "RRULE:FREQ=DAILY;UNTIL=20270331\r\n"), 1U);
  EXPECT_EQ(count(text, "DTSTART:202704"), 0U);
}

TEST_F(CalendarsTest, AnOpenQuestionsDueDateIsThereUntilItIsAnswered) {
  agree();
  const std::size_t before = uids(file(mara_)).size();
  const EntryHash question = ask(now_ + 5 * kDayMs);
  EXPECT_EQ(uids(file(mara_)).size(), before + 1);
  auto signing = must(Signing::begin(mara_.state(), now_));
  const ClauseId area = must(mara_.queries().agreement()).clauses.front().state.id;
  must(signing.sign(ledger::EntryKind::answer,
                    must(practice::encode(practice::DecisionAnswer{question, area, "Yes"}))));
  must(signing.commit());
  EXPECT_EQ(uids(file(mara_)).size(), before);
}

TEST_F(CalendarsTest, AnEventIsCalledTheSameInEveryFileOfBoth) {
  agree();
  const auto first = uids(file(mara_));
  now_ += 3 * kHourMs;
  EXPECT_EQ(uids(file(mara_)), first);
  EXPECT_EQ(uids(file(jonas_)), first);
}

TEST_F(CalendarsTest, SaysNothingOfWhatItIsAbout) {
  agree();
  ask(now_ + 5 * kDayMs);
  const std::string text = file(mara_);
  EXPECT_EQ(count(text, "SUMMARY:Troth\r\n"), count(text, "SUMMARY"));
  for (const char* word : {"DESCRIPTION", "LOCATION", "ATTENDEE", "ORGANIZER", "Household", "Mara",
                           "Jonas", "review", "check", "May I"})
    EXPECT_EQ(count(text, word), 0U) << word;
}

TEST_F(CalendarsTest, WhatHasEndedOrIsPausedSetsNoDates) {
  agree();
  ask(now_ + 5 * kDayMs);
  sync();
  must(jonas_.commands().pause(std::nullopt, ""));
  EXPECT_EQ(Calendars(jonas_.vault(), now_).file().error().code, Code::calendar_empty);
  must(mara_.commands().end(""));
  EXPECT_EQ(Calendars(mara_.vault(), now_).file().error().code, Code::calendar_empty);
}

TEST_F(CalendarsTest, WithoutARhythmOrAPairThereIsNothingToWrite) {
  mara_.create("");
  EXPECT_EQ(Calendars(mara_.vault(), now_).file().error().code, Code::pair_none);
}

TEST_F(CalendarsTest, BeforeAnyAgreementThereIsNoDate) {
  pair();
  EXPECT_EQ(Calendars(mara_.vault(), now_).file().error().code, Code::calendar_empty);
}

}  // namespace
}  // namespace troth::vault
