// Rule 3: a restriction takes effect at once, by one signature, whatever the
// other did meanwhile; only a lift that names it takes it back.
#include <gtest/gtest.h>

#include "tests/core/agreement/story.h"

namespace troth::agreement {
namespace {

struct Rule3 : testing::Test {
  Rule3() {
    story.agree({story.area("Household"), story.area("Bedroom"), story.standard(1, house)});
  }
  Story story;
  ClauseId house = story.area_named("Household");
  ClauseId bed = story.area_named("Bedroom");
  ClauseId rule = test_id<ClauseId>("standard", 1);
};

TEST_F(Rule3, APauseOfAllCoversEverythingBeforeItIsDelivered) {
  story.pause(story.jonas);
  EXPECT_EQ(story.jonas.agreement.status(story.now), AgreementStatus::paused);
  EXPECT_EQ(story.mara.agreement.status(story.now), AgreementStatus::in_force);
  EXPECT_FALSE(story.in_force(house));
  EXPECT_FALSE(story.in_force(rule));
}

TEST_F(Rule3, APauseOfAnAreaCoversItAndItsStandardsAlone) {
  story.pause(story.jonas, {house});
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::in_force);
  EXPECT_FALSE(story.in_force(house));
  EXPECT_FALSE(story.in_force(rule));
  EXPECT_TRUE(story.in_force(bed));
}

TEST_F(Rule3, AnEndingEndsAndComesBeforeEverythingElse) {
  story.pause(story.mara);
  story.end(story.jonas);
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::ended);
  EXPECT_FALSE(story.in_force(bed));
}

TEST_F(Rule3, WithdrawnConsentToAnAreaCoversItsStandards) {
  story.withdraw(story.jonas, {house});
  EXPECT_FALSE(story.in_force(house));
  EXPECT_FALSE(story.in_force(rule));
  EXPECT_TRUE(story.in_force(bed));
}

TEST_F(Rule3, ALimitSuspendsWhatItNames) {
  const auto limit = story.limit(story.jonas, {rule});
  EXPECT_TRUE(story.in_force(house));
  EXPECT_FALSE(story.in_force(rule));
  const ClauseState state = story.all.clause(rule, story.now);
  ASSERT_EQ(state.obstacles.size(), 1U);
  EXPECT_EQ(state.obstacles.front().why, Obstacle::Why::restricted);
  EXPECT_EQ(state.obstacles.front().entries, std::vector{limit});
}

TEST_F(Rule3, ALimitThatSuspendsNothingIsShownAndStopsNothing) {
  story.limit(story.jonas, {});
  EXPECT_TRUE(story.in_force(rule));
  EXPECT_EQ(story.all.restrictions(story.now).size(), 1U);
}

TEST_F(Rule3, WhatTheOtherDidAtTheSameTimeDoesNotUndoIt) {
  const auto p = story.propose(story.mara, {story.area("Bedroom", Reach::discuss)});
  story.sync();
  const auto r = story.withdraw(story.jonas, {bed});
  story.accept(story.jonas, p);  // and even what they did themselves
  story.sync();
  EXPECT_FALSE(story.in_force(bed));
  EXPECT_FALSE(story.lifted(r));
}

TEST_F(Rule3, OnlyALiftThatNamesItTakesItBack) {
  const auto first = story.pause(story.jonas);
  const auto second = story.pause(story.jonas);
  story.sync();
  const auto offer = story.offer_lift(story.mara, {first});
  story.sync();
  story.accept(story.jonas, offer);
  EXPECT_TRUE(story.lifted(first));
  EXPECT_FALSE(story.lifted(second));
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::paused);
}

TEST_F(Rule3, ALiftBySomebodyWhoHadNotSeenItIsNone) {
  const auto r = story.pause(story.jonas);
  Proposal offer = story.draft(story.mara, {});
  offer.lifts = {r};  // Mara guessed its hash
  const auto p = story.propose(story.mara, offer);
  story.sync();
  EXPECT_EQ(story.jonas.agreement.may_accept(p, story.jonas.author(), story).error().code,
            Code::lift_not_of_a_restriction);
  EXPECT_EQ(story.unsound(story.accept(story.jonas, p)), Unsound::restriction_not_seen);
  EXPECT_FALSE(story.lifted(r));
}

TEST_F(Rule3, NobodyLiftsAlone) {
  const auto r = story.pause(story.jonas);
  story.sync();
  const auto offer = story.offer_lift(story.jonas, {r});
  story.accept(story.jonas, offer);
  story.sync();
  EXPECT_FALSE(story.lifted(r));
}

TEST_F(Rule3, WithdrawnConsentSaysNoToWhatItCovers) {
  const auto covered = story.propose(story.mara, {story.area("Bedroom", Reach::discuss)});
  const auto other = story.propose(story.mara, {story.area("Household", Reach::discuss)});
  story.sync();
  const auto r = story.withdraw(story.jonas, {bed});
  EXPECT_EQ(story.stage(covered), ProposalState::Stage::restricted);
  EXPECT_EQ(story.all.proposal(covered)->closed_by, std::vector{r});
  EXPECT_EQ(story.stage(other), ProposalState::Stage::open);
  EXPECT_EQ(story.jonas.agreement.may_accept(covered, story.jonas.author(), story).error().code,
            Code::proposal_closed);
  EXPECT_EQ(story.unsound(story.accept(story.jonas, covered)), Unsound::closed);
}

