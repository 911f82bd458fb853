// `troth`: wires the real terminal, streams, clock and commands together.
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <iostream>

#include "client/cli/commands/all.h"
#include "client/cli/program.h"
#include "core/vault/process.h"

namespace {

troth::TimeMs now() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::floor<std::chrono::milliseconds>(since_epoch).count();
}

}  // namespace

int main(int count, char** values) {
  using namespace troth;
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is told as output_failed
  const int device = open("/dev/tty", O_RDWR | O_CLOEXEC);
  cli::PosixTerminal terminal({device, STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO});
  const cli::Commands commands = cli::all_commands();
  const auto exit =
      cli::run({values + 1, static_cast<std::size_t>(count > 0 ? count - 1 : 0)}, commands,
               {.terminal = terminal,
                .results = std::cout,
                .errors = std::cerr,
                .input = STDIN_FILENO,
                .clock = now,
                .prepare = vault::prepare_process});
  return static_cast<int>(exit);
}
