// The door to drafts: what somebody has half written, by its kind and by what it
// is about. Private, as the journal is; whoever finishes one removes it with what
// it became. Borrows an open Vault, on its thread. Fails: draft_missing, text
// codes, and those of the store.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/drafts.h"
#include "core/vault/vault.h"

namespace troth::vault {

using store::Draft;

// What a draft is called: "check-in", or "comment 1a2b".
std::string name_of(const Draft& draft);

class Drafts {
 public:
  Drafts(Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  // Those last changed first.
  [[nodiscard]] Result<std::vector<Draft>> all() const;
  [[nodiscard]] Result<std::optional<Draft>> find(std::string_view kind,
                                                  std::string_view about = {}) const;
  // By its name, as name_of() gives it.
  [[nodiscard]] Result<Draft> named(std::string_view name) const;

  // Replaces the one of the same kind about the same.
  Status keep(const std::string& kind, const std::string& about, const std::string& content);
  // Forgets it, if it is there.
  Status remove(std::string_view kind, std::string_view about = {});

 private:
  Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
