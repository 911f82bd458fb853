#include "client/desktop/requests/strength.h"

#include <gtest/gtest.h>

namespace troth::desktop {
namespace {

double bits(std::string_view passphrase) { return strength_of(bytes_of(passphrase)).bits; }

TEST(Strength, EachFurtherWordMakesItHarder) {
  EXPECT_LT(bits("three"), bits("three small"));
  EXPECT_LT(bits("three small"), bits("three small owls"));
  EXPECT_LT(bits("three small owls"), bits("three small owls at the window"));
}

TEST(Strength, ALongWordIsStillAWord) { EXPECT_EQ(bits("incomprehensibilities"), bits("window")); }

TEST(Strength, RowsAndRepeatsAreWorthLittle) {
  EXPECT_LT(bits("aaaaaaaaaaaa"), 10);
  EXPECT_LT(bits("123456789"), 10);
  EXPECT_LT(bits("987654321"), 10);
  EXPECT_LT(bits("owl owl owl owl"), bits("owl bicycle"));
}

TEST(Strength, WhatIsEasyToGuessSaysSo) {
  EXPECT_NE(strength_of(bytes_of("password1")).words.find("Easy to guess"), std::string_view::npos);
  EXPECT_NE(strength_of(bytes_of("three small owls at the window")).words.find("Strong"),
            std::string_view::npos);
}

TEST(Strength, OfNothingNothingIsSaid) {
  EXPECT_EQ(bits(""), 0);
  EXPECT_TRUE(strength_of({}).words.empty());
}

TEST(Strength, AnyBytesAreMeasured) {
  const Bytes bytes{0xFF, 0x00, 0xC3, 0xA4, 0x80, 0x20, 0x0A};
  EXPECT_GT(strength_of(bytes).bits, 0);
}

}  // namespace
}  // namespace troth::desktop
