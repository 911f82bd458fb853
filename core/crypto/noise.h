// Noise_NK_25519_ChaChaPoly_SHA512 (Noise revision 34), both sides, as a
// machine without I/O: the client knows the relay's static key, the relay
// knows nobody. Both handshake payloads stay empty in Troth, since the first
// can be replayed; the vectors use them. After the second message, `finish`
// gives two ciphers and the handshake hash `h`, which later signatures bind.
// A handshake that has refused a message is over. One owner, one thread.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

#include "core/base/error.h"
#include "core/crypto/exchange.h"
#include "core/crypto/hash.h"

namespace troth::crypto {

inline constexpr std::size_t kNoiseTag = 16;
inline constexpr std::size_t kNoiseLargestMessage = 65535;

// The hash of a Noise protocol; of its results the first `size` bytes count.
// Troth uses SHA-512 alone; published vectors exist for others too.
struct NoiseHash {
  std::string_view protocol_name;
  std::size_t size;  // HASHLEN, 32 or 64
  Sha512 (*hash)(std::initializer_list<ByteView> parts);
  Sha512 (*hmac)(ByteView key, std::initializer_list<ByteView> parts);
};
inline constexpr NoiseHash kNoiseSha512{"Noise_NK_25519_ChaChaPoly_SHA512", 64, &sha512,
                                        &hmac_sha512};

// One direction of a finished handshake. Messages must be opened in order.
class NoiseCipher {
 public:
  // `nonce` is the number of the next message (SetNonce in the specification).
  explicit NoiseCipher(Secret key, std::uint64_t nonce = 0) : key_(std::move(key)), nonce_(nonce) {}
  // noise_exhausted after 2^64 - 1 messages; noise_too_long where the result
  // would be longer than kNoiseLargestMessage.
  Result<Bytes> encrypt(ByteView associated, ByteView message);
  // noise_not_open where the bytes are not the next message; the number of the
  // next message then stays as it was.
  Result<Bytes> decrypt(ByteView associated, ByteView ciphertext);

 private:
  Secret key_;
  std::uint64_t nonce_ = 0;
};

struct NoiseTransport {
  NoiseCipher send;
  NoiseCipher receive;
  Sha512 handshake_hash;
};

class NoiseHandshake {
 public:
  // `hash` must outlive the handshake.
  static NoiseHandshake initiator(ByteView prologue, const DhPublicKey& relay_key, DhKey ephemeral,
                                  const NoiseHash& hash = kNoiseSha512);
  static NoiseHandshake responder(ByteView prologue, DhKey relay_key, DhKey ephemeral,
                                  const NoiseHash& hash = kNoiseSha512);

  // The initiator writes first; the responder reads, then writes (CHECKed).
  // noise_too_long, or weak_key where the other side's key agrees on zeros.
  Result<Bytes> write_message(ByteView payload);
  // The payload; noise_not_open or weak_key ends the handshake.
  Result<Bytes> read_message(ByteView message);
  [[nodiscard]] bool is_complete() const { return messages_ == 2 && !failed_; }
  // CHECKs is_complete; once.
  NoiseTransport finish();

 private:
  enum class Role { initiator, responder };

  // The specification's SymmetricState (5.2).
  struct Symmetric {
    Symmetric(const NoiseHash& hash_used, ByteView prologue, const DhPublicKey& relay_key);
    void mix_hash(ByteView bytes);
    void mix_key(const Secret& agreed);
    Result<Bytes> encrypt_and_hash(ByteView payload);
    Result<Bytes> decrypt_and_hash(ByteView ciphertext);
    // HKDF(ck, input, 2): the next chaining key, and 32 bytes of a cipher's key.
    struct Derived {
      Secret chaining_key;
      Secret cipher_key;
    };
    [[nodiscard]] Derived derive(ByteView input) const;
    [[nodiscard]] ByteView hash_so_far() const { return ByteView(h).first(hash->size); }

    const NoiseHash* hash;
    Secret chaining_key;
    Sha512 h{};
    std::optional<NoiseCipher> cipher;
  };

  NoiseHandshake(Role role, Symmetric symmetric, DhKey ephemeral)
      : role_(role), symmetric_(std::move(symmetric)), ephemeral_(std::move(ephemeral)) {}
  [[nodiscard]] bool is_my_turn_to_write() const;
  // The key agreement of this message: "es" in the first, "ee" in the second.
  [[nodiscard]] Result<Secret> agree() const;
  Result<Bytes> write(ByteView payload);
  Result<Bytes> read(ByteView message);

  Role role_;
  Symmetric symmetric_;
  DhKey ephemeral_;
  DhPublicKey relay_public_;        // the initiator's knowledge
  std::optional<DhKey> relay_key_;  // the responder's
  DhPublicKey their_ephemeral_;
  int messages_ = 0;
  bool failed_ = false;
};

}  // namespace troth::crypto
