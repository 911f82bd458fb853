// Argon2id over a passphrase's NFC form (store's README, key slots). The cost
// is bounded on both sides: above, a file could exhaust the machine; below, it
// could weaken the key. Takes up to a second or more: not for the io thread.
#pragma once

#include <string_view>

#include "core/base/error.h"
#include "core/crypto/secret.h"

namespace troth::crypto {

struct PassphraseCost {
  std::uint32_t passes = 3;                   // 2 to 10
  std::uint64_t memory_bytes = 256ULL << 20;  // 64 MiB to 1 GiB
  bool operator==(const PassphraseCost&) const = default;
};

inline constexpr PassphraseCost kLowCost{2, 64ULL << 20};
inline constexpr PassphraseCost kNormalCost{3, 256ULL << 20};
inline constexpr PassphraseCost kHighCost{4, 1024ULL << 20};

// passphrase_cost_out_of_bounds where the cost is not within the bounds.
Status check_cost(const PassphraseCost& cost);
// A copy of the passphrase in Unicode's NFC; text_not_utf8 where it is none.
Result<Secret> normalized(const Secret& passphrase);
// 32 bytes. `passphrase` as typed, `salt` 16 bytes.
Result<Secret> stretch(const Secret& passphrase, ByteView salt, const PassphraseCost& cost);

}  // namespace troth::crypto
