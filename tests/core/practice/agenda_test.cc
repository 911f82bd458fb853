#include "core/practice/agenda.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/core/practice/couple.h"

namespace troth::practice {
namespace {

using test::id_of;
using test::kNow;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using Outcome = agreement::Verdict::Outcome;

struct Agenda : testing::Test {
  std::vector<AgendaLine> lines(TimeMs now_ms = kNow) {
    const Wording wording{
        [&](const PartnerId& id) { return id == mara.partner ? "Mara" : "Jonas"; },
        [&](const ClauseId& id) { return id == tea ? "Tea at five" : "another clause"; },
        [](TimeMs at) { return "day " + std::to_string((at - kNow) / kDayMs); }};
    const auto derive = [&](const std::vector<Note>& notes) {
      return agenda(notes, couple.pair, agreement, now_ms, wording);
    };
    EXPECT_TRUE(test::same_in_any_order(couple.notes, derive));
    return derive(couple.notes);
  }
  std::vector<std::string> words(TimeMs now_ms = kNow) {
    std::vector<std::string> out;
    for (const AgendaLine& line : lines(now_ms)) out.push_back(line.words);
    return out;
  }
  EntryHash review(std::vector<Action> actions = {}) {
    couple.meet();
    const EntryHash opened = couple.write(mara, ReviewOpened{""});
    const EntryHash text =
        couple.write(mara, Minutes{opened, "We spoke.", "", std::move(actions), 0, {}});
    couple.meet();
    couple.write(jonas, MinutesSigned{text});
    couple.meet();
    return text;
  }
  static CheckIn week(int number, std::uint32_t trust) {
    CheckIn out;
    out.period = {number * kWeekMs, (number + 1) * kWeekMs};
    out.ratings = {{"trust", trust}};
    return out;
  }
  void rate(test::Side& side, const std::vector<std::uint32_t>& trust) {
    for (std::size_t i = 0; i < trust.size(); ++i)
      couple.write(side, week(static_cast<int>(i), trust[i]));
  }

