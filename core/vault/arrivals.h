// What came of the partner's since a moment: for whoever syncs, to say it in
// words. What takes away comes first, then all in causal order; what devices
// sign of themselves is nobody's news and left out, but for the opening of a blind
// check-in that came before. Borrows an open Vault, on its thread, also across
// its making way. Fails where the disk does.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/ledger/kind.h"
#include "core/vault/comments.h"
#include "core/vault/types.h"
#include "core/vault/vault.h"

namespace troth::vault {

struct Arrival {
  EntryHash entry;
  ledger::EntryKind kind{};
  std::string by_name;
  TimeMs written_ms = 0;
  // Of a pause, an ending, a withdrawal or a limit, as it stands now.
  std::optional<RestrictionView> restriction;
  // The proposal that the entry makes or answers, as it stands now; nothing
  // where it cannot be read.
  std::optional<ProposalView> proposal;
  std::optional<CheckInView> check_in;  // that the entry is, or opens
  // Of practice: what it is about, or itself, where either can be commented on.
  std::optional<CommentedView> about;
};

class Arrivals {
 public:
  // From now on; everything is news where there is no pair yet.
  static Result<Arrivals> begin(const Vault& vault, TimeMs now);
  // What came since begin(), or since this was asked last.
  Result<std::vector<Arrival>> take(TimeMs now);

 private:
  explicit Arrivals(const Vault& vault) : vault_(&vault) {}
  // A restriction tells anew once its past has come, and with it its words.
  struct KnownRestriction {
    EntryHash entry;
    bool waits_for_its_past = false;
    bool operator==(const KnownRestriction&) const = default;
  };
  Status look(TimeMs now);
  Result<std::vector<Arrival>> restrictions(TimeMs now) const;
  Result<std::vector<Arrival>> entries(TimeMs now) const;

  const Vault* vault_;
  Clock seen_;
  std::vector<KnownRestriction> known_;
};

}  // namespace troth::vault
