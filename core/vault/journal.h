// The door to the journal: a partner's private writing, for them alone. It works
// before a pairing, without a network, and after the pair was left; nothing here
// signs, and nothing that sync sends has read it. Pages are named by the
// beginning of their ids (id_unknown, id_ambiguous). Borrows an open Vault, on its thread.
// Fails with text codes and those of the store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/store/journal.h"
#include "core/vault/vault.h"

namespace troth::vault {

using store::JournalId;
using store::JournalPage;

class Journal {
 public:
  Journal(Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  // Newest first, at most `most`.
  [[nodiscard]] Result<std::vector<JournalPage>> pages(std::size_t most) const;
  [[nodiscard]] Result<std::size_t> size() const;
  [[nodiscard]] Result<JournalPage> page(std::string_view id) const;

  Result<JournalId> write(const std::string& text);
  // These two leave nothing of the older text in the vault's files, but for what the
  // file system and the disk keep of their own accord (store's README).
  Result<JournalId> rewrite(std::string_view id, const std::string& text);
  Result<JournalId> remove(std::string_view id);

 private:
  Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
