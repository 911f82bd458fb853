// The hashes of the protocol (proto/README.md, "Notation"). Pure, any thread.
#pragma once

#include <array>
#include <initializer_list>
#include <span>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/crypto/labels.h"

namespace troth::crypto {

using Sha512 = std::array<std::uint8_t, 64>;

// LV("troth1 " + label): what every labelled hash, signature and seal starts with.
Bytes label_prefix(label::Label label);

// H(label, parts...) = BLAKE2b-256 over LV("troth1 " + label) | LV(part) | ...
Hash hash(label::Label label, std::initializer_list<ByteView> parts);
Hash hash(label::Label label, std::span<const ByteView> parts);
// The same as an id of its own type: `hash_as<EntryHash>(label::kEntry, {header})`;
// an id shorter than 32 bytes takes the hash's beginning.
template <class Id>
Id hash_as(label::Label label, std::initializer_list<ByteView> parts) {
  static_assert(Id::kSize <= Hash::kSize);
  const Hash full = hash(label, parts);
  return *Id::from(full.view().first(Id::kSize));
}

// Plain BLAKE2b-256 of bytes, with an optional key of at most 64 bytes.
Hash generic_hash(ByteView bytes, ByteView key = {});

Sha512 sha512(std::initializer_list<ByteView> parts);
// HMAC-SHA-512 with a key of any length (RFC 2104).
Sha512 hmac_sha512(ByteView key, std::initializer_list<ByteView> parts);

}  // namespace troth::crypto
