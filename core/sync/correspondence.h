// All that this device knows of how it talks with the other devices of the
// pair: roots, prekeys, and for each peer its sessions and what it lacks. The
// one door of `sync` for the vault's pump. No I/O. It is one blob of the store.
// Work on a clone: `receive` or `send`, commit its blob, the entries and the
// envelopes in one transaction, let it take the old one's place, and only then
// acknowledge or put. A failed commit throws the clone away. One owner.
// Fails: the envelope_, message_, session_, prekey_ codes; sync_state_damaged.
#pragma once

#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/sync/message.h"
#include "core/sync/message_place.h"
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

// What a peer's message brought. Entries and certificates are the ledger's to
// verify; prekey, rotation and receipts have been applied here.
struct Arrival {
  DeviceId from;
  SyncMessage message;
  MessagePlace place;
  // It began a chain of the ratchet: the newest key of this device was heard.
  bool turned = false;
  // The peer established a session: an entry of the ledger shall say so.
  std::optional<std::uint64_t> accepted_session;
  bool roots_changed = false;   // doors and write keys are to be installed anew
  std::vector<Error> problems;  // parts of the message that were not taken
};
struct Padding {};
enum class News { none, some };

// Another device of the pair, as certificates and its own words describe it.
struct PeerDevice {
  DeviceKeys keys;
  MailboxId mailbox;
  ledger::Prekey prekey;          // the newest that is known
  std::uint32_t held_prekey = 0;  // of this device, that it is known to hold
  Speaks speaks = Speaks::first;  // this device, in the first session
};

class Correspondence {
 public:
  // After a pairing. `prekeys` holds the prekey of one's own bundle.
  static Correspondence begin(const PairingResult& paired, const DeviceKeys& self,
                              const MailboxId& own_mailbox, Prekeys prekeys, Speaks speaks);

  // A confirmed device joins; one that is revoked goes, with its sessions.
  void add_peer(const PeerDevice& device);
  void remove_peer(const DeviceId& device);
  [[nodiscard]] std::vector<DeviceId> peers() const;

  [[nodiscard]] const PairRoots& roots() const { return roots_; }

  // Opens what the relay delivered to the own mailbox. An Error means that nothing
  // changed: acknowledge it and count it.
  using Received = std::variant<Arrival, Hello, Padding>;
  Result<Received> receive(ByteView envelope, const OwnKeys& keys, TimeMs now,
                           crypto::Random& random);
  // `ledger` now holds what the arrival brought; `news` says whether any of it
  // was not there before. Says what separates the peer from the ledger here:
  // equivocations, entries of this very device that are not here (a rollback's hint).
  Result<ledger::Difference> on_stored(const Arrival& arrival, News news, const LedgerView& ledger,
                                       TimeMs now, crypto::Random& random);

  // Whether the message at `place` was sent after the one at `than`, by the same peer.
  [[nodiscard]] bool is_later(const MessagePlace& place, const MessagePlace& than) const;

  struct Due {
    DeviceId peer;
    SessionReason reason;
    std::uint64_t above = 0;  // the number that the new one must exceed
  };
  // Sessions to establish before `send`; each becomes an entry of the ledger. Those
  // up to number `old` are replaced: this device's files may be older than its keys.
  [[nodiscard]] std::vector<Due> sessions_due(TimeMs now, std::uint64_t old = 0) const;
  Result<std::uint64_t> establish(const Due& due, const OwnKeys& keys, TimeMs now,
                                  crypto::Random& random);
  // Whether this device had a part in what a peer's entry says of it: a peer begins
  // anew because of a restored device only if that device said Hello, which this
  // one never did. False: somebody else speaks in its name ("cloned device").
  [[nodiscard]] bool has_caused(const ledger::SessionEstablished& entry) const;

  // All that is due to every peer now, sealed.
  Result<std::vector<Outgoing>> send(const LedgerView& ledger, Scope scope, TimeMs now,
                                     crypto::Random& random);
  // The relay has taken this envelope, or never will. True where something changed.
  bool on_posted(const EnvelopeId& envelope, TimeMs now);
  // When `send` is due again, if nothing else happens.
  [[nodiscard]] std::optional<TimeMs> next_deadline() const;

  // Renews the prekey weekly, drops what has aged. True where something changed.
  bool tidy(const OwnKeys& keys, TimeMs now, crypto::Random& random);
  // Rotates the pair's root; the write keys of every peer's mailbox follow by `announce`.
  void rotate(TimeMs now, crypto::Random& random);
  // Tells a peer the new key for its mailbox, or the new place of the own one.
  Status announce(const DeviceId& peer, const SignPublicKey& write_key, const LedgerView& ledger);
  Status announce(const DeviceId& peer, const RelayPlace& relay, const LedgerView& ledger);

  [[nodiscard]] Correspondence clone() const;
  [[nodiscard]] crypto::Secret serialize() const;
  static Result<Correspondence> parse(ByteView bytes);

 private:
  struct Peer {
    Sessions sessions;
    Reconciliation reconciliation;
    MailboxId mailbox;
    ledger::Prekey prekey;
    Speaks speaks = Speaks::first;
    std::vector<EnvelopeId> unposted;
  };
  Correspondence(const DeviceKeys& self, const MailboxId& mailbox, Prekeys prekeys, PairRoots roots)
      : self_(self), mailbox_(mailbox), prekeys_(std::move(prekeys)), roots_(std::move(roots)) {}
  [[nodiscard]] OwnDevice own(const OwnKeys& keys) const;
  [[nodiscard]] Control control(const Peer& peer) const;
  // CHECKs that there is such a peer.
  [[nodiscard]] Peer& peer(const DeviceId& device);
  Result<Received> read(Peer& from, const SessionMessage& message, const OwnKeys& keys, TimeMs now,
                        crypto::Random& random);
  void apply(Peer& from, Arrival& arrival, TimeMs now);
  Status send_to(Peer& to, std::vector<Outgoing>& out, const LedgerView& ledger, Scope scope,
                 TimeMs now, crypto::Random& random);
  static Result<Peer> read_peer(Reader& in);

  DeviceKeys self_;
  MailboxId mailbox_;
  Prekeys prekeys_;
  PairRoots roots_;
  std::vector<Peer> peers_;
};

}  // namespace troth::sync
