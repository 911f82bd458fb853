// The door to moments: an agreed stretch in which areas marked "in moments" apply.
// Either opens one, as the agreement says (moment_opens_nothing where it does not),
// and either closes any alone, at once. Whether one is closed is rule 6's to say.
// Borrows an open Vault, on its thread. Fails with moment_..., area_unknown, the id
// codes, and those of signing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/practice/moments.h"
#include "core/vault/queries.h"
#include "core/vault/types.h"
#include "core/vault/vault.h"

namespace troth::vault {

struct NewMoment {
  std::vector<std::string> areas;  // by their names; none: all that apply in moments
  TimeMs until_ms = 0;             // 0: until it is closed
  std::string text;
};

struct MomentView {
  practice::Moment moment;
  Side by = Side::mine;
  std::string by_name;
  std::string closed_by_name;        // where it is closed
  std::vector<std::string> areas;    // those that it opened; none: it opens nothing
  std::vector<std::string> resting;  // those of them that are paused, or not in force otherwise
  bool is_open = false;
};

class Moments {
 public:
  Moments(Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  Result<EntryHash> open(const NewMoment& moment);
  // Without an id every one that is open: moment_none.
  Result<std::vector<EntryHash>> close(std::string_view id, const std::string& reason);
  // Newest claim first; `all`: those that are over as well.
  [[nodiscard]] Result<std::vector<MomentView>> list(Which which) const;

 private:
  Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
