// What a person does at a review: opens it, puts something on the agenda, writes
// the minutes, signs those that the other wrote, marks an action as done. Minutes
// are written as TOML (core/document/minutes.h). Borrows an open Vault, on its
// thread. Fails as commands.h says, with document_*, and as practice/reviews.h
// refuses; then nothing is signed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/vault/vault.h"

namespace troth::vault {

class Reviewing {
 public:
  Reviewing(Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  // `text` may be empty.
  Result<EntryHash> open(const std::string& text);
  // For the open review, or the next.
  Result<EntryHash> add_item(const std::string& text);

  // A file to write the minutes in: the text so far, or the texts that were written
  // at once, one below the other; else an empty one. review_none, review_over.
  [[nodiscard]] Result<std::string> sheet() const;
  // New minutes of the open review. They take the place of the texts that the file
  // names, and of this partner's own; of all, where it names none.
  Result<EntryHash> write_minutes(std::string_view toml);
  // What the sheet says, as new minutes, where both wrote at once; else nothing.
  Result<std::optional<EntryHash>> join_minutes();
  Result<EntryHash> sign_minutes(std::string_view minutes);
  // By the minutes' id, a dot, and the action's number in them: "1a2b3c4d5e.1".
  Result<EntryHash> mark_done(std::string_view action);

 private:
  Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
