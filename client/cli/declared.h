// What every command declares of itself, as plain data: its words, its options
// and what they take. Completion and the manual page are made of this, so that a
// new command is in them by being a command. Pure values, any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/cli/command.h"

namespace troth::cli {

struct DeclaredOption {
  std::string name;   // "--text"; of an argument, its own ("ID")
  std::string value;  // what it takes ("TEXT", "hard|soft"); empty for a flag
  std::string about;
  bool is_required = false;
  bool may_repeat = false;

  // The words it takes, where it names them: "hard|soft".
  [[nodiscard]] std::vector<std::string> choices() const;
};

struct DeclaredCommand {
  std::string name;  // "pair invite"; empty: the program itself
  std::string about;
  std::vector<DeclaredOption> options;
  std::vector<DeclaredOption> arguments;  // in their order
  std::vector<std::string> next;          // the words that may follow it ("pair": invite, join)
  bool is_group = false;                  // nothing by itself
};

// In the order of --help, the program itself first, and groups among them.
std::vector<DeclaredCommand> declared(const Commands& commands);
// The one of that name; null where there is none.
const DeclaredCommand* find(std::span<const DeclaredCommand> commands, std::string_view name);

}  // namespace troth::cli
