#include "core/vault/process.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "core/practice/check_in.h"

namespace troth::vault {
namespace {

// In a process of its own, which it closes to others.
TEST(ProcessDeathTest, AHostilePayloadPrintsNothing) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  // CheckIn.text (7) that is not UTF-8, which the library would tell of.
  const Bytes hostile{0x3a, 0x02, 0xff, 0xfe};
  EXPECT_EXIT(
      {
        const bool prepared = prepare_process().has_value();
        const bool refused = !practice::decode_check_in(hostile);
        ::_exit(prepared && refused ? 0 : 1);
      },
      testing::ExitedWithCode(0), "^$");
}

}  // namespace
}  // namespace troth::vault
