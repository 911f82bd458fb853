// Rule 6: a decision counts as made under the exchange only if, in what its
// author had seen, the author leads in that area, and nothing that covers it is
// paused, on hold, lapsed or ended. Any other is kept, and marked.
#include "tests/core/agreement/lived.h"

namespace troth::agreement {
namespace {

struct Rule6 : Lived {
  // The term renewed by a reaffirmation of what stands.
  EntryHash reaffirm(Device& by, TimeMs renew_by_ms) {
    Term term = by.agreement.term();
    term.renew_by_ms = renew_by_ms;
    Proposal proposal = story.draft(by, {story.term(term)});
    proposal.reaffirms = by.agreement.digest();
    EXPECT_TRUE(by.agreement.may_propose(proposal, by.author(), story));
    return story.propose(by, proposal);
  }
  void agree_term(TimeMs starts_ms, TimeMs renew_by_ms, TimeMs until_ms = 0) {
    Term term;
    term.starts_ms = starts_ms;
    term.renew_by_ms = renew_by_ms;
    story.agree({{story.the_term(), ClauseContent{until_ms, term}}});
  }
};

// --- who leads, and how far ---

TEST_F(Rule6, WhoLeadsDecidesAndTheOtherDoesNot) {
  EXPECT_EQ(why(story.mara, house), kInside);
  EXPECT_EQ(why(story.jonas, house), Outside::other_leads);
}

TEST_F(Rule6, AnAreaCanNameAnotherLeader) {
  amend(led(story.jonas.partner, Reach::delegate));
  EXPECT_EQ(why(story.jonas, house), kInside);
  EXPECT_EQ(why(story.mara, house), Outside::other_leads);
}

TEST_F(Rule6, WhatIsNotPartOfTheExchangeIsNobodysToDecide) {
  amend(led({}, Reach::outside));
  EXPECT_EQ(why(story.mara, house), Outside::not_in_exchange);
  EXPECT_EQ(why(story.jonas, house), Outside::not_in_exchange);
}

TEST_F(Rule6, WhereTheReachIsConsultTheFollowerDecidesFreely) {
  amend(led({}, Reach::consult));
  EXPECT_EQ(why(story.mara, house), Outside::follower_decides);
  EXPECT_EQ(why(story.jonas, house), Outside::own_decision);
}

TEST_F(Rule6, AnAnswerWithoutTheOthersViewIsMarkedWhereTheAreaAsksForOne) {
  EXPECT_FALSE(verdict(story.answer(story.mara, house)).without_view);
  amend(led({}, Reach::discuss));
  const Verdict alone = verdict(story.answer(story.mara, house));
  EXPECT_TRUE(alone.without_view);
  EXPECT_EQ(alone.outcome, Verdict::Outcome::inside);
  EXPECT_FALSE(verdict(story.answer(story.mara, house, true)).without_view);
  amend(led({}, Reach::consult));
  EXPECT_TRUE(verdict(story.answer(story.jonas, house)).without_view);
  EXPECT_FALSE(verdict(story.answer(story.jonas, house, true)).without_view);
}

TEST_F(Rule6, WithoutRolesNobodyLeadsByDefault) {
  Story bare;
  bare.agree({bare.area("Household")});
  const Answer answer = bare.answer(bare.mara, house);
  EXPECT_EQ(bare.all.verdict_of(answer, bare, made_up_time)->why, Outside::nobody_leads);
  // An area that names its leader asks for that partner's role too.
  bare.agree({bare.area(led(bare.mara.partner, Reach::delegate))});
  const Answer named = bare.answer(bare.mara, house);
  EXPECT_EQ(bare.all.verdict_of(named, bare, made_up_time)->why, Outside::role_not_in_force);
}

TEST_F(Rule6, ARoleThatIsWithdrawnLimitedOverOrOnHoldLeadsNothing) {
  const ClauseId role = story.role_of(story.mara);
  const auto withdrawn = story.withdraw(story.jonas, {role});
  story.sync();
  EXPECT_EQ(why(house), Outside::role_not_in_force);
  lift(withdrawn);
  story.now += kDayMs;
  EXPECT_EQ(why(house), kInside);
  const auto limit = story.limit(story.jonas, {role});
  story.sync();
  EXPECT_EQ(why(house), Outside::role_not_in_force);
  lift(limit);
  story.now += kDayMs;
  EXPECT_EQ(why(house), kInside);
  const ClauseContent until{story.now + kDayMs, Role{story.mara.partner, "Dominant", true}};
  story.agree({{role, until}});
  EXPECT_EQ(why(house), kInside);
  story.now += kDayMs;
  EXPECT_EQ(why(house), Outside::role_not_in_force);
}

TEST_F(Rule6, NoDefaultFillsInForARoleOnHold) {
  put_on_hold({story.role(story.mara, "Mistress", true)});
  EXPECT_EQ(why(story.mara, house), Outside::role_not_in_force);
  EXPECT_EQ(why(story.jonas, house), Outside::other_leads);
}

// --- what stands in the way ---

TEST_F(Rule6, BeforeAnythingIsAgreedNothingIsInside) {
  Story before(Story::Start::paired);
  const auto asked = [&] {
    return before.all.verdict_of(before.answer(before.mara, house), before, made_up_time)->why;
  };
  EXPECT_EQ(asked(), Outside::not_compared);
  before.sign(before.mara, Compared{});
  before.sign(before.jonas, Compared{});
  before.sync();
  EXPECT_EQ(asked(), Outside::nothing_agreed);
}

TEST_F(Rule6, AnAreaThatDoesNotStandGivesNothing) {
  EXPECT_EQ(why(story.area_named("Cellar")), Outside::area_not_there);
  EXPECT_EQ(why(story.role_of(story.mara)), Outside::area_not_there);
  story.agree({story.removed(house)});
  EXPECT_EQ(why(house), Outside::area_not_there);
}

TEST_F(Rule6, APauseAnEndingAndWhatCannotBeReadStopEverything) {
  const auto pause = story.pause(story.jonas);
  story.sync();
  EXPECT_EQ(why(house), Outside::paused);
  lift(pause);
  EXPECT_EQ(why(house), kInside);
  const auto unreadable =
      story.sign(story.jonas, RestrictionFacts{RestrictionKind::unreadable, {}, {}, {}});
  story.sync();
  EXPECT_EQ(why(house), Outside::paused);
  lift(unreadable);
  story.now += kDayMs;
  EXPECT_EQ(why(house), kInside);
  story.end(story.mara);  // one's own ending too
  EXPECT_EQ(why(house), Outside::ended);
}

TEST_F(Rule6, WhatCoversTheAreaStopsItAndWhatCoversAnotherDoesNot) {
  story.pause(story.jonas, {garden});
  story.withdraw(story.jonas, {bed});
  story.limit(story.jonas, {bed});
  story.sync();
  EXPECT_EQ(why(house), kInside);
  EXPECT_EQ(why(garden), Outside::area_paused);
  EXPECT_EQ(why(bed), Outside::area_withdrawn);
  story.limit(story.jonas, {house});
  story.sync();
  EXPECT_EQ(why(house), Outside::area_limited);
}

TEST_F(Rule6, ALiftCountsFromItsOwnHourOn) {
  const auto r = story.withdraw(story.jonas, {house});
  lift(r);
  story.now += kDayMs - 1;
  EXPECT_EQ(why(house), Outside::area_withdrawn);
  story.now += 1;
  EXPECT_EQ(why(house), kInside);
}

TEST_F(Rule6, AnAreaOnHoldGivesNothingUntilAgreedAgain) {
  put_on_hold({story.area("Household", Reach::discuss)});
  EXPECT_EQ(why(house), Outside::area_on_hold);
  amend(led({}, Reach::delegate));
  EXPECT_EQ(why(house), kInside);
}

TEST_F(Rule6, AClausesOwnUntilEndsItQuietly) {
  amend(led({}, Reach::delegate), story.now + kDayMs);
  story.now += kDayMs - 1;
  EXPECT_EQ(why(house), kInside);
  story.now += 1;
  EXPECT_EQ(why(house), Outside::area_over);
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::in_force);  // all the rest goes on
}

// --- the term ---

TEST_F(Rule6, BeforeTheTermStartsNothingIsInside) {
  agree_term(story.now + kDayMs, 0);
  EXPECT_EQ(why(house), Outside::not_started);
  story.now += kDayMs;
  EXPECT_EQ(why(house), kInside);
}

TEST_F(Rule6, ALapsedAgreementGivesNothingUntilBothReaffirmIt) {
  agree_term(0, story.now + 10 * kDayMs);
  story.now += 10 * kDayMs - 1;
  EXPECT_EQ(why(house), kInside);
  story.now += 1;
  EXPECT_EQ(why(house), Outside::lapsed);
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::lapsed);
  story.sync();
  const auto p = reaffirm(story.mara, story.now + 100 * kDayMs);
  story.sync();
  EXPECT_EQ(why(house), Outside::lapsed);  // one signature renews nothing
  ASSERT_TRUE(story.jonas.agreement.may_accept(p, story.jonas.author(), story));
  story.accept(story.jonas, p);
  EXPECT_EQ(why(house), Outside::lapsed);  // Mara has not seen it yet
  story.sync();
  EXPECT_EQ(why(house), kInside);
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::in_force);
}

