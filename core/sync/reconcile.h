// What a peer lacks, and when it is sent (proto/README.md, "Entries and sync",
// last paragraph): control data first, then entries in causal order, chunked to
// the envelope; what no frontier has confirmed goes again after a back-off of an
// hour doubling to a day. A frontier alone is owed only after news, 0 to 10
// minutes late, so that it tells nobody when someone was reading: a deadline
// that is kept with the state and outlives the program. Reconciliation is one
// peer's part of that; no I/O; errors are the log's own.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/crypto/random.h"
#include "core/crypto/secret_writer.h"
#include "core/ledger/device_chain.h"
#include "core/ledger/entry_log.h"
#include "core/ledger/frontier.h"
#include "core/ledger/prekey.h"
#include "core/sync/sync_message.h"

namespace troth::sync {

inline constexpr TimeMs kFirstResendMs = kHourMs;
inline constexpr TimeMs kLastResendMs = kDayMs;
inline constexpr TimeMs kFrontierDelayMs = 10 * kMinuteMs;

// What reconcile reads of the ledger, borrowed for a call.
struct LedgerView {
  const ledger::EntryLog& log;
  const ledger::DeviceChains& chains;
};

// Before its own user's press a device sends only Paired, session entries and
// control data, so that whoever copied an invite reads nothing.
enum class Scope { before_comparison, everything };

// Control data for one peer, besides what LedgerView knows.
struct Control {
  const PairRoots& roots;
  const ledger::SignedPrekey& prekey;
  std::uint32_t held_prekey = 0;
  std::uint64_t held_session_seq = 0;
};

class Reconciliation {
 public:
  // A root and a prekey of this device that the peer is known to hold.
  Reconciliation(const DeviceId& self, const RootId& common_root, std::uint32_t held_prekey)
      : self_(self), common_root_(common_root), their_prekey_(held_prekey) {}

  // What the peer says it holds, as it came in a session; `ledger` holds what
  // came with it. Says what separates the two.
  Result<ledger::Difference> on_receipt(const Receipt& theirs, const LedgerView& ledger,
                                        const Control& control, TimeMs now, crypto::Random& random);
  // A message of the peer brought something that was not here: a frontier is owed.
  void on_news(TimeMs now, crypto::Random& random);
  // The relay has taken all that `plan` gave: the back-off runs from here, where
  // there is something to confirm.
  void on_posted(TimeMs now);
  // Goes with every message from now on, until the peer has confirmed an entry
  // of this device beyond `own_seq`, the newest there is now.
  void announce(const SignPublicKey& write_key, std::uint64_t own_seq);
  void announce(const RelayPlace& relay, std::uint64_t own_seq);

  // The messages to send now, each of at most `most_bytes` of text; they count
  // as sent from here on. Empty: nothing is due.
  Result<std::vector<SyncMessage>> plan(const LedgerView& ledger, const Control& control,
                                        Scope scope, std::size_t most_bytes, TimeMs now);
  // When `plan` has something to say that it has not now, if nothing else happens.
  [[nodiscard]] std::optional<TimeMs> next_deadline() const;
  // Of the roots here, the newest that the peer has named; one that it can open.
  [[nodiscard]] const Root& common_root(const PairRoots& roots) const;

  void serialize(crypto::SecretWriter& out) const;
  // sync_state_damaged, and the reader failed, where it is none.
  static Result<Reconciliation> parse(Reader& in);

 private:
  [[nodiscard]] std::uint32_t held_length(const PartnerId& partner) const;
  // True where the peer has yet to say that it holds all that was sent.
  [[nodiscard]] bool awaits_confirmation() const;
  void forget_sent();
  void hear_root(const RootId& theirs, const PairRoots& roots);
  void ask_for(const ledger::Difference& difference, TimeMs now, crypto::Random& random);
  [[nodiscard]] const Root* rotation_to_tell(const PairRoots& roots) const;
  // Adds what the peer lacks of control data and was not sent yet; false: nothing.
  bool add_control(SyncMessage& message, const LedgerView& ledger, const Control& control);
  Status add_entries(std::vector<SyncMessage>& messages, const SyncMessage& bare,
                     const LedgerView& ledger, Scope scope, std::size_t most_bytes);

  DeviceId self_;
  RootId common_root_;
  Clock confirmed_;
  std::vector<ledger::ChainHead> their_chains_;
  std::uint32_t their_prekey_ = 0;  // the newest of this device's that they hold
  // What was sent since the last back-off ended, confirmed or not.
  Clock sent_;
  RootId sent_root_;
  std::uint32_t sent_prekey_ = 0;
  std::vector<ledger::ChainHead> sent_chains_;
  // Announcements.
  std::optional<SignPublicKey> write_key_;
  std::optional<RelayPlace> relay_;
  std::uint64_t announced_after_ = 0;  // own seq
  bool announced_ = false;             // since the last back-off ended
  // Timing; 0: not set.
  TimeMs resend_ms_ = 0;
  TimeMs resend_delay_ms_ = kFirstResendMs;
  TimeMs owed_ms_ = 0;
  Hash asked_for_;
  TimeMs ask_delay_ms_ = 0;
};

}  // namespace troth::sync
