// Rule 1: nothing new without both. A change counts only if one proposed it and
// the other accepted its hash, having seen it.
#include <gtest/gtest.h>

#include "tests/core/agreement/story.h"

namespace troth::agreement {
namespace {

TEST(Rule1, AChangeCountsOnceBothHaveSigned) {
  Story story;
  const auto house = story.area_named("Household");
  const auto p = story.propose(story.mara, {story.area("Household")});
  EXPECT_FALSE(story.in_force(house));
  story.sync();
  EXPECT_FALSE(story.in_force(house));
  story.accept(story.jonas, p);
  EXPECT_TRUE(story.in_force(house));
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::in_force);
  const ClauseState state = story.all.clause(house, story.now);
  EXPECT_EQ(state.origin->proposal, p);
  EXPECT_EQ(state.origin->proposed_by, story.mara.partner);
  EXPECT_EQ(state.origin->accepted_by, story.jonas.partner);
}

TEST(Rule1, NobodyAcceptsTheirOwnProposal) {
  Story story;
  const auto p = story.propose(story.mara, {story.area("Household")});
  EXPECT_EQ(story.mara.agreement.may_accept(p, story.mara.author(), story).error().code,
            Code::proposal_own);
  const auto a = story.accept(story.mara, p);
  EXPECT_EQ(story.unsound(a), Unsound::own_proposal);
  EXPECT_FALSE(story.in_force(story.area_named("Household")));
}

TEST(Rule1, ASecondDeviceOfTheAuthorIsStillTheAuthor) {
  Story story;
  Device& phone = story.link_device(story.mara);
  story.sign(story.jonas, Confirmed{phone.id});
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  const auto a = story.accept(phone, p);
  EXPECT_EQ(story.unsound(a), Unsound::own_proposal);
}

TEST(Rule1, AnAcceptanceThatHadNotSeenTheProposalNeverCounts) {
  Story story;
  const Clock before = story.jonas.seen;
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  const Hash digest = story.jonas.agreement.digest_after_accepting(p, story.jonas.author());
  const auto a = story.sign_having_seen(story.jonas, before, Acceptance{p, digest, kRulesVersion});
  EXPECT_EQ(story.unsound(a), Unsound::proposal_not_seen);
  EXPECT_FALSE(story.in_force(story.area_named("Household")));
}

TEST(Rule1, AnAcceptanceOfNothingKnownHasNoEffect) {
  Story story;
  const Hash before = story.all.digest();
  story.sign(story.jonas, Acceptance{test_id<EntryHash>("nothing"), before, kRulesVersion});
  EXPECT_EQ(story.all.digest(), before);
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::none);
}

TEST(Rule1, NothingCountsBeforeBothHaveCompared) {
  Story story(Story::Start::paired);
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  story.sign(story.jonas, Compared{});
  EXPECT_EQ(story.jonas.agreement.may_accept(p, story.jonas.author(), story).error().code,
            Code::pair_not_compared);
  const auto a = story.accept(story.jonas, p);
  EXPECT_EQ(story.unsound(a), Unsound::not_compared);
  story.sync();
  story.sign(story.mara, Compared{});
  story.sync();
  EXPECT_TRUE(story.jonas.agreement.may_accept(p, story.jonas.author(), story));
  story.accept(story.jonas, p);
  EXPECT_TRUE(story.in_force(story.area_named("Household")));
}

TEST(Rule1, AnUnconfirmedDeviceGivesNothing) {
  Story story;
  Device& phone = story.link_device(story.jonas);
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  EXPECT_EQ(phone.agreement.may_accept(p, phone.author(), story).error().code,
            Code::device_not_confirmed);
  const auto a = story.accept(phone, p);
  EXPECT_EQ(story.unsound(a), Unsound::device_not_confirmed);
}

