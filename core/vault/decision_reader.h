// All that is read for showing decisions, gathered once for a call: how things
// stand, and the notes. Borrows State, which must live longer. Of this room
// alone. Fails where the disk does, or an id fits none or several.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/document/resolve.h"
#include "core/store/notes.h"
#include "core/store/views.h"
#include "core/vault/decision_view.h"
#include "core/vault/state.h"

namespace troth::vault {

// A verdict on an answer by `author`, in words.
MarkView marked(const State& state, const agreement::Verdict& verdict, const PartnerId& author);

class DecisionReader {
 public:
  static Result<DecisionReader> open(const State& state, TimeMs now);

  [[nodiscard]] const document::Ground& ground() const { return ground_; }
  // Of the rhythm that stands; UTC where there is none.
  [[nodiscard]] const std::string& time_zone() const { return time_zone_; }

  // The question that begins so, with all that was said of it.
  [[nodiscard]] Result<practice::Decision> find(std::string_view id) const;
  // Newest question first; those asked before a day begins, where one is named.
  [[nodiscard]] Result<std::vector<practice::Decision>> open_ones(std::size_t most) const;
  [[nodiscard]] Result<std::vector<practice::Decision>> newest(
      std::size_t most, const std::optional<std::string>& before_day) const;

  [[nodiscard]] Result<DecisionView> view_of(const practice::Decision& decision) const;
  [[nodiscard]] Result<std::vector<DecisionView>> views_of(
      const std::vector<practice::Decision>& decisions) const;

 private:
  DecisionReader(const State& state, const PairState& pair, TimeMs now);
  [[nodiscard]] Result<practice::Decision> decision_of(const practice::Note& question) const;
  [[nodiscard]] Result<std::vector<practice::Decision>> decisions_of(
      const std::vector<practice::Note>& questions) const;
  [[nodiscard]] Result<AnswerView> answer_view(const practice::AnswerGiven& given) const;
  [[nodiscard]] std::string area_name(const ClauseId& area) const;
  Status add_waiting(DecisionView& view, const practice::Decision& decision) const;

  const State* state_;
  const PairState* pair_;
  TimeMs now_;
  store::Proposals proposals_;
  store::Notes notes_;
  document::Ground ground_;
  std::string time_zone_ = "UTC";
};

}  // namespace troth::vault
