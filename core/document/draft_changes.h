// What the tables of a draft make of the clauses that stand: the first half of
// resolve.h, for that file alone. Pure, any thread; fails as resolve() does.
#pragma once

#include <functional>
#include <set>

#include "core/document/resolve.h"

namespace troth::document {

struct DraftChanges {
  agreement::Contents after;  // what would stand
  std::set<ClauseId> touched;
};

Result<DraftChanges> changes_of(const Draft& draft, const Ground& ground,
                                const std::function<ClauseId()>& new_id);

}  // namespace troth::document
