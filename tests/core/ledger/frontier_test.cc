#include "core/ledger/frontier.h"

#include <gtest/gtest.h>

#include "core/base/sizes.h"
#include "tests/support/pair.h"

namespace troth::ledger {
namespace {

using test::Pair;
using test::Side;

class FrontierTest : public ::testing::Test {
 protected:
  Frontier frontier_of(const Side& side) const {
    return *ledger::frontier_of(side.log, pair_.chains);
  }
  Result<Difference> compared(const Side& ours, const Frontier& theirs) const {
    return compare(theirs, ours.log, pair_.chains);
  }
  static std::string why(const auto& result) {
    return result ? "accepted" : std::string(name_of(result.error().code));
  }

  Pair pair_{7, 2, 1};
  Side mara_ = pair_.side(pair_.mara.devices[0]);
  Side jonas_ = pair_.side(pair_.jonas.devices[0]);
};

TEST_F(FrontierTest, TwoFreshLedgersAreLevel) {
  EXPECT_TRUE(compared(mara_, frontier_of(jonas_))->is_level());
}

TEST_F(FrontierTest, WhoeverIsBehindLacksWhatTheOtherHas) {
  const Entry one = pair_.write(mara_, EntryKind::propose);
  pair_.give(jonas_, one);
  const Entry two = pair_.write(mara_, EntryKind::propose);
  const auto at_mara = *compared(mara_, frontier_of(jonas_));
  EXPECT_TRUE(at_mara.they_lack_entries);
  EXPECT_TRUE(at_mara.we_lack.empty());
  const auto to_send = *mara_.log.beyond(at_mara.they_hold, 100);
  ASSERT_EQ(to_send.size(), 1U);
  EXPECT_EQ(to_send[0].entry, two);
  const auto at_jonas = *compared(jonas_, frontier_of(mara_));
  EXPECT_FALSE(at_jonas.is_level());
  EXPECT_EQ(at_jonas.we_lack, (std::vector<Head>{two.head()}));
  EXPECT_TRUE(at_jonas.equivocating.empty());
}

TEST_F(FrontierTest, WhatAHeadHadSeenIsHeldToo) {
  pair_.give(jonas_, pair_.write(mara_, EntryKind::propose));
  const Entry answer = pair_.write(jonas_, EntryKind::accept);
  pair_.give(mara_, answer);
  Frontier theirs = frontier_of(jonas_);
  std::erase_if(theirs.heads, [&](const Head& head) { return head != answer.head(); });
  EXPECT_FALSE(compared(mara_, theirs)->they_lack_entries);
}

TEST_F(FrontierTest, AnotherHashAtAKnownSeqIsEquivocation) {
  const Entry one = pair_.write(mara_, EntryKind::propose);
  Side clone = pair_.side(pair_.mara.devices[0]);
  const Entry other = pair_.write(clone, EntryKind::propose);
  pair_.give(jonas_, other);
  EXPECT_EQ(compared(mara_, frontier_of(jonas_))->equivocating,
            (std::vector<DeviceId>{mara_.keys->id}));
}

TEST_F(FrontierTest, AForkedDeviceHasAHeadForEachBranch) {
  const Entry one = pair_.write(mara_, EntryKind::propose);
  Side clone = pair_.side(pair_.mara.devices[0]);
  const Entry other = pair_.write(clone, EntryKind::propose);
  Side tablet = pair_.side(pair_.mara.devices[1]);
  pair_.give(jonas_, one);
  pair_.give(jonas_, other);
  pair_.give(tablet, other);
  pair_.give(tablet, one);
  EXPECT_EQ(frontier_of(jonas_).heads.size(), 2U);
  EXPECT_EQ(frontier_of(jonas_), frontier_of(tablet));
  EXPECT_TRUE(compared(jonas_, frontier_of(tablet))->is_level());
}

TEST_F(FrontierTest, ChainsThatDifferInLengthSayWhoLacks) {
  Frontier theirs = frontier_of(jonas_);
  for (ChainHead& chain : theirs.chains) {
    if (chain.partner == pair_.mara.chain.partner()) {
      chain = {chain.partner, 2, pair_.mara.chain.certificates()[1].hash()};
    } else {
      ++chain.length;
    }
  }
  const auto difference = *compared(mara_, theirs);
  EXPECT_EQ(difference.they_lack_certificates,
            (std::vector<PartnerId>{pair_.mara.chain.partner()}));
  EXPECT_EQ(difference.we_lack_certificates, (std::vector<PartnerId>{pair_.jonas.chain.partner()}));
  EXPECT_TRUE(difference.forked_chains.empty());
}

TEST_F(FrontierTest, AnotherCertificateAtAKnownIndexIsAFork) {
  Frontier theirs = frontier_of(jonas_);
  theirs.chains[0].head.value[0] ^= 1;
  EXPECT_EQ(compared(mara_, theirs)->forked_chains,
            (std::vector<PartnerId>{theirs.chains[0].partner}));
}

TEST_F(FrontierTest, AChainThatIsNotNamedIsLacking) {
  EXPECT_EQ(compared(mara_, Frontier())->they_lack_certificates.size(), 2U);
}

TEST_F(FrontierTest, WhatIsOutOfOrderTwiceOrTooLongIsRefused) {
  const Head one{DeviceId{std::array<std::uint8_t, 32>{1}}, 1, {}};
  Head two = one;
  two.seq = 2;
  Head none = one;
  none.seq = 0;
  EXPECT_EQ(why(compared(mara_, {{one, two}, {}})), "accepted");
  EXPECT_EQ(why(compared(mara_, {{two, one}, {}})), "frontier_malformed");
  EXPECT_EQ(why(compared(mara_, {{one, one}, {}})), "frontier_malformed");
  EXPECT_EQ(why(compared(mara_, {{none}, {}})), "frontier_malformed");
  std::vector<Head> many;
  for (std::uint64_t seq = 1; seq <= sizes::kLines + 1; ++seq)
    many.push_back({one.device, seq, {}});
  EXPECT_EQ(why(compared(mara_, {many, {}})), "frontier_malformed");
}

TEST_F(FrontierTest, AHeadThatNamesItsEntryWronglyIsRefused) {
  const Entry entry = pair_.write(mara_, EntryKind::propose);
  Head wrong = entry.head();
  wrong.seq = 2;
  EXPECT_EQ(why(compared(mara_, {{wrong}, {}})), "frontier_malformed");
}

}  // namespace
}  // namespace troth::ledger
