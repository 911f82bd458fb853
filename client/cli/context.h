// What a command runs with: the terminal, the output, the clock and the global
// options; and what nearly every command does, in one place: open the profile,
// show the partner's pauses first, send what was signed. Borrows its parts,
// lives for one command.
#pragma once

#include <filesystem>
#include <functional>
#include <istream>
#include <optional>
#include <string>

#include "client/cli/called.h"
#include "client/cli/environment.h"
#include "client/cli/keeper.h"
#include "client/cli/output.h"
#include "client/cli/show.h"
#include "client/cli/terminal.h"
#include "client/host/profile.h"
#include "core/base/error.h"

namespace troth::cli {

// The options that stand before or after any command.
struct GlobalOptions {
  std::filesystem::path profile;  // empty: the default place
  std::filesystem::path passphrase_file;
};

class Context {
 public:
  struct Parts {
    Terminal& terminal;
    Output& output;
    int input;  // the descriptor of standard input
    host::Clock clock;
    std::function<void(std::string_view)> forget_argument;
    GlobalOptions options;
    const Environment* environment = nullptr;  // what all of this came from
    Keeper* keeper = nullptr;                  // in a shell alone
  };
  explicit Context(Parts parts) : parts_(std::move(parts)) {}

  [[nodiscard]] Terminal& terminal() { return parts_.terminal; }
  [[nodiscard]] Output& output() { return parts_.output; }
  [[nodiscard]] const host::Clock& clock() const { return parts_.clock; }
  Result<std::filesystem::path> profile_place() const;

  // There is a person who can be asked: a terminal, and no program that reads what is shown.
  [[nodiscard]] bool can_ask() const;

  // Shows the partner's words to whoever sits there, and asks whether they are signed; true
  // where there is nobody to ask: whoever wrote that command has read them.
  Result<bool> wants_to_sign(host::Profile& profile, std::string_view words,
                             std::string_view question);

  // Asks while the profile is free: a pause waits for no answer that is given elsewhere.
  template <class Ask>
  static auto ask_while_free(host::Profile& profile, const Ask& ask) -> decltype(ask()) {
    std::optional<decltype(ask())> answer;
    TROTH_TRY(profile.while_free([&] { answer = ask(); }));
    return std::move(*answer);
  }

  [[nodiscard]] const Environment& environment() const;
  [[nodiscard]] const GlobalOptions& options() const { return parts_.options; }
  // The exit status of a command that failed at nothing itself, and told already
  // what did: that of a line in a shell.
  void end_as(Exit exit) { exit_ = exit; }
  [[nodiscard]] Exit exit() const { return exit_; }

  // Opens the profile with the passphrase from its file or the terminal, where it
  // may be typed three times. For a person, the partner's pauses come first,
  // whatever else is shown.
  Result<host::Profile> open();
  // The same without the pauses, for output that another program reads.
  Result<host::Profile> open_quietly();
  // The passphrase of a profile that is there.
  Result<crypto::Secret> existing_passphrase() { return passphrase(); }
  // The passphrase of a profile that is made now: on a terminal it is typed twice.
  Result<crypto::Secret> new_passphrase();
  // One that takes the place of another: from this file, else typed twice.
  Result<crypto::Secret> next_passphrase(const std::filesystem::path& file);
  // The recovery words in a file, "-" for standard input: its last paragraph, so
  // that the sheet that init wrote is understood as it is. Without a name they
  // are asked for on the terminal, without echo.
  Result<crypto::Secret> recovery_words(const std::filesystem::path& sheet);
  // An argument that may hold a secret: its own text, or for "-" the first line
  // of standard input, without white space at its ends. No other program sees it
  // in the argument list from then on; call it before whatever takes time.
  Result<crypto::Secret> secret_argument(std::string& argument);
  // A text of many lines: all of standard input, without the space at its end; on
  // a terminal it says how to end. input_missing, also where a shell reads its
  // commands from there; file_unreadable.
  Result<std::string> text_from_input();

  // After a command that signed: tries the relay for two seconds at most, then
  // shows `json` with "sent" and "arrived" added, and `text` with whether it
  // waits, and what came from the partner.
  Status show_signed(host::Profile& profile, Json json, std::string_view text);

  // How people, clauses and times are called, for show.h and json.h.
  struct Words {
    Names names;
    Calendar calendar;
    std::size_t width;
    [[nodiscard]] Look look() const { return {names, calendar, width}; }
  };
  Result<Words> words(const host::Profile& profile);

  // What came of the partner's since `arrivals` was asked last: an array, and a
  // sentence each.
  struct News {
    Json json;
    std::string text;
  };
  Result<News> news(vault::Arrivals& arrivals, const host::Profile& profile);
  // The partner's pauses as they stand now, for a person: what open() does, for a
  // command that fetches before it shows anything.
  Status show_pauses(const host::Profile& profile);

 private:
  Result<crypto::Secret> passphrase();

  Result<host::Profile> unlock();

  Parts parts_;
  Exit exit_ = Exit::done;
};

}  // namespace troth::cli
