// What a command of `troth` is: it declares its options, and runs once with
// what it needs to ask, to show and to act (KeePassXC's commands are the
// model). A new command is one class in commands/, and one line in
// commands/all.cc. Owned by main, one thread.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string_view>
#include <vector>

#include "client/cli/context.h"

namespace troth::cli {

class Command {
 public:
  virtual ~Command() = default;
  // The words that call it ("pair invite"), and what it does, for --help.
  [[nodiscard]] virtual std::string_view name() const = 0;
  [[nodiscard]] virtual std::string_view about() const = 0;
  // Adds options and arguments to `app`, which is this command's own.
  virtual void declare(CLI::App& app) { static_cast<void>(app); }
  virtual Status run(Context& context) = 0;
  // An unreachable relay has an exit status of its own where reaching it is the point.
  [[nodiscard]] virtual bool needs_the_relay() const { return false; }
};

using Commands = std::vector<std::unique_ptr<Command>>;

}  // namespace troth::cli
