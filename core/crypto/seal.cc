#include "core/crypto/seal.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "core/base/check.h"
#include "core/crypto/kdf.h"

namespace troth::crypto {
namespace {

constexpr std::size_t kKey = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kCommitment = 32;
static_assert(kSealOverhead == kNonce + kTag);
static_assert(kCommittingSealOverhead == kCommitment + kSealOverhead);

// ke | kn | kc = HKDF("", k, "seal", "", 96). On the stack, since they live for
// one call, as libsodium's own subkeys do; a locked page each time costs ten
// times what the sealing does.
struct SealKeys {
  explicit SealKeys(const Secret& key) {
    CHECK(key.size() == kKey);
    hkdf_into(all, {}, key.view(), label::kSeal, {});
  }
  ~SealKeys() { wipe(all); }
  SealKeys(const SealKeys&) = delete;
  SealKeys& operator=(const SealKeys&) = delete;
  [[nodiscard]] ByteView encryption() const { return ByteView(all).first(32); }
  [[nodiscard]] ByteView nonce() const { return ByteView(all).subspan(32, 32); }
  [[nodiscard]] ByteView commitment() const { return ByteView(all).subspan(64, 32); }

  std::array<std::uint8_t, 96> all{};
};

// crypto_generichash(24, LV(rand32) | LV(ad) | m, key kn).
std::array<std::uint8_t, kNonce> hedged_nonce(const SealKeys& keys, ByteView associated,
                                              ByteView message, Random& random) {
  auto drawn = random.array<32>();
  Bytes before = Writer().lv(drawn).lv(associated).take();
  crypto_generichash_state state;
  std::array<std::uint8_t, kNonce> out{};
  CHECK(crypto_generichash_init(&state, keys.nonce().data(), keys.nonce().size(), kNonce) == 0);
  CHECK(crypto_generichash_update(&state, before.data(), before.size()) == 0);
  CHECK(crypto_generichash_update(&state, message.data(), message.size()) == 0);
  CHECK(crypto_generichash_final(&state, out.data(), kNonce) == 0);
  sodium_memzero(&state, sizeof(state));
  wipe(drawn);
  wipe(before);
  return out;
}

// Writes nonce | ciphertext | tag.
void seal_into(std::span<std::uint8_t> out, const SealKeys& keys, ByteView associated,
               ByteView message, Random& random) {
  const auto nonce = hedged_nonce(keys, associated, message, random);
  std::ranges::copy(nonce, out.begin());
  CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt(
            out.data() + kNonce, nullptr, message.data(), message.size(), associated.data(),
            associated.size(), nullptr, nonce.data(), keys.encryption().data()) == 0);
}

Result<Secret> open_with(const SealKeys& keys, ByteView associated, ByteView sealed) {
  if (sealed.size() < kSealOverhead) return refuse(Code::seal_not_open);
  Secret out(sealed.size() - kSealOverhead);
  const ByteView ciphertext = sealed.subspan(kNonce);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          out.writable().data(), nullptr, nullptr, ciphertext.data(), ciphertext.size(),
          associated.data(), associated.size(), sealed.data(), keys.encryption().data()) != 0) {
    return refuse(Code::seal_not_open);
  }
  return out;
}

// Where an empty message stands: libsodium takes no null pointer in place.
std::uint8_t* start_of(std::span<std::uint8_t> message, std::uint8_t& nothing) {
  return message.empty() ? &nothing : message.data();
}

}  // namespace

Bytes seal(const Secret& key, ByteView associated, ByteView message, Random& random) {
  Bytes out(message.size() + kSealOverhead);
  seal_into(out, SealKeys(key), associated, message, random);
  return out;
}

Result<Secret> open(const Secret& key, ByteView associated, ByteView sealed) {
  return open_with(SealKeys(key), associated, sealed);
}

Bytes seal_committing(const Secret& key, ByteView associated, ByteView message, Random& random) {
  const SealKeys keys(key);
  Bytes out(message.size() + kCommittingSealOverhead);
  std::ranges::copy(keys.commitment(), out.begin());
  seal_into(std::span(out).subspan(kCommitment), keys, associated, message, random);
  return out;
}

Result<Secret> open_committing(const Secret& key, ByteView associated, ByteView sealed) {
  if (sealed.size() < kCommittingSealOverhead) return refuse(Code::seal_not_open);
  const SealKeys keys(key);
  if (!equal_in_constant_time(keys.commitment(), sealed.first(kCommitment))) {
    return refuse(Code::seal_not_open);
  }
  return open_with(keys, associated, sealed.subspan(kCommitment));
}

void seal_in_place(const Secret& key, ByteView nonce, ByteView associated,
                   std::span<std::uint8_t> message, std::span<std::uint8_t> tag) {
  CHECK(key.size() == kKey && nonce.size() == kNonce && tag.size() == kTag);
  std::uint8_t nothing = 0;
  std::uint8_t* const start = start_of(message, nothing);
  CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt_detached(
            start, tag.data(), nullptr, start, message.size(), associated.data(), associated.size(),
            nullptr, nonce.data(), key.view().data()) == 0);
}

bool open_in_place(const Secret& key, ByteView nonce, ByteView associated,
                   std::span<std::uint8_t> message, ByteView tag) {
  CHECK(key.size() == kKey && nonce.size() == kNonce && tag.size() == kTag);
  std::uint8_t nothing = 0;
  std::uint8_t* const start = start_of(message, nothing);
  return crypto_aead_xchacha20poly1305_ietf_decrypt_detached(
             start, nullptr, start, message.size(), tag.data(), associated.data(),
             associated.size(), nonce.data(), key.view().data()) == 0;
}

}  // namespace troth::crypto
