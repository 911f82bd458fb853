#include "client/cli/program.h"

#include <algorithm>
#include <array>
#include <string>

#include "client/cli/command_tree.h"
#include "core/base/check.h"

namespace troth::cli {
namespace {

constexpr auto kOutOfReach = std::to_array({Code::relay_unreachable, Code::relay_wrong_key,
                                            Code::relay_connection_lost, Code::relay_silent});

// CLI11's message as the part of a sentence before its end.
std::string without_end(std::string message) {
  std::ranges::replace(message, '\n', ' ');
  while (!message.empty() && (message.back() == '.' || message.back() == ' ')) message.pop_back();
  return message;
}

// What was wrong with the words, and what may stand there instead.
std::string what_is_wrong(const CLI::ParseError& wrong, CommandTree& tree) {
  const auto group = tree.group_named();
  const auto unknown = tree.app().remaining(true);
  const bool asks_for_a_command = dynamic_cast<const CLI::RequiredError*>(&wrong) != nullptr;
  if (!group && asks_for_a_command && !unknown.empty())
    return "There is no command " + unknown.front() + ", so nothing was done";
  if (!group) return without_end(wrong.what()) + ", so nothing was done";
  return "Behind troth " + group->words + " comes one of: " + group->inside;
}

}  // namespace

bool asks_for_json(std::span<const char* const> arguments) {
  return std::ranges::any_of(arguments, [](std::string_view word) { return word == "--json"; });
}

Exit exit_of(const Error& error, const Command& command) {
  if (error.code == Code::usage_wrong) return Exit::wrong_usage;
  const bool out_of_reach = std::ranges::find(kOutOfReach, error.code) != kOutOfReach.end();
  return out_of_reach && command.needs_the_relay() ? Exit::relay_unreachable : Exit::refused;
}

namespace {

// Of a line in a shell, what is the shell's; else nothing.
Status prepare(Command& command, const GlobalOptions& options, const Environment& environment,
               const Inside* inside) {
  if (inside == nullptr) return environment.prepare();
  if (options.profile != inside->options.profile)
    return refuse(Code::usage_wrong,
                  "A shell stays in the profile that it opened; leave it, and open another");
  if (command.in_shell() == Command::InShell::is_refused)
    return refuse(Code::shell_not_inside, command.name());
  if (command.in_shell() == Command::InShell::locks_first) inside->keeper.close();
  return {};
}

}  // namespace

Exit run(std::span<const char* const> arguments, const Commands& commands,
         const Environment& environment, const Inside* inside) {
  const bool json = asks_for_json(arguments) || (inside != nullptr && inside->form == Form::json);
  Output output(environment.results, environment.errors, json ? Form::json : Form::text);
  if (environment.terminal.shows_results()) output.wrap_at(environment.terminal.width());
  GlobalOptions options;
  if (inside != nullptr) options = inside->options;
  CommandTree tree(commands, options);
  try {
    tree.parse(arguments);
  } catch (const CLI::Success& asked) {  // --help and --version
    return tree.app().exit(asked, environment.results, environment.errors) == 0 ? Exit::done
                                                                                : Exit::wrong_usage;
  } catch (const CLI::ParseError& wrong) {
    output.fail(error(Code::usage_wrong, what_is_wrong(wrong, tree)));
    return Exit::wrong_usage;
  }
  Command* command = tree.called();
  CHECK(command != nullptr);
  Context context({environment.terminal, output, environment.input, environment.clock,
                   environment.forget_argument, options, &environment,
                   inside == nullptr ? nullptr : &inside->keeper});
  Status done = prepare(*command, options, environment, inside);
  if (done) done = command->run(context);
  if (done) done = output.status();
  if (done) return context.exit();
  output.fail(done.error());
  return exit_of(done.error(), *command);
}

}  // namespace troth::cli
