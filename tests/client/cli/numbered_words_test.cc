#include "client/cli/numbered_words.h"

#include <gtest/gtest.h>

#include <string>

namespace troth::cli {
namespace {

std::string numbered(std::string_view words) {
  const auto text = numbered_words(crypto::Secret::copy_of(bytes_of(words)));
  return string_of(text.view());
}

TEST(NumberedWords, ThreeStandInALineUnderEachOther) {
  EXPECT_EQ(numbered("abandon ability able about above absent absorb"),
            "  1 abandon    2 ability    3 able\n"
            "  4 about      5 above      6 absent\n"
            "  7 absorb\n");
}

TEST(NumberedWords, TheLongestWordsFitAndTwoDigitsTakeNoMorePlace) {
  EXPECT_EQ(numbered("a b c d e f g h i abstract accident identify"),
            "  1 a          2 b          3 c\n"
            "  4 d          5 e          6 f\n"
            "  7 g          8 h          9 i\n"
            " 10 abstract  11 accident  12 identify\n");
}

}  // namespace
}  // namespace troth::cli
