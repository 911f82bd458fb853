#include "core/vault/short_id.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace troth::vault {
namespace {

const std::vector<std::string> kIds{"abcd1234", "abcd9999", "0123abcd"};

TEST(ShortId, AUniqueBeginningIsEnoughInEitherCase) {
  EXPECT_EQ(find_beginning("0123", kIds), 2U);
  EXPECT_EQ(find_beginning("ABCD9", kIds), 1U);
  EXPECT_EQ(find_beginning("abcd1234", kIds), 0U);
}

TEST(ShortId, AnAmbiguousUnknownOrMalformedBeginningIsToldApart) {
  EXPECT_EQ(find_beginning("abcd", kIds).error().code, Code::id_ambiguous);
  EXPECT_EQ(find_beginning("ffff", kIds).error().code, Code::id_unknown);
  EXPECT_EQ(find_beginning("abcd12345", kIds).error().code, Code::id_unknown);
  EXPECT_EQ(find_beginning("abc", kIds).error().code, Code::id_malformed);
  EXPECT_EQ(find_beginning("wxyz", kIds).error().code, Code::id_malformed);
  EXPECT_EQ(find_beginning("", kIds).error().code, Code::id_malformed);
}

}  // namespace
}  // namespace troth::vault
