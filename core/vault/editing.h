// The agreement, or the partner's proposal, as a text to change in an editor, and
// the proposal that the changed text is. Between the two calls the vault may be
// closed: a text is held against what its writer saw, so what changed meanwhile is
// told (standing_changed), and never taken back without being noticed. Borrows an
// open Vault, on its thread. Fails with document_*, and as commands.h says.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/vault/commands.h"
#include "core/vault/vault.h"

namespace troth::document {
struct Ground;
}

namespace troth::vault {

// A text to edit, and what it will be held against. A plain value, of any vault of the profile.
struct Sheet {
  std::string toml;
  std::shared_ptr<const document::Ground> ground;
  std::optional<EntryHash> counters;
  std::string about;  // the line about what it was raised from, with which the reason will end
};

// What a text asks for, before anything is signed: the exact words, and what they would
// change. Nothing proposed: it holds limits alone.
struct Wording {
  std::vector<agreement::Restriction> limits;  // would be signed first, and in force at once
  std::optional<agreement::Proposal> proposal;
  std::vector<agreement::ClauseDifference> changes;  // in the order of a proposal file
};

// False where `text` says what the text that was edited did, or nothing at all.
bool changes(std::string_view edited, std::string_view text);

class Editing {
 public:
  Editing(Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  // `about` as Commands::propose has it; a comment above the text says so.
  [[nodiscard]] Result<Sheet> agreement(std::string_view about = {}) const;
  // For a counter to it: proposal_own, proposal_accepted, proposal_closed.
  [[nodiscard]] Result<Sheet> counter_to(std::string_view proposal) const;
  // What any proposal says, as a file: for `counter` where it can be answered so, else
  // for `propose`, by which what is void is asked for anew.
  [[nodiscard]] Result<std::string> toml_of(std::string_view proposal) const;

  // Refuses whatever propose() would refuse now.
  [[nodiscard]] Result<Wording> wording(const Sheet& sheet, std::string_view text) const;
  Result<Proposed> propose(const Sheet& sheet, std::string_view text);

 private:
  Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
