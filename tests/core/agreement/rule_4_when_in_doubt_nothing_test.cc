// Rule 4: when in doubt, nothing. Crossing acceptances are both void, so is one
// that a No or a restriction crosses, and what was built on it; and what is
// void stays void and leaves its clauses on hold.
#include <gtest/gtest.h>

#include "tests/core/agreement/story.h"

namespace troth::agreement {
namespace {

using Why = VoidCause::Why;

struct Rule4 : testing::Test {
  Story story;
  ClauseId house = story.area_named("Household");
};

TEST_F(Rule4, TwoAcceptancesThatCrossedAreBothVoid) {
  const auto p = story.propose(story.mara, {story.area("Household", Reach::delegate)});
  const auto q = story.propose(story.jonas, {story.area("Household", Reach::consult)});
  story.sync();
  const auto a = story.accept(story.jonas, p);
  const auto b = story.accept(story.mara, q);
  EXPECT_TRUE(story.jonas.agreement.clause(house, story.now).in_force);
  story.sync();
  EXPECT_EQ(story.void_causes(a), std::set{Why::crossed});
  EXPECT_EQ(story.void_causes(b), std::set{Why::crossed});
  EXPECT_EQ(story.stage(p), ProposalState::Stage::voided);
  EXPECT_TRUE(story.on_hold(house));
  EXPECT_EQ(story.current(house), std::nullopt);
  EXPECT_EQ(story.all.standing(house).voids.size(), 2U);
}

TEST_F(Rule4, AHoldKeepsTheOldContentOutOfForceUntilAgreedAgain) {
  const auto before = story.agree({story.area("Household", Reach::delegate)});
  const auto p = story.propose(story.mara, {story.area("Household", Reach::outside)});
  story.sync();
  story.accept(story.jonas, p);
  story.say_no(story.mara, p);
  story.sync();
  EXPECT_EQ(story.current(house), before);
  EXPECT_TRUE(story.on_hold(house));
  EXPECT_FALSE(story.in_force(house));
  const ClauseState state = story.all.clause(house, story.now);
  ASSERT_EQ(state.obstacles.size(), 1U);
  EXPECT_EQ(state.obstacles.front().why, Obstacle::Why::on_hold);
  EXPECT_EQ(state.obstacles.front().entries, std::vector{p});
  story.agree({story.area("Household", Reach::outside)});
  EXPECT_TRUE(story.in_force(house));
}

TEST_F(Rule4, EachWayOfSayingNoMeanwhileVoids) {
  const auto p = [&] {
    const auto entry = story.propose(story.mara, {story.area("Household")});
    story.sync();
    return entry;
  };
  const auto causes = [&](const EntryHash& proposal, auto meanwhile) {
    const auto a = story.accept(story.jonas, proposal);
    meanwhile(proposal);
    story.sync();
    return story.void_causes(a);
  };
  EXPECT_EQ(causes(p(), [&](auto q) { story.say_no(story.mara, q); }), std::set{Why::retracted});
  EXPECT_EQ(causes(p(),
                   [&](auto q) {
                     Proposal counter = story.draft(story.mara, {story.area("Garden")});
                     counter.counters = q;
                     story.propose(story.mara, counter);
                   }),
            std::set{Why::countered});
  EXPECT_EQ(causes(p(), [&](auto) { story.withdraw(story.mara, {house}); }),
            std::set{Why::restricted});
  EXPECT_EQ(causes(p(), [&](auto) { story.limit(story.mara, {house}); }),
            std::set{Why::restricted});
  EXPECT_EQ(causes(p(), [&](auto) { story.end(story.mara); }), std::set{Why::restricted});
  EXPECT_EQ(causes(p(), [&](auto) { story.pause(story.mara); }), std::set<Why>{});
}

TEST_F(Rule4, ADeclineByAnotherDeviceOfTheAcceptorVoids) {
  Device& phone = story.link_device(story.jonas);
  story.sign(story.mara, Confirmed{phone.id});
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  const auto a = story.accept(story.jonas, p);
  story.say_no(phone, p);
  story.sync();
  EXPECT_EQ(story.void_causes(a), std::set{Why::declined});
}

TEST_F(Rule4, WhatWasBuiltOnAVoidOneIsVoidToo) {
  const auto p = story.propose(story.mara, {story.area("Household", Reach::delegate)});
  story.sync();
  story.accept(story.jonas, p);
  const auto q = story.propose(story.jonas, {story.area("Household", Reach::discuss)});
  Device& phone = story.link_device(story.mara);
  story.sign(story.jonas, Confirmed{phone.id});
  story.deliver(story.jonas, phone);
  const auto b = story.accept(phone, q);
  EXPECT_EQ(story.current(house), q);
  story.say_no(story.mara, p);  // her laptop had not seen the acceptance
  EXPECT_EQ(story.void_causes(b), std::set{Why::built_on_void});
  EXPECT_EQ(story.stage(q), ProposalState::Stage::voided);
  EXPECT_EQ(story.current(house), std::nullopt);
  EXPECT_TRUE(story.on_hold(house));
}

TEST_F(Rule4, WhatTouchesNoCommonClauseDoesNotCross) {
  const auto p = story.propose(story.mara, {story.area("Household")});
  const auto q = story.propose(story.jonas, {story.area("Bedroom")});
  story.sync();
  story.accept(story.jonas, p);
  story.accept(story.mara, q);
  story.sync();
  EXPECT_TRUE(story.in_force(house));
  EXPECT_TRUE(story.in_force(story.area_named("Bedroom")));
}

TEST_F(Rule4, WhatIsVoidStaysVoid) {
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  const auto a = story.accept(story.jonas, p);
  story.say_no(story.mara, p);
  story.sync();
  EXPECT_EQ(story.unsound(story.accept(story.jonas, p)), Unsound::closed);
  EXPECT_TRUE(story.is_void(a));
  EXPECT_EQ(story.stage(p), ProposalState::Stage::voided);
}

TEST_F(Rule4, TheWordsNameWhoDidWhat) {
  EXPECT_EQ(words_for(Why::crossed, "Mara", "Jonas"),
            "You each agreed to a different change at the same time. Neither counts: agree again.");
  EXPECT_EQ(words_for(Why::retracted, "Mara", "Jonas"),
            "Mara took it back while Jonas accepted. On hold: agree again.");
  EXPECT_EQ(words_for(Why::declined, "Mara", "Jonas"),
            "Mara declined it while Jonas accepted. On hold: agree again.");
  EXPECT_EQ(words_for(Why::restricted, "Mara", "Jonas"),
            "Mara took back consent while Jonas accepted. It does not count.");
  EXPECT_EQ(words_for(Why::built_on_void, "", ""),
            "It rested on a change that does not count. Agree again.");
  EXPECT_EQ(words_for(Unsound::standing_differs),
            "Accepted without having seen how things stood. It never counted.");
}

TEST_F(Rule4, KnownToAllIsSaidWhenEveryDeviceHasAnswered) {
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  story.accept(story.jonas, p);
  story.sync();
  EXPECT_FALSE(story.all.proposal(p)->known_to_all);
  story.practice(story.mara);
  EXPECT_TRUE(story.all.proposal(p)->known_to_all);
  Device& phone = story.link_device(story.mara);
  story.sign(story.jonas, Confirmed{phone.id});
  EXPECT_FALSE(story.all.proposal(p)->known_to_all);
  story.practice(phone);
  EXPECT_TRUE(story.all.proposal(p)->known_to_all);
}

}  // namespace
}  // namespace troth::agreement