TEST_F(Rule6, AReaffirmationIsOfTheExactDigest) {
  agree_term(0, story.now + kDayMs);
  story.now += kDayMs;
  const auto p = reaffirm(story.mara, story.now + 100 * kDayMs);
  story.agree({story.area("Cellar")});  // what stands is another agreement now
  EXPECT_EQ(story.jonas.agreement.may_accept(p, story.jonas.author(), story).error().code,
            Code::reaffirmation_of_another_version);
  story.accept(story.jonas, p);
  story.sync();
  EXPECT_EQ(why(house), Outside::lapsed);
}

TEST_F(Rule6, AReaffirmationThatAChangeCrossesRenewsTheTermAndNoMore) {
  agree_term(0, story.now + kDayMs);
  story.now += kDayMs;
  const auto renewal = reaffirm(story.mara, story.now + 100 * kDayMs);
  const auto change = story.propose(story.jonas, {story.area("Household", Reach::consult)});
  story.sync();
  story.accept(story.jonas, renewal);
  story.accept(story.mara, change);
  story.sync();
  EXPECT_EQ(story.stage(renewal), ProposalState::Stage::accepted);
  EXPECT_EQ(story.stage(change), ProposalState::Stage::accepted);
  EXPECT_EQ(why(story.mara, house), Outside::follower_decides);
}

