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

#include "client/cli/json.h"
#include "client/cli/output.h"
#include "client/cli/page.h"
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
    GlobalOptions options;
  };
  explicit Context(Parts parts) : parts_(std::move(parts)) {}

  [[nodiscard]] Terminal& terminal() { return parts_.terminal; }
  [[nodiscard]] Output& output() { return parts_.output; }
  [[nodiscard]] const host::Clock& clock() const { return parts_.clock; }
  Result<std::filesystem::path> profile_place() const;

  // Opens the profile with the passphrase from its file or the terminal. For a
  // person, the partner's pauses come first, whatever else is shown.
  Result<host::Profile> open();
  // The same without the pauses, for output that another program reads.
  Result<host::Profile> open_quietly();
  // The passphrase of a profile that is there.
  Result<crypto::Secret> existing_passphrase() { return passphrase(); }
  // The passphrase of a profile that is made now: on a terminal it is typed twice.
  Result<crypto::Secret> new_passphrase();
  // An argument that may hold a secret: its own text, or for "-" the first line
  // of standard input, without white space at its ends.
  Result<crypto::Secret> secret_argument(std::string& argument);

  // After a command that signed: tries the relay for two seconds at most, then
  // shows `json` with "sent" added, and `text` with whether it waits.
  Status show_signed(host::Profile& profile, Json json, std::string_view text);

  // How people, clauses and times are called, for show.h and json.h.
  struct Words {
    Names names;
    Calendar calendar;
    std::size_t width;
    [[nodiscard]] Look look() const { return {names, calendar, width}; }
  };
  Result<Words> words(const host::Profile& profile);

 private:
  Result<crypto::Secret> passphrase();
  Status show_pauses(const host::Profile& profile);

  Parts parts_;
};

}  // namespace troth::cli
