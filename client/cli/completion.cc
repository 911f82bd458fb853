#include "client/cli/completion.h"

#include <algorithm>

namespace troth::cli {
namespace {

// Where one is in a command line: the command so far, and what its next word is.
struct Place {
  const DeclaredCommand* command;
  const DeclaredOption* takes = nullptr;  // the option whose value comes next
  std::size_t arguments = 0;              // so many are given
};

const DeclaredOption* option_of(const DeclaredCommand& command, const DeclaredCommand& program,
                                std::string_view name) {
  for (const DeclaredCommand* of : {&command, &program}) {
    const auto found = std::ranges::find(of->options, name, &DeclaredOption::name);
    if (found != of->options.end()) return &*found;
  }
  return nullptr;
}

void step(Place& place, std::span<const DeclaredCommand> commands, const std::string& word) {
  if (place.takes != nullptr) {
    place.takes = nullptr;
  } else if (word.starts_with('-')) {
    const auto* option = option_of(*place.command, commands.front(), word);
    if (option != nullptr && !option->value.empty()) place.takes = option;
  } else {
    const std::string& until = place.command->name;
    const auto* next = find(commands, until.empty() ? word : until + " " + word);
    if (next != nullptr && place.arguments == 0) {
      place.command = next;
    } else {
      ++place.arguments;
    }
  }
}

void add_options(Suggestions& made, const DeclaredCommand& command) {
  for (const auto& option : command.options) made.words.push_back(option.name);
}

}  // namespace

Suggestions suggestions(std::span<const DeclaredCommand> commands,
                        std::span<const std::string> words, std::string_view last) {
  Place place{&commands.front()};
  for (const auto& word : words) step(place, commands, word);
  Suggestions made;
  if (place.takes != nullptr) {
    made.words = place.takes->choices();
    if (made.words.empty()) made.value = place.takes->value;
  } else if (last.starts_with('-')) {
    add_options(made, *place.command);
    if (place.command != &commands.front()) add_options(made, commands.front());
  } else {
    if (place.arguments == 0) made.words = place.command->next;
    const auto& arguments = place.command->arguments;
    if (!arguments.empty())
      made.value = arguments[std::min(place.arguments, arguments.size() - 1)].value;
  }
  std::erase_if(made.words, [&](const std::string& word) { return !word.starts_with(last); });
  return made;
}

}  // namespace troth::cli