  test::Couple couple;
  test::Side& mara = couple.mara;
  test::Side& jonas = couple.jonas;
  ClauseId tea = id_of<ClauseId>(1);
  AgreementFacts agreement;
};

TEST_F(Agenda, IsEmptyWhereNothingHappened) { EXPECT_THAT(words(), IsEmpty()); }

TEST_F(Agenda, TellsWhatAFlaggedCheckInSaid) {
  CheckIn check_in = week(1, 4);
  check_in.works = Answer::unsure;
  check_in.feels_right = Answer::no;
  check_in.wants_to_talk = true;
  const EntryHash entry = couple.write(mara, check_in);
  couple.write(jonas, week(1, 4));
  ASSERT_THAT(words(), ElementsAre("Mara was unsure whether this still works, said that it does "
                                   "not feel right now and asked to talk (day 0)."));
  EXPECT_EQ(lines()[0].about, About(entry));
}

TEST_F(Agenda, TellsWhatABlindCheckInSaidOnceItIsOpen) {
  CheckIn check_in = week(1, 4);
  check_in.works = Answer::no;
  const Bytes content = *encode(check_in);
  const auto nonce = id_of<Nonce>(1);
  const EntryHash blind = couple.write(
      mara, BlindCheckIn{check_in.period, commitment_of(couple.pair, mara.partner, check_in.period,
                                                        nonce, content)});
  EXPECT_THAT(words(), IsEmpty());
  couple.write(mara, Opening{blind, nonce, content});
  ASSERT_THAT(words(), ElementsAre("Mara said that this does not work now (day 0)."));
  EXPECT_EQ(lines()[0].about, About(blind));
}

TEST_F(Agenda, WhatTheLastMinutesHadSeenIsNotListedAgain) {
  CheckIn check_in = week(1, 4);
  check_in.wants_to_talk = true;
  couple.write(mara, check_in);
  couple.write(mara, Observance{Observance::Sort::missed, tea, jonas.partner, {}, ""});
  review();
  EXPECT_THAT(words(), IsEmpty());
}

TEST_F(Agenda, WhatCrossedTheLastMinutesIsListed) {
  couple.meet();
  const EntryHash opened = couple.write(mara, ReviewOpened{""});
  const EntryHash text = couple.write(mara, Minutes{opened, "We spoke.", "", {}, 0, {}});
  couple.write(jonas, Observance{Observance::Sort::missed, tea, mara.partner, {}, ""});
  couple.meet();
  couple.write(jonas, MinutesSigned{text});
  EXPECT_THAT(words(), ElementsAre("\"Tea at five\" was missed by Mara (day 0)."));
}

TEST_F(Agenda, ADimensionFallsByOneFromTheEarlierHalfToTheLater) {
  const std::vector<std::pair<std::vector<std::uint32_t>, bool>> stretches = {
      {{}, false},
      {{5}, false},
      {{5, 4}, true},
      {{4, 5}, false},
      {{5, 5, 4, 5}, false},
      {{5, 5, 4, 4}, true},
      {{5, 1, 5}, false},
      {{5, 5, 4}, true},
      {{5, 4, 3, 4, 4}, false},
      {{5, 4, 3, 2}, true},
      {{1, 1, 1, 1}, false},
      {{4, 4, 5, 3, 3}, true},
      {{3, 4, 3, 3, 4}, false}};
  for (const auto& [ratings, falls] : stretches) {
    couple.notes.clear();
    rate(mara, ratings);
    EXPECT_EQ(!words().empty(), falls) << testing::PrintToString(ratings);
  }
}

TEST_F(Agenda, AFallIsOneOfThatPartnersAlone) {
  rate(mara, {5, 5, 2, 2});
  rate(jonas, {5, 5, 5, 5});
  EXPECT_THAT(words(), ElementsAre("\"trust\" has become lower for Mara."));
}

TEST_F(Agenda, OfTwoCheckInsForOnePeriodTheLaterIsCounted) {
  couple.write(mara, week(0, 5));
  couple.write(mara, week(1, 1));
  couple.write(mara, week(1, 5));
  EXPECT_THAT(words(), IsEmpty());
}

// A check-in and a review each week: there is one rating from each to the next.
TEST_F(Agenda, WhatIsSaidAfterAReviewIsComparedWithTheLastWordBeforeIt) {
  const std::string falls = "\"trust\" has become lower for Mara.";
  rate(mara, {2, 5});
  rate(jonas, {4, 2});
  review();
  EXPECT_THAT(words(), IsEmpty());
  couple.write(mara, week(2, 4));
  couple.write(jonas, week(2, 3));
  EXPECT_THAT(words(), ElementsAre(falls));
  review();
  EXPECT_THAT(words(), IsEmpty());
  couple.write(mara, week(3, 4));
  EXPECT_THAT(words(), IsEmpty());
  couple.write(mara, week(4, 2));
  EXPECT_THAT(words(), ElementsAre(falls));
}

TEST_F(Agenda, TheLastWordBeforeAReviewFlagsNothingAgain) {
  CheckIn check_in = week(1, 5);
  check_in.works = Answer::no;
  couple.write(mara, check_in);
  review();
  couple.write(mara, week(2, 5));
  EXPECT_THAT(words(), IsEmpty());
}

TEST_F(Agenda, AFallBeforeTheLastReviewIsNotListedAgain) {
  rate(mara, {5, 5, 2, 2});
  review();
  EXPECT_THAT(words(), IsEmpty());
}

TEST_F(Agenda, TellsWhatWasMissedAndThatAmendsWereMade) {
  const EntryHash missed =
      couple.write(mara, Observance{Observance::Sort::missed, tea, jonas.partner, {}, ""});
  couple.meet();
  couple.write(jonas, Observance{Observance::Sort::amends, {}, jonas.partner, missed, ""});
  couple.write(mara, Observance{Observance::Sort::appreciated, tea, jonas.partner, {}, ""});
  couple.write(mara, Observance{Observance::Sort::kept, tea, jonas.partner, {}, ""});
  EXPECT_THAT(words(), ElementsAre("\"Tea at five\" was missed by Jonas; amends were made (day 0).",
                                   "Amends by Jonas (day 0).",
                                   "Mara appreciated Jonas on \"Tea at five\" (day 0)."));
}

TEST_F(Agenda, TellsHowAnAnswerIsMarkedAndWhy) {
  const EntryHash answer = couple.write(jonas, DecisionAnswer{id_of<EntryHash>(1), tea, "We go."});
  const EntryHash early = couple.write(jonas, DecisionAnswer{id_of<EntryHash>(1), tea, "By rail."});
  agreement.outside = {{answer, Outcome::outside, "Everything was paused."},
                       {early, Outcome::time_unclear, "It is dated before what he had seen."},
                       {id_of<EntryHash>(9), Outcome::outside, "Of an entry that is not here."}};
  EXPECT_THAT(words(), UnorderedElementsAre(
                           "An answer by Jonas (day 0) is marked \"outside the agreement\". "
                           "Everything was paused.",
                           "An answer by Jonas (day 0) is marked \"time unclear\". It is dated "
                           "before what he had seen."));
  review();
  EXPECT_THAT(words(), IsEmpty());
}

TEST_F(Agenda, AVoidAcceptanceIsListedUntilAllThatVoidsItWasTalkedOver) {
  const EntryHash note = couple.write(mara, Talk{});
  const Tick seen = couple.note(note).at;
  couple.write(mara, Talked{note});
  agreement.void_acceptances = {
      {id_of<EntryHash>(1), "A first year", {seen}, kNow, "Another acceptance crossed it."}};
  EXPECT_THAT(words(), ElementsAre("\"A first year\" was accepted and does not count. Another "
                                   "acceptance crossed it."));
  review();
  EXPECT_THAT(words(), IsEmpty());
  agreement.void_acceptances[0].because.push_back({jonas.device, 1000});
  EXPECT_EQ(words().size(), 1U) << "what crossed it came later";
}

TEST_F(Agenda, OpenProposalsStayOnIt) {
  agreement.open_proposals = {{id_of<EntryHash>(1), mara.partner, "A first year", kNow}};
  review();
  EXPECT_THAT(words(), ElementsAre("\"A first year\", proposed by Mara, is open."));
}

TEST_F(Agenda, AClauseIsListedAfterThreeMonths) {
  agreement.clauses = {{tea, kNow}};
  EXPECT_THAT(words(kNow + kRevisitAfterMs - 1), IsEmpty());
  EXPECT_THAT(words(kNow + kRevisitAfterMs),
              ElementsAre("\"Tea at five\" stands as it was agreed (day 0)."));
}

TEST_F(Agenda, TheDateToRenewByIsListedAMonthBefore) {
  EXPECT_THAT(words(kNow + 100 * kDayMs), IsEmpty()) << "none is agreed";
  agreement.renew_by_ms = kNow + 40 * kDayMs;
  EXPECT_THAT(words(kNow + 10 * kDayMs - 1), IsEmpty());
  EXPECT_THAT(words(kNow + 10 * kDayMs), ElementsAre("The agreement is agreed until then (day "
                                                     "39); it can be renewed by both of you."));
  EXPECT_THAT(words(kNow + 40 * kDayMs),
              ElementsAre("The agreement has lapsed (day 39); it can be renewed by both of you."));
}

TEST_F(Agenda, OpenActionsAreCarriedOverUntilTheyAreDone) {
  const EntryHash text =
      review({{"Buy a lamp", mara.partner, kNow + 2 * kDayMs}, {"Write to Ghent", {}, 0}});
  ASSERT_THAT(words(), ElementsAre("\"Write to Ghent\" is open (both).",
                                   "\"Buy a lamp\" is open (Mara, day 1)."));
  EXPECT_EQ(lines()[0].number, 1U);
  EXPECT_EQ(lines()[1].about, About(text));
  couple.write(jonas, ActionDone{text, 0});
  EXPECT_THAT(words(), ElementsAre("\"Write to Ghent\" is open (both)."));
}

TEST_F(Agenda, ItemsAddedByHandAndTalksComeFirst) {
  couple.write(jonas, Observance{Observance::Sort::missed, tea, mara.partner, {}, ""});
  const EntryHash talk = couple.write(mara, Talk{true, "About the journey"});
  couple.write(mara, Talk{false, ""});
  couple.write(mara, AgendaItem{"The late evenings", {}});
  EXPECT_THAT(words(),
              ElementsAre("The late evenings", "Mara would like to talk as equals (day 0).",
                          "Mara would like to talk (day 0).",
                          "\"Tea at five\" was missed by Mara (day 0)."));
  couple.write(jonas, Talked{talk});
  EXPECT_EQ(words().size(), 3U);
}

TEST_F(Agenda, ATalkNotHadOutlivesTheReview) {
  couple.write(mara, Talk{});
  review();
  EXPECT_THAT(words(), ElementsAre("Mara would like to talk (day 0)."));
}

TEST_F(Agenda, ItsSentencesReproachNobodyAndKeepNoScore) {
  review({{"Buy a lamp", jonas.partner, kNow - kDayMs}});
  CheckIn check_in = week(0, 5);
  check_in.works = Answer::no;
  check_in.feels_right = Answer::unsure;
  couple.write(jonas, check_in);
  couple.write(jonas, week(1, 1));
  couple.write(mara, AgendaItem{"The evenings", {}});
  couple.write(mara, Talk{});
  for (int i = 0; i < 3; ++i)
    for (const auto sort : {Observance::Sort::missed, Observance::Sort::kept,
                            Observance::Sort::appreciated, Observance::Sort::amends})
      couple.write(mara, Observance{sort, tea, jonas.partner, {}, ""});
  const EntryHash answer = couple.write(jonas, DecisionAnswer{id_of<EntryHash>(1), tea, "We go."});
  agreement.outside = {{answer, Outcome::outside, "Everything was paused."}};
  agreement.void_acceptances = {
      {id_of<EntryHash>(1), "Tea", {couple.note(answer).at}, kNow, "Another crossed it."}};
  agreement.renew_by_ms = kNow;
  agreement.clauses = {{tea, 0}};
  agreement.open_proposals = {{id_of<EntryHash>(1), mara.partner, "A first year", kNow}};
  std::set<AgendaLine::Sort> sorts;
  for (const AgendaLine& line : lines(kNow + kDayMs)) {
    sorts.insert(line.sort);
    for (const char* word : {"fail", "late", "should", "must", "again", "times", "only", "never",
                             "forgot", "overdue", "score", "streak", "still open", "not yet"})
      EXPECT_EQ(line.words.find(word), std::string::npos) << line.words;
  }
  for (int sort = 0; name_of(AgendaLine::Sort(sort)) != "unknown"; ++sort)
    EXPECT_TRUE(sorts.contains(AgendaLine::Sort(sort))) << name_of(AgendaLine::Sort(sort));
}

}  // namespace
}  // namespace troth::practice
