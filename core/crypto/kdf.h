// HKDF (RFC 5869) over SHA-512, and libsodium's subkeys for the store. Pure.
#pragma once

#include "core/crypto/hash.h"
#include "core/crypto/secret.h"

namespace troth::crypto {

// HKDF(salt, ikm, label, context, size): info = LV("troth1 " + label) | LV(context).
// size is at most 255 * 64.
Secret hkdf(ByteView salt, ByteView ikm, label::Label label, ByteView context, std::size_t size);
// The same into memory of the caller, for a key that lives for one call: it wipes it.
void hkdf_into(std::span<std::uint8_t> out, ByteView salt, ByteView ikm, label::Label label,
               ByteView context);
// The plain RFC 5869 function, with `info` as it is.
Secret hkdf_with_info(ByteView salt, ByteView ikm, ByteView info, std::size_t size);
// crypto_kdf(number, "troth-db", master): one 32-byte key of the store.
Secret store_key(const Secret& master, std::uint64_t number);

}  // namespace troth::crypto
