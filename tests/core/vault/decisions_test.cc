// Decisions between two vaults: a question, a view, an answer with its mark; and
// nothing that is refused is signed.
#include "core/vault/decisions.h"

#include "core/base/sizes.h"
#include "core/vault/dates.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

using agreement::Outside;
using agreement::Verdict;
using practice::Decision;

// Mara proposed kFirstProposal, so Jonas leads: he decides in the Household, and in
// Work she does after asking him. In Evenings he decides after hearing her.
class DecisionsTest : public Couple {
 protected:
  void SetUp() override {
    agree();
    must(mara_.commands().propose(R"(
title = "Evenings"
reason = "They are ours."
[[area]]
name = "Evenings"
reach = "discuss"
)"));
    sync();
    must(jonas_.commands().accept(waiting(jonas_)));
    sync();
  }
  Decisions of(Person& person) { return {person.vault(), now_}; }
  // A question of Mara's in the Household, and both have it.
  std::string asked(const std::string& area = "Household") {
    const EntryHash question = must(of(mara_).ask(area, "Shall we go to Ghent?", {}));
    sync();
    return question.hex();
  }
  Verdict judged(const Answered& answered) { return answered.mark.verdict; }
};

TEST_F(DecisionsTest, AQuestionWaitsForWhoeverDecidesInItsArea) {
  asked();
  const auto hers = must(of(mara_).open(10));
  const auto his = must(of(jonas_).open(10));
  ASSERT_EQ(hers.size(), 1U);
  ASSERT_EQ(his.size(), 1U);
  EXPECT_EQ(his[0].decides, "Jonas");
  EXPECT_TRUE(his[0].waits_for_me);
  EXPECT_FALSE(hers[0].waits_for_me);
  EXPECT_EQ(hers[0].question.text, "Shall we go to Ghent?");
  EXPECT_EQ(hers[0].area, "Household");
  EXPECT_FALSE(hers[0].view_wanted_of_me);  // "delegate" asks for none
}

TEST_F(DecisionsTest, TheAnswerOfWhoLeadsIsInsideAndEndsTheWaitForBoth) {
  const std::string question = asked();
  EXPECT_EQ(judged(must(of(jonas_).answer(question, "We stay."))).outcome,
            Verdict::Outcome::inside);
  sync();
  EXPECT_TRUE(must(of(mara_).open(10)).empty());
  const auto shown = must(of(mara_).show(question.substr(0, 6)));
  EXPECT_EQ(shown.stage, Decision::Stage::answered);
  ASSERT_EQ(shown.answers.size(), 1U);
  EXPECT_TRUE(shown.answers[0].stands);
  EXPECT_EQ(shown.answers[0].mark->mark, "");
  EXPECT_EQ(shown.answers[0].answer.by_name, "Jonas");
}

TEST_F(DecisionsTest, WhoDoesNotLeadIsNotRefusedButMarkedAsBothSee) {
  const std::string question = asked();
  EXPECT_EQ(must(of(mara_).show(question)).if_answered_now->verdict.why, Outside::other_leads);
  const auto answered = must(of(mara_).answer(question, "We go."));
  EXPECT_EQ(answered.mark.mark, "outside the agreement");
  EXPECT_EQ(answered.mark.why, "In this area Jonas leads.");
  sync();
  const auto his = must(of(jonas_).show(question));
  EXPECT_EQ(his.answers[0].mark->verdict, judged(answered));
  EXPECT_EQ(his.answers[0].mark->why, "In this area Jonas leads.");
}

TEST_F(DecisionsTest, WhereItIsToBeDiscussedAnAnswerWithoutTheViewSaysSo) {
  const std::string question = asked("Evenings");
  EXPECT_TRUE(must(of(mara_).show(question)).view_wanted_of_me);
  EXPECT_TRUE(must(of(jonas_).show(question)).view_wanted_of_partner);
  const auto early = must(of(jonas_).answer(question, "We stay."));
  EXPECT_EQ(judged(early), (Verdict{Verdict::Outcome::inside, std::nullopt, true}));
  EXPECT_EQ(early.mark.why, "It was answered without Mara's view.");
  must(of(jonas_).reopen(question, "I had not heard you."));
  sync();
  must(of(mara_).give_view(question, "I would rather go."));
  sync();
  EXPECT_FALSE(must(of(jonas_).show(question)).view_wanted_of_partner);
  const auto heard = must(of(jonas_).answer(question, "We go."));
  EXPECT_EQ(judged(heard), (Verdict{Verdict::Outcome::inside, std::nullopt, false}));
  EXPECT_EQ(heard.mark.why, "");
}

// In Work she decides, after asking him: what she then decides breaks nothing.
TEST_F(DecisionsTest, WhatOneDecidesFreelyAsAgreedIsNoBreach) {
  const std::string question = asked("Work");
  const auto answered = must(of(mara_).answer(question, "I take it."));
  EXPECT_EQ(answered.mark.verdict.why, Outside::own_decision);
  EXPECT_EQ(answered.mark.mark, "decided freely");
}

TEST_F(DecisionsTest, WhileItsAreaIsPausedAQuestionWaitsForNobody) {
  asked("Evenings");
  EXPECT_TRUE(must(of(jonas_).open(10)).at(0).waits_for_me);
  EXPECT_TRUE(must(of(mara_).open(10)).at(0).view_wanted_of_me);
  must(mara_.commands().pause("Evenings", ""));
  sync();
  for (Person* person : {&mara_, &jonas_}) {
    const auto view = must(of(*person).open(10)).at(0);
    EXPECT_EQ(view.decides, "");
    EXPECT_FALSE(view.waits_for_me || view.view_wanted_of_me || view.view_wanted_of_partner);
  }
}

// She pauses on a train; he has not heard of it, and decides. The pause binds all the
// same, and his answer was his to give.
TEST_F(DecisionsTest, AnAnswerThatAPauseCrossedIsInsideAndOneThatHadSeenItIsNot) {
  const std::string question = asked();
  const std::string other = must(of(mara_).ask("Household", "And by train?", {})).hex();
  sync();
  must(mara_.commands().pause(std::nullopt, ""));
  const auto crossed = must(of(jonas_).answer(question, "We stay."));
  EXPECT_EQ(judged(crossed).outcome, Verdict::Outcome::inside);
  sync();
  EXPECT_EQ(must(of(mara_).show(question)).answers[0].mark->verdict, judged(crossed));
  const auto paused = must(of(jonas_).answer(other, "By train."));
  EXPECT_EQ(judged(paused).why, Outside::paused);
  EXPECT_EQ(paused.mark.why, "Everything was paused.");
}

TEST_F(DecisionsTest, ADayDatedBeforeWhatItsAuthorHadSeenIsUnclear) {
  const std::string question = asked();
  now_ -= kDayMs;
  const auto answered = must(of(jonas_).answer(question, "We stay."));
  EXPECT_EQ(answered.mark.mark, "time unclear");
  EXPECT_EQ(answered.mark.why, "It is dated before something that Jonas had seen.");
}

TEST_F(DecisionsTest, ReopenedItWaitsAgainAndTheOldAnswerDoesNotStand) {
  const std::string question = asked();
  must(of(jonas_).answer(question, "We stay."));
  EXPECT_EQ(of(jonas_).answer(question, "We go.").error().code, Code::question_answered);
  sync();
  must(of(mara_).reopen(question, "The train is cheaper now."));
  sync();
  const auto open = must(of(jonas_).open(10));
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open[0].stage, Decision::Stage::reopened);
  EXPECT_FALSE(open[0].answers[0].stands);
  EXPECT_EQ(open[0].reopenings[0].text, "The train is cheaper now.");
}

