#include "core/crypto/random.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "core/base/ids.h"

namespace troth::crypto {
namespace {

// Gives the numbers it was told to give, big-endian as `below` reads them.
class ScriptedRandom final : public Random {
 public:
  explicit ScriptedRandom(std::vector<std::uint64_t> numbers) : numbers_(std::move(numbers)) {}
  void fill(std::span<std::uint8_t> out) override {
    std::uint64_t number = numbers_.at(next_++);
    for (std::size_t i = out.size(); i-- > 0; number >>= 8) {
      out[i] = static_cast<std::uint8_t>(number);
    }
  }
  [[nodiscard]] std::size_t drawn() const { return next_; }

 private:
  std::vector<std::uint64_t> numbers_;
  std::size_t next_ = 0;
};

TEST(Below, StaysBelowItsBoundAndReachesEachNumber) {
  SeededRandom random(5);
  for (const std::uint64_t bound : {1U, 2U, 7U, 10U}) {
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 500; ++i) seen.insert(random.below(bound));
    EXPECT_EQ(seen.size(), bound);
    EXPECT_EQ(*seen.rbegin(), bound - 1);
  }
}

TEST(Below, DrawsAgainWhereANumberWouldBeLikelierThanOthers) {
  ScriptedRandom random({0, 4});  // 2^64 mod 3 is 1, so that 0 is left over
  EXPECT_EQ(random.below(3), 1U);
  EXPECT_EQ(random.drawn(), 2U);
}

TEST(Below, NeverDrawsAgainForAPowerOfTwo) {
  ScriptedRandom random({0});
  EXPECT_EQ(random.below(1ULL << 63), 0U);
}

TEST(Below, OfZeroIsOurOwnBug) {
  SeededRandom random(5);
  EXPECT_DEATH(static_cast<void>(random.below(0)), "bound");
}

TEST(SeededRandom, RepeatsItselfAndNoOtherSeed) {
  SeededRandom one(1);
  SeededRandom again(1);
  SeededRandom other(2);
  const auto first = one.array<32>();
  EXPECT_EQ(first, again.array<32>());
  EXPECT_NE(first, other.array<32>());
  EXPECT_NE(first, one.array<32>());
}

TEST(SystemRandom, DoesNotRepeatItself) {
  SystemRandom random;
  std::set<std::array<std::uint8_t, 16>> seen;
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(seen.insert(random.array<16>()).second);
}

TEST(Random, FillsSecretsAndIdsAndNothing) {
  SystemRandom random;
  EXPECT_FALSE(equal(random.secret(32).view(), Bytes(32)));
  EXPECT_FALSE(random.id<SessionId>().is_zero());
  random.fill({});
  SeededRandom(1).fill({});
}

}  // namespace
}  // namespace troth::crypto
