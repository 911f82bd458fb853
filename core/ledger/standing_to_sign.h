// What a device may sign when its own files may be older than what it already
// signed (proto/README.md, "Entries and sync", Rollback): a restored snapshot
// that signs a second entry at one seq would brand its owner a liar. Pure
// decisions over evidence that the vault gathers; what takes away may always be
// signed.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/error.h"
#include "core/ledger/kind.h"

namespace troth::ledger {

enum class Freshness {
  level,    // at what the log holds, or behind it: a crash between the two writes
  ahead,    // proof that the log was rolled back
  missing,  // not there, or its seal or MAC is bad
};

// The counter file's seq, nothing if it is missing, against the own chain's.
Freshness freshness_of_counter(std::optional<std::uint64_t> counter, std::uint64_t own_seq);

struct SigningEvidence {
  Freshness counter = Freshness::missing;
  Freshness anchor = Freshness::missing;
  // An entry with this device's valid signature arrived that the log lacked, or
  // the log has two at one seq.
  bool own_entry_lacked = false;
  // A frontier of another device names a head of this device that the log lacks.
  bool frontier_ahead = false;
  // The person was told of that, and overrode it.
  bool hint_overridden = false;
  // Something was taken away since the doubt began: a session that carries it
  // stands behind it on the chain, and so contradicts nothing that it did not.
  bool took_away = false;
};

enum class SigningReason {
  none,
  own_entry_lacked,  // proof
  counter_ahead,     // proof
  anchor_ahead,      // proof
  frontier_ahead,    // a hint: until answered or overridden
  counter_missing,   // until a frontier sent since was heard
  anchor_missing,    // until a frontier sent since was heard
};

struct SigningStanding {
  bool only_what_takes_away = true;
  SigningReason reason = SigningReason::none;
  bool begins_sessions = false;
  bool operator==(const SigningStanding&) const = default;
};

SigningStanding standing_to_sign(const SigningEvidence& evidence);
// Whether this standing allows an entry of this kind: own_ledger_rolled_back (proof),
// own_ledger_maybe_behind (a hint) or own_ledger_unsure (something is missing), unless it takes
// away, or founds the session that carries what did.
Status may_sign(const SigningStanding& standing, EntryKind kind);

}  // namespace troth::ledger
