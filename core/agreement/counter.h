// What a counter makes otherwise than the proposal that it answers. Pure, any
// thread; it decides nothing, it shows.
#pragma once

#include <vector>

#include "core/agreement/difference.h"

namespace troth::agreement {

// What stood where `proposal` would change it, by the standings that it names.
Contents contents_before(const Proposal& proposal, const ProposalSource& source);

// Of the clauses that either changes: what would stand with the counter against
// what would stand with `answered`. A clause that both set anew under two ids, as
// happens where a counter is written by hand, counts as one where its words are alike.
// What the counter alone has signed again is among them.
std::vector<ClauseDifference> difference_to_answered(const Proposal& answered,
                                                     const Proposal& counter,
                                                     const ProposalSource& source);

}  // namespace troth::agreement
