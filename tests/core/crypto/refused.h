// What the tests of this room share: a refusal by its code, and every way to
// damage bytes by one bit.
#pragma once

#include <gtest/gtest.h>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/crypto/secret.h"

namespace troth::crypto {

template <class T>
void expect_refused(const Result<T>& result, Code code) {
  ASSERT_FALSE(result);
  EXPECT_EQ(name_of(result.error().code), name_of(code));
}

// Calls `check` with each copy of `bytes` that differs in one bit.
template <class Check>
void for_each_flipped_bit(ByteView bytes, Check check) {
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    Bytes damaged = copy_of(bytes);
    damaged[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    check(damaged);
  }
}

inline Secret secret_text(std::string_view text) { return Secret::copy_of(bytes_of(text)); }

}  // namespace troth::crypto
