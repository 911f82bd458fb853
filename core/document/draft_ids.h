// Ids in a draft, by their beginnings: the one that is meant, and what an error
// about it says. For the files of this room that read drafts. Pure, any thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/base/beginning.h"
#include "core/document/draft.h"

namespace troth::document {

inline std::string words_of(const IdBeginning& id) { return words_of(id.place) + shown(id.digits); }

// The one of `ids` that `beginning` begins: document_id_unknown, document_id_ambiguous.
template <class Id>
Result<Id> find_id(const std::vector<Id>& ids, const IdBeginning& beginning) {
  const auto found = find_by_beginning<Id>(beginning.digits, ids);
  if (found) return *found;
  if (found.error().several.empty()) return refuse(Code::document_id_unknown, words_of(beginning));
  return refuse(Code::document_id_ambiguous,
                words_of(beginning) + " begins several ids: " + found.error().listed());
}

// The same error, with the line.
inline std::unexpected<Error> at(Place place, Error error) {
  error.message.insert(0, words_of(place));
  return std::unexpected(std::move(error));
}

}  // namespace troth::document
