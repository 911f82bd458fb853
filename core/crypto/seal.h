// Authenticated encryption (proto/README.md, "Notation"). Seal hedges its nonce
// (a rolled-back machine cannot repeat one but for an identical message);
// SealC also commits to its key, for keys of low entropy or ciphertexts that
// an attacker may choose. The raw page forms are the store's. Pure but for
// the Random given.
#pragma once

#include "core/base/error.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"

namespace troth::crypto {

inline constexpr std::size_t kSealOverhead = 40;            // nonce 24, tag 16
inline constexpr std::size_t kCommittingSealOverhead = 72;  // and kc 32

// key: 32 bytes.
Bytes seal(const Secret& key, ByteView associated, ByteView message, Random& random);
// seal_not_open where the bytes were made by another key, for another place, or damaged.
Result<Secret> open(const Secret& key, ByteView associated, ByteView sealed);
Bytes seal_committing(const Secret& key, ByteView associated, ByteView message, Random& random);
Result<Secret> open_committing(const Secret& key, ByteView associated, ByteView sealed);

// XChaCha20-Poly1305 in place, detached, nonce and key given: pages and frames
// of the database. `nonce` 24 bytes, `tag` 16, `key` 32.
void seal_in_place(const Secret& key, ByteView nonce, ByteView associated,
                   std::span<std::uint8_t> message, std::span<std::uint8_t> tag);
// False where it does not open; then `message` holds nothing of use.
[[nodiscard]] bool open_in_place(const Secret& key, ByteView nonce, ByteView associated,
                                 std::span<std::uint8_t> message, ByteView tag);

}  // namespace troth::crypto
