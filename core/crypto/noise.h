// Noise_NK_25519_ChaChaPoly_SHA512 (Noise revision 34), both sides, as a
// machine without I/O: the client knows the relay's static key, the relay
// knows nobody. Both handshake payloads stay empty in Troth, since the first
// can be replayed; the vectors use them. After the second message, `finish`
// gives two ciphers and the handshake hash `h`, which later signatures bind.
// One owner, one thread.
#pragma once

#include "core/base/error.h"
#include "core/crypto/exchange.h"
#include "core/crypto/hash.h"

namespace troth::crypto {

inline constexpr std::size_t kNoiseTag = 16;
inline constexpr std::size_t kNoiseLargestMessage = 65535;

// One direction of a finished handshake. Messages must be opened in order.
class NoiseCipher {
 public:
  explicit NoiseCipher(Secret key) : key_(std::move(key)) {}
  // noise_exhausted after 2^64 - 1 messages.
  Result<Bytes> encrypt(ByteView associated, ByteView message);
  // noise_not_open where the bytes are not the next message.
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
  static NoiseHandshake initiator(ByteView prologue, const DhPublicKey& relay_key, DhKey ephemeral);
  static NoiseHandshake responder(ByteView prologue, DhKey relay_key, DhKey ephemeral);

  // The initiator writes first; the responder reads, then writes.
  Result<Bytes> write_message(ByteView payload);
  Result<Bytes> read_message(ByteView message);
  [[nodiscard]] bool is_complete() const;
  // CHECKs is_complete; once.
  NoiseTransport finish();

 private:
  // the symmetric state and keys: see noise.cc's comment (the helper that
  // writes it may change everything below this line)
};

}  // namespace troth::crypto
