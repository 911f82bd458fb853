// What raises and what ends a doubt about how old this device's files are
// (proto/README.md, "Entries and sync", Rollback). A hint: a peer's frontier
// named an entry of this device that is not here. It stands with the place of
// its message, because the relay may bring older ones after it, and they say
// nothing. Missing files: a frontier ends that only where it is known to have
// been sent since, by answering a key that was made since. Settings of the store;
// the writing half within the caller's Change. Fails with the codes of the
// store; store_inconsistent where a setting is none of ours.
#pragma once

#include <optional>
#include <vector>

#include "core/ledger/entry_log.h"
#include "core/store/store.h"
#include "core/sync/correspondence.h"

namespace troth::vault {

struct Claim {
  sync::MessagePlace place;  // of the newest message of the peer that made it
  ledger::Head named;        // the highest
  bool overridden = false;   // the person's word, against this head alone
  bool operator==(const Claim&) const = default;
};

// At most one of each peer.
Result<std::vector<Claim>> claims(const store::PrivateState& settings);
Status keep_claims(store::PrivateState& settings, const std::vector<Claim>& claims);

// Takes a frontier's word: `lacked` is the highest entry of this device that it
// names and that is not here. `places` has opened the message. True where a hint
// stands that nobody overrode.
Result<bool> hear_frontier(store::PrivateState& settings, const sync::MessagePlace& place,
                           const std::optional<ledger::Head>& lacked,
                           const sync::Correspondence& places);

// While the counter or the anchor is missing: whether this message was sent since.
// The first chain that begins in a session answers a key that may be as old as
// the files; from then on this device's key is new, and so is every later chain.
Result<bool> is_sent_since(store::PrivateState& settings, const sync::Arrival& arrival,
                           const sync::Correspondence& places);
// A session that this device begins meanwhile: all that comes in it is sent since.
Status note_new_session(store::PrivateState& settings, const DeviceId& peer, const DeviceId& self,
                        std::uint64_t session);
// Before what was missing is settled: the next doubt begins anew.
Status forget_begun(store::PrivateState& settings);
bool is_missing_a_guard(const store::Found& found);

// The relay of the own mailbox says that more was acknowledged than these files
// know of: a copy put back is what it looks like. Ends as missing files do.
Status hear_relay_ahead(store::PrivateState& settings);
Result<bool> is_relay_ahead(const store::PrivateState& settings);
Status forget_relay_ahead(store::PrivateState& settings);

// Of a pair that is gone.
Status forget_doubt(store::PrivateState& settings);

}  // namespace troth::vault
