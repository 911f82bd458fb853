#include "client/cli/declared.h"

#include <algorithm>

#include "client/cli/command_tree.h"

namespace troth::cli {
namespace {

DeclaredOption declared(const CLI::Option& option) {
  const bool is_argument = !option.nonpositional();
  DeclaredOption made;
  made.name = is_argument ? option.get_name() : "--" + option.get_lnames().front();
  made.about = option.get_description();
  made.is_required = option.get_required();
  const int most = option.get_items_expected_max();
  made.may_repeat = most > 1;
  const bool names_words = option.get_type_name().find('|') != std::string::npos;
  if (names_words || (!is_argument && most > 0)) {
    made.value = option.get_type_name();
  } else if (is_argument) {
    made.value = made.name;
  }
  return made;
}

void add(const CLI::App& app, const std::string& name, std::vector<DeclaredCommand>& all) {
  DeclaredCommand made;
  made.name = name;
  made.about = app.get_description();
  made.is_group = app.get_require_subcommand_min() > 0;
  for (const CLI::Option* option : app.get_options())
    (option->nonpositional() ? made.options : made.arguments).push_back(declared(*option));
  const auto under = app.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* next : under) made.next.push_back(next->get_name());
  all.push_back(std::move(made));
  for (const CLI::App* next : under)
    add(*next, name.empty() ? next->get_name() : name + " " + next->get_name(), all);
}

}  // namespace

std::vector<std::string> DeclaredOption::choices() const {
  std::vector<std::string> words;
  if (value.find('|') == std::string::npos) return words;
  std::string_view rest = value;
  for (auto bar = rest.find('|'); bar != rest.npos; bar = rest.find('|')) {
    words.emplace_back(rest.substr(0, bar));
    rest.remove_prefix(bar + 1);
  }
  words.emplace_back(rest);
  return words;
}

std::vector<DeclaredCommand> declared(const Commands& commands) {
  GlobalOptions options;
  CommandTree tree(commands, options);
  std::vector<DeclaredCommand> all;
  add(tree.app(), "", all);
  return all;
}

const DeclaredCommand* find(std::span<const DeclaredCommand> commands, std::string_view name) {
  const auto found = std::ranges::find(commands, name, &DeclaredCommand::name);
  return found == commands.end() ? nullptr : &*found;
}

}  // namespace troth::cli
