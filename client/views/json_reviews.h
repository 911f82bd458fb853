// Reviews as JSON (client/README.md has the keys): whole ids, names of people,
// times in milliseconds, null where there is none. Pure, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "client/views/json.h"
#include "core/vault/review_types.h"

namespace troth::views {

Json json_of(const vault::AgendaView& agenda, const Names& names);
Json json_of(const vault::ReviewView& review, const Names& names);
Json json_of(const practice::MinutesText& minutes, const Names& names);
Json json_of(const practice::ActionState& action, const Names& names);
Json json_of(const std::vector<practice::Lesson>& lessons);
Json json_of(const vault::ReviewReminder& reminder);

// What an action is marked as done by: the minutes and the number, from 1.
std::string action_id(std::string_view minutes, std::uint32_t number);

}  // namespace troth::views
