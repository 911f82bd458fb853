// The six counterexamples of consent.md, and those that came after it: ledgers
// on which an easier definition goes wrong.
#include <gtest/gtest.h>

#include "tests/core/agreement/story.h"

namespace troth::agreement {
namespace {

using Stage = ProposalState::Stage;

struct Counterexamples : testing::Test {
  Device& second_device_of(Device& owner, Device& partner) {
    Device& added = story.link_device(owner);
    story.sign(partner, Confirmed{added.id});
    story.sync();
    return added;
  }
  EntryHash household(Device& by, Reach reach) {
    return story.propose(by, {story.area("Household", reach)});
  }

  Story story;
  ClauseId house = story.area_named("Household");
};

TEST_F(Counterexamples, C1UndoingWouldImposeTheOlderWords) {
  story.agree({story.area("Household", Reach::delegate)});
  const auto p = household(story.mara, Reach::outside);
  story.sync();
  story.accept(story.jonas, p);
  story.say_no(story.mara, p);
  story.sync();
  EXPECT_FALSE(story.in_force(house));  // "delegate" is not back
  EXPECT_TRUE(story.on_hold(house));
}

TEST_F(Counterexamples, C2WhatIsSettledVoidNeverRevives) {
  Device& old_laptop = second_device_of(story.mara, story.jonas);
  const auto p = household(story.mara, Reach::delegate);
  const auto q = household(story.jonas, Reach::outside);
  story.sync();
  story.accept(story.jonas, p);
  story.accept(story.mara, q);
  const Clock only_p = [&] {
    Clock view = old_laptop.seen;
    view.merge(story.jonas.seen);
    return view;
  }();
  story.sync();
  story.practice(story.jonas);
  story.sign_having_seen(old_laptop, only_p, Practice{});
  EXPECT_EQ(story.stage(p), Stage::voided);
  EXPECT_EQ(story.stage(q), Stage::voided);
  EXPECT_TRUE(story.on_hold(house));
}

TEST_F(Counterexamples, C3AProposalThoughtDeadIsDead) {
  const auto p = household(story.mara, Reach::delegate);
  const auto q = household(story.jonas, Reach::consult);
  story.sync();
  story.accept(story.mara, q);
  story.say_no(story.jonas, q);
  story.sync();
  ASSERT_EQ(story.stage(q), Stage::voided);
  EXPECT_EQ(story.stage(p), Stage::outdated);
  EXPECT_EQ(story.unsound(story.accept(story.jonas, p)), Unsound::standing_differs);
}

TEST_F(Counterexamples, C4StandingsNameEveryVoidNotThoseOfTheCurrentContentAlone) {
  Device& phone = second_device_of(story.mara, story.jonas);
  const auto p = household(story.mara, Reach::delegate);
  story.sync();
  story.accept(story.jonas, p);
  const auto q = household(story.jonas, Reach::discuss);  // built on p
  story.deliver(story.jonas, phone);
  story.accept(phone, q);
  story.say_no(story.mara, p);
  story.sync();
  const Standing standing = story.all.standing(house);
  EXPECT_EQ(standing.current, std::nullopt);
  EXPECT_EQ(standing.voids.size(), 2U);
  EXPECT_EQ(story.unsound(story.accept(story.mara, q)), Unsound::accepted_already);
}

TEST_F(Counterexamples, C5WhatIsKnownToAllIsNotVoidedByNoesThatHadSeenAnAcceptance) {
  Device& her_phone = second_device_of(story.mara, story.jonas);
  Device& his_phone = second_device_of(story.jonas, story.mara);
  const auto p = household(story.mara, Reach::delegate);
  story.sync();
  const auto a = story.accept(story.jonas, p);
  const auto b = story.accept(his_phone, p);
  story.deliver(story.jonas, story.mara);
  story.deliver(his_phone, her_phone);
  story.say_no(story.mara, p);  // had seen a, not b
  story.say_no(her_phone, p);   // had seen b, not a
  story.sync();
  EXPECT_FALSE(story.is_void(a));
  EXPECT_FALSE(story.is_void(b));
  EXPECT_TRUE(story.all.proposal(p)->known_to_all);
}

TEST_F(Counterexamples, C6ADuplicateAcceptanceDoesNotCrossWhatWasBuiltOnTheFirst) {
  Device& phone = second_device_of(story.jonas, story.mara);
  const auto p = household(story.mara, Reach::delegate);
  story.sync();
  story.accept(story.jonas, p);
  story.deliver(story.jonas, story.mara);
  const auto q = household(story.mara, Reach::discuss);
  story.deliver(story.mara, story.jonas);
  const auto b = story.accept(story.jonas, q);
  const auto duplicate = story.accept(phone, p);
  story.sync();
  EXPECT_FALSE(story.is_void(b));
  EXPECT_FALSE(story.is_void(duplicate));
  EXPECT_EQ(story.current(house), q);
}

// Found while the definition was built. His phone accepted p and was cut; both
// agreed to r anew, naming p as void. An old acceptance of p by his laptop,
// which had seen none of it, then arrives. If having seen any acceptance of p
// kept r from crossing it, p and r would both be effective on the same version.
TEST_F(Counterexamples, C7AnAcceptanceSeenVoidDoesNotExcuseFromCrossing) {
  Device& phone = second_device_of(story.jonas, story.mara);
  Device& tablet = second_device_of(story.jonas, story.mara);
  const auto p = household(story.mara, Reach::delegate);
  story.sync();
  const auto late = story.accept(tablet, p);  // delivered to nobody for months
  const auto cut = story.accept(phone, p);
  story.sign(story.jonas, Cut{phone.id, 1, Cut::Why::revoked});
  story.deliver(phone, story.mara);
  story.deliver(story.jonas, story.mara);
  const auto r = household(story.mara, Reach::outside);
  story.deliver(story.mara, story.jonas);
  const auto anew = story.accept(story.jonas, r);
  story.sync();
  EXPECT_FALSE(story.unsound(anew));
  EXPECT_TRUE(story.is_void(cut));
  EXPECT_TRUE(story.is_void(late));
  EXPECT_TRUE(story.is_void(anew));
  EXPECT_EQ(story.current(house), std::nullopt);
  EXPECT_TRUE(story.on_hold(house));
}

// Two acceptances of p, each cut later: what rests on both is void only in a
// view that has both cuts, also where that view is not everything.
TEST_F(Counterexamples, C8WhatRestsOnAProposalAcceptedTwiceIsJudgedInEachView) {
  Device& phone = second_device_of(story.jonas, story.mara);
  Device& tablet = second_device_of(story.jonas, story.mara);
  const auto p = household(story.mara, Reach::delegate);
  story.sync();
  const auto one = story.accept(phone, p);
  const auto two = story.accept(tablet, p);
  story.sync();
  const auto q = household(story.mara, Reach::discuss);
  story.sync();
  const auto built = story.accept(story.jonas, q);
  story.sync();
  story.sign(story.mara, Cut{phone.id, story.act(one).at.seq, Cut::Why::equivocated});
  EXPECT_FALSE(story.is_void(built));
  story.sign(story.mara, Cut{tablet.id, story.act(two).at.seq, Cut::Why::equivocated});
  EXPECT_TRUE(story.is_void(built));
  story.sync();
  const auto r = household(story.mara, Reach::outside);
  const auto s = household(story.jonas, Reach::consult);
  story.sync();
  story.accept(story.mara, s);
  const auto anew = story.accept(story.jonas, r);  // which `s` lies outside of
  EXPECT_FALSE(story.unsound(anew));
  EXPECT_EQ(story.void_causes(anew), std::set{VoidCause::Why::crossed});
}

}  // namespace
}  // namespace troth::agreement