TEST_F(Rule3, WithdrawnConsentToAnAreaSaysNoToItsStandardsOldAndNew) {
  const auto amends = story.propose(story.mara, {story.standard(1, house)});
  const auto moves_out = story.propose(story.mara, {story.standard(1, bed)});
  const auto adds = story.propose(story.mara, {story.standard(2, house)});
  const auto elsewhere = story.propose(story.mara, {story.standard(3, bed)});
  story.sync();
  story.withdraw(story.jonas, {house});
  EXPECT_EQ(story.stage(amends), ProposalState::Stage::restricted);
  EXPECT_EQ(story.stage(moves_out), ProposalState::Stage::restricted);
  EXPECT_EQ(story.stage(adds), ProposalState::Stage::restricted);
  EXPECT_EQ(story.stage(elsewhere), ProposalState::Stage::open);
}

TEST_F(Rule3, AnEndingSaysNoToEveryOpenProposal) {
  const auto p = story.propose(story.mara, {story.area("Garden")});
  story.sync();
  story.end(story.jonas);
  EXPECT_EQ(story.stage(p), ProposalState::Stage::restricted);
}

TEST_F(Rule3, APauseSaysNoToNothing) {
  const auto p = story.propose(story.mara, {story.area("Household", Reach::discuss)});
  story.sync();
  story.pause(story.jonas);
  story.pause(story.jonas, {house});
  EXPECT_EQ(story.stage(p), ProposalState::Stage::open);
  EXPECT_TRUE(story.jonas.agreement.may_accept(p, story.jonas.author(), story));
}

TEST_F(Rule3, AnUnconfirmedDevicesRestrictionCountsAtOnceButClosesNothing) {
  const auto p = story.propose(story.mara, {story.area("Bedroom", Reach::discuss)});
  story.sync();
  Device& phone = story.link_device(story.jonas);
  story.withdraw(phone, {bed});
  EXPECT_FALSE(story.in_force(bed));
  EXPECT_EQ(story.stage(p), ProposalState::Stage::open);
}

TEST_F(Rule3, WhatCannotBeReadPausesEverything) {
  const auto r = story.sign(story.jonas, RestrictionFacts{RestrictionKind::unreadable, {}, {}, {}});
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::paused);
  EXPECT_TRUE(story.restriction(r).covers_everything);
}

TEST_F(Rule3, WhatWaitsForItsPastPausesEverythingTillItArrives) {
  story.mara.agreement.add_waiting(test_id<EntryHash>("early"), story.jonas.partner, story.now);
  EXPECT_EQ(story.mara.agreement.status(story.now), AgreementStatus::paused);
  EXPECT_FALSE(story.mara.agreement.clause(house, story.now).in_force);
  EXPECT_EQ(
      story.mara.agreement.may_lift(test_id<EntryHash>("early"), story.mara.author(), story.now)
          .error()
          .code,
      Code::restriction_waits_for_its_past);
  Act act = story.acts.back();
  act.entry = test_id<EntryHash>("early");
  act.partner = story.jonas.partner;
  act.device = story.jonas.id;
  act.at = {story.jonas.id, 100};
  act.deed = RestrictionFacts{RestrictionKind::pause, {house}, {}, {}};
  ASSERT_TRUE(story.mara.agreement.add(act));
  EXPECT_EQ(story.mara.agreement.status(story.now), AgreementStatus::in_force);
  EXPECT_FALSE(story.mara.agreement.clause(house, story.now).in_force);
}

TEST_F(Rule3, RestrictingIsAlwaysPossibleAndOnlyThePointlessIsRefused) {
  const auto refusal = [&](const Restriction& restriction) {
    const Status status = story.all.may_restrict(restriction, story.jonas.author());
    return status ? std::string("none") : std::string(name_of(status.error().code));
  };
  const auto his = story.limit(story.jonas, {rule}, Strength::soft);
  const auto hers = story.limit(story.mara, {rule}, Strength::soft);
  Restriction limit{RestrictionKind::limit, {rule}, Strength::hard, "not that", {}, ""};
  EXPECT_EQ(refusal(limit), "none");
  limit.tightens = his;
  EXPECT_EQ(refusal(limit), "none");
  limit.tightens = hers;
  EXPECT_EQ(refusal(limit), "limit_of_partner");
  limit.tightens = test_id<EntryHash>("nothing");
  EXPECT_EQ(refusal(limit), "restriction_unknown");
  limit.tightens = his;
  limit.strength = Strength::soft;
  EXPECT_EQ(refusal(limit), "limit_not_tightened");
  limit.clauses = {};
  limit.strength = Strength::hard;
  EXPECT_EQ(refusal(limit), "limit_not_tightened");
  EXPECT_EQ(refusal({RestrictionKind::withdrawal, {}, {}, "", {}, ""}), "withdrawal_of_nothing");
  EXPECT_EQ(refusal({RestrictionKind::withdrawal, {test_id<ClauseId>("x")}, {}, "", {}, ""}),
            "clause_not_there");
  EXPECT_EQ(refusal({RestrictionKind::pause, {rule}, {}, "", {}, ""}), "clause_not_there");
  EXPECT_EQ(refusal({RestrictionKind::pause, {house}, {}, "", {}, ""}), "none");
  story.end(story.jonas);
  EXPECT_EQ(refusal({RestrictionKind::ending, {}, {}, "", {}, ""}), "none");
}

}  // namespace
}  // namespace troth::agreement
