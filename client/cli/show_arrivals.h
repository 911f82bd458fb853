// What came from the partner, in words: a sentence each, what takes away first, with
// the command that shows it. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "client/cli/show.h"
#include "core/vault/arrivals.h"

namespace troth::cli {

// Empty where nothing came.
std::string arrivals_text(const std::vector<vault::Arrival>& arrivals, const Look& look);

}  // namespace troth::cli
