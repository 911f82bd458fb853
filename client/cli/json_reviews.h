// Reviews as JSON (client/README.md has the keys): short ids, names of people,
// times in milliseconds, null where there is none. Pure, any thread.
#pragma once

#include "client/cli/json.h"
#include "core/vault/review_types.h"

namespace troth::cli {

Json json_of(const vault::AgendaView& agenda, const Names& names);
Json json_of(const vault::ReviewView& review, const Names& names);
Json json_of(const practice::MinutesText& minutes, const Names& names);
Json json_of(const practice::ActionState& action, const Names& names);
Json json_of(const std::vector<practice::Lesson>& lessons);
Json json_of(const vault::ReviewReminder& reminder);

}  // namespace troth::cli