TEST_F(Rule6, AReaffirmationThatAnotherTermCrossesLeavesItOnHold) {
  agree_term(0, story.now + kDayMs);
  story.now += kDayMs;
  const auto renewal = reaffirm(story.mara, story.now + 100 * kDayMs);
  const auto other = story.propose(story.jonas, {story.term(Term{})});
  story.sync();
  story.accept(story.jonas, renewal);
  story.accept(story.mara, other);
  story.sync();
  EXPECT_TRUE(story.on_hold(story.the_term()));
  EXPECT_EQ(why(house), Outside::lapsed);
  const auto again = reaffirm(story.jonas, story.now + 100 * kDayMs);
  story.sync();
  story.accept(story.mara, again);
  story.sync();
  EXPECT_EQ(why(house), kInside);
}

TEST_F(Rule6, ATermsOwnUntilEndsItToo) {
  agree_term(0, 0, story.now + kDayMs);
  story.now += kDayMs;
  EXPECT_EQ(why(house), Outside::lapsed);
}

// --- what had been seen ---

TEST_F(Rule6, ADecisionThatAPauseCrossesWasMadeUnderTheExchange) {
  story.pause(story.jonas);
  const Answer before = story.answer(story.mara, house);  // has not heard of it
  story.sync();
  const Answer after = story.answer(story.mara, house);
  EXPECT_EQ(verdict(before).outcome, Verdict::Outcome::inside);
  EXPECT_EQ(verdict(after).why, Outside::paused);
}

TEST_F(Rule6, WhatIsAgreedLaterChangesNoVerdict) {
  const Answer inside = story.answer(story.mara, house);
  const Answer outside = story.answer(story.jonas, house);
  amend(led(story.jonas.partner, Reach::delegate));
  EXPECT_EQ(verdict(inside).outcome, Verdict::Outcome::inside);
  EXPECT_EQ(verdict(outside).why, Outside::other_leads);
}

// What the worst lie about `seen` does: as much as a delay would, and only till
// the liar's own line has named what it pretends not to have seen.
TEST_F(Rule6, AnOlderClaimedPastGainsWhatADelayWouldHave) {
  const Clock before = story.mara.seen;
  story.pause(story.jonas);
  story.sync();
  Clock claimed = before;
  const Answer lie = story.answer_having_seen(story.mara, claimed, house);
  EXPECT_EQ(verdict(lie).outcome, Verdict::Outcome::inside);
  const Answer truth = story.answer(story.mara, house);
  EXPECT_EQ(verdict(truth).why, Outside::paused);
  // The pause binds all the same, whatever the mark says.
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::paused);
}

// --- time ---

