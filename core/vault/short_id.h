// Ids of commands, as people type them (core/base/beginning.h). Pure. Fails:
// id_malformed, id_unknown, id_ambiguous.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "core/base/beginning.h"
#include "core/base/error.h"

namespace troth::vault {

// As many as a sentence names.
inline constexpr std::size_t kMostAlike = 16;

// The digits, at least four of them: fewer could match by accident of typing.
Result<std::string> typed_digits(std::string_view typed);
// How a command tells a miss.
Error told(const Miss& miss, std::string_view digits);

// The only id of `all` that begins so; all elements are FixedBytes.
template <class Id>
Result<Id> find_id(std::string_view beginning, std::span<const Id> all) {
  TROTH_ASSIGN(const std::string digits, typed_digits(beginning));
  const auto found = find_by_beginning(digits, all);
  if (!found) return std::unexpected(told(found.error(), digits));
  return *found;
}

}  // namespace troth::vault
