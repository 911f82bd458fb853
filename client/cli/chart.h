// Both partners' ratings over time in one chart a dimension, for a terminal without
// colours: one mark a partner and period, at its rating. No mean over the whole, no
// count, and no mark where nothing was answered. What is not open yet is not in it.
// Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "client/cli/called.h"
#include "client/cli/show.h"

namespace troth::cli {

// `check_ins` newest first. As wide as the periods need, and within the look's width:
// periods that share a column there are shown by their mean. A partner's periods from
// before or after `lived` (vault::CheckIns) are left out.
std::string chart_text(const std::vector<vault::CheckInView>& check_ins,
                       const practice::Period& lived, const Look& look);
// {"dimension", "points": [{"by", "period_start_ms", "period_end_ms", "value"}]}, oldest first.
Json chart_json(const std::vector<vault::CheckInView>& check_ins, const practice::Period& lived);

}  // namespace troth::cli
