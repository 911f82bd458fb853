// `troth` from its arguments to its exit status: parses, finds the command,
// runs it, and turns whatever failed into one sentence. main wires the real
// terminal, streams and clock; tests wire their own. One thread.
#pragma once

#include <span>

#include "client/cli/command.h"

namespace troth::cli {

// What a shell adds to each of its lines.
struct Inside {
  Keeper& keeper;
  const GlobalOptions& options;
  Form form;
};

// `arguments` without the program's own name. In a shell another profile is wrong
// usage, and some commands have no place (shell_not_inside).
Exit run(std::span<const char* const> arguments, const Commands& commands,
         const Environment& environment, const Inside* inside = nullptr);

// Before the arguments are understood it still has to be known how to fail.
bool asks_for_json(std::span<const char* const> arguments);

// The exit status of a command that ended so.
Exit exit_of(const Error& error, const Command& command);

}  // namespace troth::cli
