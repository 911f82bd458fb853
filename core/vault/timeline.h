// The ledger as a timeline: the newest entries of those that somebody wants to
// see. Borrows an open Vault, on its thread. Fails where the disk does, and
// day_malformed, kind_unknown, name_unknown.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/vault/types.h"
#include "core/vault/vault.h"

namespace troth::vault {

// What is left out asks for everything.
struct TimelineWish {
  std::optional<std::string> since;  // a day in the agreed time zone: written on it or later
  std::optional<std::string> kind;   // ledger::name_of
  std::optional<std::string> by;     // a partner's name, or "me" or "partner"
  std::size_t most = std::numeric_limits<std::int32_t>::max();
};

class Timeline {
 public:
  Timeline(const Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  // In causal order, at most the newest `most`.
  [[nodiscard]] Result<std::vector<LedgerLine>> lines(const TimelineWish& wish) const;

 private:
  const Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
