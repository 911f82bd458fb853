// All that this device knows of how it talks with the other devices of the
// pair: roots, prekeys, and for each peer its sessions and what it lacks. The
// one door of `sync` for the vault's pump. No I/O. It is one blob of the store.
// Work on a clone: `receive` or `send`, commit its blob, the entries and the
// envelopes in one transaction, let it take the old one's place, and only then
// acknowledge or put. A failed commit throws the clone away. One owner.
// Fails: the envelope_, message_, session_, prekey_ codes; sync_state_damaged.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/sync/envelope.h"
#include "core/sync/message.h"
#include "core/sync/pairing.h"
#include "core/sync/prekeys.h"
#include "core/sync/reconcile.h"
#include "core/sync/relay_event.h"
#include "core/sync/roots.h"
#include "core/sync/session.h"
#include "core/sync/sync_message.h"

namespace troth::sync {

// This device's long-lived keys, borrowed for a call.
struct OwnKeys {
  const crypto::SigningKey& sign;
  const crypto::DhKey& dh;
};

// The joiner sends first; the inviter answers in the session that this opens.
enum class Speaks { first, after };

struct Arrival {
  DeviceId from;
  SyncMessage message;            // to be verified by the ledger, entry by entry
  ledger::Difference difference;  // what the peer's frontier says against the ledger here
  // The peer established a session, which is an entry of the ledger.
  std::optional<std::uint64_t> accepted_session;
  bool roots_changed = false;  // doors and write keys are to be installed anew
};
struct Padding {};

class Correspondence {
 public:
  // After a pairing. `prekeys` holds the prekey of one's own bundle.
  static Correspondence begin(const PairingResult& paired, const DeviceKeys& self,
                              const MailboxId& own_mailbox, Prekeys prekeys, Speaks speaks);

  [[nodiscard]] const PairRoots& roots() const { return roots_; }
  [[nodiscard]] const DeviceKeys& self() const { return self_; }

  // Opens what the relay delivered to the own mailbox. An Error means: nothing
  // changed, acknowledge it and count it (but for an Error of the log).
  using Received = std::variant<Arrival, Hello, Padding>;
  Result<Received> receive(ByteView envelope, const OwnKeys& keys, const LedgerView& ledger,
                           TimeMs now, crypto::Random& random);
  // The arrival from `peer` brought entries or certificates that were not held.
  void on_news(const DeviceId& peer, TimeMs now, crypto::Random& random);

  struct Due {
    DeviceId peer;
    SessionReason reason;
  };
  // Sessions to establish before `send`; each becomes an entry of the ledger.
  [[nodiscard]] std::vector<Due> sessions_due(TimeMs now) const;
  Result<std::uint64_t> establish(const Due& due, const OwnKeys& keys, TimeMs now,
                                  crypto::Random& random);
  // Whether this device began that session with `peer`; an entry by `peer` that
  // says so of one it never began raises "cloned device".
  [[nodiscard]] bool began_session(const DeviceId& peer, std::uint64_t session_seq) const;

  // All that is due to every peer now, sealed.
  Result<std::vector<Outgoing>> send(const OwnKeys& keys, const LedgerView& ledger, Scope scope,
                                     TimeMs now, crypto::Random& random);
  // When `send` is due again, if nothing else happens.
  [[nodiscard]] std::optional<TimeMs> next_deadline() const;

  // Renews the prekey weekly, drops what has aged. True where something changed.
  bool tidy(const OwnKeys& keys, TimeMs now, crypto::Random& random);
  // Rotates the pair's root; the write keys of every peer's mailbox follow by `announce`.
  void rotate(TimeMs now, crypto::Random& random);
  // Tells a peer the new key for its mailbox, or the new place of the own one.
  void announce(const DeviceId& peer, const SignPublicKey& write_key, const LedgerView& ledger);
  void announce(const DeviceId& peer, const RelayPlace& relay, const LedgerView& ledger);

  [[nodiscard]] Correspondence clone() const;
  [[nodiscard]] crypto::Secret serialize() const;
  static Result<Correspondence> parse(ByteView bytes);

 private:
  struct Peer;
  Correspondence(const DeviceKeys& self, const MailboxId& mailbox, Prekeys prekeys,
                 PairRoots roots);

  DeviceKeys self_;
  MailboxId mailbox_;
  Prekeys prekeys_;
  PairRoots roots_;
  std::vector<std::unique_ptr<Peer>> peers_;
};

}  // namespace troth::sync
