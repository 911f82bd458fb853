// Restrictions and flags in sentences, the same for both clients: who has paused
// what, and what of a check-in is worth talking about. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "client/views/names.h"
#include "core/vault/types.h"

namespace troth::views {

// The partner's pauses, for the top of whatever is shown; empty where there is none.
std::string pauses_text(const std::vector<vault::RestrictionView>& restrictions, const Look& look);
// One's own pauses, in the very words that stand at the top of the partner's screen.
std::string pauses_as_the_partner_sees(std::vector<vault::RestrictionView> own, const Look& look);

// What of a check-in is worth talking about: "Jonas wants to talk and is unsure.";
// empty where there is nothing of it.
std::string flags_sentence(const vault::CheckInView& view);

// What its author has done, or has: "paused everything.", "a hard limit: Nothing at work".
std::string what_was_done(const vault::RestrictionView& restriction, const Names& names);
// "Jonas has paused everything", "You have withdrawn consent to Household".
std::string sentence_of(const vault::RestrictionView& restriction, const Names& names);

}  // namespace troth::views
