// Ids as people type them: by any beginning that only one of them has, in
// hexadecimal digits of either case. Whoever asks says how many digits are the
// fewest, and what a miss is called. Pure, any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace troth {

// The digits in lower case; nothing where something else is among them.
std::optional<std::string> hexadecimal_digits(std::string_view typed);

enum class Miss : std::uint8_t { none_begins_so, several_begin_so };

// The one of `ids`, FixedBytes each, that begins with these digits; one that
// stands there twice is one.
template <class Id>
std::expected<Id, Miss> find_by_beginning(std::string_view digits, std::span<const Id> ids) {
  const Id* found = nullptr;
  for (const Id& id : ids) {
    if (!id.hex().starts_with(digits) || (found != nullptr && *found == id)) continue;
    if (found != nullptr) return std::unexpected(Miss::several_begin_so);
    found = &id;
  }
  if (found == nullptr) return std::unexpected(Miss::none_begins_so);
  return *found;
}

}  // namespace troth
