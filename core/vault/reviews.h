// Reviews, as a person sees them: the agenda that writes itself, the minutes and
// which text of them counts, actions, lessons, the next date. Borrows an open
// Vault, on its thread. Fails where the disk does, and review_none, minutes_none,
// minutes_own, id_unknown, id_ambiguous.
#pragma once

#include <string_view>
#include <vector>

#include "core/vault/queries.h"
#include "core/vault/review_types.h"
#include "core/vault/vault.h"

namespace troth::vault {

class Reviews {
 public:
  Reviews(const Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  // For the status; nothing where there is no pair.
  [[nodiscard]] Result<ReviewReminder> reminder() const;
  // Of the open review, or the next.
  [[nodiscard]] Result<AgendaView> agenda() const;
  // The review that goes by the id of any of its openings; its agenda if it is open.
  [[nodiscard]] Result<AgendaView> find(std::string_view id) const;
  // Newest first, at most `most`.
  [[nodiscard]] Result<std::vector<ReviewView>> history(std::size_t most) const;
  // Texts of the open review that this partner can sign: at least one.
  [[nodiscard]] Result<std::vector<practice::MinutesText>> to_sign() const;
  // Any text of any review.
  [[nodiscard]] Result<practice::MinutesText> minutes(std::string_view id) const;
  // Of the minutes that count; `open`: those not done.
  [[nodiscard]] Result<std::vector<practice::ActionState>> actions(Which which) const;
  // Newest first.
  [[nodiscard]] Result<std::vector<practice::Lesson>> lessons() const;

 private:
  const Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
