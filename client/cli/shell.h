// `troth shell`: one command after another in one profile, which is unlocked once.
// Lines come from a terminal, where they can be edited, or from a pipe. While it
// waits for a line it makes way for other programs, and locks itself once nothing
// was typed for a while. What each line does, shows and refuses is the commands'
// own matter: they see no difference. The main thread's. Fails where the profile
// does not open.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "client/cli/declared.h"
#include "client/cli/kept_profile.h"
#include "client/cli/line_editor.h"
#include "client/cli/program.h"
#include "client/cli/signals.h"

namespace troth::cli {

class Shell {
 public:
  enum class Refusals : std::uint8_t { end_it, are_passed_over };
  struct Options {
    // Without it as the profile's setting says, from one line to the next.
    std::optional<std::chrono::milliseconds> lock_after;
    Refusals refusals = Refusals::end_it;  // of lines from a pipe
  };
  Shell(const Environment& environment, const GlobalOptions& global, Form form, Options options);

  // Unlocks the profile, then runs lines until they end: done from a terminal;
  // from a pipe the status of the first line that was refused.
  Result<Exit> run();

 private:
  enum class Came : std::uint8_t { input, end, ctrl_c, idle };
  struct LineDone {
    Exit exit = Exit::done;
    bool may_come_back = false;  // by the arrow keys
  };

  Status unlock();
  Result<Exit> run_typed();
  // A line that was typed; where there is none, gave_up_ says why.
  std::optional<std::string> typed_line();
  Result<Exit> run_piped();
  // Until there is something to read, and whatever else is to be done meanwhile.
  Came wait();
  std::chrono::milliseconds lock_after();
  void lock();
  // The next line of a pipe; nothing at its end, or where Ctrl-C came.
  Result<std::optional<std::string>> piped_line();
  LineDone run_line(std::string& line);
  Exit run_words(std::vector<std::string>& words, bool& held_secret);
  [[nodiscard]] std::vector<std::string> completions(const std::string& before) const;
  [[nodiscard]] std::vector<std::string> ids(std::string_view sort) const;

  const Environment& environment_;
  const GlobalOptions& global_;
  Form form_;
  Options options_;
  std::chrono::milliseconds chosen_{};  // by the setting, when it could be read last
  Output output_;
  Signals signals_;
  KeptProfile kept_;
  std::vector<DeclaredCommand> declared_;
  std::unique_ptr<LineEditor> editor_;  // over a terminal alone
  Came gave_up_ = Came::end;            // why the editor has no line
};

}  // namespace troth::cli
