// Rule 9, as far as the agreement has it: an ending is never refused and always
// ends, in whatever state the ledger, the device or the program is. Export,
// unpairing and deletion are not the agreement's.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/agreement/holds.h"
#include "tests/core/agreement/random_story.h"

namespace troth::agreement {
namespace {

constexpr TimeMs kYear = 365 * kDayMs;
const Restriction kEnding{RestrictionKind::ending, {}, Strength::hard, "", {}, ""};

// An ending that `by` signs having seen `past`: on its own line, or on a new
// one where the device signs at a seq for the second time.
Act ending_by(const Story& story, const Device& by, const Clock& past) {
  Act act;
  act.entry = test_id<EntryHash>("the ending");
  act.partner = by.partner;
  act.device = by.id;
  act.at = {by.id, past.seq_of(by.id) + 1};
  if (by.seen.contains(act.at)) act.at.line = test_id<DeviceId>("the branch");
  act.past = past;
  act.written_ms = story.now;
  act.latest_ms = story.now;
  act.deed = facts_of(kEnding);
  return act;
}

Clock everything(const Story& story) {
  Clock out;
  for (const Act& act : story.acts) out.raise(act.at);
  return out;
}

bool is_ended(const Agreement& agreement, TimeMs now) {
  const auto states = agreement.clauses(now);
  return agreement.status(now) == AgreementStatus::ended &&
         std::ranges::none_of(states, &ClauseState::in_force);
}

void ends_whatever_the_view(const Story& story, const Device& by, const Clock& view) {
  const Agreement seen = agreement_of(story, view);
  RC_ASSERT(seen.may_restrict(kEnding, by.author()).has_value());
  const Act ending = ending_by(story, by, view);
  Agreement here = agreement_of(story, view);
  RC_ASSERT(here.add(ending).has_value());
  Agreement there = agreement_of(story, everything(story));
  RC_ASSERT(there.add(ending).has_value());
  for (const TimeMs t : {TimeMs{0}, story.now, story.now + kYear}) {
    RC_ASSERT(is_ended(here, t));
    RC_ASSERT(is_ended(there, t));
  }
}

TEST(Rule9, NoLedgerRefusesAnEndingOrKeepsItFromEnding) {
  holds_for_every_cast("ending", [](const Cast& cast) {
    const std::size_t which = *rc::gen::inRange<std::size_t>(0, 46);
    for_random_ledgers(
        cast,
        [](const Story& story) {
          for (const Device& device : story.devices)
            RC_ASSERT(device.agreement.may_restrict(kEnding, device.author()).has_value());
        },
        [&](const Story& story) {
          for (const Device& device : story.devices) {
            ends_whatever_the_view(story, device, device.seen);
            // An old copy of the profile, or a device that forks itself.
            const Act& old = story.acts[which % story.acts.size()];
            Clock view = old.past;
            view.raise(old.at);
            ends_whatever_the_view(story, device, view);
          }
        });
  });
}

TEST(Rule9, WhatTheOtherSignsAfterwardsLeavesItEnded) {
  holds_for_every_cast("ended", [](const Cast& cast) {
    std::map<EntryHash, PartnerId> endings;
    for_random_ledgers(
        cast,
        [&](const Story& story) {
          const Act& act = story.acts.back();
          const auto* facts = std::get_if<RestrictionFacts>(&act.deed);
          if (facts && facts->kind == RestrictionKind::ending)
            endings.emplace(act.entry, act.partner);
          // An ending stands, unless its own author signed knowing a lift agreed.
          for (const RestrictionState& state : story.all.restrictions(story.now + kYear)) {
            const auto ending = endings.find(state.entry);
            if (ending == endings.end()) continue;
            if (!state.lifted) {
              RC_ASSERT(story.all.status(story.now + kYear) == AgreementStatus::ended);
              continue;
            }
            const bool by_author = std::ranges::any_of(state.lifts, [&](const LiftState& lift) {
              if (lift.stage != LiftState::Stage::lifted) return false;
              const auto proposal = story.all.proposal(lift.proposal);
              return std::ranges::any_of(story.acts, [&](const Act& signed_by) {
                return signed_by.partner == ending->second &&
                       std::ranges::any_of(proposal->acceptances, [&](const AcceptanceState& a) {
                         const Act& acceptance = story.act(a.entry);
                         return signed_by.entry == a.entry ||
                                signed_by.past.contains(acceptance.at);
                       });
              });
            });
            RC_ASSERT(by_author);
          }
        },
        [](const Story&) {});
  });
}

struct Rule9InEachState : testing::Test {
  void expect_leaves(Device& who) {
    ASSERT_TRUE(who.agreement.may_restrict(kEnding, who.author()));
    story.end(who);
    EXPECT_EQ(who.agreement.status(story.now), AgreementStatus::ended);
    EXPECT_EQ(story.all.status(story.now), AgreementStatus::ended);
    EXPECT_FALSE(story.in_force(house));
  }

