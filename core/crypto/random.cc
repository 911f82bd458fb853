#include "core/crypto/random.h"

#include <sodium.h>

#include <limits>

#include "core/base/check.h"

namespace troth::crypto {
namespace {

template <std::size_t N>
std::array<std::uint8_t, N> little_endian(std::uint64_t value) {
  std::array<std::uint8_t, N> out{};
  for (std::size_t i = 0; i < sizeof(value); ++i) {
    out.at(i) = static_cast<std::uint8_t>(value >> (8 * i));
  }
  return out;
}

}  // namespace

std::uint64_t Random::below(std::uint64_t bound) {
  CHECK(bound > 0);
  // What is left over past the last whole multiple of `bound` is drawn again.
  const std::uint64_t left_over = (std::numeric_limits<std::uint64_t>::max() % bound + 1) % bound;
  for (;;) {
    std::uint64_t drawn = 0;
    for (const std::uint8_t byte : array<8>()) drawn = (drawn << 8) | byte;
    if (drawn >= left_over) return drawn % bound;
  }
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
  static const bool started = sodium_init() >= 0;
  CHECK(started);
  if (!out.empty()) randombytes_buf(out.data(), out.size());
}

void SeededRandom::fill(std::span<std::uint8_t> out) {
  const auto key = little_endian<crypto_stream_chacha20_KEYBYTES>(seed_);
  const auto nonce = little_endian<crypto_stream_chacha20_NONCEBYTES>(counter_++);
  if (out.empty()) return;
  CHECK(crypto_stream_chacha20(out.data(), out.size(), nonce.data(), key.data()) == 0);
}

}  // namespace troth::crypto
