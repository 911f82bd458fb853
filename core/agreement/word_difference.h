// What differs between two texts, word by word: the words that both have, in
// their order, and around them what one has and the other has not. Pure, any
// thread; as long as the product of the two texts' words, in memory of their sum.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace troth::agreement {

// A stretch of either text. Same and removed ones together are the text before,
// same and added ones the text after. No two of a sort stand side by side, and
// what is removed stands before what is added in its place.
struct TextPiece {
  enum class Sort : std::uint8_t { same, removed, added };
  Sort sort = Sort::same;
  std::string text;
  bool operator==(const TextPiece&) const = default;
};

std::vector<TextPiece> word_difference(std::string_view before, std::string_view after);

// True where some word is the same: else showing both whole reads better.
bool shares_a_word(const std::vector<TextPiece>& pieces);

}  // namespace troth::agreement