  Story story;
  ClauseId house = story.area_named("Household");
};

TEST_F(Rule9InEachState, BeforeTheDigitsWereCompared) {
  Story fresh(Story::Start::paired);
  ASSERT_TRUE(fresh.mara.agreement.may_restrict(kEnding, fresh.mara.author()));
  fresh.end(fresh.mara);
  EXPECT_EQ(fresh.all.status(fresh.now), AgreementStatus::ended);
}

TEST_F(Rule9InEachState, WhileThePartnerPaused) {
  story.agree({story.area("Household")});
  story.pause(story.jonas);
  story.sync();
  expect_leaves(story.mara);
}

TEST_F(Rule9InEachState, AfterAnEndingOfTheOther) {
  story.agree({story.area("Household")});
  const EntryHash first = story.end(story.jonas);
  story.sync();
  expect_leaves(story.mara);
  // Hers stands by itself: his lifted, it is ended still.
  story.sync();
  const EntryHash offer = story.offer_lift(story.mara, {first});
  story.sync();
  story.accept(story.jonas, offer);
  story.sync();
  story.now += kYear;
  EXPECT_TRUE(story.lifted(first));
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::ended);
}

TEST_F(Rule9InEachState, WithALiftOfAnEarlierEndingUnderWay) {
  story.agree({story.area("Household")});
  const EntryHash first = story.end(story.mara);
  story.sync();
  const EntryHash offer = story.offer_lift(story.jonas, {first});
  story.sync();
  story.accept(story.mara, offer);
  expect_leaves(story.mara);
  story.sync();
  story.now += kYear;
  EXPECT_TRUE(story.lifted(first));
  EXPECT_EQ(story.all.status(story.now), AgreementStatus::ended);
}

TEST_F(Rule9InEachState, WhereANewerVersionSignedWhatThisOneCannotRead) {
  story.agree({story.area("Household")});
  story.sign(story.jonas, Newer{});
  story.sync();
  ASSERT_TRUE(story.mara.agreement.needs_newer_version());
  ASSERT_FALSE(story.mara.agreement.may_propose(story.draft(story.mara, {story.area("Bedroom")}),
                                                story.mara.author(), story));
  expect_leaves(story.mara);
}

TEST_F(Rule9InEachState, WhileAnEntryOfThePartnerWaitsForItsPast) {
  story.agree({story.area("Household")});
  story.mara.agreement.add_waiting(test_id<EntryHash>("waits"), story.jonas.partner, story.now);
  expect_leaves(story.mara);
}

TEST_F(Rule9InEachState, OnADeviceThatNobodyConfirmed) {
  story.agree({story.area("Household")});
  Device& phone = story.link_device(story.mara);
  ASSERT_FALSE(phone.agreement.may_propose(story.draft(phone, {story.area("Bedroom")}),
                                           phone.author(), story));
  expect_leaves(phone);
}

TEST_F(Rule9InEachState, OnADeviceThatThePartnerCut) {
  story.agree({story.area("Household")});
  story.sign(story.jonas, Cut{story.mara.id, 1, Cut::Why::equivocated});
  story.sync();
  ASSERT_FALSE(story.mara.agreement.may_propose(story.draft(story.mara, {story.area("Bedroom")}),
                                                story.mara.author(), story));
  expect_leaves(story.mara);
}

}  // namespace
}  // namespace troth::agreement
