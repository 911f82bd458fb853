// The manual page of `troth`, troth(1), as roff with the man macros: a frame that
// is written by hand, around what the commands declare. Pure, any thread.
#pragma once

#include <span>
#include <string>

#include "client/cli/declared.h"

namespace troth::cli {

std::string manual_page(std::span<const DeclaredCommand> commands);

}  // namespace troth::cli
