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
#include "core/ledger/device_chain.h"
#include "core/ledger/entry_log.h"
#include "core/ledger/frontier.h"
#include "core/ledger/prekey.h"
#include "core/sync/secret_writer.h"
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
  explicit Reconciliation(const DeviceId& self) : self_(self) {}

  // What the peer says it holds, as it came in a session.
  Result<ledger::Difference> on_receipt(const Receipt& theirs, const LedgerView& ledger,
                                        const Control& control, TimeMs now, crypto::Random& random);
  // The message it came with brought something new, now committed: a frontier is owed.
  void on_news(TimeMs now, crypto::Random& random);
  // Goes with every message from now on, until the peer has confirmed an entry
  // of this device beyond `own_seq`, the newest there is now.
  void announce(const SignPublicKey& write_key, std::uint64_t own_seq);
  void announce(const RelayPlace& relay, std::uint64_t own_seq);

  // The messages to send now, at most `most` of them, each of at most
  // `most_bytes` of text; the state counts them as sent.
  Result<std::vector<SyncMessage>> plan(const LedgerView& ledger, const Control& control,
                                        Scope scope, std::size_t most_bytes, std::size_t most,
                                        TimeMs now, crypto::Random& random);
  // When `plan` has something to say that it has not now, if nothing else happens.
  [[nodiscard]] std::optional<TimeMs> next_deadline() const;
  // Of the roots here, the newest that the peer has named in a frontier.
  [[nodiscard]] const RootId& common_root() const { return common_root_; }
  // What the peer has confirmed to hold of the ledger here.
  [[nodiscard]] const Clock& confirmed() const { return confirmed_; }

  void serialize(SecretWriter& out) const;
  static Reconciliation parse(Reader& in);

 private:
  DeviceId self_;
  RootId common_root_;
  Clock confirmed_;
};

}  // namespace troth::sync
