// What one partner takes back alone: a pause, an ending, withdrawn consent to
// clauses, or a limit, with their payloads of proto/agreement.proto. Decoding
// is strict, as proposal.h says; but a restriction always binds, so whoever
// cannot decode one hands the rules an Act with RestrictionKind::unreadable, which
// pauses everything.
// Plain values, any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/agreement/clause.h"

namespace troth::agreement {

enum class RestrictionKind : std::uint8_t { pause = 1, ending, withdrawal, limit, unreadable };
// "pause", "ending", "withdrawal", "limit", "unreadable".
std::string_view name_of(RestrictionKind kind);

enum class Strength : std::uint8_t { hard = 1, soft };
std::string_view name_of(Strength strength);

struct Restriction {
  RestrictionKind kind = RestrictionKind::pause;
  // A pause's area (none: everything), what a withdrawal names (at least one),
  // what a limit suspends (maybe none), ascending. An ending names none.
  std::vector<ClauseId> clauses;
  Strength strength = Strength::hard;  // a limit's
  std::string text;                    // a limit's words
  std::optional<EntryHash> tightens;   // the limit that this one tightens
  std::string reason;                  // not a limit's
  bool operator==(const Restriction&) const = default;
};

Status check(const Restriction& restriction);
// The payload's bytes. CHECKs what check() would refuse.
Bytes encode(const Restriction& restriction);
// `kind` follows from the entry's kind: 1 pause, 2 ending, 3 withdrawal, 4 limit.
Result<Restriction> decode_restriction(RestrictionKind kind, ByteView payload);

}  // namespace troth::agreement
