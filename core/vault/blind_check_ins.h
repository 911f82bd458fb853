// Blind check-ins of this pair, between the ledger and the store. What this
// device's own will open with (nonce and content) is a state of the store by
// entry, kept in the change that signs the commitment and dropped in the one that
// signs the opening: so a crash loses neither, and nothing of it leaves before. Of
// this room alone; borrows State, which has a pair, on its thread. Fails with the
// codes of the store and of signing.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "core/practice/blind_check_ins.h"
#include "core/vault/signing.h"
#include "core/vault/types.h"

namespace troth::vault {

struct Committed {
  EntryHash entry;
  bool is_opened = false;
};

// Signs the commitment to `check_in`; where the other has answered blindly for the
// same period, its opening too, in the same change. check_in_blind_twice.
Result<Committed> commit_blindly(State& state, const practice::CheckIn& check_in, TimeMs now);

// Signs the opening of each own check-in that the other has answered. Nothing
// where none waits, or where this device may not sign what gives.
Status open_what_is_answered(State& state, TimeMs now);
// One's own by hand. check_in_blind_waits, check_in_opened_already, and
// check_in_not_as_committed where what was kept is not here or another.
Result<EntryHash> open_by_hand(State& state, const EntryHash& check_in, TimeMs now);

// Newest claim first, at most `most`; with the content of one's own that are not
// open yet.
Result<std::vector<CheckInView>> blind_check_ins(const State& state, std::size_t most, TimeMs now);
// Those of these entries that are blind check-ins, in no order.
Result<std::vector<CheckInView>> blind_check_ins(const State& state,
                                                 const std::set<EntryHash>& entries, TimeMs now);
// The partner's that say "unsure", "no" or "I want to talk", and were truly opened
// after `after_ms` or outside of `seen`.
Result<std::vector<CheckInView>> flagged_blind_check_ins(const State& state, TimeMs after_ms,
                                                         const Clock& seen, TimeMs now);

}  // namespace troth::vault
