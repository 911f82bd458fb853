// What a person searches for, as they typed it: words, a beginning of a word
// ("kitch*"), and phrases in double quotes. All of them must be there. Nothing
// that is typed can be wrong in its form: what is no word is no part of it, and a
// quote that is not closed ends where the text does. Plain values; the words are cut
// by the database. Fails: search_words_missing, search_too_long, text codes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/sqlite/database.h"

namespace troth::store {

inline constexpr std::size_t kLargestSearch = 1024;  // bytes
inline constexpr std::size_t kMostSearchWords = 32;

// Words that stand one after another.
struct Phrase {
  enum class Ends : bool { whole, as_beginning };
  std::vector<std::string> words;  // folded, at least one
  Ends ends = Ends::whole;         // how the last word must match
  bool operator==(const Phrase&) const = default;
};

Result<std::vector<Phrase>> phrases_of(std::string_view typed, const sqlite::Database& database);

// The same as an expression of FTS5, over the column `text`.
std::string expression_of(const std::vector<Phrase>& phrases);

}  // namespace troth::store
