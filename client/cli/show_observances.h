// Observances as text for a person: who noted what, about whom, of which
// standard; of a miss what the two agreed for one, as their own words. Nothing is
// counted. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "client/cli/called.h"
#include "client/cli/show.h"
#include "core/vault/observances.h"

namespace troth::cli {

std::string observances_text(const std::vector<vault::ObservanceView>& observances,
                             const Look& look);
// What the two agreed for a miss, introduced; empty where there is nothing.
std::string response_text(const vault::ObservanceView& observance);

}  // namespace troth::cli
