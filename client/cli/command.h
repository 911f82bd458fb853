// What a command of `troth` is: it declares its options, and runs once with
// what it needs to ask, to show and to act (KeePassXC's commands are the
// model). A new command is one class in commands/, and two lines in
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
  // How it goes with a profile that a shell keeps open.
  enum class InShell : std::uint8_t {
    runs,         // with that profile, where it opens one
    locks_first,  // it wants the profile's files for itself, so the shell closes them
    is_refused,
  };
  [[nodiscard]] virtual InShell in_shell() const { return InShell::runs; }
  // An unreachable relay has an exit status of its own where reaching it is the point.
  [[nodiscard]] virtual bool needs_the_relay() const { return false; }
};

// "--reason TEXT", of what needs none.
inline void add_reason(CLI::App& app, std::string& reason) {
  app.add_option("--reason", reason, "Why; none is owed")->type_name("TEXT");
}

}  // namespace troth::cli
