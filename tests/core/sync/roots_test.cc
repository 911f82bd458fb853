#include "core/sync/roots.h"

#include <gtest/gtest.h>

#include "core/sync/prekeys.h"
#include "tests/support/pair.h"

namespace troth::sync {
namespace {

using test::kStartMs;

struct Two {
  explicit Two(std::uint64_t seed)
      : random(seed),
        mara(PairRoots::first(PairId{{1}}, random.secret(32))),
        jonas(*PairRoots::parse(mara.serialize().view())) {}
  // What `from` announces reaches `to`.
  static Result<bool> tell(const PairRoots& from, PairRoots& to) {
    const Root& root = from.current();
    return to.on_rotation(root.epoch, root.rotation, root.id, kStartMs);
  }

  crypto::SeededRandom random;
  PairRoots mara;
  PairRoots jonas;
};

TEST(PairRoots, ARotationGivesBothTheSameNextRoot) {
  Two two(1);
  const RootId before = two.mara.current().id;
  two.mara.rotate(kStartMs, two.random);
  EXPECT_TRUE(*two.tell(two.mara, two.jonas));
  EXPECT_EQ(two.jonas.current().id, two.mara.current().id);
  EXPECT_EQ(two.jonas.current().epoch, 1U);
  EXPECT_NE(two.jonas.current().id, before);
  EXPECT_NE(two.jonas.find(before), nullptr);
}

TEST(PairRoots, ARotationHeardTwiceChangesNothing) {
  Two two(2);
  two.mara.rotate(kStartMs, two.random);
  ASSERT_TRUE(*two.tell(two.mara, two.jonas));
  EXPECT_FALSE(*two.tell(two.mara, two.jonas));
}

TEST(PairRoots, OfTwoRotationsAtOnceTheSmallerHashIsUsedByBoth) {
  for (std::uint64_t seed = 3; seed < 13; ++seed) {
    Two two(seed);
    two.mara.rotate(kStartMs, two.random);
    two.jonas.rotate(kStartMs, two.random);
    const RootId smaller = std::min(two.mara.current().id, two.jonas.current().id);
    const RootId larger = std::max(two.mara.current().id, two.jonas.current().id);
    const auto mara = two.mara.serialize();
    ASSERT_TRUE(two.tell(two.jonas, two.mara));
    ASSERT_TRUE(two.tell(*PairRoots::parse(mara.view()), two.jonas));
    EXPECT_EQ(two.mara.current().id, smaller);
    EXPECT_EQ(two.jonas.current().id, smaller);
    EXPECT_NE(two.mara.find(larger), nullptr);
    EXPECT_NE(two.jonas.find(larger), nullptr);
  }
}

TEST(PairRoots, ARotationOfTheRivalRootIsFollowedToTheRootItsMessageNames) {
  Two two(14);
  two.mara.rotate(kStartMs, two.random);
  two.jonas.rotate(kStartMs, two.random);
  ASSERT_TRUE(two.tell(two.jonas, two.mara));
  two.jonas.rotate(kStartMs, two.random);  // before it heard of Mara's
  ASSERT_TRUE(*two.tell(two.jonas, two.mara));
  EXPECT_EQ(two.mara.current().id, two.jonas.current().id);
}

TEST(PairRoots, AnEpochWhoseForerunnerIsNotHereIsRefused) {
  Two two(15);
  two.mara.rotate(kStartMs, two.random);
  two.mara.rotate(kStartMs, two.random);
  EXPECT_EQ(two.tell(two.mara, two.jonas).error().code, Code::root_epoch_unknown);
  EXPECT_EQ(two.jonas.on_rotation(0, two.random.secret(32), {}, kStartMs).error().code,
            Code::root_epoch_unknown);
}

TEST(PairRoots, WhoRotatesWithoutEndIsNotFollowed) {
  Two two(20);
  for (std::size_t live = 1; live < kMostRoots; ++live) {
    two.mara.rotate(kStartMs, two.random);
    ASSERT_TRUE(*two.tell(two.mara, two.jonas)) << live;
  }
  const RootId last = two.jonas.current().id;
  two.mara.rotate(kStartMs, two.random);
  EXPECT_EQ(two.tell(two.mara, two.jonas).error().code, Code::root_epoch_unknown);
  EXPECT_EQ(two.jonas.live().size(), kMostRoots);
  EXPECT_EQ(two.jonas.current().id, last);
  two.jonas.tidy(kStartMs + kOldRootLifeMs);  // the old ones are gone: there is room again
  EXPECT_TRUE(*two.tell(two.mara, two.jonas));
}

TEST(PairRoots, TheRootInUseNeverAges) {
  Two two(16);
  EXPECT_FALSE(two.mara.tidy(kStartMs + 1000 * kDayMs));
  EXPECT_EQ(two.mara.live().size(), 1U);
}

TEST(PairRoots, KeysDifferByMailboxAndRoot) {
  Two two(17);
  const Root& root = two.mara.current();
  EXPECT_NE(door_key(root, MailboxId{{1}}).public_key(),
            door_key(root, MailboxId{{2}}).public_key());
  EXPECT_FALSE(
      equal(envelope_key(root, MailboxId{{1}}).view(), envelope_key(root, MailboxId{{2}}).view()));
  two.jonas.rotate(kStartMs, two.random);
  EXPECT_NE(door_key(root, MailboxId{{1}}).public_key(),
            door_key(two.jonas.current(), MailboxId{{1}}).public_key());
}

TEST(PairRoots, AStoredStateComesBackAndADamagedOneIsRefused) {
  Two two(18);
  two.mara.rotate(kStartMs, two.random);
  const auto state = two.mara.serialize();
  const auto again = PairRoots::parse(state.view());
  ASSERT_TRUE(again);
  EXPECT_TRUE(equal(again->serialize().view(), state.view()));
  for (std::size_t size = 0; size < state.size(); ++size)
    EXPECT_EQ(PairRoots::parse(state.view().first(size)).error().code, Code::sync_state_damaged);
}

struct OwnPrekeys {
  explicit OwnPrekeys(std::uint64_t seed)
      : random(seed), keys(test::DeviceKeys::make(random)), prekeys(keys.id) {}
  std::uint32_t renew(TimeMs now) { return prekeys.renew(keys.sign, now, random).prekey.id; }
  crypto::SeededRandom random;
  test::DeviceKeys keys;
  Prekeys prekeys;
};

TEST(Prekeys, ANewOneIsDueEachWeek) {
  OwnPrekeys own(1);
  EXPECT_TRUE(own.prekeys.is_due(kStartMs));
  EXPECT_EQ(own.renew(kStartMs), 1U);
  EXPECT_FALSE(own.prekeys.is_due(kStartMs + kWeekMs - 1));
  EXPECT_TRUE(own.prekeys.is_due(kStartMs + kWeekMs));
  EXPECT_EQ(own.renew(kStartMs + kWeekMs), 2U);
}

TEST(Prekeys, AreSignedByTheirDevice) {
  OwnPrekeys own(2);
  own.renew(kStartMs);
  EXPECT_TRUE(
      ledger::read_prekey(own.prekeys.newest().encode(), own.keys.id, own.keys.sign.public_key()));
}

TEST(Prekeys, AnOldOneGoesThirtyDaysAfterEveryPeerNamedItsSuccessor) {
  OwnPrekeys own(3);
  const DeviceId phone{{1}};
  const DeviceId laptop{{2}};
  const std::vector<DeviceId> peers{phone, laptop};
  own.renew(kStartMs);
  own.renew(kStartMs + kWeekMs);
  TimeMs now = kStartMs + 100 * kDayMs;
  own.prekeys.on_held(phone, 2);
  EXPECT_FALSE(own.prekeys.tidy(peers, now));
  EXPECT_NE(own.prekeys.find(1), nullptr);
  own.prekeys.on_held(laptop, 2);
  EXPECT_TRUE(own.prekeys.tidy(peers, now));
  EXPECT_FALSE(own.prekeys.tidy(peers, now + kOldPrekeyLifeMs - 1));
  EXPECT_NE(own.prekeys.find(1), nullptr);
  EXPECT_TRUE(own.prekeys.tidy(peers, now + kOldPrekeyLifeMs));
  EXPECT_EQ(own.prekeys.find(1), nullptr);
  EXPECT_NE(own.prekeys.find(2), nullptr);
}

TEST(Prekeys, AnIdThatWasNeverMadeConfirmsNothing) {
  OwnPrekeys own(4);
  const std::vector<DeviceId> peers{DeviceId{{1}}};
  own.renew(kStartMs);
  own.renew(kStartMs + kWeekMs);
  own.prekeys.on_held(peers[0], 3);
  EXPECT_FALSE(own.prekeys.tidy(peers, kStartMs));
}

TEST(Prekeys, AStoredStateComesBackAndADamagedOneIsRefused) {
  OwnPrekeys own(5);
  own.renew(kStartMs);
  own.renew(kStartMs + kWeekMs);
  own.prekeys.on_held(DeviceId{{1}}, 2);
  const auto state = own.prekeys.serialize();
  const auto again = Prekeys::parse(state.view());
  ASSERT_TRUE(again);
  EXPECT_TRUE(equal(again->serialize().view(), state.view()));
  EXPECT_TRUE(equal(again->find(2)->secret().view(), own.prekeys.find(2)->secret().view()));
  for (std::size_t size = 0; size < state.size(); ++size)
    EXPECT_EQ(Prekeys::parse(state.view().first(size)).error().code, Code::sync_state_damaged);
}

}  // namespace
}  // namespace troth::sync
