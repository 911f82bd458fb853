// A check-in that is half answered, as the content of a draft that a person can
// read: a line for each answer ("rate 4 trust", "works yes"), and the text below an
// empty one. Pure, any thread.
#pragma once

#include <string>
#include <string_view>

#include "core/vault/commands.h"

namespace troth::vault {

inline constexpr std::string_view kCheckInDraft = "check-in";  // the draft's kind

std::string draft_of(const CheckInAnswers& answers);
// `draft` with whatever `newer` answers in the place of its own.
CheckInAnswers with(CheckInAnswers draft, const CheckInAnswers& newer);
// draft_unfit for what draft_of() would not write.
Result<CheckInAnswers> answers_in(std::string_view draft);

}  // namespace troth::vault
