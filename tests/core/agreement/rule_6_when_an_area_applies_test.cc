// Rule 6, the times: weekly windows in the agreed time zone, and moments.
#include "tests/core/agreement/lived.h"

namespace troth::agreement {
namespace {

// Clocks show two hours more than UTC in the week of these tests.
constexpr TimeMs kMonday = that_week(0, 0) - 2 * kHourMs;

constexpr TimeMs shown(std::uint32_t weekday, std::uint32_t hour, std::uint32_t minute = 0) {
  return kMonday + weekday * kDayMs + hour * kHourMs + minute * kMinuteMs;
}

struct Rule6Windows : Lived {
  // The garden applies in these windows alone.
  void agree_on(const std::vector<Window>& windows) {
    story.agree({story.area(Area{"Garden", "", {}, Reach::delegate, When::windows, windows})});
  }
  // Of an answer that claims this instant, and had seen nothing later.
  std::optional<Outside> at(TimeMs instant) {
    Answer answer = story.answer(story.mara, garden);
    answer.written_ms = instant;
    answer.latest_ms = instant;
    return verdict(answer).why;
  }
  void expect_inside(TimeMs from, TimeMs to) {
    EXPECT_EQ(at(from - 1), Outside::not_in_windows);
    EXPECT_EQ(at(from), kInside);
    EXPECT_EQ(at(to - 1), kInside);
    EXPECT_EQ(at(to), Outside::not_in_windows);
  }
};

TEST_F(Rule6Windows, AnEveningAppliesFromItsFirstMinuteToBeforeItsLast) {
  for (std::uint32_t day = 0; day < 5; ++day) expect_inside(shown(day, 18), shown(day, 23));
  EXPECT_EQ(at(shown(5, 20)), Outside::not_in_windows);  // Saturday
  EXPECT_EQ(at(shown(6, 20)), Outside::not_in_windows);
}

TEST_F(Rule6Windows, AWindowGoesOverMidnightAndOverTheWeeksEnd) {
  agree_on({{1 << 6, 22 * 60, 2 * 60}});  // Sun 22:00-02:00
  expect_inside(shown(6, 22), shown(7, 2));
  expect_inside(shown(6, 22) - kWeekMs, shown(0, 2));
  EXPECT_EQ(at(shown(5, 23)), Outside::not_in_windows);
  EXPECT_EQ(at(shown(6, 1)), Outside::not_in_windows);
}

TEST_F(Rule6Windows, MidnightIsTheEndOfADay) {
  agree_on({{1 << 5, 0, 0}});  // Sat 00:00-24:00
  expect_inside(shown(5, 0), shown(6, 0));
  agree_on({{1 << 5, 20 * 60, 0}});  // Sat 20:00-24:00
  expect_inside(shown(5, 20), shown(6, 0));
}

TEST_F(Rule6Windows, OneThatEndsWhenItStartsLastsADay) {
  agree_on({{1 << 2, 9 * 60, 9 * 60}});
  expect_inside(shown(2, 9), shown(3, 9));
}

TEST_F(Rule6Windows, AnyOfSeveralWillDoAndNoneIsNever) {
  agree_on({{1 << 0, 8 * 60, 9 * 60}, {1 << 3, 8 * 60, 9 * 60}});
  expect_inside(shown(0, 8), shown(0, 9));
  expect_inside(shown(3, 8), shown(3, 9));
  agree_on({});  // nobody can sign that; and it opens nothing
  for (std::uint32_t hour = 0; hour < 7 * 24; ++hour)
    EXPECT_EQ(at(shown(0, 0) + hour * kHourMs), Outside::not_in_windows);
}

// On 20 May 2026, a Wednesday, clocks go from 02:00 to 03:00, at 01:00 UTC.
TEST_F(Rule6Windows, AnHourThatClocksSkipIsNoHour) {
  const TimeMs change = that_week(2, 1) - 2 * kWeekMs;
  agree_on({{1 << 2, 60, 3 * 60}});  // Wed 01:00-03:00: one hour that night
  expect_inside(change - kHourMs, change);
  agree_on({{1 << 2, 2 * 60, 3 * 60}});  // an hour that is not
  for (TimeMs t = change - kDayMs / 2; t < change + kDayMs / 2; t += 10 * kMinuteMs)
    EXPECT_EQ(at(t), Outside::not_in_windows);
}

// On 10 June 2026, a Wednesday, clocks go from 03:00 to 02:00, at 01:00 UTC.
TEST_F(Rule6Windows, AnHourThatClocksRepeatAppliesTwice) {
  const TimeMs change = that_week(2, 1) + kWeekMs;
  agree_on({{1 << 1, 22 * 60, 3 * 60}});  // Tue 22:00-03:00: six hours that night
  expect_inside(change - 5 * kHourMs, change + kHourMs);
  agree_on({{1 << 2, 2 * 60, 2 * 60 + 30}});  // Wed 02:00-02:30, twice
  expect_inside(change - kHourMs, change - kHourMs / 2);
  expect_inside(change, change + kHourMs / 2);
}

TEST_F(Rule6Windows, TheZoneIsTheAgreedOneInWhatWasSeen) {
  EXPECT_EQ(at(that_week(0, 16)), kInside);  // clocks show 18:00
  const auto p = story.propose(story.mara, {story.rhythm_in("UTC")});
  story.sync();
  story.accept(story.jonas, p);
  EXPECT_EQ(at(that_week(0, 16)), kInside);  // Mara has not seen it
  story.sync();
  EXPECT_EQ(at(that_week(0, 16)), Outside::not_in_windows);
  EXPECT_EQ(at(that_week(0, 18)), kInside);
}

TEST_F(Rule6Windows, WithoutARhythmItIsUtcAndARhythmOnHoldKeepsItsZone) {
  put_on_hold({story.rhythm_in("UTC")});
  EXPECT_EQ(at(that_week(0, 16)), kInside);
  story.agree({story.removed(rhythm_id(story.pair.id))});
  EXPECT_EQ(at(that_week(0, 16)), Outside::not_in_windows);
  EXPECT_EQ(at(that_week(0, 18)), kInside);
}

TEST_F(Rule6Windows, AZoneThatThisComputerDoesNotKnowIsNoTime) {
  story.agree({story.rhythm_in("Nowhere")});
  EXPECT_EQ(at(shown(0, 18)), Outside::time_zone_unknown);
}

TEST_F(Rule6Windows, WhereTheTimeIsUnclearSoIsTheWindow) {
  story.practice(story.jonas);
  story.sync();
  story.now = shown(0, 3);
  EXPECT_EQ(verdict(story.answer(story.mara, garden)).outcome, Verdict::Outcome::time_unclear);
}

using Rule6Moments = Lived;

TEST_F(Rule6Moments, AnAreaInMomentsAppliesWhileOneIsOpen) {
  EXPECT_EQ(why(bed), Outside::no_moment);
  const auto moment = story.open_moment(story.jonas);
  EXPECT_EQ(why(bed), Outside::no_moment);  // Mara has not heard of it
  story.sync();
  EXPECT_EQ(why(bed), kInside);
  EXPECT_EQ(why(story.jonas, bed), Outside::other_leads);
  story.close_moment(story.jonas, moment);
  EXPECT_EQ(why(bed), kInside);
  story.sync();
  EXPECT_EQ(why(bed), Outside::no_moment);
}

TEST_F(Rule6Moments, EitherClosesWhatEitherOpened) {
  const auto moment = story.open_moment(story.mara);
  EXPECT_EQ(why(bed), kInside);
  story.sync();
  story.close_moment(story.jonas, moment);
  story.sync();
  EXPECT_EQ(why(bed), Outside::no_moment);
  story.open_moment(story.mara);
  EXPECT_EQ(why(bed), kInside);
}

TEST_F(Rule6Moments, ItsEndIsTheFirstInstantAfterIt) {
  story.open_moment(story.mara, {}, story.now + kHourMs);
  story.now += kHourMs - 1;
  EXPECT_EQ(why(bed), kInside);
  story.now += 1;
  EXPECT_EQ(why(bed), Outside::no_moment);
}

TEST_F(Rule6Moments, OneThatNamesAreasOpensThoseAlone) {
  story.agree({story.area(in_moments("Cellar"))});
  const ClauseId cellar = story.area_named("Cellar");
  const auto moment = story.open_moment(story.mara, {bed, house});
  EXPECT_EQ(why(bed), kInside);
  EXPECT_EQ(why(cellar), Outside::no_moment);
  EXPECT_EQ(story.all.areas_opened_by(moment), std::vector{bed});
  const auto every = story.open_moment(story.mara);
  EXPECT_EQ(why(cellar), kInside);
  EXPECT_EQ(story.all.areas_opened_by(every).size(), 2U);
  EXPECT_TRUE(story.all.areas_opened_by(test_id<EntryHash>("none")).empty());
}

TEST_F(Rule6Moments, ItOpensOnlyWhatWasInForceInWhatItsAuthorHadSeen) {
  const auto pause = story.pause(story.jonas, {bed});
  story.sync();
  const auto moment = story.open_moment(story.mara);
  story.sync();
  EXPECT_TRUE(story.all.areas_opened_by(moment).empty());
  lift(pause);
  EXPECT_EQ(why(bed), Outside::no_moment);  // lifting opens nothing
  story.open_moment(story.mara);
  EXPECT_EQ(why(bed), kInside);
}

TEST_F(Rule6Moments, APauseThatCrossesAMomentHoldsInIt) {
  story.open_moment(story.mara);
  story.pause(story.jonas, {bed});
  EXPECT_EQ(why(bed), kInside);
  story.sync();
  EXPECT_EQ(why(bed), Outside::area_paused);
}

TEST_F(Rule6Moments, AMomentGoesOnWhereAPauseInItIsLifted) {
  story.open_moment(story.mara);
  story.sync();
  const auto pause = story.pause(story.jonas);
  story.sync();
  EXPECT_EQ(why(bed), Outside::paused);
  lift(pause);
  EXPECT_EQ(why(bed), kInside);
}

TEST_F(Rule6Moments, OneOpenedWhileLapsedOrOnHoldOpensNothingLater) {
  Term term;
  term.renew_by_ms = story.now + kDayMs;
  story.agree({story.term(term)});
  story.now += kDayMs;
  const auto lapsed = story.open_moment(story.mara);
  story.agree({story.term(Term{})});
  put_on_hold({story.area(in_moments("Bedroom"))});
  const auto on_hold = story.open_moment(story.mara);
  story.agree({story.area(in_moments("Bedroom"))});
  EXPECT_TRUE(story.all.areas_opened_by(lapsed).empty());
  EXPECT_TRUE(story.all.areas_opened_by(on_hold).empty());
  EXPECT_EQ(why(bed), Outside::no_moment);
}

// A lie about its time: it opens what is not in force yet, and gives nothing before.
TEST_F(Rule6Moments, OneDatedLaterGivesNothingBeforeItsTime) {
  Term term;
  term.starts_ms = story.now + 10 * kDayMs;
  story.agree({story.term(term)});
  const TimeMs today = story.now;
  story.now += 11 * kDayMs;
  const auto moment = story.open_moment(story.mara);
  EXPECT_EQ(story.all.areas_opened_by(moment), std::vector{bed});
  story.now = today;
  EXPECT_EQ(verdict(story.answer(story.mara, bed)).outcome, Verdict::Outcome::time_unclear);
}

TEST_F(Rule6Moments, ItOpensNoAreaThatAppliedOtherwiseThen) {
  const auto moment = story.open_moment(story.mara);
  story.agree({story.area(in_moments("Household"))});
  EXPECT_EQ(why(house), Outside::no_moment);
  EXPECT_EQ(story.all.areas_opened_by(moment), std::vector{bed});
}

TEST_F(Rule6Moments, ADeviceThatDoesNotCountOpensNothingAndCloses) {
  Device& phone = story.link_device(story.jonas);
  story.open_moment(phone);
  story.sync();
  EXPECT_EQ(why(bed), Outside::no_moment);
  const auto moment = story.open_moment(story.mara);
  story.sync();
  story.close_moment(phone, moment);
  story.sync();
  EXPECT_EQ(why(bed), Outside::no_moment);
}

TEST_F(Rule6Moments, WhatACutDeviceOpenedIsNotOpen) {
  Device& phone = story.link_device(story.jonas);
  story.sign(story.mara, Confirmed{phone.id});
  story.sync();
  story.open_moment(phone);
  story.deliver(phone, story.mara);
  EXPECT_EQ(why(bed), kInside);
  story.sign(story.jonas, Cut{phone.id, 1, Cut::Why::revoked});
  story.sync();
  EXPECT_EQ(why(bed), Outside::no_moment);
}

TEST_F(Rule6Moments, AClosingThatCannotBeReadClosesAllThatWasSeen) {
  story.open_moment(story.mara);
  story.sync();
  const auto crossing = story.open_moment(story.mara);
  story.sign(story.jonas, MomentClosed{});
  EXPECT_EQ(why(bed), kInside);
  story.sync();
  EXPECT_EQ(why(bed), kInside);  // the one that Jonas had not heard of
  story.close_moment(story.jonas, crossing);
  story.sync();
  EXPECT_EQ(why(bed), Outside::no_moment);
}

TEST_F(Rule6Moments, AClosingThatNamesItClosesItWhateverItsAuthorSaysTheyHadSeen) {
  const std::vector<Act> before = story.acts;
  const auto moment = story.open_moment(story.mara);
  const Act opened = story.acts.back();
  const auto closing = story.close_moment(story.jonas, moment);
  EXPECT_EQ(why(bed), kInside);  // Mara has not heard of it
  Agreement other(story.pair);   // where the closing arrives first
  for (const Act& act : before) ASSERT_TRUE(other.add(act));
  ASSERT_TRUE(other.add(story.act(closing)));
  EXPECT_EQ(other.closed_by(moment), std::nullopt);
  ASSERT_TRUE(other.add(opened));
  story.sync();
  EXPECT_EQ(why(bed), Outside::no_moment);
  EXPECT_EQ(story.all.closed_by(moment)->entry, closing);
  EXPECT_EQ(other.closed_by(moment), story.all.closed_by(moment));
  EXPECT_EQ(other.may_close_moment(moment, story.now).error().code, Code::moment_over);
}

// What is shown as closed is what the rule holds closed, and by whom.
TEST_F(Rule6Moments, WhatClosedItIsNamedForTheRuleAndForThePartners) {
  const auto moment = story.open_moment(story.mara, {}, story.now + kHourMs);
  story.sync();
  EXPECT_EQ(story.all.closed_by(moment), std::nullopt);
  EXPECT_EQ(story.all.closed_by(test_id<EntryHash>("none")), std::nullopt);
  Device& phone = story.link_device(story.mara);
  const TimeMs closed_ms = story.now += kMinuteMs;
  const auto closing = story.close_moment(phone, moment);  // of an unconfirmed device
  story.now += kMinuteMs;
  const auto unread = story.sign(story.jonas, MomentClosed{});  // crosses it
  story.sync();
  EXPECT_EQ(story.all.closed_by(moment), (ClosedBy{closing, story.mara.partner, closed_ms}));
  story.close_moment(story.jonas, moment);
  EXPECT_EQ(story.all.closed_by(moment)->entry, closing) << "the first";
  const auto second = story.open_moment(story.mara);
  EXPECT_EQ(story.all.closed_by(second), std::nullopt) << "no closing had seen it";
  EXPECT_EQ(why(bed), kInside);
  story.sync();
  const auto next = story.sign(story.jonas, MomentClosed{});
  story.sync();
  EXPECT_EQ(story.all.closed_by(second)->entry, next);
  EXPECT_EQ(story.all.closed_by(second)->partner, story.jonas.partner);
  EXPECT_NE(unread, next);
  EXPECT_EQ(why(bed), Outside::no_moment);
}

TEST_F(Rule6Moments, OfTwoThatCloseItTheOneThatHadSeenNoOtherIsNamedWhateverItsClock) {
  const auto moment = story.open_moment(story.mara);
  story.sync();
  story.now += kDayMs;
  const auto first = story.close_moment(story.mara, moment);
  story.sync();
  story.now -= kDayMs - kMinuteMs;
  story.close_moment(story.jonas, moment);  // his clock is a day behind
  story.sync();
  EXPECT_EQ(story.all.closed_by(moment)->entry, first);
}

TEST_F(Rule6Moments, OneThatWouldOpenNothingIsRefusedBeforeItIsSigned) {
  const auto refusal = [&](const MomentOpened& moment) {
    const Status status = story.all.may_open_moment(moment, story.mara.author(), story.now);
    return status ? "" : status.error().message;
  };
  EXPECT_EQ(refusal({}), "");
  EXPECT_EQ(refusal({{bed}, story.now + 1}), "");
  EXPECT_NE(refusal({{bed}, story.now}).find("its end is past"), std::string::npos);
  EXPECT_NE(refusal({{house}, 0}).find("does not apply in moments"), std::string::npos);
  EXPECT_EQ(
      story.all.may_open_moment({{story.area_named("Cellar")}, 0}, story.mara.author(), story.now)
          .error()
          .code,
      Code::clause_not_there);
  story.pause(story.jonas, {bed});
  EXPECT_NE(refusal({{bed}, 0}).find("is not in force"), std::string::npos);
  EXPECT_NE(refusal({}).find("no area that applies in moments"), std::string::npos);
}

TEST_F(Rule6Moments, ClosingIsRefusedOnlyWhereNoneIsOpen) {
  const auto close = [&](const EntryHash& moment) {
    const Status status = story.all.may_close_moment(moment, story.now);
    return status ? std::optional<Code>() : status.error().code;
  };
  const auto moment = story.open_moment(story.mara, {}, story.now + kHourMs);
  story.end(story.jonas);
  EXPECT_EQ(close(moment), std::nullopt);  // also when all has ended
  EXPECT_EQ(close(test_id<EntryHash>("none")), Code::moment_unknown);
  story.now += kHourMs;
  EXPECT_EQ(close(moment), Code::moment_over);
  story.now -= kHourMs;
  story.close_moment(story.mara, moment);
  EXPECT_EQ(close(moment), Code::moment_over);
}

TEST_F(Rule6Moments, MomentsAreKeptForReplayAndInNoDigest) {
  const Hash before = story.all.digest();
  Agreement counted(story.pair);
  for (const Act& act : story.acts) ASSERT_TRUE(counted.add(act));
  const auto moment = story.open_moment(story.mara, {bed}, story.now + kHourMs);
  EXPECT_EQ(*counted.add(story.acts.back()), Kept::yes);
  EXPECT_EQ(*decode_act(encode(story.acts.back())), story.acts.back());
  story.close_moment(story.mara, moment);
  EXPECT_EQ(*counted.add(story.acts.back()), Kept::yes);
  EXPECT_EQ(*decode_act(encode(story.acts.back())), story.acts.back());
  EXPECT_EQ(story.all.digest(), before);
}

}  // namespace
}  // namespace troth::agreement
