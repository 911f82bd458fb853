// Every row of consent.md's "Edge cases, decided" that is about the agreement,
// in its order.
#include <gtest/gtest.h>

#include "tests/core/agreement/story.h"

namespace troth::agreement {
namespace {

using Stage = ProposalState::Stage;
using Why = VoidCause::Why;

struct EdgeCases : testing::Test {
  Device& confirmed_device_of(Device& owner, Device& partner) {
    Device& added = story.link_device(owner);
    story.sign(partner, Confirmed{added.id});
    story.sync();
    return added;
  }
  void lift(const EntryHash& restriction) {
    story.sync();
    const auto offer = story.offer_lift(story.mara, {restriction});
    story.sync();
    story.accept(story.jonas, offer);
    story.sync();
    story.practice(story.mara);
    story.sync();
  }

  Story story;
  ClauseId house = story.area_named("Household");
  ClauseId bed = story.area_named("Bedroom");
  ClauseId rule = test_id<ClauseId>("standard", 1);
};

TEST_F(EdgeCases, OneOfTwoClausesCrossesAllVoidBothOnHold) {
  const auto p = story.propose(story.mara, {story.area("Household"), story.area("Bedroom")});
  const auto q = story.propose(story.jonas, {story.area("Bedroom")});
  story.sync();
  story.accept(story.jonas, p);
  story.accept(story.mara, q);
  EXPECT_EQ(story.stage(p), Stage::voided);
  EXPECT_TRUE(story.on_hold(house));
  EXPECT_TRUE(story.on_hold(bed));
}

TEST_F(EdgeCases, AcceptAfterASeenNoIsNotSound) {
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.say_no(story.mara, p);
  story.sync();
  EXPECT_EQ(story.jonas.agreement.may_accept(p, story.jonas.author(), story).error().code,
            Code::proposal_closed);
  EXPECT_EQ(story.unsound(story.accept(story.jonas, p)), Unsound::closed);
  EXPECT_EQ(story.stage(p), Stage::retracted);
}

TEST_F(EdgeCases, NoAfterASeenAcceptanceHasNoEffect) {
  const auto p = story.agree({story.area("Household")});
  EXPECT_EQ(story.mara.agreement.may_retract(p, story.mara.author()).error().code,
            Code::proposal_accepted);
  EXPECT_EQ(story.jonas.agreement.may_decline(p, story.jonas.author()).error().code,
            Code::proposal_accepted);
  story.say_no(story.mara, p);
  EXPECT_EQ(story.stage(p), Stage::accepted);
  EXPECT_TRUE(story.in_force(house));
}

TEST_F(EdgeCases, TwoDevicesAcceptOneProposalItIsOneAgreement) {
  Device& phone = confirmed_device_of(story.jonas, story.mara);
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  const auto a = story.accept(story.jonas, p);
  const auto b = story.accept(phone, p);
  story.sync();
  EXPECT_FALSE(story.is_void(a));
  EXPECT_FALSE(story.is_void(b));
  EXPECT_EQ(story.current(house), p);
}

TEST_F(EdgeCases, OfTwoAcceptancesOneVoidLeavesTheOther) {
  Device& phone = confirmed_device_of(story.jonas, story.mara);
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  story.accept(story.jonas, p);
  const auto b = story.accept(phone, p);
  story.sign(story.jonas, Cut{phone.id, 1, Cut::Why::revoked});  // had not seen b
  EXPECT_EQ(story.void_causes(b), std::set{Why::disputed});
  EXPECT_EQ(story.stage(p), Stage::accepted);
  EXPECT_TRUE(story.in_force(house));
}

TEST_F(EdgeCases, RivalsOnAChangedClauseAreNoLongerAcceptable) {
  const auto rival = story.propose(story.jonas, {story.area("Household", Reach::consult)});
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  story.accept(story.jonas, p);
  story.sync();
  EXPECT_EQ(story.stage(rival), Stage::outdated);
  EXPECT_EQ(story.unsound(story.accept(story.mara, rival)), Unsound::standing_differs);
}

TEST_F(EdgeCases, ACounterClosesWhatItAnswersEvenIfRetracted) {
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  Proposal counter = story.draft(story.jonas, {story.area("Household", Reach::consult)});
  counter.counters = p;
  EXPECT_TRUE(story.jonas.agreement.may_propose(counter, story.jonas.author(), story));
  const auto q = story.propose(story.jonas, counter);
  story.say_no(story.jonas, q);
  story.sync();
  EXPECT_EQ(story.stage(p), Stage::countered);
  EXPECT_EQ(story.stage(q), Stage::retracted);
  EXPECT_EQ(story.unsound(story.accept(story.jonas, p)), Unsound::closed);
  EXPECT_EQ(story.jonas.agreement.may_propose(counter, story.jonas.author(), story).error().code,
            Code::proposal_closed);
}

TEST_F(EdgeCases, PauseThenAcceptIsAgreedButSuspended) {
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  const auto r = story.pause(story.jonas);
  const auto a = story.accept(story.jonas, p);
  EXPECT_FALSE(story.is_void(a));
  EXPECT_EQ(story.current(house), p);
  EXPECT_FALSE(story.in_force(house));
  lift(r);
  EXPECT_TRUE(story.in_force(house));
}

TEST_F(EdgeCases, WithdrawnConsentThenAcceptIsClosedSeenOrCrossing) {
  story.agree({story.area("Household")});
  const auto p = story.propose(story.mara, {story.area("Household", Reach::discuss)});
  story.sync();
  story.withdraw(story.mara, {house});
  const auto crossing = story.accept(story.jonas, p);
  EXPECT_EQ(story.void_causes(crossing), std::set{Why::restricted});
  story.sync();
  const auto q = story.propose(story.mara, {story.area("Household", Reach::consult)});
  story.sync();
  story.withdraw(story.jonas, {house});
  EXPECT_EQ(story.unsound(story.accept(story.jonas, q)), Unsound::closed);
}

TEST_F(EdgeCases, ARestrictionWhoseAuthorHadNotSeenTheProposalClosesNothingAndIsNotLifted) {
  story.agree({story.area("Household")});
  const auto p = story.propose(story.mara, {story.area("Household", Reach::discuss)});
  const auto r = story.withdraw(story.jonas, {house});
  story.sync();
  const auto a = story.accept(story.jonas, p);
  EXPECT_FALSE(story.unsound(a));
  EXPECT_EQ(story.current(house), p);
  EXPECT_FALSE(story.in_force(house));
  EXPECT_FALSE(story.lifted(r));
}

TEST_F(EdgeCases, ALiftThatCrossesARepeatedRestrictionLiftsOnlyTheNamedOne) {
  const auto r = story.pause(story.jonas);
  story.sync();
  const auto offer = story.offer_lift(story.mara, {r});
  const auto repeated = story.pause(story.jonas);
  story.sync();
  story.accept(story.jonas, offer);
  EXPECT_TRUE(story.lifted(r));
  EXPECT_FALSE(story.lifted(repeated));
}

TEST_F(EdgeCases, ALiftOfferAcceptedMonthsLaterWaitsFromTheSignature) {
  const auto r = story.end(story.jonas);
  story.sync();
  const auto offer = story.offer_lift(story.jonas, {r});
  story.sync();
  story.now += 90 * kDayMs;
  story.accept(story.mara, offer);
  EXPECT_FALSE(story.lifted(r));
  story.sync();
  story.now += 5 * kDayMs;
  story.practice(story.jonas);
  EXPECT_EQ(story.restriction(r).lifts.front().effective_ms, story.now + kDayMs);
}

TEST_F(EdgeCases, ChangesAndLiftsInOneProposalHaveOneFate) {
  story.agree({story.area("Household")});
  const auto r = story.end(story.jonas);
  story.sync();
  Proposal both = story.draft(story.mara, {story.area("Household", Reach::consult)});
  both.lifts = {r};
  const auto p = story.propose(story.mara, both);
  const auto rival = story.propose(story.jonas, {story.area("Household", Reach::outside)});
  story.sync();
  story.accept(story.jonas, p);
  EXPECT_EQ(story.current(house), p);  // at once
  EXPECT_FALSE(story.lifted(r));       // after the wait
  story.now += kDayMs;
  EXPECT_TRUE(story.lifted(r));
  story.accept(story.mara, rival);
  EXPECT_EQ(story.stage(p), Stage::voided);
  EXPECT_FALSE(story.lifted(r));
}

TEST_F(EdgeCases, ARestrictionStandsOnItsIdThoughTheClauseIsRemovedAndMadeAgain) {
  story.agree({story.area("Household")});
  story.withdraw(story.jonas, {house});
  story.agree({story.removed(house)});
  EXPECT_FALSE(story.all.clause(house, story.now).exists);
  story.agree({story.area("Household")});
  EXPECT_TRUE(story.all.clause(house, story.now).exists);
  EXPECT_FALSE(story.in_force(house));
}

TEST_F(EdgeCases, APausedAreaCoversWhatWasInItAndWhatIs) {
  story.agree({story.area("Household"), story.area("Bedroom"), story.standard(1, house)});
  story.pause(story.jonas, {house});
  story.agree({story.standard(1, bed), story.standard(2, house)});
  EXPECT_FALSE(story.in_force(rule));                              // moved out
  EXPECT_FALSE(story.in_force(test_id<ClauseId>("standard", 2)));  // moved in
  EXPECT_TRUE(story.in_force(bed));
}

TEST_F(EdgeCases, PauseCrossesEndingBothStandAndEachIsLiftedByName) {
  const auto pause = story.pause(story.mara);
  const auto ending = story.end(story.jonas);
  story.sync();
  lift(pause);
  EXPECT_TRUE(story.lifted(pause));
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::ended);
  lift(ending);
  story.now += kDayMs;
  EXPECT_TRUE(story.lifted(ending));
}

TEST_F(EdgeCases, ATightenedLimitIsOneMoreAndBothStand) {
  story.agree({story.area("Household"), story.area("Bedroom")});
  const auto soft = story.limit(story.jonas, {house}, Strength::soft);
  std::vector<ClauseId> more = {house, bed};
  std::ranges::sort(more);
  const auto hard =
      story.sign(story.jonas, RestrictionFacts{RestrictionKind::limit, more, Strength::hard, soft});
  EXPECT_EQ(story.restriction(hard).tightens, soft);
  lift(soft);
  story.now += kDayMs;
  EXPECT_TRUE(story.lifted(soft));
  EXPECT_FALSE(story.in_force(house));
  EXPECT_FALSE(story.in_force(bed));
}

TEST_F(EdgeCases, ATermOnHoldHasLapsedAndARoleOnHoldIsNotInForce) {
  story.agree({story.role(story.mara, "Dominant", true),
               story.role(story.jonas, "submissive", false), story.term(Term{})});
  Term rival;
  rival.renew_by_ms = story.now + kDayMs;
  const auto p =
      story.propose(story.mara, {story.term(rival), story.role(story.mara, "Mistress", true)});
  story.sync();
  story.accept(story.jonas, p);
  story.say_no(story.mara, p);
  story.sync();
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::lapsed);
  EXPECT_FALSE(story.in_force(story.role_of(story.mara)));
  EXPECT_EQ(story.all.leader(), story.mara.partner);  // no default fills in
}

