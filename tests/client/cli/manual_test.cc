#include "client/cli/manual.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/client/cli/declaring.h"

namespace troth::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

class ManualTest : public testing::Test {
 protected:
  std::string page_ = manual_page(declared(declaring_commands()));
};

TEST_F(ManualTest, EveryCommandStandsInItWithWhatItWants) {
  EXPECT_THAT(page_, HasSubstr("\\fBtroth pair join\\fR \\fIINVITE\\fR\nJoin.\n"));
  EXPECT_THAT(page_, HasSubstr("\\fBtroth check\\-in\\fR\nHow you are.\n.RS\n"));
  EXPECT_THAT(page_, HasSubstr("\\fB\\-\\-works\\fR \\fIyes|no\\fR\nDoes it?\n"));
}

TEST_F(ManualTest, AGroupIsNoCommandOfItsOwn) {
  EXPECT_THAT(page_, Not(HasSubstr("\\fBtroth pair\\fR")));
}

TEST_F(ManualTest, TextOfACommandIsNeverRoff) {
  EXPECT_THAT(page_, HasSubstr("\n\\&.what a file says.\n"));
  EXPECT_THAT(page_, HasSubstr("Whatever \\e there is.\n"));
  EXPECT_THAT(page_, HasSubstr("Agree: it\\(aqs yours.\n"));
}

TEST_F(ManualTest, GlobalOptionsStandOnce) {
  const auto first = page_.find("\\fB\\-\\-passphrase\\-file\\fR");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(page_.find("\\fB\\-\\-passphrase\\-file\\fR", first + 1), std::string::npos);
}

}  // namespace
}  // namespace troth::cli
