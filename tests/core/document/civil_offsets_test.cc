#include "core/document/civil_offsets.h"

#include <gtest/gtest.h>

namespace troth::document {
namespace {

constexpr TimeMs kSummer = 1'780'300'800'000;  // 2026-06-01 08:00 UTC
constexpr TimeMs kWinter = 1'796'112'000'000;  // 2026-12-01 08:00 UTC

CivilOffsets amsterdam() {
  return CivilOffsets::of(TimeZone::find("Europe/Amsterdam").value(), kSummer, kWinter + kDayMs);
}

TEST(CivilOffsets, ShowTheClockOfTheirZoneInSummerAndInWinter) {
  EXPECT_EQ(amsterdam().minute(kSummer), "2026-06-01 10:00");
  EXPECT_EQ(amsterdam().minute(kWinter), "2026-12-01 09:00");
  EXPECT_EQ(amsterdam().day(kWinter), "2026-12-01");
}

TEST(CivilOffsets, AreThoseOfTheZoneAtEveryHourOfTheYears) {
  const TimeZone zone = TimeZone::find("Europe/Amsterdam").value();
  for (TimeMs at = kSummer; at < kWinter; at += kHourMs)
    ASSERT_EQ(amsterdam().minute(at), zone.text_of(at));
}

TEST(CivilOffsets, OfNoZoneAreUtc) {
  EXPECT_EQ(CivilOffsets().minute(kSummer), "2026-06-01 08:00");
  EXPECT_EQ(CivilOffsets::of(TimeZone(), 0, kWinter).minute(kSummer), "2026-06-01 08:00");
}

TEST(CivilOffsets, TheNearestHoldsOutsideOfThem) {
  EXPECT_EQ(amsterdam().minute(kSummer - kDayMs), "2026-05-31 10:00");
  EXPECT_EQ(amsterdam().minute(kWinter + 20 * kDayMs), "2026-12-21 09:00");
}

TEST(CivilOffsets, AnyInstantIsShown) {
  for (const TimeMs at : {INT64_MIN, std::int64_t{-1}, std::int64_t{0}, INT64_MAX})
    EXPECT_EQ(amsterdam().minute(at).size(), 16U);
}

TEST(CivilOffsets, WhatIsNoClockIsRefused) {
  EXPECT_TRUE(CivilOffsets::from({{0, 3600}, {10, 0}}));
  EXPECT_FALSE(CivilOffsets::from({{10, 3600}, {10, 0}}));
  EXPECT_FALSE(CivilOffsets::from({{10, 3600}, {0, 0}}));
  EXPECT_FALSE(CivilOffsets::from({{0, 90'000}}));
  EXPECT_FALSE(CivilOffsets::from({{0, -90'000}}));
  std::vector<OffsetFrom> many;
  for (TimeMs at = 0; at <= 1000; ++at) many.push_back({at, 0});
  EXPECT_FALSE(CivilOffsets::from(many));
}

}  // namespace
}  // namespace troth::document
