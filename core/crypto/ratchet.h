// The Double Ratchet (Signal's specification, section 3) without header
// encryption, over the protocol's own KDFs and seals (proto/README.md,
// "Sessions between two devices"). Pure state: `decrypt` works on a copy and
// leaves the ratchet as it was where a message does not open. One owner.
#pragma once

#include <map>
#include <optional>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/crypto/exchange.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"

namespace troth::crypto {

inline constexpr std::uint32_t kRatchetLargestJump = 65536;  // followed
inline constexpr std::size_t kRatchetKeysPerJump = 256;      // the newest are kept
inline constexpr std::size_t kRatchetKeysInAll = 1000;
inline constexpr TimeMs kRatchetKeyLifeMs = 30 * kDayMs;

// What stands before the sealed text: ratchet_pk 32 | pn u32 | n u32.
struct RatchetHeader {
  DhPublicKey key;
  std::uint32_t previous_count = 0;  // pn
  std::uint32_t number = 0;          // n
};
inline constexpr std::size_t kRatchetHeaderSize = 40;
Bytes encode(const RatchetHeader& header);

class Ratchet {
 public:
  // The initiator (A) knows B's signed prekey; it can send at once.
  static Result<Ratchet> initiator(const SessionId& session, Secret shared_key,
                                   const DhPublicKey& their_prekey, Random& random);
  // The responder (B) starts from its prekey; it can send once it has received.
  static Ratchet responder(const SessionId& session, Secret shared_key, DhKey prekey);

  [[nodiscard]] bool can_send() const;
  struct Sealed {
    RatchetHeader header;
    Bytes ciphertext;  // Seal(mk, associated | encode(header), message)
  };
  Sealed encrypt(ByteView associated, ByteView message, Random& random);
  // ratchet_not_open where no key fits; message_key_gone for one used or dropped.
  Result<Secret> decrypt(ByteView associated, const RatchetHeader& header, ByteView ciphertext,
                         TimeMs now, Random& random);

  // The whole state as bytes for the sealed database, and back.
  [[nodiscard]] Secret serialize() const;
  static Result<Ratchet> parse(ByteView bytes);

 private:
  // state: see ratchet.cc (the implementer lays it out)
};

}  // namespace troth::crypto
