#include "client/cli/command_tree.h"

namespace troth::cli {
namespace {

constexpr std::string_view kAbout =
    "Troth: the private place for the agreement of two adults in a power exchange relationship.";
constexpr std::string_view kVersion = "troth 0.1.0";

CLI::App* group(CLI::App& parent, const std::string& name) {
  for (CLI::App* known : parent.get_subcommands([](const CLI::App*) { return true; }))
    if (known->get_name() == name) return known;
  auto* made = parent.add_subcommand(name);
  made->require_subcommand(1);
  // A group by itself is told by what is in it; a command says its own.
  if (parent.get_parent() != nullptr && parent.get_require_subcommand_min() > 0) {
    const std::string others = parent.get_description();
    parent.description(others + (others.empty() ? "" : ", ") + name);
  }
  return made;
}

}  // namespace

CommandTree::CommandTree(const Commands& commands, GlobalOptions& options)
    : app_(std::string(kAbout), "troth") {
  app_.fallthrough();  // global options may follow the command; commands inherit this
  app_.require_subcommand(1);
  app_.set_version_flag("--version", std::string(kVersion));
  app_.add_option("--profile", options.profile, "The folder of the profile")->type_name("DIR");
  app_.add_option("--passphrase-file", options.passphrase_file,
                  "Read the passphrase from this file's first line")
      ->type_name("FILE");
  app_.add_flag("--json", json_, "Print JSON, and errors as JSON");
  for (const auto& command : commands) add(*command);
}

void CommandTree::parse(std::span<const char* const> arguments) {
  // CLI11 takes them from the back.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  app_.parse(std::move(reversed));
}

const CLI::App& CommandTree::innermost() const {
  const CLI::App* app = &app_;
  while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
  return *app;
}

Command* CommandTree::called() const {
  const auto found = commands_.find(&innermost());
  return found == commands_.end() ? nullptr : found->second;
}

std::optional<CommandTree::Group> CommandTree::group_named() const {
  const CLI::App& app = innermost();
  if (&app == &app_ || commands_.contains(&app)) return std::nullopt;
  Group group;
  for (const CLI::App* at = &app; at != &app_; at = at->get_parent())
    group.words = at->get_name() + (group.words.empty() ? "" : " ") + group.words;
  for (const CLI::App* one : app.get_subcommands([](const CLI::App*) { return true; }))
    group.inside += (group.inside.empty() ? "" : ", ") + one->get_name();
  return group;
}

void CommandTree::add(Command& command) {
  CLI::App* parent = &app_;
  std::string_view rest = command.name();
  for (auto space = rest.find(' '); space != rest.npos; space = rest.find(' ')) {
    parent = group(*parent, std::string(rest.substr(0, space)));
    rest.remove_prefix(space + 1);
  }
  CLI::App* app = group(*parent, std::string(rest));
  app->description(std::string(command.about()));
  app->require_subcommand(0);
  commands_[app] = &command;
  command.declare(*app);
}

}  // namespace troth::cli