TEST_F(DecisionsTest, TheDueDayIsADayInTheAgreedTimeZone) {
  const std::string today = day_text(now_, "Europe/Amsterdam");
  must(of(mara_).ask("Household", "Today?", today));
  const TimeMs due_ms = must(of(mara_).open(10)).at(0).due_ms;
  EXPECT_EQ(minute_text(due_ms - 1, "Europe/Amsterdam"), today + " 23:59");
  EXPECT_EQ(of(mara_).ask("Household", "Too late?", day_text(now_ - kDayMs, "UTC")).error().code,
            Code::due_past);
  for (const std::string day : {"tomorrow", "2026-13-01", "2026-11-31", "", "2026-1-1"})
    EXPECT_EQ(of(mara_).ask("Household", "When?", day).error().code, Code::day_malformed) << day;
}

TEST_F(DecisionsTest, WhatIsMissingTooLongOrUnknownIsRefusedAndSignsNothing) {
  const std::string question = asked();
  const auto before = must(mara_.queries().ledger(1000)).size();
  EXPECT_EQ(of(mara_).ask("Garden", "Roses?", {}).error().code, Code::area_unknown);
  EXPECT_EQ(of(mara_).ask("Household", "", {}).error().code, Code::text_missing);
  EXPECT_EQ(of(mara_).ask("Household", "a\x01", {}).error().code, Code::text_control_character);
  EXPECT_EQ(of(mara_).give_view(question, "").error().code, Code::text_missing);
  EXPECT_EQ(of(mara_).answer(question, "").error().code, Code::text_missing);
  EXPECT_EQ(of(mara_).answer("abcdef", "Yes.").error().code, Code::id_unknown);
  EXPECT_EQ(of(mara_).show("abc").error().code, Code::id_malformed);
  EXPECT_EQ(of(mara_).reopen(question, "").error().code, Code::question_open);
  EXPECT_EQ(of(jonas_).give_view(question, "Mine.").error().code, Code::view_by_who_decides);
  EXPECT_EQ(must(mara_.queries().ledger(1000)).size(), before);
}

