// How one agreement of the pair is shown, whichever version it is: what queries.h
// and versions.h have in common. Of this room alone; borrows State, for one call.
#pragma once

#include <vector>

#include "core/document/resolve.h"
#include "core/vault/state.h"
#include "core/vault/types.h"

namespace troth::vault {

RestrictionView view_of(const State& state, const document::Ground& ground,
                        const agreement::RestrictionState& restriction);
// Those not lifted: the partner's pauses, what else was taken back, limits; each as signed.
std::vector<RestrictionView> restrictions_of(const State& state, const document::Ground& ground);
// `ground` is of that agreement, as of the same time.
AgreementView view_of(const State& state, const agreement::Agreement& agreement,
                      const document::Ground& ground, TimeMs as_of);
// How many there are now on each; of a clause whatever version it is of.
Status count_comments_on(std::vector<ClauseView>& clauses, const State& state);
Status count_comments_on(std::vector<CheckInView>& check_ins, const State& state);
// With every No that it got, and whether it is why something is on hold.
Result<ProposalView> view_of(const State& state, const document::Ground& ground,
                             const store::Proposals& proposals,
                             const agreement::ProposalState& proposal);
CheckInView view_of(const State& state, const store::KeptCheckIn& kept);
// Why it has lapsed; nothing where it has not.
std::optional<Lapse> lapse_of(const agreement::Agreement& agreement, const PairId& pair,
                              TimeMs as_of);
// Every clause on hold, also one of which nothing stands yet.
std::vector<HeldView> held_of(const agreement::Agreement& agreement,
                              const document::Ground& ground);
// What was said with each No that closed it.
Result<std::vector<NoView>> noes_of(const State& state, const agreement::ProposalState& proposal);
// consent.md's words for each void or unsound acceptance of a proposal.
std::vector<std::string> notes_of(const agreement::ProposalState& proposal, const People& people);

}  // namespace troth::vault
