// How things stand, gathered once for a command or a query: the clauses with
// their contents, the restrictions with their words, and the texts of
// proposals, read from the ledger as they are asked for. Lives for one call;
// borrows State. Fails where the disk does.
#pragma once

#include "core/document/resolve.h"
#include "core/store/views.h"
#include "core/vault/state.h"
#include "core/vault/types.h"

namespace troth::vault {

// The words of a placed entry that takes away; nothing where it is not here or
// cannot be read.
Result<std::optional<agreement::Restriction>> restriction_words(
    const store::LedgerStore& ledger, const agreement::RestrictionState& restriction);

// CHECKs that there is a pair.
Result<document::Ground> ground_of(const State& state, const store::Proposals& proposals,
                                   TimeMs now);

// The period that a check-in made now answers for, in the agreed time zone.
Result<practice::Period> period_at(const document::Ground& ground, TimeMs now);
// What a check-in may rate: the rhythm's dimensions, or the default ones.
std::vector<std::string> dimensions_of(const document::Ground& ground);

// What people call a clause: an area by its name, a role by whose it is, any
// other by its kind and the beginning of its text.
std::string name_of_clause(const agreement::ClauseContent& content, const People& people);
People people_of(const State& state);

}  // namespace troth::vault
