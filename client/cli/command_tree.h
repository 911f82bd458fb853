// The commands as CLI11 parses them: a tree by their words, with the options that
// stand before or after any of them. Borrows the commands and the options, which
// a parse fills. One thread. Throws what CLI11 throws.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "client/cli/command.h"

namespace troth::cli {

class CommandTree {
 public:
  CommandTree(const Commands& commands, GlobalOptions& options);

  void parse(std::span<const char* const> arguments);
  // The innermost command that was named; null where that is only a group.
  [[nodiscard]] Command* called() const;
  // Where that is only a group: its words, and the words that may follow them.
  struct Group {
    std::string words;
    std::string inside;
  };
  [[nodiscard]] std::optional<Group> group_named() const;
  [[nodiscard]] CLI::App& app() { return app_; }

 private:
  void add(Command& command);
  [[nodiscard]] const CLI::App& innermost() const;

  CLI::App app_;
  bool json_ = false;
  std::map<const CLI::App*, Command*> commands_;
};

}  // namespace troth::cli
