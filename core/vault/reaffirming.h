// Reaffirmation: both sign the agreement as it stands, again, perhaps with another
// date to renew by. One asks, as with every proposal, and the other accepts.
// Borrows an open Vault, on its thread. Fails as commands.h says, and with
// reaffirmation_*, term_over, renew_by_past, day_malformed.
#pragma once

#include <optional>
#include <string>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/vault/vault.h"

namespace troth::vault {

struct Reaffirmation {
  // A day in the agreed time zone, through whose end the agreement would be agreed;
  // "none": it would never lapse. Without: the date stays as it is.
  std::optional<std::string> renew_by;
  std::string reason;
};

class Reaffirming {
 public:
  Reaffirming(Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  // Asks for it. Refuses what would leave a lapsed agreement lapsed, and what the
  // partner has asked for already.
  Result<EntryHash> ask(const Reaffirmation& wish);

 private:
  Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
