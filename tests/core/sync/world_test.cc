// Two devices and a relay, from pairing to the same ledger, whatever is cut,
// crashes, is lost, doubled, late or restored.
#include <gtest/gtest.h>

#include "tests/support/sync_world.h"

namespace troth::sync {
namespace {

using ledger::EntryKind;
using test::Cut;
using test::kStartMs;
using test::SyncDevice;
using test::SyncWorld;

void pair_over_relay(SyncWorld& world) {
  const Invite invite = world.mara.invite(world.now);
  world.settle();
  world.jonas.join(invite, world.now);
  world.settle();
}

void expect_settled(const SyncWorld& world, std::size_t entries) {
  EXPECT_TRUE(world.same_ledgers());
  EXPECT_EQ(world.mara.log.placed().size(), entries);
  EXPECT_TRUE(world.mara.log.waiting()->empty());
  EXPECT_TRUE(world.jonas.log.waiting()->empty());
  EXPECT_EQ(world.mara.outbox(), 0U);
  EXPECT_EQ(world.jonas.outbox(), 0U);
  EXPECT_TRUE(world.mara.client().is_idle());
  EXPECT_TRUE(world.jonas.client().is_idle());
}

// Paired by invite, each side's Paired with the other, the session's entry, and
// then something from each.
void whole_story(SyncWorld& world) {
  pair_over_relay(world);
  world.mara.write(EntryKind::compared, "Mara compared", world.now);
  world.jonas.write(EntryKind::check_in, "Jonas checks in", world.now);
  world.settle();
  world.mara.write(EntryKind::check_in, "Mara checks in", world.now);
  world.settle();
}
constexpr std::size_t kWholeStory = 2 + 1 + 3;

TEST(SyncWorld, APairingOverTheRelayEndsWithTheSameLedger) {
  SyncWorld world(1);
  pair_over_relay(world);
  ASSERT_TRUE(world.mara.is_paired());
  EXPECT_EQ(world.mara.pair_id, world.jonas.pair_id);
  EXPECT_EQ(world.mara.transcript, world.jonas.transcript);
  expect_settled(world, 3);
  EXPECT_TRUE(world.mara.troubles.empty());
}

TEST(SyncWorld, EntriesOfBothReachBoth) {
  SyncWorld world(2);
  whole_story(world);
  expect_settled(world, kWholeStory);
  EXPECT_EQ(world.mara.set_aside + world.jonas.set_aside, 0U);
}

// Cuts `device` at its n-th step of the kinds counted, for every n there is.
void cut_everywhere(SyncWorld::At at, bool counts_commits, bool cut_mara) {
  bool was_cut = true;
  for (int n = 1; was_cut; ++n) {
    SCOPED_TRACE(n);
    SyncWorld world(3);
    world.cut_at = at;
    was_cut = false;
    int steps = 0;
    SyncDevice& device = cut_mara ? world.mara : world.jonas;
    device.on_step = [&](SyncDevice::Step step) {
      if (step == SyncDevice::Step::commit && !counts_commits) return;
      if (++steps != n) return;
      was_cut = true;
      throw Cut{};
    };
    const auto write = [&](SyncDevice& by, EntryKind kind, std::string_view text) {
      try {
        by.write(kind, text, world.now);
      } catch (const Cut&) {  // it was committed: the program starts again
        by.crash();
      }
    };
    pair_over_relay(world);
    write(world.mara, EntryKind::compared, "Mara compared");
    write(world.jonas, EntryKind::check_in, "Jonas checks in");
    world.settle();
    write(world.mara, EntryKind::check_in, "Mara checks in");
    world.settle();
    expect_settled(world, kWholeStory);
    ASSERT_FALSE(testing::Test::HasFailure());
  }
}

TEST(SyncWorld, MarasConnectionMayBeCutAtAnyFrame) {
  cut_everywhere(SyncWorld::At::connection, false, true);
}
TEST(SyncWorld, JonassConnectionMayBeCutAtAnyFrame) {
  cut_everywhere(SyncWorld::At::connection, false, false);
}
TEST(SyncWorld, MarasProgramMayEndAtAnyFrameOrCommit) {
  cut_everywhere(SyncWorld::At::program, true, true);
}
TEST(SyncWorld, JonassProgramMayEndAtAnyFrameOrCommit) {
  cut_everywhere(SyncWorld::At::program, true, false);
}

// Cuts come at random, again and again, to both.
TEST(SyncWorld, ManyCutsLoseAndDoubleNothing) {
  for (std::uint64_t seed = 100; seed < 112; ++seed) {
    SCOPED_TRACE(seed);
    SyncWorld world(seed);
    world.pair();
    int cuts_left = 40;
    const auto cut = [&](SyncDevice::Step step) {
      if (step == SyncDevice::Step::commit || cuts_left == 0 || world.random.below(8) != 0) return;
      --cuts_left;
      world.cut_at =
          world.random.below(2) == 0 ? SyncWorld::At::connection : SyncWorld::At::program;
      throw Cut{};
    };
    world.mara.on_step = world.jonas.on_step = cut;
    for (int i = 0; i < 6; ++i) {
      world.mara.write(EntryKind::check_in, std::to_string(i), world.now);
      if (i % 2 == 0) world.jonas.write(EntryKind::check_in, std::to_string(i), world.now);
      world.settle();
    }
    expect_settled(world, 3 + 6 + 3);
    ASSERT_FALSE(testing::Test::HasFailure());
  }
}

// A relay that loses, doubles and delays what it was given: the ledger's own
// sync brings both to the same ledger.
TEST(SyncWorld, ALossyDoublingReorderingRelayOnlyDelays) {
  for (std::uint64_t seed = 200; seed < 206; ++seed) {
    SCOPED_TRACE(seed);
    SyncWorld world(seed);
    world.pair();
    world.relay.faults = {.lost = 30, .doubled = 20, .late = 30};
    for (int i = 0; i < 10; ++i) {
      (world.random.below(2) == 0 ? world.mara : world.jonas)
          .write(EntryKind::check_in, std::to_string(i), world.now);
      world.run_for(static_cast<TimeMs>(world.random.below(4)) * 30 * kMinuteMs);
    }
    world.run_for(2 * kDayMs);
    world.relay.faults = {};
    world.relay.release_late();
    world.run_for(3 * kDayMs);
    EXPECT_TRUE(world.same_ledgers());
    EXPECT_GE(world.mara.log.placed().size(), 13U);
    EXPECT_TRUE(world.mara.log.waiting()->empty());
    EXPECT_TRUE(world.jonas.log.waiting()->empty());
    ASSERT_FALSE(testing::Test::HasFailure());
  }
}

TEST(SyncWorld, AfterAnExchangeThereIsSilence) {
  SyncWorld world(4);
  world.pair();
  world.settle();
  world.run_for(kHourMs);
  const std::size_t sent = world.mara.envelopes_sent + world.jonas.envelopes_sent;
  world.run_for(3 * kDayMs);
  EXPECT_EQ(world.mara.envelopes_sent + world.jonas.envelopes_sent, sent);
}

TEST(SyncWorld, AReceiptAloneFollowsNewsWithinTenMinutes) {
  SyncWorld world(5);
  world.pair();
  world.run_for(kHourMs);
  const std::size_t before = world.jonas.envelopes_sent;
  world.mara.write(EntryKind::check_in, "news", world.now);
  world.settle();
  EXPECT_EQ(world.jonas.envelopes_sent, before);
  const auto due = world.jonas.next_deadline();
  ASSERT_TRUE(due);
  EXPECT_LE(*due, world.now + kFrontierDelayMs);
  world.jonas.crash();  // the deadline outlives the program
  EXPECT_EQ(world.jonas.next_deadline(), due);
  world.now = *due;
  world.jonas.on_deadline(world.now);
  EXPECT_EQ(world.jonas.envelopes_sent, before + 1);
  world.settle();
  EXPECT_EQ(world.mara.next_deadline(), std::nullopt);
}

// A deadline after which nothing is sent would come again at once, for ever.
TEST(SyncWorld, AReceiptThatThereIsNothingToConfirmOfIsNotDueAgain) {
  SyncWorld world(14);
  world.pair();
  world.run_for(kHourMs);
  world.mara.write(EntryKind::check_in, "news", world.now);
  world.settle();
  world.now = *world.jonas.next_deadline();
  world.jonas.on_deadline(world.now);
  world.settle();
  EXPECT_EQ(world.jonas.outbox(), 0U);
  EXPECT_EQ(world.jonas.next_deadline(), std::nullopt);
}

TEST(SyncWorld, WhatIsNotConfirmedIsSentAgainAfterAnHourDoublingToADay) {
  SyncWorld world(6);
  world.pair();
  world.run_for(kHourMs);
  world.relay.faults.lost = 100;
  const std::size_t before = world.mara.envelopes_sent;
  world.mara.write(EntryKind::check_in, "into the void", world.now);
  world.settle();
  std::vector<TimeMs> waits;
  for (int i = 0; i < 7; ++i) {
    const auto due = world.mara.next_deadline();
    ASSERT_TRUE(due);
    waits.push_back((*due - world.now) / kHourMs);
    world.now = *due;
    world.mara.on_deadline(world.now);
    world.settle();
  }
  EXPECT_EQ(waits, (std::vector<TimeMs>{1, 2, 4, 8, 16, 24, 24}));
  EXPECT_EQ(world.mara.envelopes_sent, before + 8);
  world.relay.faults = {};
  world.run_for(2 * kDayMs);
  EXPECT_TRUE(world.same_ledgers());
  EXPECT_EQ(world.mara.next_deadline(), std::nullopt);
}

TEST(SyncWorld, NothingIsSentAgainWhileTheFirstStillWaitsToBePut) {
  SyncWorld world(7);
  world.pair();
  world.run_for(kHourMs);
  world.mara.disconnect();
  world.mara.write(EntryKind::check_in, "offline", world.now);
  const std::size_t sent = world.mara.envelopes_sent;
  for (int i = 0; i < 48; ++i) {
    world.now += kHourMs;
    world.mara.on_deadline(world.now);
  }
  EXPECT_EQ(world.mara.envelopes_sent, sent);
  world.settle();
  EXPECT_TRUE(world.same_ledgers());
}

TEST(SyncWorld, BeforeTheComparisonOnlyPairedAndSessionsGo) {
  SyncWorld world(8);
  world.pair();
  world.settle();
  world.mara.scope = Scope::before_comparison;
  world.mara.write(EntryKind::check_in, "not yet", world.now);
  world.mara.write(EntryKind::compared, "pressed, but not committed", world.now);
  world.run_for(kHourMs);
  EXPECT_EQ(world.jonas.log.placed().size(), 3U);
  world.mara.scope = Scope::everything;
  world.mara.on_deadline(world.now);
  world.settle();
  EXPECT_TRUE(world.same_ledgers());
  EXPECT_EQ(world.jonas.log.placed().size(), 5U);
}

TEST(SyncWorld, ALongHistoryGoesInEnvelopesOfTheLargestSize) {
  SyncWorld world(9);
  world.pair();
  world.settle();
  world.jonas.disconnect();
  world.mara.disconnect();
  const std::string text(4000, 'x');
  for (int i = 0; i < 60; ++i) world.mara.write(EntryKind::check_in, text, world.now);
  world.run_for(kHourMs);
  EXPECT_TRUE(world.same_ledgers());
  EXPECT_EQ(world.jonas.log.placed().size(), 63U);
}

TEST(SyncWorld, ARotationReachesTheOtherAndReplacesTheSession) {
  SyncWorld world(10);
  world.pair();
  world.run_for(kHourMs);
  auto next = world.mara.correspondence();
  next.rotate(world.now, world.random);
  world.mara.replace(next, world.now);
  world.mara.on_deadline(world.now);
  world.run_for(kHourMs);
  const RootId root = world.mara.correspondence().roots().current().id;
  EXPECT_EQ(world.jonas.correspondence().roots().current().id, root);
  EXPECT_EQ(world.jonas.correspondence().roots().current().epoch, 1U);
  EXPECT_TRUE(world.same_ledgers());
  EXPECT_TRUE(world.mara.correspondence().sessions_due(world.now).empty());
  world.jonas.write(EntryKind::check_in, "under the new root", world.now);
  world.settle();
  EXPECT_TRUE(world.same_ledgers());
  EXPECT_EQ(world.mara.set_aside + world.jonas.set_aside, 0U);
}

TEST(SyncWorld, RotationsOfBothAtOnceEndAtOneRoot) {
  SyncWorld world(11);
  world.pair();
  world.run_for(kHourMs);
  for (SyncDevice* device : {&world.mara, &world.jonas}) {
    auto next = device->correspondence();
    next.rotate(world.now, world.random);
    device->replace(next, world.now);
    device->on_deadline(world.now);
  }
  world.run_for(kHourMs);
  EXPECT_EQ(world.mara.correspondence().roots().current().id,
            world.jonas.correspondence().roots().current().id);
  EXPECT_EQ(world.mara.next_deadline(), std::nullopt);
  EXPECT_EQ(world.jonas.next_deadline(), std::nullopt);
  world.mara.write(EntryKind::check_in, "and on", world.now);
  world.run_for(kHourMs);
  EXPECT_TRUE(world.same_ledgers());
}

TEST(SyncWorld, APrekeyEachWeekReachesTheOther) {
  SyncWorld world(12);
  world.pair();
  world.run_for(kHourMs);
  const auto& device = world.mara.self().device();
  for (int week = 0; week < 3; ++week) {
    world.now += kWeekMs;
    auto next = world.mara.correspondence();
    EXPECT_TRUE(next.tidy({device.sign, device.dh}, world.now, world.random));
    world.mara.replace(next, world.now);
    world.mara.on_deadline(world.now);
    world.run_for(kHourMs);
  }
  // Jonas can begin a session with what he holds now.
  auto jonas = world.jonas.correspondence();
  const auto& keys = world.jonas.self().device();
  ASSERT_TRUE(jonas.establish({device.id, SessionReason::by_hand}, {keys.sign, keys.dh}, world.now,
                              world.random));
  world.jonas.replace(jonas, world.now);
  world.jonas.write(EntryKind::check_in, "in a new session", world.now);
  world.run_for(kHourMs);
  EXPECT_TRUE(world.same_ledgers());
  EXPECT_EQ(world.mara.set_aside, 0U);
  world.now += kOldPrekeyLifeMs;
  auto mara = world.mara.correspondence();
  EXPECT_TRUE(mara.tidy({device.sign, device.dh}, world.now, world.random));
}

TEST(SyncWorld, ARelayRestoredFromABackupIsCaughtUpWith) {
  SyncWorld world(13);
  world.pair();
  world.run_for(kHourMs);
  const auto backup = world.relay.mailboxes;
  for (int i = 0; i < 3; ++i) {
    world.mara.write(EntryKind::check_in, std::to_string(i), world.now);
    world.run_for(20 * kMinuteMs);
  }
  for (SyncDevice* device : {&world.mara, &world.jonas}) device->disconnect();
  world.relay.mailboxes = backup;
  world.settle();
  world.mara.write(EntryKind::check_in, "after", world.now);
  world.jonas.write(EntryKind::check_in, "after", world.now);
  world.run_for(2 * kDayMs);
  EXPECT_TRUE(world.same_ledgers());
  EXPECT_TRUE(world.mara.client().is_idle());
}

TEST(SyncWorld, AMailboxThatIsMissingIsMadeAgainWithItsWriters) {
  SyncWorld world(14);
  world.pair();
  world.run_for(kHourMs);
  for (SyncDevice* device : {&world.mara, &world.jonas}) device->disconnect();
  world.relay.mailboxes.clear();
  world.settle();
  EXPECT_EQ(world.relay.mailboxes.size(), 2U);
  world.now += kLastRetryMs;
  world.mara.write(EntryKind::check_in, "after", world.now);
  world.run_for(2 * kHourMs);
  EXPECT_TRUE(world.same_ledgers());
}

TEST(SyncWorld, AFullMailboxIsTriedAgain) {
  SyncWorld world(15);
  world.pair();
  world.run_for(kHourMs);
  for (auto& [id, mailbox] : world.relay.mailboxes) mailbox.is_full = true;
  world.mara.write(EntryKind::check_in, "later", world.now);
  world.settle();
  EXPECT_EQ(world.mara.outbox(), 1U);
  ASSERT_FALSE(world.mara.troubles.empty());
  EXPECT_EQ(world.mara.troubles.back().code, Code::relay_full);
  EXPECT_TRUE(world.mara.client().is_idle());  // nothing to be done now
  EXPECT_EQ(world.mara.client().unposted(), 1U);
  for (auto& [id, mailbox] : world.relay.mailboxes) mailbox.is_full = false;
  world.run_for(kHourMs);
  EXPECT_EQ(world.mara.outbox(), 0U);
  EXPECT_TRUE(world.same_ledgers());
}

TEST(SyncWorld, AForeignEnvelopeIsAcknowledgedAndCounted) {
  SyncWorld world(16);
  world.pair();
  world.run_for(kHourMs);
  auto& mailbox = world.relay.mailboxes.begin()->second;
  world.relay.deliver(mailbox, {0, Bytes(1024, 1)});
  world.relay.tell();
  world.settle();
  EXPECT_EQ(world.mara.set_aside + world.jonas.set_aside, 1U);
  EXPECT_TRUE(mailbox.items.empty());
}

TEST(SyncWorld, AReplayedEnvelopeChangesNothing) {
  SyncWorld world(17);
  world.pair();
  world.settle();
  world.relay.faults.doubled = 100;
  world.mara.write(EntryKind::check_in, "twice", world.now);
  world.settle();
  EXPECT_EQ(world.jonas.set_aside, 1U);
  EXPECT_TRUE(world.same_ledgers());
}

}  // namespace
}  // namespace troth::sync
