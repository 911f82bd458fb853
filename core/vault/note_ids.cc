#include "core/vault/note_ids.h"

#include "core/vault/short_id.h"

namespace troth::vault {

Result<EntryHash> find_note(const store::Notes& notes, std::string_view id,
                            store::Notes::Kinds kinds) {
  TROTH_ASSIGN(const std::string digits, typed_digits(id));
  TROTH_ASSIGN(const auto found, notes.beginning_with(digits, kinds, 2));
  if (found.empty()) return std::unexpected(told(Miss::none_begins_so, digits));
  if (found.size() > 1) return std::unexpected(told(Miss::several_begin_so, digits));
  return found.front();
}

}  // namespace troth::vault
