// The Double Ratchet (Signal's specification, section 3) without header
// encryption, over the protocol's own KDFs and seals (proto/README.md,
// "Sessions between two devices"). Pure state: `decrypt` works on a copy and
// leaves the ratchet as it was where a message does not open. One owner.
#pragma once

#include <optional>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/crypto/exchange.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"
#include "core/crypto/skipped_keys.h"

namespace troth::crypto {

inline constexpr std::uint32_t kRatchetLargestJump = 65536;  // followed
inline constexpr std::size_t kRatchetKeysPerJump = 256;      // the newest are kept
inline constexpr std::size_t kRatchetKeysInAll = 1000;
inline constexpr TimeMs kRatchetKeyLifeMs = 30 * kDayMs;
// Of messages in one chain; a session is replaced long before, after 100 unanswered.
inline constexpr std::uint32_t kRatchetLargestCount = 0x7fffffff;
// So many of the other side's former keys are remembered, to know an old message.
inline constexpr std::size_t kRatchetPastKeys = 64;

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
  // The initiator (A) knows B's signed prekey; it can send at once. weak_key
  // where the prekey agrees on zeros. `shared_key` is SK, 32 bytes (CHECKed).
  static Result<Ratchet> initiator(const SessionId& session, Secret shared_key,
                                   const DhPublicKey& their_prekey, Random& random);
  // The responder (B) starts from its prekey; it can send once it has received.
  static Ratchet responder(const SessionId& session, Secret shared_key, DhKey prekey);

  [[nodiscard]] bool can_send() const;
  struct Sealed {
    RatchetHeader header;
    Bytes ciphertext;  // Seal(mk, associated | encode(header), message)
  };
  // CHECKs can_send.
  Sealed encrypt(ByteView associated, ByteView message, Random& random);
  // ratchet_not_open where no key fits or the jump is too far; message_key_gone
  // for a message that was read before or whose key was dropped; weak_key where
  // their key agrees on zeros. `now` dates the keys of messages jumped over.
  Result<Secret> decrypt(ByteView associated, const RatchetHeader& header, ByteView ciphertext,
                         TimeMs now, Random& random);

  // The other side's newest key that is known; each of its keys begins a chain.
  [[nodiscard]] const std::optional<DhPublicKey>& their_key() const { return their_key_; }
  // Whether the chain of `key` began after that of `than`. A key that is not
  // remembered counts as older than all that are.
  [[nodiscard]] bool is_later_chain(const DhPublicKey& key, const DhPublicKey& than) const;

  // The whole state as bytes for the sealed database, and back.
  [[nodiscard]] Secret serialize() const;
  // ratchet_state_damaged where the bytes are no such state.
  static Result<Ratchet> parse(ByteView bytes);

 private:
  Ratchet(const SessionId& session, Secret root, DhKey own)
      : session_(session), root_(std::move(root)), own_(std::move(own)) {}
  [[nodiscard]] Ratchet clone() const;
  // The root key's step: a new root and the chain key that is returned.
  Result<Secret> next_chain();
  // Keeps the keys of the receiving chain up to message `until`.
  Status skip_to(std::uint32_t until, TimeMs now);
  Status turn_to(const RatchetHeader& header, TimeMs now, Random& random);
  // How many of the other side's remembered keys are older; nothing for one that is not.
  [[nodiscard]] std::optional<std::size_t> rank_of(const DhPublicKey& key) const;
  [[nodiscard]] bool is_past(const RatchetHeader& header) const;
  Result<Secret> next_message_key(const RatchetHeader& header, TimeMs now, Random& random);

  SessionId session_;
  Secret root_;
  DhKey own_;                             // our ratchet key
  std::optional<DhPublicKey> their_key_;  // theirs, as far as it is known
  Secret sending_;                        // chain keys; empty where there is none yet
  Secret receiving_;
  std::uint32_t sent_ = 0;           // in the sending chain
  std::uint32_t received_ = 0;       // in the receiving chain, those skipped included
  std::uint32_t previous_sent_ = 0;  // in the sending chain before
  SkippedKeys skipped_;
  std::vector<DhPublicKey> past_keys_;  // theirs before their_key_, the newest last
};

}  // namespace troth::crypto
