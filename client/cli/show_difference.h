// What differs between two contents of a clause, for a person: word by word
// where they share words. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "client/cli/called.h"
#include "client/cli/show.h"

namespace troth::cli {

// A field's values as words; "none" where it is not set.
std::string words_of(const std::string& field, const std::vector<std::string>& values,
                     const Look& look);

// One clause's changes, behind "+", "~", "-", or "=" where it is signed again.
void add_difference(Page& page, const agreement::ClauseDifference& change, const Look& look);

}  // namespace troth::cli
