// Words of one of the two, as views show them: whose they are, by name; and how many
// comments there are on what a view shows. Plain values; the functions borrow State,
// and count_comments() fails with the codes of the store.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/practice/about.h"
#include "core/practice/note.h"
#include "core/vault/types.h"

namespace troth::vault {

class State;

struct RemarkView {
  EntryHash entry;
  Side by = Side::mine;
  std::string by_name;
  TimeMs written_ms = 0;
  std::string text;
};

RemarkView remark_view(const State& state, const practice::Remark& remark);

// Needs a pair.
Result<std::size_t> count_comments(const State& state, const practice::About& about);

// Of what has any.
using CommentCounts = std::map<practice::About, std::size_t>;
std::size_t count_on(const CommentCounts& counts, const std::optional<practice::About>& about);
Result<CommentCounts> count_comments(const State& state,
                                     const std::vector<practice::About>& abouts);

}  // namespace troth::vault
