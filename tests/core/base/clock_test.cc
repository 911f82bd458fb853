#include "core/base/clock.h"

#include <gtest/gtest.h>

#include "core/base/sizes.h"

namespace troth {
namespace {

DeviceId line(std::uint8_t first) {
  DeviceId out;
  out.value[0] = first;
  return out;
}

Clock clock_of(std::initializer_list<Tick> ticks) {
  Clock out;
  for (const Tick& tick : ticks) out.raise(tick);
  return out;
}

TEST(Clock, AnEmptyClockHoldsNothing) {
  const Clock clock;
  EXPECT_FALSE(clock.contains(Tick{line(1), 1}));
  EXPECT_EQ(clock.seq_of(line(1)), 0U);
  EXPECT_TRUE(clock.contains(Clock()));
}

TEST(Clock, HoldsALineUpToItsSeqAndNoFurther) {
  const Clock clock = clock_of({{line(1), 3}});
  EXPECT_TRUE(clock.contains(Tick{line(1), 1}));
  EXPECT_TRUE(clock.contains(Tick{line(1), 3}));
  EXPECT_FALSE(clock.contains(Tick{line(1), 4}));
  EXPECT_FALSE(clock.contains(Tick{line(2), 1}));
}

TEST(Clock, NeverGoesBack) {
  Clock clock = clock_of({{line(1), 3}});
  clock.raise({line(1), 2});
  clock.merge(clock_of({{line(1), 1}}));
  EXPECT_EQ(clock.seq_of(line(1)), 3U);
}

TEST(Clock, SeqZeroAddsNoLine) { EXPECT_TRUE(clock_of({{line(1), 0}}).empty()); }

TEST(Clock, AMergeHoldsBothWhateverTheOrder) {
  const Clock a = clock_of({{line(2), 5}, {line(1), 1}});
  const Clock b = clock_of({{line(3), 2}, {line(2), 4}});
  Clock ab = a;
  ab.merge(b);
  Clock ba = b;
  ba.merge(a);
  EXPECT_EQ(ab, ba);
  EXPECT_TRUE(ab.contains(a));
  EXPECT_TRUE(ab.contains(b));
  EXPECT_FALSE(a.contains(b));
  EXPECT_FALSE(b.contains(a));
}

TEST(Clock, ComesBackFromItsBytes) {
  const Clock clock = clock_of({{line(9), 7}, {line(1), 1ULL << 40}});
  EXPECT_EQ(clock.encode().size(), 81U);
  EXPECT_EQ(Clock::decode(clock.encode()), clock);
  EXPECT_EQ(Clock::decode(Clock().encode()), Clock());
}

TEST(Clock, BytesCutShortOrWithMoreBehindAreRefused) {
  Bytes bytes = clock_of({{line(1), 1}, {line(2), 2}}).encode();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(Clock::decode(ByteView(bytes).first(size))) << size;
  }
  bytes.push_back(0);
  EXPECT_FALSE(Clock::decode(bytes));
}

TEST(Clock, BytesOutOfOrderOrTwiceOrZeroAreRefused) {
  const auto raw = [](std::initializer_list<Tick> ticks) {
    Writer out;
    out.u8(static_cast<std::uint8_t>(ticks.size()));
    for (const Tick& tick : ticks) out.raw(tick.line.view()).u64(tick.seq);
    return out.take();
  };
  EXPECT_TRUE(Clock::decode(raw({{line(1), 1}, {line(2), 1}})));
  EXPECT_FALSE(Clock::decode(raw({{line(2), 1}, {line(1), 1}})));
  EXPECT_FALSE(Clock::decode(raw({{line(1), 1}, {line(1), 2}})));
  EXPECT_FALSE(Clock::decode(raw({{line(1), 0}})));
}

TEST(Clock, MoreLinesThanThereMayBeAreRefused) {
  Writer out;
  out.u8(sizes::kLines + 1);
  for (std::size_t i = 0; i <= sizes::kLines; ++i) {
    out.raw(line(static_cast<std::uint8_t>(i)).view()).u64(1);
  }
  EXPECT_FALSE(Clock::decode(out.bytes()));
}

}  // namespace
}  // namespace troth