TEST_F(EdgeCases, AnUnconfirmedDeviceClosesNothing) {
  Device& phone = story.link_device(story.jonas);
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  EXPECT_EQ(phone.agreement.may_decline(p, phone.author()).error().code,
            Code::device_not_confirmed);
  story.say_no(phone, p);
  story.end(phone);
  EXPECT_EQ(story.stage(p), Stage::open);
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::ended);
}

TEST_F(EdgeCases, ARevocationNeverCutsWhatItsAuthorHadSeen) {
  Device& phone = confirmed_device_of(story.jonas, story.mara);
  const auto p = story.propose(story.mara, {story.area("Household")});
  const auto q = story.propose(story.mara, {story.area("Bedroom")});
  story.sync();
  const auto seen = story.accept(phone, p);
  story.deliver(phone, story.jonas);
  const auto unseen = story.accept(phone, q);
  story.sign(story.jonas, Cut{phone.id, 1, Cut::Why::revoked});
  EXPECT_FALSE(story.is_void(seen));
  EXPECT_EQ(story.void_causes(unseen), std::set{Why::disputed});
  EXPECT_TRUE(story.on_hold(bed));
}

TEST_F(EdgeCases, BeyondACutWhatTakesAwayCountsAndProposalsAreDisputed) {
  Device& phone = confirmed_device_of(story.jonas, story.mara);
  story.sign(story.jonas, Cut{phone.id, 1, Cut::Why::revoked});
  const auto p = story.propose(phone, {story.area("Household")});
  story.deliver(phone, story.mara);
  const auto a = story.accept(story.mara, p);
  EXPECT_EQ(story.void_causes(a), std::set{Why::disputed});
  story.sync();
  EXPECT_EQ(story.mara.agreement.may_accept(p, story.mara.author(), story).error().code,
            Code::proposal_device_cut);
  EXPECT_EQ(
      phone.agreement.may_propose(story.draft(phone, {story.area("Garden")}), phone.author(), story)
          .error()
          .code,
      Code::own_device_cut);
  story.pause(phone);
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::paused);
}

TEST_F(EdgeCases, AnEquivocationCutsFromItsSeqOnSeenOrNot) {
  Device& phone = confirmed_device_of(story.jonas, story.mara);
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  const auto a = story.accept(phone, p);
  story.sync();
  ASSERT_TRUE(story.in_force(house));
  story.sign(story.mara, Cut{phone.id, story.act(a).at.seq, Cut::Why::equivocated});
  EXPECT_EQ(story.void_causes(a), std::set{Why::disputed});
  EXPECT_TRUE(story.on_hold(house));
}

TEST_F(EdgeCases, ABranchOfAForkIsALineOfItsOwn) {
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  const auto a = story.accept(story.jonas, p);
  Act branch = story.act(a);  // the same seq, signed twice: here a No
  branch.entry = test_id<EntryHash>("branch");
  branch.at.line = test_id<DeviceId>("the later branch");
  branch.deed = NoFacts{p};
  ASSERT_TRUE(story.all.add(branch));
  EXPECT_EQ(story.void_causes(a), std::set{Why::declined});
}

}  // namespace
}  // namespace troth::agreement
