// Rule 5: a lift takes effect when the cooling-off has passed since the
// restricting partner first signed something by choice knowing the lift agreed.
#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "tests/core/agreement/story.h"

namespace troth::agreement {
namespace {

struct Rule5 : testing::Test {
  Rule5() { story.agree({story.area("Household")}); }

  // Offered by `from`, accepted by `to`; not yet delivered back.
  EntryHash lift(Device& from, Device& to, const EntryHash& restriction) {
    story.sync();
    const auto offer = story.offer_lift(from, {restriction});
    story.sync();
    story.accept(to, offer);
    return offer;
  }
  LiftState state(const EntryHash& restriction) {
    return story.restriction(restriction).lifts.front();
  }

  Story story;
  ClauseId house = story.area_named("Household");
};

TEST_F(Rule5, APauseIsLiftedAtOnceByDefault) {
  const auto r = story.pause(story.jonas);
  lift(story.mara, story.jonas, r);
  EXPECT_TRUE(story.lifted(r));
  EXPECT_TRUE(story.in_force(house));
}

TEST_F(Rule5, EverythingElseWaitsADayByDefault) {
  for (const auto& restrict : std::vector<std::function<EntryHash()>>{
           [&] { return story.limit(story.jonas, {house}); },
           [&] { return story.withdraw(story.jonas, {house}); },
           [&] { return story.end(story.jonas); },
           [&] {
             return story.sign(story.jonas,
                               RestrictionFacts{RestrictionKind::unreadable, {}, {}, {}});
           }}) {
    const auto r = restrict();
    lift(story.mara, story.jonas, r);
    EXPECT_EQ(state(r).stage, LiftState::Stage::waiting);
    EXPECT_EQ(state(r).effective_ms, story.now + kDayMs);
    story.now += kDayMs - 1;
    EXPECT_FALSE(story.lifted(r));
    story.now += 1;
    EXPECT_TRUE(story.lifted(r));
    EXPECT_TRUE(story.in_force(house));
  }
}

TEST_F(Rule5, TheRestrictingPartnersOwnSignatureStartsTheWait) {
  const auto r = story.end(story.jonas);
  lift(story.jonas, story.mara, r);
  EXPECT_EQ(state(r).stage, LiftState::Stage::waiting_for_signature);
  EXPECT_EQ(state(r).waits_for, story.jonas.partner);
  EXPECT_EQ(story.mara.agreement.may_lift(r, story.mara.author(), story.now).error().message,
            "The lift of this restriction is agreed, and it needs your partner's signature; wait "
            "for it.");
  story.now += 10 * kDayMs;
  story.practice(story.jonas);  // has not heard of it
  EXPECT_EQ(state(r).stage, LiftState::Stage::waiting_for_signature);
  story.sync();
  story.practice(story.mara);
  story.sign(story.jonas, Automatic{});  // nobody chose that
  EXPECT_EQ(state(r).stage, LiftState::Stage::waiting_for_signature);
  story.practice(story.jonas);
  EXPECT_EQ(state(r).stage, LiftState::Stage::waiting);
  EXPECT_EQ(state(r).effective_ms, story.now + kDayMs);
}

TEST_F(Rule5, TheLargestTimeThatItHadSeenCounts) {
  const auto r = story.end(story.jonas);
  story.now += 5 * kDayMs;
  story.practice(story.mara);
  story.now -= 5 * kDayMs;  // Jonas's clock is behind, or pretends to be
  lift(story.mara, story.jonas, r);
  EXPECT_EQ(state(r).effective_ms, story.now + 6 * kDayMs);
}

TEST_F(Rule5, ATimeAtTheEndOfTimeDoesNotWrapAround) {
  story.now = std::numeric_limits<TimeMs>::max();
  const auto r = story.end(story.jonas);
  lift(story.mara, story.jonas, r);
  EXPECT_EQ(state(r).effective_ms, std::numeric_limits<TimeMs>::max());
}

TEST_F(Rule5, TheAgreedCoolingOffCounts) {
  Term term;
  term.cooling_off_hours = 72;
  term.pause_cooling_off_hours = 2;
  story.agree({story.term(term)});
  const auto pause = story.pause(story.jonas);
  const auto limit = story.limit(story.jonas, {house});
  lift(story.mara, story.jonas, pause);
  lift(story.mara, story.jonas, limit);
  EXPECT_EQ(state(pause).effective_ms, story.now + 2 * kHourMs);
  EXPECT_EQ(state(limit).effective_ms, story.now + 72 * kHourMs);
}

TEST_F(Rule5, TheLongerOfThenAndNowCounts) {
  Term shorter;
  shorter.cooling_off_hours = 1;
  const auto r = story.end(story.jonas);
  story.sync();
  Proposal both = story.draft(story.mara, {story.term(shorter)});
  both.lifts = {r};
  const auto p = story.propose(story.mara, both);
  story.sync();
  story.accept(story.jonas, p);
  EXPECT_EQ(state(r).effective_ms, story.now + kDayMs);  // then: the default
  Term longer;
  longer.cooling_off_hours = 100;
  story.agree({story.term(longer)});
  EXPECT_EQ(state(r).effective_ms, story.now + 100 * kHourMs);
}

TEST_F(Rule5, ATermOnHoldWaitsAtLeastTheDefault) {
  Term none;
  none.cooling_off_hours = 0;
  story.agree({story.term(none)});
  Term rival = none;
  rival.renew_by_ms = story.now + 300 * kDayMs;
  const auto p = story.propose(story.mara, {story.term(rival)});
  story.sync();
  story.accept(story.jonas, p);
  story.say_no(story.mara, p);
  story.sync();
  ASSERT_TRUE(story.on_hold(story.the_term()));
  const auto r = story.limit(story.jonas, {house});
  lift(story.mara, story.jonas, r);
  EXPECT_EQ(state(r).effective_ms, story.now + kDayMs);
}

TEST_F(Rule5, UntilThenTheyCanRestrictAgainAlone) {
  const auto r = story.end(story.jonas);
  lift(story.mara, story.jonas, r);
  const auto again = story.end(story.jonas);
  story.now += 2 * kDayMs;
  EXPECT_TRUE(story.lifted(r));
  EXPECT_FALSE(story.lifted(again));
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::ended);
}

TEST_F(Rule5, AVoidLiftLiftsNothing) {
  const auto r = story.pause(story.jonas);
  story.sync();
  const auto offer = story.offer_lift(story.mara, {r});
  story.sync();
  story.accept(story.jonas, offer);
  story.say_no(story.mara, offer);
  story.sync();
  EXPECT_FALSE(story.lifted(r));
}

TEST_F(Rule5, ASecondOfferIsRefusedWhileOneIsThere) {
  const auto r = story.end(story.jonas);
  story.sync();
  const auto code = [&] {
    return story.mara.agreement.may_lift(r, story.mara.author(), story.now).error().code;
  };
  EXPECT_EQ(story.mara.agreement.may_lift(test_id<EntryHash>("x"), story.mara.author(), story.now)
                .error()
                .code,
            Code::restriction_unknown);
  EXPECT_TRUE(story.mara.agreement.may_lift(r, story.mara.author(), story.now));
  const auto offer = story.offer_lift(story.mara, {r});
  EXPECT_EQ(state(r).stage, LiftState::Stage::offered);
  EXPECT_EQ(state(r).waits_for, story.jonas.partner);
  EXPECT_EQ(code(), Code::lift_offered);
  story.sync();
  story.accept(story.jonas, offer);
  story.sync();
  EXPECT_EQ(code(), Code::lift_agreed);
  story.now += kDayMs;
  EXPECT_EQ(code(), Code::restriction_lifted);
}

TEST_F(Rule5, ARevokedDevicesSignatureDoesNotStartTheWait) {
  Device& stolen = story.link_device(story.jonas);
  story.sign(story.mara, Confirmed{stolen.id});
  const auto r = story.end(story.jonas);
  lift(story.jonas, story.mara, r);
  story.deliver(story.mara, stolen);
  story.sign(story.jonas, Cut{stolen.id, 1, Cut::Why::revoked});
  story.practice(stolen);
  EXPECT_EQ(state(r).stage, LiftState::Stage::waiting_for_signature);
}

TEST_F(Rule5, AnUnconfirmedDevicesSignatureDoesNotStartTheWait) {
  Device& phone = story.link_device(story.jonas);
  const auto r = story.end(story.jonas);
  lift(story.jonas, story.mara, r);
  story.deliver(story.mara, phone);
  story.practice(phone);
  EXPECT_EQ(state(r).stage, LiftState::Stage::waiting_for_signature);
}

TEST_F(Rule5, TheTermSaysWhenItAllStartsAndLapses) {
  Term term;
  term.starts_ms = story.now + kDayMs;
  term.renew_by_ms = story.now + 2 * kDayMs;
  story.agree({story.term(term)});
  EXPECT_EQ(story.all.status(term.starts_ms - 1), AgreementStatus::none);
  EXPECT_EQ(story.all.status(term.starts_ms), AgreementStatus::in_force);
  EXPECT_EQ(story.all.status(term.renew_by_ms - 1), AgreementStatus::in_force);
  EXPECT_EQ(story.all.status(term.renew_by_ms), AgreementStatus::lapsed);
  EXPECT_FALSE(story.all.clause(house, term.renew_by_ms).in_force);
}

TEST_F(Rule5, AClausesOwnUntilEndsThatClause) {
  Change trial = story.area("Bedroom");
  trial.content->until_ms = story.now + kDayMs;
  story.agree({trial});
  EXPECT_TRUE(story.all.clause(trial.clause, story.now + kDayMs - 1).in_force);
  EXPECT_FALSE(story.all.clause(trial.clause, story.now + kDayMs).in_force);
  EXPECT_TRUE(story.all.clause(house, story.now + kDayMs).in_force);
}

TEST_F(Rule5, ATermWhoseOwnUntilHasPassedHasLapsed) {
  Change term = story.term(Term{});
  term.content->until_ms = story.now + kDayMs;
  story.agree({term});
  EXPECT_EQ(story.all.status(story.now + kDayMs), AgreementStatus::lapsed);
}

}  // namespace
}  // namespace troth::agreement
