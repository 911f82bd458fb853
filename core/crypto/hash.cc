#include "core/crypto/hash.h"

#include <sodium.h>

#include <limits>
#include <string>

#include "core/base/check.h"
#include "core/crypto/secret.h"

namespace troth::crypto {
namespace {

// libsodium takes no null pointer, even where the length is zero.
const std::uint8_t* start_of(ByteView bytes) {
  static constexpr std::uint8_t kNothing = 0;
  return bytes.empty() ? &kNothing : bytes.data();
}

void add(crypto_generichash_state& state, ByteView bytes) {
  CHECK(crypto_generichash_update(&state, start_of(bytes), bytes.size()) == 0);
}

void add_with_length(crypto_generichash_state& state, ByteView part) {
  CHECK(part.size() <= std::numeric_limits<std::uint32_t>::max());
  add(state, Writer().u32(static_cast<std::uint32_t>(part.size())).bytes());
  add(state, part);
}

}  // namespace

Bytes label_prefix(label::Label label) {
  return Writer().lv(bytes_of("troth1 " + std::string(label))).take();
}

Hash hash(label::Label label, std::initializer_list<ByteView> parts) {
  return hash(label, std::span<const ByteView>(parts.begin(), parts.size()));
}

Hash hash(label::Label label, std::span<const ByteView> parts) {
  crypto_generichash_state state;
  CHECK(crypto_generichash_init(&state, nullptr, 0, Hash::kSize) == 0);
  add(state, label_prefix(label));
  for (const ByteView part : parts) add_with_length(state, part);
  Hash out;
  CHECK(crypto_generichash_final(&state, out.value.data(), out.value.size()) == 0);
  sodium_memzero(&state, sizeof(state));  // a part may be secret, such as a root
  return out;
}

Hash generic_hash(ByteView bytes, ByteView key) {
  CHECK(key.size() <= crypto_generichash_KEYBYTES_MAX);
  Hash out;
  CHECK(crypto_generichash(out.value.data(), out.value.size(), start_of(bytes), bytes.size(),
                           key.empty() ? nullptr : key.data(), key.size()) == 0);
  return out;
}

Sha512 sha512(std::initializer_list<ByteView> parts) {
  crypto_hash_sha512_state state;
  crypto_hash_sha512_init(&state);
  for (const ByteView part : parts) crypto_hash_sha512_update(&state, start_of(part), part.size());
  Sha512 out;
  crypto_hash_sha512_final(&state, out.data());
  sodium_memzero(&state, sizeof(state));
  return out;
}

Sha512 hmac_sha512(ByteView key, std::initializer_list<ByteView> parts) {
  crypto_auth_hmacsha512_state state;
  crypto_auth_hmacsha512_init(&state, start_of(key), key.size());
  for (const ByteView part : parts) {
    crypto_auth_hmacsha512_update(&state, start_of(part), part.size());
  }
  Sha512 out;
  crypto_auth_hmacsha512_final(&state, out.data());
  sodium_memzero(&state, sizeof(state));
  return out;
}

}  // namespace troth::crypto
