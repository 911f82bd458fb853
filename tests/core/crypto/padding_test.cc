#include "core/crypto/padding.h"

#include <gtest/gtest.h>

namespace troth::crypto {
namespace {

TEST(Padme, NeverCutsAndAddsAtMostTwelveInAHundred) {
  std::uint64_t previous = 0;
  for (std::uint64_t length = 0; length < 100'000; ++length) {
    const std::uint64_t padded = padme(length);
    EXPECT_GE(padded, length);
    EXPECT_LE((padded - length) * 100, length * 12);
    EXPECT_GE(padded, previous);
    EXPECT_EQ(padme(padded), padded);
    previous = padded;
  }
}

TEST(Padme, DoesNotOverflow) {
  EXPECT_EQ(padme(UINT64_MAX), UINT64_MAX);
  EXPECT_EQ(padme(UINT64_MAX - 1), UINT64_MAX);
  EXPECT_EQ(padme(1ULL << 63), 1ULL << 63);
}

}  // namespace
}  // namespace troth::crypto
