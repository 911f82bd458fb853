// What differs between two versions, or between a proposal and what stands.
#include "core/agreement/difference.h"

#include <gtest/gtest.h>

#include "tests/core/agreement/story.h"

namespace troth::agreement {
namespace {

using Sort = ClauseDifference::Sort;

const ClauseContent kBefore{0, Area{"Household", "", {}, Reach::discuss, When::always, {}}};

TEST(Difference, EqualVersionsDoNotDiffer) {
  const Contents contents = {{test_id<ClauseId>("a"), kBefore}};
  EXPECT_TRUE(difference(contents, contents).empty());
}

TEST(Difference, AChangedClauseShowsTheFieldsThatDiffer) {
  ClauseContent after = kBefore;
  after.until_ms = kNow;
  Area& area = std::get<Area>(after.body);
  area.reach = Reach::delegate;
  area.when = When::windows;
  area.windows = {{0x05, 1080, 1380}};
  const ClauseId id = test_id<ClauseId>("a");
  const auto out = difference(Contents{{id, kBefore}}, Contents{{id, after}});
  ASSERT_EQ(out.size(), 1U);
  EXPECT_EQ(out.front().sort, Sort::changed);
  EXPECT_EQ(out.front().kind, ClauseKind::area);
  const std::vector<FieldDifference> expected = {{"reach", {"discuss"}, {"delegate"}},
                                                 {"when", {"always"}, {"Mon,Wed 18:00-23:00"}},
                                                 {"until", {}, {std::to_string(kNow)}}};
  EXPECT_EQ(out.front().fields, expected);
  EXPECT_EQ(out.front().content, kBefore) << "which clause it is";
}

TEST(Difference, AddedAndRemovedClausesShowWhatIsSet) {
  const ClauseId id = test_id<ClauseId>("a");
  const auto added = difference(Contents{}, Contents{{id, kBefore}});
  const auto removed = difference(Contents{{id, kBefore}}, Contents{});
  ASSERT_EQ(added.size(), 1U);
  EXPECT_EQ(added.front().sort, Sort::added);
  EXPECT_EQ(added.front().fields.front(), (FieldDifference{"name", {}, {"Household"}}));
  EXPECT_EQ(added.front().fields.size(), 3U);  // about, leader and until are not set
  ASSERT_EQ(removed.size(), 1U);
  EXPECT_EQ(removed.front().sort, Sort::removed);
  EXPECT_EQ(removed.front().fields.front(), (FieldDifference{"name", {"Household"}, {}}));
}

TEST(Difference, AProposalIsComparedWithWhatStands) {
  Story story;
  const Change household = story.area("Household", Reach::consult);
  const Change removed = story.removed(story.area_named("Bedroom"));
  const Contents standing = {{household.clause, kBefore},
                             {removed.clause, kBefore},
                             {test_id<ClauseId>("untouched"), kBefore}};
  const auto out = difference(standing, story.draft(story.mara, {household, removed}));
  ASSERT_EQ(out.size(), 2U);
  for (const ClauseDifference& clause : out)
    EXPECT_EQ(clause.sort, clause.clause == removed.clause ? Sort::removed : Sort::changed);
}

TEST(Difference, WhatAProposalHasSignedAgainIsShownThoughItsWordsStay) {
  Story story;
  const Change household = story.area("Household", Reach::consult);
  const Contents standing = {{household.clause, *household.content}};
  const auto out = difference(standing, story.draft(story.mara, {household}));
  ASSERT_EQ(out.size(), 1U);
  EXPECT_EQ(out.front().sort, Sort::again);
  EXPECT_EQ(out.front().content, *household.content);
  const std::vector<FieldDifference> expected = {{"name", {"Household"}, {"Household"}},
                                                 {"reach", {"consult"}, {"consult"}},
                                                 {"when", {"always"}, {"always"}}};
  EXPECT_EQ(out.front().fields, expected);
}

TEST(Difference, EveryKindHasItsFieldsInTheOrderOfAProposalFile) {
  const auto names = [](const ClauseContent& content) {
    std::string out;
    for (const Field& field : fields_of(content)) out += field.name + " ";
    return out;
  };
  EXPECT_EQ(names({0, Preamble{"We"}}), "preamble until ");
  EXPECT_EQ(names({0, Role{}}), "partner title leads until ");
  EXPECT_EQ(names(kBefore), "name about leader reach when until ");
  EXPECT_EQ(names({0, Standard{}}), "area applies_to text every if_missed until ");
  EXPECT_EQ(names({0, Expectation{}}), "owner sort text until ");
  EXPECT_EQ(names({0, Rhythm{}}), "check_in dimensions blind review review_at time_zone until ");
  EXPECT_EQ(names({0, Term{}}), "starts renew_by cooling_off_hours pause_cooling_off_hours until ");
}

}  // namespace
}  // namespace troth::agreement
