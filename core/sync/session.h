// One peer device's sessions (proto/README.md, "Sessions between two devices"):
// an X3DH-like handshake salted by the pair's root, then a Double Ratchet. Four
// stay open for receiving; sending uses the highest (session_seq, initiator).
// No I/O. Work on a clone, commit its `serialize()` together with what came of
// it, and only then let it take the old one's place: so a message is read once,
// and never lost. One owner.
// Fails: session_unknown, session_stale, session_seq_too_large,
// session_signature_wrong, session_prekey_gone, root_epoch_unknown,
// session_none, weak_key, ratchet_not_open, message_key_gone, sync_state_damaged.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/crypto/exchange.h"
#include "core/crypto/random.h"
#include "core/crypto/ratchet.h"
#include "core/crypto/sign.h"
#include "core/ledger/payload.h"
#include "core/sync/message.h"
#include "core/sync/message_place.h"
#include "core/sync/prekeys.h"
#include "core/sync/roots.h"

namespace troth::sync {

inline constexpr std::size_t kOpenSessions = 4;
inline constexpr std::uint32_t kUnansweredMessages = 100;
inline constexpr TimeMs kUnansweredMs = 14 * kDayMs;
inline constexpr TimeMs kLongestBackOffMs = 60 * kDayMs;

// The public half of a device, as its certificate names it.
struct DeviceKeys {
  DeviceId id;  // H("device", sign, dh)
  SignPublicKey sign;
  DhPublicKey dh;
};
DeviceKeys device_keys(const SignPublicKey& sign, const DhPublicKey& dh);

// This device's secret half and what it opens with, borrowed for a call.
struct OwnDevice {
  const DeviceKeys& keys;
  const crypto::SigningKey& sign;
  const crypto::DhKey& dh;
  const Prekeys& prekeys;
  const PairRoots& roots;
};

using ledger::SessionReason;

class Sessions {
 public:
  Sessions(const PairId& pair, const DeviceId& self, const DeviceKeys& peer)
      : pair_(pair), self_(self), peer_(peer) {}

  [[nodiscard]] const DeviceKeys& peer() const { return peer_; }
  // True where `message` is one of these sessions', or opens one that the peer
  // has signed: how a receiver finds the initiator, by trying device keys.
  [[nodiscard]] bool recognizes(const SessionMessage& message, const OwnDevice& own) const;

  struct Opened {
    crypto::Secret text;
    // The session_seq that this message opened, where the peer established it.
    std::optional<std::uint64_t> accepted;
    MessagePlace place;
    // It began a chain, so it answers the newest key that this device had sent under.
    bool turned = false;
  };
  // Nothing of the state changes where the message does not open.
  Result<Opened> open(const SessionMessage& message, const OwnDevice& own, TimeMs now,
                      crypto::Random& random);

  // Whether the message at `place` was sent after the one at `than`. False where
  // that cannot be told: another peer's, or chains of a session that is gone.
  [[nodiscard]] bool is_later(const MessagePlace& place, const MessagePlace& than) const;

  // Why a session should be established before the next message goes out:
  // none yet, a root newer than the session's that the peer is known to hold
  // (`common`), the peer did not answer, or its number is at most `old`, up to
  // which this device doubts its own keys. Nothing: the present one will do.
  [[nodiscard]] std::optional<SessionReason> due(const Root& common, TimeMs now,
                                                 std::uint64_t old = 0) const;
  // Begins a session as its initiator, under `root`; the number it got.
  Result<std::uint64_t> establish(const OwnDevice& own, const Root& root,
                                  const ledger::Prekey& theirs, SessionReason reason, TimeMs now,
                                  crypto::Random& random);
  // The whole message (type 1 until the first answer, then 2); session_none
  // where no session can send yet.
  Result<Bytes> seal(ByteView text, TimeMs now, crypto::Random& random);
  [[nodiscard]] bool can_send() const;

  // The highest session_seq that the peer has begun and this device has opened.
  [[nodiscard]] std::uint64_t highest_theirs() const { return highest_theirs_; }
  // The next session that is established here gets a number above this one.
  void go_above(std::uint64_t session_seq);
  // A frontier's word of the highest that the peer holds of this device;
  // session_seq_too_large for one that no honest peer could hold.
  Status on_held(std::uint64_t session_seq);

  [[nodiscard]] Sessions clone() const;
  [[nodiscard]] crypto::Secret serialize() const;
  static Result<Sessions> parse(ByteView bytes);

 private:
  struct Session {
    SessionId id;
    std::uint64_t seq = 0;
    std::uint32_t epoch = 0;
    bool ours = false;                // this device is the initiator
    bool answered = false;            // something of the peer's opened in it
    std::optional<SessionInit> init;  // ours, sent until the first answer
    std::uint32_t unanswered = 0;     // messages since the peer's last
    TimeMs unanswered_since_ms = 0;   // when the first of them went
    crypto::Ratchet ratchet;
  };
  [[nodiscard]] const Session* sending() const;
  [[nodiscard]] Session* find(const SessionId& id);
  static Result<Session> read_session(Reader& in);
  [[nodiscard]] Result<Hash> check_init(const SessionInit& init, const OwnDevice& own) const;
  [[nodiscard]] Bytes associated(const DeviceId& from, const DeviceId& to, ByteView before) const;
  Result<Opened> open_first(const SessionMessage& message, const OwnDevice& own, TimeMs now,
                            crypto::Random& random);
  [[nodiscard]] MessagePlace place_of(const Session& session,
                                      const crypto::RatchetHeader& header) const;
  void keep(Session session);
  [[nodiscard]] Status check_number(std::uint64_t session_seq) const;

  PairId pair_;
  DeviceId self_;
  DeviceKeys peer_;
  std::vector<Session> sessions_;  // by (seq, initiator), rising
  std::uint64_t highest_theirs_ = 0;
  std::uint64_t highest_ours_ = 0;  // also what the peer says it holds
  std::uint32_t resets_ = 0;        // for want of an answer, in a row
  TimeMs last_reset_ms_ = 0;
};

}  // namespace troth::sync
