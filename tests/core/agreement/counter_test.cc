// What a counter makes otherwise than what it answers.
#include "core/agreement/counter.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/agreement/story.h"

namespace troth::agreement {
namespace {

using Sort = ClauseDifference::Sort;

struct Countering : testing::Test {
  Story story;
  Change standard(std::uint64_t number, std::string text) {
    Change change = story.standard(number, story.area_named("Household"));
    std::get<Standard>(change.content->body).text = std::move(text);
    return change;
  }
  std::vector<ClauseDifference> against(const std::vector<Change>& theirs,
                                        const std::vector<Change>& mine) {
    return difference_to_answered(story.draft(story.mara, theirs), story.draft(story.jonas, mine),
                                  story);
  }
};

TEST_F(Countering, TheSameSaidAgainDiffersInNothing) {
  const auto household = story.area("Household");
  EXPECT_TRUE(
      against({household, standard(1, "Tea at five.")}, {household, standard(2, "Tea at five.")})
          .empty());
}

TEST_F(Countering, WhatIsLeftOutIsRemovedAndWhatIsNewIsAdded) {
  const auto out = against({story.area("Household")}, {story.area("Work")});
  ASSERT_EQ(out.size(), 2U);
  for (const ClauseDifference& clause : out)
    EXPECT_EQ(clause.sort, clause.clause == story.area_named("Work") ? Sort::added : Sort::removed);
}

TEST_F(Countering, AClauseThatOneLeavesAloneStandsAsItDid) {
  story.agree({story.area("Household", Reach::consult)});
  const auto out = against({story.area("Household", Reach::delegate)}, {story.area("Work")});
  ASSERT_EQ(out.size(), 2U);
  const auto& household = out[out[0].clause == story.area_named("Household") ? 0 : 1];
  EXPECT_EQ(household.sort, Sort::changed);
  const std::vector<FieldDifference> expected = {{"reach", {"delegate"}, {"consult"}}};
  EXPECT_EQ(household.fields, expected);
}

TEST_F(Countering, WhatItAloneHasSignedAgainIsAmongWhatItMakesOtherwise) {
  const Change household = story.area("Household", Reach::consult);
  story.agree({household});
  const auto out = against({story.area("Work")}, {household, story.area("Work")});
  ASSERT_EQ(out.size(), 1U);
  EXPECT_EQ(out[0].sort, Sort::again);
  EXPECT_EQ(out[0].clause, household.clause);
  EXPECT_TRUE(against({household}, {household}).empty());
}

TEST_F(Countering, ANewClauseUnderAnotherIdIsKnownByItsWords) {
  const auto out = against({standard(1, "The kitchen is clean by ten."), standard(2, "Tea.")},
                           {standard(3, "The kitchen is clean by noon."), standard(4, "Bread!")});
  ASSERT_EQ(out.size(), 3U);
  EXPECT_EQ(std::ranges::count(out, Sort::changed, &ClauseDifference::sort), 1);
}

TEST_F(Countering, WhatStoodWhereAProposalWasMadeIsReadFromWhatItNames) {
  story.agree({story.area("Household", Reach::consult)});
  const Proposal later = story.draft(story.mara, {story.area("Household", Reach::discuss)});
  story.agree({story.area("Household", Reach::delegate)});
  const Contents before = contents_before(later, story);
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(std::get<Area>(before.begin()->second.body).reach, Reach::consult);
}

}  // namespace
}  // namespace troth::agreement
