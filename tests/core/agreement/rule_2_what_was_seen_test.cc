// Rule 2: consent is to what was seen. An acceptance counts only where each
// clause stood, in what the acceptor had seen, as the proposal names it.
#include <gtest/gtest.h>

#include "tests/core/agreement/story.h"

namespace troth::agreement {
namespace {

struct Rule2 : testing::Test {
  Story story;
  ClauseId house = story.area_named("Household");
};

TEST_F(Rule2, AProposalOnAnOlderVersionIsNoLongerAcceptable) {
  const auto p = story.propose(story.mara, {story.area("Household", Reach::delegate)});
  const auto q = story.propose(story.mara, {story.area("Household", Reach::discuss)});
  story.sync();
  story.accept(story.jonas, q);
  EXPECT_EQ(story.stage(p), ProposalState::Stage::outdated);
  EXPECT_EQ(story.jonas.agreement.may_accept(p, story.jonas.author(), story).error().code,
            Code::standing_changed);
  const auto a = story.accept(story.jonas, p);
  EXPECT_EQ(story.unsound(a), Unsound::standing_differs);
  EXPECT_EQ(story.current(house), q);
}

TEST_F(Rule2, AVoidChangeIsPartOfTheVersion) {
  const auto p = story.propose(story.mara, {story.area("Household", Reach::delegate)});
  const auto older = story.propose(story.jonas, {story.area("Household", Reach::consult)});
  story.sync();
  story.accept(story.jonas, p);
  story.say_no(story.mara, p);
  story.sync();
  ASSERT_TRUE(story.on_hold(house));
  EXPECT_EQ(story.mara.agreement.may_accept(older, story.mara.author(), story).error().code,
            Code::standing_changed);
  EXPECT_EQ(story.unsound(story.accept(story.mara, older)), Unsound::standing_differs);
  const auto anew = story.propose(story.mara, {story.area("Household", Reach::consult)});
  story.sync();
  story.accept(story.jonas, anew);
  EXPECT_TRUE(story.in_force(house));
}

TEST_F(Rule2, AProposalMustNameEveryVoidAndNoOther) {
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  story.accept(story.jonas, p);
  story.say_no(story.mara, p);
  story.sync();
  for (const std::vector<EntryHash>& voids :
       {std::vector<EntryHash>{}, {test_id<EntryHash>("another")}}) {
    Proposal wrong = story.draft(story.mara, {story.area("Household")});
    wrong.changes.front().standing.voids = voids;
    EXPECT_EQ(story.mara.agreement.may_propose(wrong, story.mara.author(), story).error().code,
              Code::standing_changed);
    const auto q = story.propose(story.mara, wrong);
    story.sync();
    EXPECT_EQ(story.unsound(story.accept(story.jonas, q)), Unsound::standing_differs);
  }
}

TEST_F(Rule2, AWrongDigestShowsThatTheTwoSawDifferentAgreements) {
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  const auto a =
      story.sign(story.jonas, Acceptance{p, test_id<Hash>("another agreement"), kRulesVersion});
  EXPECT_EQ(story.unsound(a), Unsound::digest_differs);
  EXPECT_FALSE(story.in_force(house));
  EXPECT_TRUE(story.jonas.agreement.may_accept(p, story.jonas.author(), story));
}

TEST_F(Rule2, AcceptingWithoutHavingSeenANoCrossesItInstead) {
  const Clock before = story.jonas.seen;
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  story.say_no(story.mara, p);
  story.sync();
  Clock claimed = before;
  claimed.raise(story.act(p).at);
  const Hash digest = story.jonas.agreement.digest_after_accepting(p, story.jonas.author());
  const auto a = story.sign_having_seen(story.jonas, claimed, Acceptance{p, digest, kRulesVersion});
  EXPECT_FALSE(story.unsound(a));
  EXPECT_TRUE(story.is_void(a));
  EXPECT_TRUE(story.on_hold(house));
}

TEST_F(Rule2, AReaffirmationIsOfTheAgreementAsItStands) {
  story.agree({story.area("Household")});
  Proposal reaffirmation = story.draft(story.mara, {});
  reaffirmation.reaffirms = story.mara.agreement.digest();
  ASSERT_TRUE(story.mara.agreement.may_propose(reaffirmation, story.mara.author(), story));
  const auto p = story.propose(story.mara, reaffirmation);
  story.agree({story.area("Garden")});
  EXPECT_EQ(story.jonas.agreement.may_accept(p, story.jonas.author(), story).error().code,
            Code::reaffirmation_of_another_version);
  EXPECT_EQ(story.unsound(story.accept(story.jonas, p)), Unsound::standing_differs);
  EXPECT_EQ(
      story.mara.agreement.may_propose(reaffirmation, story.mara.author(), story).error().code,
      Code::reaffirmation_of_another_version);
}

TEST_F(Rule2, AReaffirmationRenewsTheTermAndNothingElse) {
  Term term;
  term.renew_by_ms = kNow + kDayMs;
  story.agree({story.area("Household"), story.term(term)});
  story.now += 2 * kDayMs;
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::lapsed);
  Term renewed = term;
  renewed.renew_by_ms = kNow + 100 * kDayMs;
  Term shorter = renewed;
  shorter.cooling_off_hours = 1;
  Proposal wrong = story.draft(story.mara, {story.term(shorter)});
  wrong.reaffirms = story.mara.agreement.digest();
  EXPECT_EQ(story.mara.agreement.may_propose(wrong, story.mara.author(), story).error().code,
            Code::reaffirmation_changes_more);
  Proposal right = story.draft(story.mara, {story.term(renewed)});
  right.reaffirms = story.mara.agreement.digest();
  EXPECT_TRUE(story.mara.agreement.may_propose(right, story.mara.author(), story));
  const auto p = story.propose(story.mara, right);
  story.sync();
  story.accept(story.jonas, p);
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::in_force);
}

TEST_F(Rule2, AnAcceptanceUnderNewerRulesIsNotJudgedButStopsTheGiving) {
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  const Hash digest = story.jonas.agreement.digest_after_accepting(p, story.jonas.author());
  const auto a = story.sign(story.jonas, Acceptance{p, digest, kRulesVersion + 1});
  EXPECT_EQ(story.unsound(a), Unsound::newer_rules);
  EXPECT_TRUE(story.all.needs_newer_version());
  EXPECT_EQ(
      story.all
          .may_propose(story.draft(story.mara, {story.area("Garden")}), story.mara.author(), story)
          .error()
          .code,
      Code::newer_version_first);
  EXPECT_TRUE(
      story.all.may_restrict({RestrictionKind::pause, {}, {}, "", {}, ""}, story.mara.author()));
}

TEST_F(Rule2, AnUnknownEntryOfConsentStopsTheGivingToo) {
  story.sign(story.mara, Newer{});
  EXPECT_TRUE(story.all.needs_newer_version());
}

}  // namespace
}  // namespace troth::agreement
