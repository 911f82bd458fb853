#include "core/crypto/noise.h"

#include <sodium.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/check.h"

namespace troth::crypto {
namespace {

constexpr std::uint64_t kReservedNonce = std::numeric_limits<std::uint64_t>::max();
static_assert(kNoiseTag == crypto_aead_chacha20poly1305_ietf_ABYTES);

// Four zero bytes and the number (revision 34, 12.3).
Bytes nonce_bytes(std::uint64_t number) { return Writer().zeros(4).u64(number).take(); }

}  // namespace

Result<Bytes> NoiseCipher::encrypt(ByteView associated, ByteView message) {
  if (nonce_ == kReservedNonce) return refuse(Code::noise_exhausted);
  if (message.size() > kNoiseLargestMessage - kNoiseTag) return refuse(Code::noise_too_long);
  CHECK(key_.size() == crypto_aead_chacha20poly1305_ietf_KEYBYTES);
  Bytes out(message.size() + kNoiseTag);
  CHECK(crypto_aead_chacha20poly1305_ietf_encrypt(
            out.data(), nullptr, message.data(), message.size(), associated.data(),
            associated.size(), nullptr, nonce_bytes(nonce_).data(), key_.view().data()) == 0);
  ++nonce_;
  return out;
}

Result<Bytes> NoiseCipher::decrypt(ByteView associated, ByteView ciphertext) {
  if (nonce_ == kReservedNonce) return refuse(Code::noise_exhausted);
  if (ciphertext.size() < kNoiseTag || ciphertext.size() > kNoiseLargestMessage) {
    return refuse(Code::noise_not_open);
  }
  CHECK(key_.size() == crypto_aead_chacha20poly1305_ietf_KEYBYTES);
  Bytes out(ciphertext.size() - kNoiseTag);
  if (crypto_aead_chacha20poly1305_ietf_decrypt(
          out.data(), nullptr, nullptr, ciphertext.data(), ciphertext.size(), associated.data(),
          associated.size(), nonce_bytes(nonce_).data(), key_.view().data()) != 0) {
    return refuse(Code::noise_not_open);
  }
  ++nonce_;
  return out;
}

NoiseHandshake::Symmetric::Symmetric(const NoiseHash& hash_used, ByteView prologue,
                                     const DhPublicKey& relay_key)
    : hash(&hash_used), chaining_key(hash_used.size) {
  const ByteView name = bytes_of(hash->protocol_name);
  if (name.size() <= hash->size) {
    std::ranges::copy(name, h.begin());
  } else {
    h = hash->hash({name});
  }
  std::ranges::copy(hash_so_far(), chaining_key.writable().begin());
  mix_hash(prologue);
  mix_hash(relay_key.view());  // the pre-message "<- s"
}

void NoiseHandshake::Symmetric::mix_hash(ByteView bytes) { h = hash->hash({hash_so_far(), bytes}); }

NoiseHandshake::Symmetric::Derived NoiseHandshake::Symmetric::derive(ByteView input) const {
  static constexpr std::uint8_t kOne = 1;
  static constexpr std::uint8_t kTwo = 2;
  const auto copy = [](const Sha512& of, std::size_t size) {
    return Secret::copy_of(ByteView(of).first(size));
  };
  Sha512 temporary = hash->hmac(chaining_key.view(), {input});
  const ByteView key = ByteView(temporary).first(hash->size);
  Sha512 first = hash->hmac(key, {{&kOne, 1}});
  Sha512 second = hash->hmac(key, {ByteView(first).first(hash->size), {&kTwo, 1}});
  Derived out{copy(first, hash->size), copy(second, 32)};
  wipe(temporary);
  wipe(first);
  wipe(second);
  return out;
}

void NoiseHandshake::Symmetric::mix_key(const Secret& agreed) {
  Derived derived = derive(agreed.view());
  chaining_key = std::move(derived.chaining_key);
  cipher.emplace(std::move(derived.cipher_key));
}

Result<Bytes> NoiseHandshake::Symmetric::encrypt_and_hash(ByteView payload) {
  auto ciphertext = cipher->encrypt(hash_so_far(), payload);
  if (ciphertext) mix_hash(*ciphertext);
  return ciphertext;
}

Result<Bytes> NoiseHandshake::Symmetric::decrypt_and_hash(ByteView ciphertext) {
  auto payload = cipher->decrypt(hash_so_far(), ciphertext);
  if (payload) mix_hash(ciphertext);
  return payload;
}

NoiseHandshake NoiseHandshake::initiator(ByteView prologue, const DhPublicKey& relay_key,
                                         DhKey ephemeral, const NoiseHash& hash) {
  NoiseHandshake out(Role::initiator, Symmetric(hash, prologue, relay_key), std::move(ephemeral));
  out.relay_public_ = relay_key;
  return out;
}

NoiseHandshake NoiseHandshake::responder(ByteView prologue, DhKey relay_key, DhKey ephemeral,
                                         const NoiseHash& hash) {
  NoiseHandshake out(Role::responder, Symmetric(hash, prologue, relay_key.public_key()),
                     std::move(ephemeral));
  out.relay_key_ = std::move(relay_key);
  return out;
}

bool NoiseHandshake::is_my_turn_to_write() const {
  return messages_ == (role_ == Role::initiator ? 0 : 1);
}

Result<Secret> NoiseHandshake::agree() const {
  if (messages_ == 1) return ephemeral_.agree(their_ephemeral_);
  if (role_ == Role::initiator) return ephemeral_.agree(relay_public_);
  return relay_key_->agree(their_ephemeral_);
}

Result<Bytes> NoiseHandshake::write_message(ByteView payload) {
  CHECK(is_my_turn_to_write() && !failed_);
  auto message = write(payload);
  failed_ = !message;
  ++messages_;
  return message;
}

Result<Bytes> NoiseHandshake::write(ByteView payload) {
  const ByteView ephemeral = ephemeral_.public_key().view();
  if (payload.size() > kNoiseLargestMessage - kNoiseTag - ephemeral.size()) {
    return refuse(Code::noise_too_long);
  }
  symmetric_.mix_hash(ephemeral);
  TROTH_ASSIGN(const Secret agreed, agree());
  symmetric_.mix_key(agreed);
  TROTH_ASSIGN(const Bytes ciphertext, symmetric_.encrypt_and_hash(payload));
  return Writer().raw(ephemeral).raw(ciphertext).take();
}

Result<Bytes> NoiseHandshake::read_message(ByteView message) {
  if (failed_) return refuse(Code::noise_not_open);
  CHECK(!is_my_turn_to_write() && messages_ < 2);
  auto payload = read(message);
  failed_ = !payload;
  ++messages_;
  return payload;
}

Result<Bytes> NoiseHandshake::read(ByteView message) {
  if (message.size() > kNoiseLargestMessage) return refuse(Code::noise_not_open);
  Reader reader(message);
  their_ephemeral_.value = reader.array<DhPublicKey::kSize>();
  if (!reader.ok()) return refuse(Code::noise_not_open);
  symmetric_.mix_hash(their_ephemeral_.view());
  TROTH_ASSIGN(const Secret agreed, agree());
  symmetric_.mix_key(agreed);
  return symmetric_.decrypt_and_hash(reader.rest());
}

NoiseTransport NoiseHandshake::finish() {
  CHECK(is_complete());
  Symmetric::Derived keys = symmetric_.derive({});
  // The whole chaining key's length is derived; a cipher's key is 32 bytes of it.
  NoiseCipher first(keys.chaining_key.slice(0, 32));
  NoiseCipher second(std::move(keys.cipher_key));
  failed_ = true;  // nothing more comes out of this handshake
  ephemeral_ = {};
  relay_key_.reset();
  const bool initiates = role_ == Role::initiator;
  return {initiates ? std::move(first) : std::move(second),
          initiates ? std::move(second) : std::move(first), symmetric_.h};
}

}  // namespace troth::crypto
