// Who keeps a profile open from one command to the next: the shell. Where there
// is one, a command's Context takes the profile from it instead of asking for the
// passphrase, and gives it what it had to open. The commands themselves see no
// difference. The main thread's.
#pragma once

#include <optional>

#include "client/host/profile.h"
#include "core/base/error.h"

namespace troth::cli {

class Keeper {
 public:
  virtual ~Keeper() = default;
  // A copy of the profile that is kept; nothing where it is locked. profile_in_use
  // where it made way for others who are not done by now.
  virtual Result<std::optional<host::Profile>> kept() = 0;
  virtual Status keep(host::Profile profile) = 0;
  // Closes it: whoever asks for it next has to open it.
  virtual void close() = 0;
};

}  // namespace troth::cli
