// `troth`: wires the real terminal, streams, clock and commands together.
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstring>
#include <iostream>
#include <span>
#include <sstream>
#include <string_view>

#include "client/cli/commands/all.h"
#include "client/cli/program.h"
#include "core/crypto/secret.h"
#include "core/vault/process.h"

namespace {

troth::TimeMs now() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::floor<std::chrono::milliseconds>(since_epoch).count();
}

// What the system shows of this process' arguments is this very memory.
void forget(std::span<char* const> arguments, std::string_view text) {
  for (char* argument : arguments) {
    const std::size_t size = std::strlen(argument);
    if (!std::string_view(argument, size).ends_with(text)) continue;
    troth::crypto::wipe(
        {reinterpret_cast<std::uint8_t*>(argument + (size - text.size())), text.size()});
  }
}

}  // namespace

int main(int count, char** values) {
  using namespace troth;
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is told as output_failed
  const int device = open("/dev/tty", O_RDWR | O_CLOEXEC);
  cli::PosixTerminal terminal({device, STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO});
  const cli::Commands commands = cli::all_commands();
  const std::span arguments(values + 1, static_cast<std::size_t>(count > 0 ? count - 1 : 0));
  std::ostringstream last_words;
  const bool is_json = cli::asks_for_json(arguments);
  if (!is_json) last_words << '\n';  // behind the ^C that a terminal shows
  cli::Output(std::cout, last_words, is_json ? cli::Form::json : cli::Form::text)
      .fail(error(Code::interrupted));
  cli::say_on_ctrl_c(last_words.str());
  const auto exit =
      cli::run(arguments, commands,
               {.terminal = terminal,
                .results = std::cout,
                .errors = std::cerr,
                .input = STDIN_FILENO,
                .clock = now,
                .prepare = vault::prepare_process,
                .forget_argument = [&](std::string_view text) { forget(arguments, text); },
                .make_commands = cli::all_commands});
  return static_cast<int>(exit);
}