TEST_F(Rule6, ADecisionDatedBeforeWhatItsAuthorHadSeenIsOfUnclearTime) {
  story.practice(story.jonas);
  story.sync();
  story.now -= 1;
  EXPECT_EQ(verdict(story.answer(story.mara, house)).outcome, Verdict::Outcome::time_unclear);
  story.now += 1;
  EXPECT_EQ(verdict(story.answer(story.mara, house)).outcome, Verdict::Outcome::inside);
}

TEST_F(Rule6, NoClaimOfTimeTurnsWhatIsOutsideIntoSomethingLess) {
  story.pause(story.jonas, {garden});
  story.sync();
  story.now -= 10 * kDayMs;
  EXPECT_EQ(verdict(story.answer(story.jonas, house)).why, Outside::other_leads);
  EXPECT_EQ(verdict(story.answer(story.mara, garden)).why, Outside::area_paused);
  EXPECT_EQ(verdict(story.answer(story.mara, bed)).why, Outside::no_moment);
}

// Each bound that time has is asked at the instant that favours the agreement:
// only where none would help is the answer outside whatever its time.
TEST_F(Rule6, WhereTimeWouldDecideItIsUnclear) {
  story.open_moment(story.mara, {}, story.now + kDayMs);
  agree_term(story.now + kDayMs, story.now + 10 * kDayMs);
  amend(led({}, Reach::delegate), story.now + 9 * kDayMs);
  const auto limit = story.limit(story.jonas, {house});
  lift(limit);
  const TimeMs today = story.now;
  story.now += 20 * kDayMs;
  EXPECT_EQ(why(house), Outside::lapsed);
  for (const TimeMs claim : {today - kDayMs, today, today + 2 * kDayMs, today + 15 * kDayMs}) {
    story.now = claim;
    EXPECT_EQ(verdict(story.answer(story.mara, house)).outcome, Verdict::Outcome::time_unclear);
    EXPECT_EQ(verdict(story.answer(story.mara, garden)).outcome, Verdict::Outcome::time_unclear);
    EXPECT_EQ(verdict(story.answer(story.mara, bed)).outcome, Verdict::Outcome::time_unclear);
  }
}

// The worst lie about time of the partner who follows: every answer after it is
// of unclear time, until clocks catch up. No more than a pause does, and it shows.
TEST_F(Rule6, AnEntryFromTheFutureMakesTheTimeOfAllAnswersAfterItUnclear) {
  const TimeMs today = story.now;
  story.now += 1000 * kDayMs;
  story.practice(story.jonas);
  story.now = today + kDayMs;
  EXPECT_EQ(verdict(story.answer(story.mara, house)).outcome, Verdict::Outcome::inside);
  story.sync();
  EXPECT_EQ(verdict(story.answer(story.mara, house)).outcome, Verdict::Outcome::time_unclear);
}

// The worst lie about time of the partner who leads: a later claim reaches no
// further than what is agreed anyway, and dates all that follows.
TEST_F(Rule6, AClaimOfALaterTimeIsHeldAgainstWhatFollows) {
  agree_term(story.now + 10 * kDayMs, 0);
  const TimeMs today = story.now;
  story.now += 11 * kDayMs;
  EXPECT_EQ(verdict(story.answer(story.mara, house)).outcome, Verdict::Outcome::inside);
  story.now = today;
  EXPECT_EQ(verdict(story.answer(story.mara, house)).outcome, Verdict::Outcome::time_unclear);
}

// --- devices and versions ---

TEST_F(Rule6, OnlyADeviceThatCountsDecides) {
  Device& phone = story.link_device(story.mara);
  EXPECT_EQ(why(phone, house), Outside::device_not_confirmed);
  story.sign(story.jonas, Confirmed{phone.id});
  EXPECT_EQ(why(phone, house), Outside::device_not_confirmed);  // had not seen it
  story.sync();
  EXPECT_EQ(why(phone, house), kInside);
  const Answer before = story.answer(phone, house);
  story.sync();
  story.sign(story.mara, Cut{phone.id, 1, Cut::Why::revoked});
  story.sync();
  EXPECT_EQ(why(phone, house), Outside::device_cut);
  EXPECT_EQ(verdict(before).outcome, Verdict::Outcome::inside);
}

TEST_F(Rule6, WhatThisVersionCannotReadIsNotJudgedInside) {
  const Answer before = story.answer(story.mara, house);
  story.sign(story.jonas, Newer{});
  EXPECT_EQ(why(house), kInside);
  story.sync();
  EXPECT_EQ(why(house), Outside::newer_rules);
  EXPECT_EQ(verdict(before).outcome, Verdict::Outcome::inside);
}

}  // namespace
}  // namespace troth::agreement
