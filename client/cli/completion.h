// What may come next in a command that is being typed: in the shell of troth by
// suggestions(), in bash, zsh and fish by a script for each. All of it is made
// of what the commands declare. Pure, any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/cli/declared.h"

namespace troth::cli {

struct Suggestions {
  std::vector<std::string> words;  // those that begin as `last` does
  // What is typed here is an option's or an argument's own value of this sort
  // ("FILE", "ID"); empty where it is not.
  std::string value;
};

// After the whole `words`, where `last` is typed.
Suggestions suggestions(std::span<const DeclaredCommand> commands,
                        std::span<const std::string> words, std::string_view last);

// Scripts that complete `troth`.
std::string bash_completion(std::span<const DeclaredCommand> commands);
std::string zsh_completion(std::span<const DeclaredCommand> commands);
std::string fish_completion(std::span<const DeclaredCommand> commands);

}  // namespace troth::cli
