#include "core/crypto/passphrase.h"

#include <gtest/gtest.h>

#include <string>

#include "core/crypto/argon2id.h"
#include "tests/core/crypto/refused.h"

namespace troth::crypto {
namespace {

constexpr std::uint64_t kMiB = 1ULL << 20;
const Bytes kSalt(16, 3);

TEST(CheckCost, TakesWhatTheFormatsName) {
  for (const PassphraseCost& cost : {PassphraseCost{}, kLowCost, kNormalCost, kHighCost}) {
    EXPECT_TRUE(check_cost(cost));
  }
  EXPECT_TRUE(check_cost({10, 1024 * kMiB}));
  EXPECT_EQ(PassphraseCost{}, kNormalCost);
}

TEST(CheckCost, RefusesWhatLiesOutside) {
  for (const PassphraseCost& cost :
       {PassphraseCost{0, 64 * kMiB}, PassphraseCost{1, 64 * kMiB}, PassphraseCost{11, 64 * kMiB},
        PassphraseCost{0xffffffff, 64 * kMiB}, PassphraseCost{3, 0},
        PassphraseCost{3, 64 * kMiB - 1}, PassphraseCost{3, 1024 * kMiB + 1},
        PassphraseCost{3, UINT64_MAX}}) {
    expect_refused(check_cost(cost), Code::passphrase_cost_out_of_bounds);
    expect_refused(stretch(secret_text("p"), kSalt, cost), Code::passphrase_cost_out_of_bounds);
  }
}

std::string nfc_of(std::string_view text) {
  const auto normal = normalized(secret_text(text));
  return normal ? string_of(normal->view()) : "refused";
}

TEST(Normalized, ComposedAndDecomposedAreOne) {
  EXPECT_EQ(nfc_of("e\u0301"), "\u00e9");
  EXPECT_EQ(nfc_of("\u00e9"), "\u00e9");
  EXPECT_EQ(nfc_of("\u212b"), "\u00c5");              // the Angstrom sign
  EXPECT_EQ(nfc_of("\u1112\u1161\u11ab"), "\ud55c");  // Hangul
  EXPECT_EQ(nfc_of("q\u0307\u0323"), "q\u0323\u0307");
}

TEST(Normalized, LeavesTheRestAsItWasTyped) {
  for (const std::string_view text :
       {"", " two  spaces ", "Case", "\ufb01", "\u00df", "\U0001f511", "tab\there"}) {
    EXPECT_EQ(nfc_of(text), text);
  }
  const std::string with_zero("a\0b", 3);
  EXPECT_EQ(nfc_of(with_zero), with_zero);
  EXPECT_EQ(nfc_of(std::string(10000, 'x')).size(), 10000U);
}

TEST(Normalized, RefusesWhatIsNotUtf8) {
  for (const std::string_view text :
       {"\xff", "\xc3", "abc\xe2\x82", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80"}) {
    expect_refused(normalized(secret_text(text)), Code::text_not_utf8);
    expect_refused(stretch(secret_text(text), kSalt, kLowCost), Code::text_not_utf8);
  }
}

TEST(Stretch, IsOneKeyHoweverTheLettersWereTyped) {
  const auto composed = stretch(secret_text("caf\u00e9"), kSalt, kLowCost);
  const auto decomposed = stretch(secret_text("cafe\u0301"), kSalt, kLowCost);
  ASSERT_TRUE(composed && decomposed);
  EXPECT_TRUE(equal(composed->view(), decomposed->view()));
}

TEST(Argon2id, PassphraseSaltAndCostEachChangeTheKey) {
  const PassphraseCost cheap{1, 8 * 1024};
  const auto key = [](std::string_view password, const Bytes& salt, const PassphraseCost& cost) {
    const auto made = argon2id(bytes_of(password), salt, cost);
    return made ? to_hex(made->view()) : "refused";
  };
  const std::string right = key("password", kSalt, cheap);
  EXPECT_EQ(right.size(), 64U);
  EXPECT_EQ(key("password", kSalt, cheap), right);
  EXPECT_NE(key("passwort", kSalt, cheap), right);
  EXPECT_NE(key("", kSalt, cheap), right);
  EXPECT_NE(key("password", Bytes(16, 4), cheap), right);
  EXPECT_NE(key("password", kSalt, {2, 8 * 1024}), right);
  EXPECT_NE(key("password", kSalt, {1, 16 * 1024}), right);
}

TEST(Argon2id, MemoryThatTheSystemDoesNotGiveIsAnError) {
  expect_refused(argon2id({}, kSalt, {1, 1ULL << 46}), Code::passphrase_memory_short);
}

TEST(Argon2id, ASaltOfAnotherLengthIsOurOwnBug) {
  EXPECT_DEATH(static_cast<void>(argon2id({}, Bytes(15), {1, 8 * 1024})), "salt");
}

}  // namespace
}  // namespace troth::crypto
