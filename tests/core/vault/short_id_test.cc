#include "core/vault/short_id.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <vector>

#include "core/base/ids.h"

namespace troth::vault {
namespace {

EntryHash id_of(std::initializer_list<std::uint8_t> bytes) {
  EntryHash id;
  std::ranges::copy(bytes, id.value.begin());
  return id;
}

const std::vector<EntryHash> kIds{id_of({0xab, 0xcd, 0x12}), id_of({0xab, 0xcd, 0x99}),
                                  id_of({0x01, 0x23, 0xab})};

Result<EntryHash> find(std::string_view beginning) { return find_id<EntryHash>(beginning, kIds); }

TEST(ShortId, AUniqueBeginningIsEnoughInEitherCase) {
  EXPECT_EQ(find("0123"), kIds[2]);
  EXPECT_EQ(find("ABCD9"), kIds[1]);
  EXPECT_EQ(find(kIds[0].hex()), kIds[0]);
}

TEST(ShortId, AnAmbiguousUnknownOrMalformedBeginningIsToldApart) {
  EXPECT_EQ(find("abcd").error().code, Code::id_ambiguous);
  EXPECT_THAT(find("abcd").error().message, testing::HasSubstr("begin with abcd: abcd1, abcd9;"));
  EXPECT_EQ(find("ffff").error().code, Code::id_unknown);
  EXPECT_EQ(find(kIds[0].hex() + "0").error().code, Code::id_unknown);
  EXPECT_EQ(find("abc").error().code, Code::id_malformed);
  EXPECT_EQ(find("wxyz").error().code, Code::id_malformed);
  EXPECT_EQ(find("").error().code, Code::id_malformed);
}

}  // namespace
}  // namespace troth::vault
