// Check-ins as text for a person: what was answered, and of blind ones how far they
// are; and when the next is due. Nothing is counted, and what was not answered is
// not mentioned. Pure, any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/cli/called.h"
#include "client/cli/show.h"
#include "core/vault/check_ins.h"

namespace troth::cli {

std::string check_ins_text(const std::vector<vault::CheckInView>& check_ins, const Look& look);

// When the next is due, without a word about any before; empty where there is nothing to say.
std::string due_text(const std::optional<practice::CheckInReminder>& due, const Look& look);

}  // namespace troth::cli
