// What came from the partner, in words and as JSON: a sentence each, what takes
// away first. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "client/cli/json.h"
#include "client/cli/show.h"
#include "core/vault/arrivals.h"

namespace troth::cli {

// Empty where nothing came.
std::string arrivals_text(const std::vector<vault::Arrival>& arrivals, const Look& look);

Json json_of(const vault::Arrival& arrival, const Names& names);

}  // namespace troth::cli
