// Reviews as text for a person: the agenda, the minutes to the letter, actions and
// lessons. Sober: nothing is counted up, and what waits is told once. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "client/cli/show.h"
#include "core/vault/review_types.h"

namespace troth::cli {

std::string agenda_text(const vault::AgendaView& agenda, const Look& look);
std::string reviews_text(const std::vector<vault::ReviewView>& reviews, const Look& look);
// Every word that signing them signs.
std::string minutes_text(const practice::MinutesText& minutes, const Look& look);
std::string actions_text(const std::vector<practice::ActionState>& actions, const Look& look);
std::string lessons_text(const std::vector<practice::Lesson>& lessons, const Look& look);
// For the status; empty where there is nothing to say.
std::string reminder_text(const vault::ReviewReminder& reminder, const Look& look);

}  // namespace troth::cli
