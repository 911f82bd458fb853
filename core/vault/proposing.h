// What commands that propose have in common: how a proposal file becomes entries. Of this room
// alone; borrows State, on its thread. Fails as commands.h says.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/document/resolve.h"
#include "core/vault/commands.h"
#include "core/vault/signing.h"
#include "core/vault/state.h"

namespace troth::vault {

// Checks and signs one restriction within a change.
Result<EntryHash> sign_restriction(State& state, Signing& signing,
                                   const agreement::Restriction& restriction);
Result<EntryHash> find_proposal(const PairState& pair, std::string_view id);
// The same, of one that may be countered: whoever may say no to it may.
Result<EntryHash> find_to_counter(const State& state, std::string_view id);

// What a proposal says, as its entry will hold it: refused while nothing is signed.
Result<Bytes> payload_of(const agreement::Proposal& proposal, const agreement::Pair& pair);

// How things stand, for a proposal file that answers none.
Result<document::Ground> ground_to_propose(const State& state, TimeMs now);

// What a proposal file is held against, the proposal that it answers, and the line
// about what it was raised from (raising.h), with which its reason ends.
struct FileGround {
  const document::Ground& ground;
  std::optional<EntryHash> counters;
  std::string about;
};
// What a proposal file asks for, held against that; nothing is signed.
Result<document::Resolved> read_file(State& state, std::string_view toml, const FileGround& on,
                                     TimeMs now);
// Whether all of that may be signed as things stand now; what the proposal's entry will hold,
// empty where there is none.
Result<Bytes> check_signable(const State& state, const document::Resolved& resolved,
                             const agreement::Pair& members);
// The whole of a proposal file: its limits first, then what it proposes, if that
// may be proposed as things stand now.
Result<Proposed> sign_file(State& state, std::string_view toml, const FileGround& on, TimeMs now);

}  // namespace troth::vault
