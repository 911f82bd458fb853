#include "core/net/dial.h"

#include <gtest/gtest.h>

namespace troth::net {
namespace {

using std::chrono::seconds;

const Deadline kNow{std::chrono::hours(1)};

TEST(Dial, AnAddressThatSwallowsEverythingLeavesTimeForTheNext) {
  EXPECT_EQ(share_of(kNow, kNow + seconds(10), 2), kNow + seconds(5));
  EXPECT_EQ(share_of(kNow, kNow + seconds(9), 3), kNow + seconds(3));
}

TEST(Dial, TheLastAddressHasAllThatIsLeft) {
  EXPECT_EQ(share_of(kNow, kNow + seconds(10), 1), kNow + seconds(10));
}

TEST(Dial, ADeadlineThatPassedIsNotPutOff) {
  EXPECT_EQ(share_of(kNow, kNow - seconds(1), 2), kNow - seconds(1));
}

}  // namespace
}  // namespace troth::net