TEST_F(DecisionsTest, TextsFillTheirLimitInAnyScript) {
  for (const std::string letter : {"a", "ß", "語", "🜁"}) {
    std::string text;
    while (text.size() + letter.size() <= sizes::kText) text += letter;
    text.resize(sizes::kText, 'a');
    const EntryHash question = must(of(mara_).ask("Household", text, {}));
    EXPECT_EQ(must(of(mara_).show(question.hex())).question.text, text);
    EXPECT_EQ(of(mara_).ask("Household", text + "a", {}).error().code, Code::text_too_long);
    EXPECT_EQ(of(mara_).answer(question.hex(), text + "a").error().code, Code::text_too_long);
  }
  const std::string question = asked();
  must(of(jonas_).answer(question, "We stay."));
  const std::string reason(sizes::kReason, 'a');
  EXPECT_EQ(of(jonas_).reopen(question, reason + "a").error().code, Code::text_too_long);
  must(of(jonas_).reopen(question, reason));
}

TEST_F(DecisionsTest, TheListOfAllGoesBackInTimeAndTheOpenOnesHideNothing) {
  const std::string answered = asked();
  must(of(jonas_).answer(answered, "We stay."));
  now_ += 3 * kDayMs;
  const EntryHash later = must(of(jonas_).ask("Household", "And later?", {}));
  const auto all = must(of(jonas_).newest(10, std::nullopt));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].question.entry, later);
  const auto before = must(of(jonas_).newest(10, day_text(now_, "Europe/Amsterdam")));
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(before[0].question.entry.hex(), answered);
  EXPECT_EQ(must(of(jonas_).open(10)).size(), 1U);
}

TEST_F(DecisionsTest, EverythingIsTheSameAfterUnlock) {
  const std::string question = asked("Evenings");
  must(of(jonas_).answer(question, "We stay."));
  sync();
  const auto before = must(of(mara_).show(question));
  mara_.close();
  mara_.open();
  const auto after = must(of(mara_).show(question));
  EXPECT_EQ(after.answers[0].mark->verdict, before.answers[0].mark->verdict);
  EXPECT_EQ(after.stage, before.stage);
}

}  // namespace
}  // namespace troth::vault
