// Where randomness comes from: an argument, never a global, so that tests can
// repeat it. SystemRandom is libsodium's generator and thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/crypto/secret.h"

namespace troth::crypto {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;

  template <std::size_t N>
  std::array<std::uint8_t, N> array() {
    std::array<std::uint8_t, N> out{};
    fill(out);
    return out;
  }
  // A fresh FixedBytes id.
  template <class Id>
  Id id() {
    return Id{array<Id::kSize>()};
  }
  Secret secret(std::size_t size) {
    Secret out(size);
    fill(out.writable());
    return out;
  }
  // Uniform in [0, bound); bound > 0.
  std::uint64_t below(std::uint64_t bound);
};

class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

// Repeatable bytes from a seed, for tests alone (crypto_stream_chacha20).
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : seed_(seed) {}
  void fill(std::span<std::uint8_t> out) override;

 private:
  std::uint64_t seed_;
  std::uint64_t counter_ = 0;
};

}  // namespace troth::crypto
