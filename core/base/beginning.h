// Ids as people type them: by any beginning that only one of them has, in
// hexadecimal digits of either case. Whoever asks says how many digits are the
// fewest, and what a miss is called. Pure, any thread.
#pragma once

#include <algorithm>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace troth {

// The digits in lower case; nothing where something else is among them.
std::optional<std::string> hexadecimal_digits(std::string_view typed);

// The first digits of `hex`: as many as nothing else of `all` begins with, and `fewest` at least.
std::string unique_beginning(std::string_view hex, const std::vector<std::string>& all,
                             std::size_t fewest);

// Why none was found: none begins so, or these do, each by a beginning of its own.
// Whoever makes an id may choose how it begins, so a person must be able to go on.
struct Miss {
  std::vector<std::string> several;
  [[nodiscard]] std::string listed() const;  // "a1b2, a1b3"
  bool operator==(const Miss&) const = default;
};

// `several` in full.
Miss miss_of(const std::vector<std::string>& several);

// The one of `ids`, FixedBytes each, that begins with these digits; one that
// stands there twice is one.
template <class Id>
std::expected<Id, Miss> find_by_beginning(std::string_view digits, std::span<const Id> ids) {
  std::vector<const Id*> found;
  for (const Id& id : ids)
    if (id.hex().starts_with(digits) &&
        std::ranges::none_of(found, [&](const Id* other) { return *other == id; }))
      found.push_back(&id);
  if (found.size() == 1) return *found.front();
  std::vector<std::string> several;
  for (const Id* id : found) several.push_back(id->hex());
  return std::unexpected(miss_of(several));
}

}  // namespace troth
