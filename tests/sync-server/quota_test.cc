#include "sync-server/quota.h"

#include <gtest/gtest.h>

#include <vector>

namespace troth::relay {
namespace {

constexpr TimeMs kNow = 1'800'000'000'000;
const Bytes kHere{127, 0, 0, 1};
const Bytes kThere{10, 0, 0, 1};

Limits few() {
  Limits limits;
  limits.connections_in_all = 4;
  limits.connections_per_network = 3;
  limits.new_connections_per_network_a_minute = 5;
  return limits;
}

class Quotas : public testing::Test {
 protected:
  bool enter(const Bytes& network, TimeMs now = kNow) {
    auto place = Quota::enter(quota, network, now);
    if (!place) return false;
    places.push_back(std::move(*place));
    return true;
  }

  std::shared_ptr<Quota> quota = Quota::make(few());
  std::vector<Quota::Place> places;
};

TEST_F(Quotas, BoundTheConnectionsOfOneNetwork) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(enter(kHere));
  EXPECT_FALSE(enter(kHere));
  EXPECT_TRUE(enter(kThere));
}

TEST_F(Quotas, BoundTheConnectionsInAll) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(enter(kHere));
  EXPECT_TRUE(enter(kThere));
  EXPECT_FALSE(enter(kThere));
  EXPECT_EQ(quota->connections(), 4);
}

TEST_F(Quotas, GiveAPlaceBackWhenItsConnectionEnds) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(enter(kHere));
  places.pop_back();
  EXPECT_TRUE(enter(kHere));
}

TEST_F(Quotas, BoundTheNewConnectionsOfAMinute) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(enter(kHere));
    places.clear();
  }
  EXPECT_FALSE(enter(kHere, kNow + kMinuteMs - 1));
  EXPECT_TRUE(enter(kThere, kNow + kMinuteMs - 1));
  EXPECT_TRUE(enter(kHere, kNow + kMinuteMs));
}

TEST_F(Quotas, DoNotLockANetworkOutWhenTheClockIsSetBack) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(enter(kHere));
    places.clear();
  }
  EXPECT_TRUE(enter(kHere, kNow - kHourMs));
}

TEST_F(Quotas, ForgetNetworksThatLeft) {
  for (std::uint8_t i = 0; i < 100; ++i) {
    EXPECT_TRUE(enter(Bytes{10, 0, 0, i}));
    places.clear();
  }
  EXPECT_TRUE(enter(kHere, kNow + kMinuteMs));
  EXPECT_EQ(quota->networks(), 1U);
}

TEST_F(Quotas, RememberANetworkThatIsStillConnected) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(enter(kHere));
  EXPECT_TRUE(enter(kThere, kNow + kHourMs));
  EXPECT_FALSE(enter(kHere, kNow + kHourMs));
}

}  // namespace
}  // namespace troth::relay
