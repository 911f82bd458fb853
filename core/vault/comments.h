// Comments, as a person writes and reads them: on a proposal, a clause, a
// check-in, a decision, an observance, a talk, minutes or an item of a review, which
// is all that an agenda names; those on one thing are its thread. What they are
// about is given by the beginning of its id. Borrows an open Vault, on its thread. Fails as
// Commands and Queries do: comment_on_nothing, text_*, id_*.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/practice/about.h"
#include "core/vault/remarks.h"
#include "core/vault/vault.h"

namespace troth::vault {

// What is commented on.
struct CommentedView {
  enum class Sort : std::uint8_t {
    proposal,
    clause,
    check_in,
    decision,  // also by the id of an answer to it
    review_item,
    minutes,
    observance,
    talk,
  };
  Sort sort = Sort::proposal;
  practice::About about;
  std::string name;  // what people call it: a title, a clause's name, the question
};
// "proposal", "clause", "check_in", "decision", "review_item", "minutes", ...
std::string_view name_of(CommentedView::Sort sort);

struct ThreadView {
  CommentedView on;
  std::vector<RemarkView> comments;  // each after all that its author had seen
};

class State;
// What goes by this id, where it can be commented on. Needs a pair.
Result<CommentedView> find_commented(const State& state, std::string_view id, TimeMs now);
// Each of these as people call it, where it can be commented on. Needs a pair.
Result<std::map<practice::About, CommentedView>> find_commented(
    const State& state, const std::set<practice::About>& abouts, TimeMs now);

class Comments {
 public:
  Comments(Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  Result<EntryHash> write(std::string_view about, const std::string& text);
  // Of very many on a clause the newest.
  [[nodiscard]] Result<ThreadView> thread(std::string_view about) const;

 private:
  Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
