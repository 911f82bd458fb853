// What the two live by from day to day, as JSON: moments, talks, observances, and
// the check-in that is due. Pure, any thread.
#pragma once

#include <optional>
#include <vector>

#include "client/views/json.h"
#include "core/vault/check_ins.h"
#include "core/vault/moments.h"
#include "core/vault/observances.h"
#include "core/vault/talks.h"

namespace troth::views {

// Null where none is.
Json json_of_due(const std::optional<practice::CheckInReminder>& due);
Json json_of(const std::vector<vault::MomentView>& moments);
Json json_of(const std::vector<vault::TalkView>& talks);
Json json_of(const vault::ObservanceView& observance);
Json json_of(const std::vector<vault::ObservanceView>& observances);

}  // namespace troth::views
