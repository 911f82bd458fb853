#include "core/vault/remarks.h"

#include "core/vault/ground.h"
#include "core/vault/state.h"

namespace troth::vault {

RemarkView remark_view(const State& state, const practice::Remark& remark) {
  return {remark.entry, side_of(state, remark.by), people_of(state).name_of(remark.by),
          remark.written_ms, remark.text};
}

std::size_t count_on(const CommentCounts& counts, const std::optional<practice::About>& about) {
  const auto found = about ? counts.find(*about) : counts.end();
  return found == counts.end() ? 0 : found->second;
}

Result<std::size_t> count_comments(const State& state, const practice::About& about) {
  const store::Notes notes = state.store().notes(state.pair()->chains);
  return std::visit([&](const auto& id) { return notes.count_about(id, practice::Kind::comment); },
                    about);
}

Result<CommentCounts> count_comments(const State& state,
                                     const std::vector<practice::About>& abouts) {
  CommentCounts counts;
  for (const practice::About& about : abouts) {
    TROTH_ASSIGN(const std::size_t count, count_comments(state, about));
    if (count > 0) counts.emplace(about, count);
  }
  return counts;
}

}  // namespace troth::vault
