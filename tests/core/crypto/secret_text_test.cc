#include "core/crypto/secret_text.h"

#include <gtest/gtest.h>

namespace troth::crypto {
namespace {

TEST(SecretText, IsTheSameBase64urlAsThatOfOtherBytes) {
  Bytes bytes;
  for (std::uint8_t value = 0; value < 40; ++value) {
    const Secret text = to_base64url(Secret::copy_of(bytes));
    EXPECT_EQ(string_of(text.view()), troth::to_base64url(bytes));
    const auto back = secret_from_base64url(string_of(text.view()));
    ASSERT_TRUE(back.has_value());
    EXPECT_TRUE(equal(back->view(), bytes));
    bytes.push_back(static_cast<std::uint8_t>(251 * value));
  }
}

TEST(SecretText, ThatIsNotCanonicalIsRefused) {
  // A lone character, padding, other alphabets, spaces, bits beyond the last byte.
  for (const std::string_view text : {"A", "AA==", "+A", "/A", "A A", "AA\n", "AB", "AAB"})
    EXPECT_FALSE(secret_from_base64url(text).has_value()) << text;
}

}  // namespace
}  // namespace troth::crypto
