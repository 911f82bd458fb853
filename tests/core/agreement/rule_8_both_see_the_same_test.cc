// Rule 8: both see the same. What is shown of an agreement follows from the
// ledger alone, with who asked, who agreed, when, and why something does not
// count: nothing is left out for either of them.
#include <gtest/gtest.h>

#include "tests/core/agreement/story.h"

namespace troth::agreement {
namespace {

TEST(Rule8, BothDevicesShowTheSameOnceBothHoldTheSame) {
  Story story;
  const auto p = story.propose(story.mara, {story.area("Household")});
  const auto q = story.propose(story.jonas, {story.area("Household")});
  story.sync();
  story.accept(story.jonas, p);
  story.accept(story.mara, q);
  const auto r = story.pause(story.mara);
  story.sync();
  const auto hers = story.mara.agreement.proposals();
  const auto his = story.jonas.agreement.proposals();
  ASSERT_EQ(hers.size(), his.size());
  for (const ProposalState& mine : hers) {
    const auto theirs = story.jonas.agreement.proposal(mine.entry);
    EXPECT_EQ(theirs->stage, mine.stage);
    ASSERT_EQ(theirs->acceptances.size(), mine.acceptances.size());
    EXPECT_EQ(theirs->acceptances.front().void_causes, mine.acceptances.front().void_causes);
  }
  EXPECT_EQ(story.mara.agreement.digest(), story.jonas.agreement.digest());
  EXPECT_EQ(story.jonas.agreement.restrictions(story.now).front().entry, r);
}

TEST(Rule8, AnAcceptanceThatNeverCountedIsShownToo) {
  Story story;
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  const auto a = story.accept(story.mara, p);
  const auto shown = story.all.proposal(p)->acceptances;
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown.front().entry, a);
  EXPECT_EQ(shown.front().by, story.mara.partner);
  EXPECT_EQ(shown.front().unsound, Unsound::own_proposal);
}

TEST(Rule8, AVoidCauseNamesTheOtherEntryAndItsAuthor) {
  Story story;
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  story.accept(story.jonas, p);
  const auto no = story.say_no(story.mara, p);
  const auto causes = story.all.proposal(p)->acceptances.front().void_causes;
  const VoidCause expected{VoidCause::Why::retracted, no, story.mara.partner};
  EXPECT_EQ(causes, std::vector{expected});
}

TEST(Rule8, ALiftedRestrictionIsStillThere) {
  Story story;
  const auto r = story.pause(story.jonas);
  story.sync();
  const auto offer = story.offer_lift(story.mara, {r});
  story.sync();
  story.accept(story.jonas, offer);
  ASSERT_EQ(story.all.restrictions(story.now).size(), 1U);
  EXPECT_TRUE(story.all.restrictions(story.now).front().lifted);
}

TEST(Rule8, ARestrictionSaysWhatItCoversNow) {
  Story story;
  const ClauseId house = story.area_named("Household");
  story.agree({story.area("Household"), story.standard(1, house), story.area("Bedroom")});
  const auto r = story.pause(story.jonas, {house});
  std::vector<ClauseId> expected = {house, test_id<ClauseId>("standard", 1)};
  std::ranges::sort(expected);
  EXPECT_EQ(story.restriction(r).covers, expected);
  EXPECT_EQ(story.restriction(r).named, std::vector{house});
  EXPECT_FALSE(story.restriction(r).covers_everything);
}

TEST(Rule8, ProposalsWaitForWhoDidNotMakeThem) {
  Story story;
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.propose(story.mara, {story.area("Bedroom")});
  story.sync();
  EXPECT_EQ(story.all.proposals_waiting_for(story.jonas.partner), 2U);
  EXPECT_EQ(story.all.proposals_waiting_for(story.mara.partner), 0U);
  story.say_no(story.jonas, p);
  EXPECT_EQ(story.all.proposals_waiting_for(story.jonas.partner), 1U);
}

TEST(Rule8, AnUnknownClauseStandsAtNothing) {
  Story story;
  const ClauseState state = story.all.clause(test_id<ClauseId>("nothing"), story.now);
  EXPECT_FALSE(state.exists);
  EXPECT_FALSE(state.in_force);
  EXPECT_EQ(state.standing, Standing{});
  EXPECT_EQ(story.all.facts(test_id<ClauseId>("nothing")), std::nullopt);
  EXPECT_FALSE(story.all.proposal(test_id<EntryHash>("nothing")).has_value());
}

}  // namespace
}  // namespace troth::agreement
