#include "core/practice/decisions.h"

#include <gtest/gtest.h>

#include "tests/core/practice/couple.h"

namespace troth::practice {
namespace {

using test::id_of;

struct Decisions : testing::Test {
  EntryHash ask() { return couple.write(mara, Question{area, "Shall we go to Ghent?", 5}); }
  Decision only() {
    EXPECT_TRUE(test::same_in_any_order(couple.notes, decisions_of));
    const auto all = decisions_of(couple.notes);
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? Decision{} : all.front();
  }

  test::Couple couple;
  test::Side& mara = couple.mara;
  test::Side& jonas = couple.jonas;
  ClauseId area = id_of<ClauseId>(1);
};

TEST_F(Decisions, AQuestionIsOpenUntilItIsAnswered) {
  const EntryHash question = ask();
  EXPECT_EQ(only().stage, Decision::Stage::open);
  EXPECT_EQ(only().due_ms, 5);
  EXPECT_EQ(may_reopen(only()).error().code, Code::question_open);
  couple.meet();
  couple.write(jonas, DecisionAnswer{question, area, "Yes."});
  EXPECT_EQ(only().stage, Decision::Stage::answered);
  EXPECT_EQ(only().answers[0].answer.text, "Yes.");
  EXPECT_EQ(may_answer(only()).error().code, Code::question_answered);
}

TEST_F(Decisions, AnAnswerHadTheViewOnlyIfItsAuthorHadSeenOneOfTheOthers) {
  const EntryHash question = ask();
  couple.meet();
  couple.write(jonas, DecisionView{question, "My own."});
  couple.write(mara, DecisionView{question, "I would rather stay."});
  couple.write(jonas, DecisionAnswer{question, area, "Yes."});
  EXPECT_FALSE(only().answers[0].had_view) << "hers crossed his answer; his own is none";
  couple.meet();
  couple.write(jonas, DecisionAnswer{question, area, "No."});
  EXPECT_TRUE(only().answers[1].had_view);
  EXPECT_EQ(only().views.size(), 2U);
}

TEST_F(Decisions, AReopenedQuestionTakesANewAnswer) {
  const EntryHash question = ask();
  couple.meet();
  couple.write(jonas, DecisionAnswer{question, area, "Yes."});
  couple.meet();
  couple.write(mara, Reopened{question, "The train is dear."});
  EXPECT_EQ(only().stage, Decision::Stage::reopened);
  EXPECT_FALSE(only().answers[0].stands);
  EXPECT_EQ(only().reopenings[0].text, "The train is dear.");
  EXPECT_TRUE(may_answer(only()));
  couple.meet();
  couple.write(jonas, DecisionAnswer{question, area, "No."});
  EXPECT_EQ(only().stage, Decision::Stage::answered);
  EXPECT_FALSE(only().answers[0].stands);
  EXPECT_TRUE(only().answers[1].stands);
}

TEST_F(Decisions, AnAnswerThatCrossedAReopeningStands) {
  const EntryHash question = ask();
  couple.meet();
  couple.write(jonas, DecisionAnswer{question, area, "Yes."});
  couple.meet();
  couple.write(mara, Reopened{question, ""});
  couple.write(jonas, DecisionAnswer{question, area, "By train."});
  EXPECT_EQ(only().stage, Decision::Stage::answered);
  EXPECT_EQ(only().answers[1].answer.text, "By train.");
  EXPECT_TRUE(only().answers[1].stands);
}

TEST_F(Decisions, AReopeningOfAnUnansweredQuestionChangesNothing) {
  const EntryHash question = ask();
  couple.write(mara, Reopened{question, ""});
  EXPECT_EQ(only().stage, Decision::Stage::open);
}

TEST_F(Decisions, AnAnswerThatNamesAnotherAreaAnswersNothing) {
  const EntryHash question = ask();
  couple.meet();
  couple.write(jonas, DecisionAnswer{question, id_of<ClauseId>(2), "Yes."});
  EXPECT_EQ(only().stage, Decision::Stage::open);
  ASSERT_EQ(only().answers.size(), 1U);
  EXPECT_FALSE(only().answers[0].is_of_this_area);
  EXPECT_FALSE(only().answers[0].stands);
}

TEST_F(Decisions, WhatIsSaidOfNoKnownQuestionIsNotShown) {
  couple.write(jonas, DecisionAnswer{id_of<EntryHash>(9), area, "Yes."});
  couple.write(jonas, DecisionView{id_of<EntryHash>(9), "Hm."});
  EXPECT_TRUE(decisions_of(couple.notes).empty());
}

TEST_F(Decisions, AreInTheirOrderWhateverAClockClaims) {
  const EntryHash later = couple.write_at(mara, 100, Question{area, "One", 0});
  couple.meet();
  couple.write_at(jonas, 50, Question{area, "Two", 0});
  const auto all = decisions_of(couple.notes);
  EXPECT_EQ(all[0].question.entry, later) << "the second had seen the first";
  EXPECT_TRUE(test::same_in_any_order(couple.notes, decisions_of));
}

}  // namespace
}  // namespace troth::practice
