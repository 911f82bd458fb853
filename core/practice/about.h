// What an entry of practice is about: another entry, by its hash, or a clause,
// by its id; on the wire and in the store as those 32 or 16 bytes. Pure values,
// any thread.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/base/ids.h"

namespace troth::practice {

using About = std::variant<EntryHash, ClauseId>;

// The bytes of the hash or id, borrowed from `about`.
inline ByteView view_of(const About& about) {
  return std::visit([](const auto& id) { return id.view(); }, about);
}

inline std::string hex_of(const About& about) {
  return std::visit([](const auto& id) { return id.hex(); }, about);
}

// Nothing where the bytes are neither 32 nor 16.
inline std::optional<About> about_from(ByteView bytes) {
  if (const auto entry = EntryHash::from(bytes)) return *entry;
  if (const auto clause = ClauseId::from(bytes)) return *clause;
  return std::nullopt;
}

}  // namespace troth::practice
