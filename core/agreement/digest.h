// The digest of an agreement (consent.md, "Definition"): what both partners'
// clients must derive alike, of what was signed and not of what a clock makes
// of it. Pure, any thread.
//
//   H("agreement", leaf...)
//   leaf of a clause       id 16 | LV(current 32 or empty) | LV(voids, 32 each, ascending)
//   leaf of a restriction  hash 32 | LV(effective proposals that lift it, 32 each, ascending)
//
// Clause leaves first, ascending by id; then restriction leaves, ascending.
// The lengths of the two kinds never coincide.
#pragma once

#include <span>

#include "core/agreement/clause.h"

namespace troth::agreement {

Bytes clause_leaf(const ClauseId& clause, const Standing& standing);
Bytes restriction_leaf(const EntryHash& restriction, std::span<const EntryHash> lifted_by);
Hash digest_of(std::span<const ByteView> leaves);

}  // namespace troth::agreement
