// Every command of `troth`. What makes one each is named in all.cc alone, so that
// a new command recompiles that file and its own. Any thread; never fails.
#pragma once

#include "client/cli/command.h"

namespace troth::cli {

// New ones, in the order of --help: what one run gave to their options is theirs.
Commands all_commands();

}  // namespace troth::cli
