#include "core/base/beginning.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/base/ids.h"

namespace troth {
namespace {

PartnerId id_of(std::uint8_t first, std::uint8_t second) {
  PartnerId id;
  id.value[0] = first;
  id.value[1] = second;
  return id;
}

const std::vector<PartnerId> kIds{id_of(0xab, 0xcd), id_of(0xab, 0xef), id_of(0x01, 0x23)};

std::expected<PartnerId, Miss> find(std::string_view digits,
                                    const std::vector<PartnerId>& ids = kIds) {
  return find_by_beginning<PartnerId>(digits, ids);
}

TEST(Beginning, AUniqueOneIsEnough) {
  EXPECT_EQ(find("0"), kIds[2]);
  EXPECT_EQ(find("abe"), kIds[1]);
  EXPECT_EQ(find(kIds[0].hex()), kIds[0]);
}

TEST(Beginning, NoneAndSeveralAreToldApart) {
  EXPECT_EQ(find("ab").error().listed(), "abc, abe");
  EXPECT_EQ(find("").error().listed(), "abc, abe, 0");
  EXPECT_EQ(find("ff").error(), Miss{});
  EXPECT_EQ(find(kIds[0].hex() + "0").error(), Miss{});
  EXPECT_EQ(find("ab", {}).error(), Miss{});
}

TEST(Beginning, AnIdThatStandsThereTwiceIsOne) {
  EXPECT_EQ(find("abcd", {kIds[0], kIds[1], kIds[0], kIds[0]}), kIds[0]);
  EXPECT_EQ(find("ab", {kIds[0], kIds[0], kIds[1]}).error().several.size(), 2U);
}

TEST(Beginning, EachOfSeveralIsNamedByWhatIsItsAlone) {
  EXPECT_EQ(unique_beginning("aaaabbbb", {"aaaabbbb", "cccccccc"}, 3), "aaa");
  EXPECT_EQ(unique_beginning("aaaabbbb", {"aaaabbbc", "aaaabbbb"}, 3), "aaaabbbb");
  const Miss miss = find("ab").error();
  for (const std::string& one : miss.several) EXPECT_TRUE(find(one)) << one;
}

TEST(Beginning, DigitsAreOfEitherCaseAndNothingElse) {
  EXPECT_EQ(hexadecimal_digits("09aFAf"), "09afaf");
  EXPECT_EQ(hexadecimal_digits(""), "");
  for (const char* wrong : {"g", "a b", "0x1", "ab\n", "\xc3\xa4", "@", "/", ":", "`"})
    EXPECT_EQ(hexadecimal_digits(wrong), std::nullopt) << wrong;
}

}  // namespace
}  // namespace troth
