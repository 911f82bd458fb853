#include <gmock/gmock.h>

#include <algorithm>

#include "core/vault/check_ins.h"
#include "tests/core/vault/reviewing_couple.h"

namespace troth::vault {
namespace {

using ledger::EntryKind;
using practice::AgendaLine;
using practice::Observance;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class ReviewAgendaTest : public ReviewingCouple {
 protected:
  ClauseId clause(agreement::ClauseKind kind) {
    const auto agreement = must(mara_.queries().agreement());
    const auto found = std::ranges::find(agreement.clauses, kind,
                                         [](const ClauseView& it) { return it.state.kind; });
    return found->state.id;
  }
  // What both of them are shown, which is the same.
  std::vector<std::string> shown() {
    sync();
    EXPECT_EQ(agenda(mara_), agenda(jonas_));
    return agenda(mara_);
  }
  std::vector<AgendaLine::Sort> sorts() {
    std::vector<AgendaLine::Sort> out;
    for (const AgendaLine& line : must(reviews(mara_).agenda()).lines) out.push_back(line.sort);
    return out;
  }
};

TEST_F(ReviewAgendaTest, AFreshAgreementLeavesNothingToTalkOver) {
  agree();
  EXPECT_THAT(shown(), IsEmpty());
}

TEST_F(ReviewAgendaTest, WhatHappenedIsListedUntilAReviewHasSeenIt) {
  agree();
  must(mara_.commands().check_in(wishing_to_talk()));
  say(jonas_, EntryKind::observance,
      Observance{Observance::Sort::missed,
                 clause(agreement::ClauseKind::standard),
                 mara_.state().me(),
                 {},
                 ""});
  EXPECT_THAT(shown(), ElementsAre(StartsWith("Mara asked to talk (2026-"),
                                   AllOf(StartsWith("\"The kitchen is clean before"),
                                         HasSubstr("was missed by Mara"))));
  review(mara_, jonas_, minutes_saying("We spoke."));
  EXPECT_THAT(shown(), IsEmpty());
}

TEST_F(ReviewAgendaTest, ABlindCheckInIsListedOnceItIsOpenAlsoAcrossAReview) {
  agree();
  practice::CheckIn check_in;
  check_in.period = {now_ - now_ % kDayMs, now_ - now_ % kDayMs + kDayMs};
  check_in.works = practice::Answer::no;
  const Bytes content = *practice::encode(check_in);
  const auto nonce = random_.id<practice::Nonce>();
  const EntryHash blind =
      say(mara_, EntryKind::blind_check_in,
          practice::BlindCheckIn{
              check_in.period,
              practice::commitment_of(mara_.state().pair()->record.pair, mara_.state().me(),
                                      check_in.period, nonce, content)});
  EXPECT_THAT(shown(), IsEmpty());
  review(mara_, jonas_, minutes_saying("We spoke."));
  say(mara_, EntryKind::open_by_hand, practice::Opening{blind, nonce, content});
  EXPECT_THAT(shown(), ElementsAre(StartsWith("Mara said that this does not work now (2026-")));
}

TEST_F(ReviewAgendaTest, WithACheckInAndAReviewAWeekADimensionCanFall) {
  agree();
  const auto week = [&](std::uint32_t trust, Openness openness) {
    now_ += 7 * kDayMs;
    for (Person* person : {&mara_, &jonas_})
      must(CheckIns(person->vault(), now_).write(rating("trust", trust), openness));
    sync();
  };
  week(5, Openness::open);
  review(mara_, jonas_, minutes_saying("We spoke."));
  EXPECT_THAT(shown(), IsEmpty());
  week(4, Openness::open);
  EXPECT_THAT(shown(), ElementsAre("\"trust\" has become lower for Jonas.",
                                   "\"trust\" has become lower for Mara."));
  review(mara_, jonas_, minutes_saying("We spoke."));
  week(4, Openness::blind);
  EXPECT_THAT(shown(), IsEmpty());
  review(mara_, jonas_, minutes_saying("We spoke."));
  week(2, Openness::blind);
  EXPECT_THAT(shown(), testing::SizeIs(2));
}

TEST_F(ReviewAgendaTest, AnAnswerOutsideTheAgreementIsListedAndOneInsideIsNot) {
  agree();
  const ClauseId area = clause(agreement::ClauseKind::area);
  const EntryHash question =
      say(mara_, EntryKind::question, practice::Question{area, "Guests on Friday?", 0});
  sync();
  say(jonas_, EntryKind::answer, practice::DecisionAnswer{question, area, "Yes."});
  EXPECT_THAT(shown(), IsEmpty());
  say(mara_, EntryKind::answer, practice::DecisionAnswer{question, area, "No."});
  EXPECT_THAT(shown(), ElementsAre(AllOf(HasSubstr("An answer by Mara"),
                                         HasSubstr("marked \"outside the agreement\""),
                                         HasSubstr("In this area Jonas leads."))));
}

TEST_F(ReviewAgendaTest, CrossedAcceptancesAndOpenProposalsAreListed) {
  agree();
  const auto more = [](const char* title, const char* reach) {
    return "title = \"" + std::string(title) + "\"\nreason = \"Because.\"\n" +
           "[[area]]\nid = \"AREA\"\nreach = \"" + reach + "\"\n";
  };
  const std::string area = clause(agreement::ClauseKind::area).hex();
  const auto of_area = [&](std::string toml) { return toml.replace(toml.find("AREA"), 4, area); };
  must(mara_.commands().propose(of_area(more("Less", "discuss"))));
  must(jonas_.commands().propose(of_area(more("Far less", "consult"))));
  EXPECT_THAT(shown(), Contains("\"Less\", proposed by Mara, is open.").Times(1));
  must(mara_.commands().accept(waiting(mara_)));
  must(jonas_.commands().accept(waiting(jonas_)));
  EXPECT_THAT(shown(), Contains(AllOf(StartsWith("\"Less\" was accepted and does not count."),
                                      HasSubstr("agree again"))));
  review(mara_, jonas_, minutes_saying("We spoke."));
  EXPECT_THAT(shown(), IsEmpty()) << "talked over";
}

TEST_F(ReviewAgendaTest, ClausesComeUpAfterThreeMonthsUntilTheyAreReaffirmed) {
  agree();
  now_ += practice::kRevisitAfterMs + kMinuteMs;
  const auto lines = shown();
  EXPECT_THAT(lines, Contains(StartsWith("\"Household\" stands as it was agreed (2026-1")));
  EXPECT_THAT(sorts(), testing::Each(AgendaLine::Sort::not_revisited));
  must(mara_.commands().propose(
      "title = \"Work\"\nreason = \"Because.\"\n"
      "[[area]]\nid = \"" +
      clause(agreement::ClauseKind::area).hex() + "\"\nreach = \"discuss\"\n"));
  sync();
  must(jonas_.commands().accept(waiting(jonas_)));
  EXPECT_EQ(shown().size(), lines.size() - 1);
}

TEST_F(ReviewAgendaTest, TheDateToRenewByComesUpAMonthBefore) {
  agree();
  must(mara_.commands().propose(
      "title = \"A term\"\nreason = \"Because.\"\n[term]\nrenew_by = 2027-01-20\n"));
  sync();
  must(jonas_.commands().accept(waiting(jonas_)));
  EXPECT_THAT(shown(), IsEmpty());
  now_ += 40 * kDayMs;
  EXPECT_THAT(shown(), ElementsAre("The agreement is agreed until then (2027-01-20); it can be "
                                   "renewed by both of you."));
}

TEST_F(ReviewAgendaTest, ATalkThatWasNotHadOutlivesTheReview) {
  pair();
  const EntryHash talk = say(mara_, EntryKind::talk, practice::Talk{true, ""});
  review(mara_, jonas_, minutes_saying("We spoke."));
  EXPECT_THAT(shown(), ElementsAre(StartsWith("Mara would like to talk as equals")));
  say(jonas_, EntryKind::talked, practice::Talked{talk});
  EXPECT_THAT(shown(), IsEmpty());
}

}  // namespace
}  // namespace troth::vault
