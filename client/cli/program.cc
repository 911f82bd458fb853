#include "client/cli/program.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace troth::cli {
namespace {

constexpr std::string_view kAbout =
    "Troth: the private place for the agreement of two adults in a power exchange relationship.";
constexpr std::string_view kVersion = "troth 0.1.0";

constexpr auto kOutOfReach = std::to_array({Code::relay_unreachable, Code::relay_wrong_key,
                                            Code::relay_connection_lost, Code::relay_silent});

// The tree of commands as CLI11 has it, and which of them was called.
class Parser {
 public:
  Parser(const Commands& commands, GlobalOptions& options) : app_(std::string(kAbout), "troth") {
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

  void parse(std::span<const char* const> arguments) {
    // CLI11 takes them from the back.
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app_.parse(std::move(reversed));
  }

  // The innermost command that was named; null where that is only a group.
  [[nodiscard]] Command* called() const {
    const CLI::App* app = &app_;
    while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
    const auto found = commands_.find(app);
    return found == commands_.end() ? nullptr : found->second;
  }

  [[nodiscard]] CLI::App& app() { return app_; }

 private:
  void add(Command& command) {
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

  static CLI::App* group(CLI::App& parent, const std::string& name) {
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

  CLI::App app_;
  bool json_ = false;
  std::map<const CLI::App*, Command*> commands_;
};

// Before the arguments are understood it still has to be known how to fail.
bool asks_for_json(std::span<const char* const> arguments) {
  return std::ranges::any_of(arguments, [](std::string_view word) { return word == "--json"; });
}

// CLI11's message as the part of a sentence before its end.
std::string without_end(std::string message) {
  std::ranges::replace(message, '\n', ' ');
  while (!message.empty() && (message.back() == '.' || message.back() == ' ')) message.pop_back();
  return message;
}

}  // namespace

Exit exit_of(const Error& error, const Command& command) {
  if (error.code == Code::usage_wrong) return Exit::wrong_usage;
  const bool out_of_reach = std::ranges::find(kOutOfReach, error.code) != kOutOfReach.end();
  return out_of_reach && command.needs_the_relay() ? Exit::relay_unreachable : Exit::refused;
}

Exit run(std::span<const char* const> arguments, const Commands& commands,
         const Environment& environment) {
  Output output(environment.results, environment.errors,
                asks_for_json(arguments) ? Form::json : Form::text);
  GlobalOptions options;
  Parser parser(commands, options);
  try {
    parser.parse(arguments);
  } catch (const CLI::Success& asked) {  // --help and --version
    return parser.app().exit(asked, environment.results, environment.errors) == 0
               ? Exit::done
               : Exit::wrong_usage;
  } catch (const CLI::ParseError& wrong) {
    output.fail(error(Code::usage_wrong, without_end(wrong.what())));
    return Exit::wrong_usage;
  }
  Command* command = parser.called();
  if (command == nullptr) {
    output.fail(error(Code::usage_wrong, "A command is missing"));
    return Exit::wrong_usage;
  }
  Context context({environment.terminal, output, environment.input, environment.clock, options});
  Status done = environment.prepare();
  if (done) done = command->run(context);
  if (done) done = output.status();
  if (done) return Exit::done;
  output.fail(done.error());
  return exit_of(done.error(), *command);
}

}  // namespace troth::cli
