// What `troth` runs in: the terminal, the streams, the clock, and what makes its
// commands; and the exit statuses that scripts rely on. main wires the real ones,
// tests their own. All of it is borrowed.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string_view>
#include <vector>

#include "client/cli/terminal.h"
#include "client/host/profile.h"
#include "core/base/error.h"

namespace troth::cli {

enum class Exit : int {
  done = 0,
  refused = 1,  // by a rule, or by bad input
  wrong_usage = 2,
  relay_unreachable = 3,  // from sync and pair alone
};

class Command;
using Commands = std::vector<std::unique_ptr<Command>>;

struct Environment {
  Terminal& terminal;
  std::ostream& results;
  std::ostream& errors;
  int input = 0;
  host::Clock clock;
  std::function<Status()> prepare;  // once, before a command runs
  // Overwrites an argument of this process that ends with that text, where it can.
  std::function<void(std::string_view)> forget_argument;
  // New ones, for a command that runs others or speaks of them all.
  std::function<Commands()> make_commands;
};

}  // namespace troth::cli
