// The chain: whether an entry that arrived may stand in the ledger (proto/
// README.md, "Entries and sync"), and where. verify() checks in the protocol's
// order and fails closed; receive() verifies, keeps, and places whatever had
// waited for it, in causal order. What takes away never gets lost: a valid
// signature of a device on its partner's chain is enough for it to be kept, and
// while it is not placed it is a pause of everything. An Error here is the
// log's own; what is wrong with an entry is a Verdict. Called by the owner of
// the log, in its transaction.
#pragma once

#include <optional>
#include <vector>

#include "core/base/clock.h"
#include "core/ledger/device_chain.h"
#include "core/ledger/entry.h"
#include "core/ledger/entry_log.h"

namespace troth::ledger {

enum class Outcome {
  accepted,
  duplicate,
  waiting,       // kept; placed once `missing` is there
  quarantined,   // placed, synced and shown, but an unconfirmed device made it: it gives nothing
  equivocation,  // placed on a line of its own: the device signed two entries at one seq
  refused,       // not kept, but for what takes away (held, WaitsFor::reading)
};

// Two entries that one device signed at one seq: the content of Equivocated.
struct Equivocation {
  DeviceId device;
  std::uint64_t seq = 0;
  SignedHeader first;  // the one that was here already
  SignedHeader second;
};

struct Verdict {
  Outcome outcome = Outcome::refused;
  std::optional<Entry> entry;  // whatever could be read strictly
  std::optional<Place> place;  // where it stands, unless it waits or was refused
  // Waiting: for what.
  std::optional<Head> missing;
  WaitsFor waits_for{};
  // Refused: why.
  std::optional<Error> error;
  // Set as soon as a fork is proven, even while the rival still waits.
  std::optional<Equivocation> equivocation;
  // A signed entry that takes away, not placed: everything is paused meanwhile.
  bool counts_as_pause_of_everything = false;
};

// What an entry is verified against; borrowed for the call.
struct Ledger {
  const PairId& pair;
  const DeviceChains& chains;
};

// The verdict on one entry's bytes; changes nothing.
Result<Verdict> verify(ByteView bytes, const Ledger& ledger, const EntryLog& log);

// Verifies and keeps one entry's bytes, then every waiting entry that can be
// placed now. The first verdict is on `bytes`; the others are on entries that
// had waited, each after all that it had seen.
Result<std::vector<Verdict>> receive(ByteView bytes, const Ledger& ledger, EntryLog& log);
// Verifies what waits once more: after certificates arrived or a newer version
// of the program was started.
Result<std::vector<Verdict>> receive_waiting(const Ledger& ledger, EntryLog& log);

// What a device of this vault is about to sign.
struct NewEntry {
  EntryKind kind{};
  TimeMs written_at_ms = 0;
  Bytes payload;
};
// Signs the device's next entry: previous is its head, and `seen` names each
// line of the others that moved since (of more than 7, those that the others
// among them have not seen; the rest at the next entry). Changes nothing.
Result<Entry> sign_next(const NewEntry& entry, const DeviceId& device,
                        const crypto::SigningKey& key, const Ledger& ledger, const EntryLog& log,
                        crypto::Random& random);
// Keeps an entry that sign_next() made: verified like any other, so that nothing
// leaves this device that the partner's would refuse.
Result<Place> place_own(const Entry& entry, const Ledger& ledger, EntryLog& log);

// The first seq at which this device's key signed two entries; nothing if it never did.
Result<std::optional<std::uint64_t>> forked_from(const DeviceId& device, const EntryLog& log);
// True where the entry lies from its device's fork on, or past its revocation's
// cut: kept and shown as such; what takes away counts.
Result<bool> is_beyond_cut(const Place& place, const DeviceChains& chains, const EntryLog& log);

}  // namespace troth::ledger
