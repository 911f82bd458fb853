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

// By the agreement as it is; there must be a pair.
Result<document::Ground> ground_of(const State& state, TimeMs now);
// The same, for whoever goes on reading proposals.
Result<document::Ground> ground_of(const State& state, const store::Proposals& proposals,
                                   TimeMs now);

// The same by another agreement of the pair: an earlier version of it.
Result<document::Ground> ground_of(const State& state, const agreement::Agreement& agreement,
                                   const store::Proposals& proposals, TimeMs as_of);

// The area that stands under this name, or under one that reads the same; area_unknown with the
// names there are.
Result<ClauseId> find_area(const document::Ground& ground, const std::string& name);
// Every area whose name reads so, of which a crossing can leave two: ascending, at least one.
Result<std::vector<ClauseId>> find_areas(const document::Ground& ground, std::string_view name);

// The period that a check-in made now answers for, in the agreed time zone.
Result<practice::Period> period_at(const document::Ground& ground, TimeMs now);
// The rhythm that stands, in force or not; null where none does.
const agreement::Rhythm* rhythm_of(const document::Ground& ground);
// That rhythm's; UTC where none stands, or where this system does not know it:
// nothing else waits for a time zone.
document::TimeZone zone_of(const document::Ground& ground);
// What a check-in may rate: the rhythm's dimensions, or the default ones.
std::vector<std::string> dimensions_of(const document::Ground& ground);

People people_of(const State& state);
Side side_of(const State& state, const PartnerId& partner);

}  // namespace troth::vault
