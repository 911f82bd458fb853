// What a proposal was raised from: its reason ends with a line that names the thing
// ("About The late evenings (1a2b3c4d5e)"), so that both read it wherever they read
// the reason, and the agenda shows the proposal beside the thing. No format knows of
// it: a program that does not look for the line shows it all the same. Borrows
// State, for one call; fails with the codes of the store.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/agreement/agreement.h"
#include "core/base/time.h"
#include "core/practice/about.h"

namespace troth::store {
class Proposals;
}

namespace troth::vault {

struct CommentedView;
class State;

std::string line_about(const CommentedView& on);
// Of what goes by `id`, as comments.h finds it; empty where that is.
Result<std::string> line_about(const State& state, std::string_view id, TimeMs now);
// The digits in such a line at the end of `reason`; nothing where there is none.
std::optional<std::string> digits_in(std::string_view reason);

struct RaisedProposal {
  EntryHash entry;
  std::string title;
  agreement::ProposalState::Stage stage = agreement::ProposalState::Stage::open;
};
// By what they were raised from, in the order of the ledger.
using Raised = std::map<practice::About, std::vector<RaisedProposal>>;

Result<Raised> raised_from(const State& state, const store::Proposals& proposals,
                           const std::vector<practice::About>& abouts);

}  // namespace troth::vault
