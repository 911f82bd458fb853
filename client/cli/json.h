// Snapshots as JSON, as README.md's contract has them: short ids, names of
// people, times in milliseconds. Pure, any thread.
#pragma once

#include <vector>

#include "client/cli/names.h"
#include "client/cli/output.h"
#include "core/vault/types.h"

namespace troth::cli {

Json json_of(const vault::StatusView& status, const Names& names);
Json json_of(const vault::AgreementView& agreement, const Names& names);
Json json_of(const vault::ProposalView& proposal, const Names& names);
Json json_of(const vault::RestrictionView& restriction, const Names& names);
Json json_of(const vault::CheckInView& check_in);
Json json_of(const vault::LedgerLine& line);
Json json_of(const vault::PairingView& pairing);

// An array of what json_of makes of each.
template <class View, class... Rest>
Json json_list(const std::vector<View>& views, const Rest&... rest) {
  Json out = Json::array();
  for (const View& view : views) out.push_back(json_of(view, rest...));
  return out;
}

}  // namespace troth::cli