TEST(Rule1, AConfirmationCountsOnlyForWhatHadSeenIt) {
  Story story;
  Device& phone = story.link_device(story.mara);
  const auto early = story.propose(phone, {story.area("Household")});
  story.sync();
  story.sign(story.jonas, Confirmed{phone.id});
  story.sync();
  EXPECT_EQ(story.jonas.agreement.may_accept(early, story.jonas.author(), story).error().code,
            Code::proposal_device_not_confirmed);
  const auto a = story.accept(story.jonas, early);
  EXPECT_EQ(story.unsound(a), Unsound::device_not_confirmed);
  const auto late = story.propose(phone, {story.area("Household")});
  story.sync();
  story.accept(story.jonas, late);
  EXPECT_TRUE(story.in_force(story.area_named("Household")));
}

TEST(Rule1, NobodyConfirmsADeviceOfTheirOwn) {
  Story story;
  Device& phone = story.link_device(story.jonas);
  story.sign(story.jonas, Confirmed{phone.id});
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  const auto a = story.accept(phone, p);
  EXPECT_EQ(story.unsound(a), Unsound::device_not_confirmed);
}

TEST(Rule1, AnUnconfirmedDeviceConfirmsNobody) {
  Story story;
  Device& hers = story.link_device(story.mara);
  Device& his = story.link_device(story.jonas);
  story.sign(hers, Confirmed{his.id});
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  const auto a = story.accept(his, p);
  EXPECT_EQ(story.unsound(a), Unsound::device_not_confirmed);
}

TEST(Rule1, WhatChangesTheLeadChangesBothRolesAndLeavesOneLeader) {
  Story story;
  const auto refusal = [&](const std::vector<Change>& changes) {
    const Status status = story.mara.agreement.may_propose(story.draft(story.mara, changes),
                                                           story.mara.author(), story);
    return status ? std::string("none") : std::string(name_of(status.error().code));
  };
  const Change mara_leads = story.role(story.mara, "Dominant", true);
  const Change jonas_follows = story.role(story.jonas, "submissive", false);
  const Change jonas_leads = story.role(story.jonas, "Dominant", true);
  const Change mara_follows = story.role(story.mara, "submissive", false);
  EXPECT_EQ(refusal({mara_leads}), "leader_moves_alone");
  EXPECT_EQ(refusal({jonas_follows}), "leader_count");
  EXPECT_EQ(refusal({mara_leads, jonas_leads}), "leader_count");
  EXPECT_EQ(refusal({mara_follows, jonas_follows}), "leader_count");
  EXPECT_EQ(refusal({mara_leads, jonas_follows}), "none");
  story.agree({mara_leads, jonas_follows});
  EXPECT_EQ(story.all.leader(), story.mara.partner);
  EXPECT_EQ(refusal({story.role(story.mara, "Mistress", true)}), "none");
  EXPECT_EQ(refusal({mara_follows}), "leader_count");
  EXPECT_EQ(refusal({jonas_leads}), "leader_count");
  EXPECT_EQ(refusal({story.removed(story.role_of(story.mara))}), "leader_count");
  EXPECT_EQ(refusal({story.removed(story.role_of(story.jonas))}), "none");
  EXPECT_EQ(refusal({mara_follows, jonas_leads}), "none");
}

TEST(Rule1, AnAcceptanceThatLeavesTwoLeadersNeverCounts) {
  Story story;
  const auto p = story.propose(story.mara, {story.role(story.mara, "Dominant", true),
                                            story.role(story.jonas, "Dominant", true)});
  story.sync();
  EXPECT_EQ(story.jonas.agreement.may_accept(p, story.jonas.author(), story).error().code,
            Code::leader_count);
  const auto a = story.accept(story.jonas, p);
  EXPECT_EQ(story.unsound(a), Unsound::unfit);
  EXPECT_EQ(story.all.leader(), std::nullopt);
}

TEST(Rule1, AStandardNeedsAnAreaThatStands) {
  Story story;
  const auto house = story.area_named("Household");
  const auto refused = story.mara.agreement.may_propose(
      story.draft(story.mara, {story.standard(1, house)}), story.mara.author(), story);
  EXPECT_EQ(refused.error().code, Code::area_not_there);
  const auto both = story.draft(story.mara, {story.area("Household"), story.standard(1, house)});
  EXPECT_TRUE(story.mara.agreement.may_propose(both, story.mara.author(), story));
}

}  // namespace
}  // namespace troth::agreement
