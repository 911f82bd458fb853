// The door to talks: one partner's request to talk, as equals if wished, which
// needs nobody's leave; and the note, by either, that it was had. Borrows an open
// Vault, on its thread. Fails with talk_..., the id codes, text_..., and those of signing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/practice/moments.h"
#include "core/vault/queries.h"
#include "core/vault/types.h"
#include "core/vault/vault.h"

namespace troth::vault {

struct TalkView {
  practice::TalkWish talk;
  Side by = Side::mine;
  std::string by_name;
  std::string had_by_name;  // who noted that it was had
  std::size_t comments = 0;
};

class Talks {
 public:
  Talks(Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  Result<EntryHash> ask(const practice::Talk& talk);
  // Without an id the only one that waits: talk_none where none does.
  Result<EntryHash> had(std::string_view id);
  // Newest claim first; `open`: those not had yet, the partner's before one's own.
  [[nodiscard]] Result<std::vector<TalkView>> list(Which which) const;

 private:
  Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
