// An open check-in: what one partner answers, for one period, to "how are we,
// does this still work, does it still feel right" (entries of kind 60,
// proto/practice.proto). No answer is required, but one that says nothing at
// all is refused. The value type is ours; encode and decode are strict: what
// decodes is exactly what encode would write. Pure values, any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/practice/period.h"

namespace troth::practice {

// What a check-in rates where no rhythm is agreed, or where it names none.
inline constexpr std::array<std::string_view, 5> kDefaultDimensions = {
    "connection", "trust", "energy", "safety", "being heard"};
inline constexpr std::uint32_t kLowestRating = 1;
inline constexpr std::uint32_t kHighestRating = 5;

enum class Answer { yes, unsure, no };
// "yes", "unsure", "no".
std::string_view name_of(Answer answer);
// By its name; nothing for any other word.
std::optional<Answer> answer_named(std::string_view name);

struct Rating {
  std::string dimension;
  std::uint32_t value = 0;  // 1 to 5
  bool operator==(const Rating&) const = default;
};

struct CheckIn {
  Period period;
  std::vector<Rating> ratings;        // at most 12, each dimension once, in the order of the rhythm
  std::optional<Answer> works;        // does this still work?
  std::optional<Answer> feels_right;  // does it still feel right?
  bool wants_to_talk = false;
  std::string text;
  bool operator==(const CheckIn&) const = default;
};

// What goes to the top of the partner's page, and onto the next review's agenda.
struct Flags {
  bool unsure = false;
  bool no = false;
  bool talk = false;
  [[nodiscard]] bool any() const { return unsure || no || talk; }
  bool operator==(const Flags&) const = default;
};

Flags flags_of(const CheckIn& check_in);

// Refuses a bad period, a rating outside 1 to 5, a dimension twice or more
// than 12 of them, a text that base/text.h refuses, and a check-in without any
// answer (check_in_*, text_*).
Status validate(const CheckIn& check_in);

// The payload of the entry; refuses what validate refuses.
Result<Bytes> encode(const CheckIn& check_in);

// The check-in in a payload. practice_newer_version where it holds a field that
// this version does not know (keep it, show it as such), practice_malformed
// where the bytes are not what encode would write; else as validate.
Result<CheckIn> decode_check_in(ByteView payload);

}  // namespace troth::practice
