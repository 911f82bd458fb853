// `troth` from its arguments to its exit status: parses, finds the command,
// runs it, and turns whatever failed into one sentence. main wires the real
// terminal, streams and clock; tests wire their own. One thread.
#pragma once

#include <ostream>
#include <span>

#include "client/cli/command.h"

namespace troth::cli {

// What scripts rely on.
enum class Exit : int {
  done = 0,
  refused = 1,  // by a rule, or by bad input
  wrong_usage = 2,
  relay_unreachable = 3,  // from sync and pair alone
};

struct Environment {
  Terminal& terminal;
  std::ostream& results;
  std::ostream& errors;
  int input = 0;
  host::Clock clock;
  std::function<Status()> prepare;  // once, before a command runs
};

// `arguments` without the program's own name.
Exit run(std::span<const char* const> arguments, const Commands& commands,
         const Environment& environment);

// The exit status of a command that ended so.
Exit exit_of(const Error& error, const Command& command);

}  // namespace troth::cli
