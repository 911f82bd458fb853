// Decisions, as a person asks, answers and reads them: a question in an area, the
// other's view, the answer with its mark. No answer is refused for being outside
// of the agreement; it is kept, shown, and marked. Ids are given by their
// beginnings. Borrows an open Vault, on its thread. Fails as Commands and Queries
// do: area_unknown, day_malformed, due_past, question_answered, question_open,
// view_by_who_decides, text_*, id_*.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/vault/decision_view.h"
#include "core/vault/vault.h"

namespace troth::vault {

// An answer that was signed, with its mark.
struct Answered {
  EntryHash entry;
  MarkView mark;
};

class Decisions {
 public:
  Decisions(Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  // The area by its name; the day by which it is to be decided as "2027-05-20",
  // in the agreed time zone.
  Result<EntryHash> ask(const std::string& area, const std::string& text,
                        const std::optional<std::string>& due);
  Result<EntryHash> give_view(std::string_view question, const std::string& text);
  Result<Answered> answer(std::string_view question, const std::string& text);
  Result<EntryHash> reopen(std::string_view question, const std::string& reason);

  // Those that wait for an answer, the newest question first, at most `most`.
  [[nodiscard]] Result<std::vector<DecisionView>> open(std::size_t most) const;
  // All of them; those asked before a day begins, where one is named.
  [[nodiscard]] Result<std::vector<DecisionView>> newest(
      std::size_t most, const std::optional<std::string>& before_day) const;
  [[nodiscard]] Result<DecisionView> show(std::string_view question) const;

 private:
  Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
