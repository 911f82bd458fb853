#include "core/vault/note_ids.h"

#include <vector>

#include "core/vault/short_id.h"

namespace troth::vault {

Result<EntryHash> find_note(const store::Notes& notes, std::string_view id,
                            store::Notes::Kinds kinds) {
  TROTH_ASSIGN(const std::string digits, typed_digits(id));
  TROTH_ASSIGN(const std::vector<EntryHash> found, notes.beginning_with(digits, kinds, kMostAlike));
  const auto one = find_by_beginning<EntryHash>(digits, found);
  if (!one) return std::unexpected(told(one.error(), digits));
  return *one;
}

}  // namespace troth::vault
