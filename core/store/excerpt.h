// The sentence of a text in which something was found, short enough for a list:
// from one sentence's end to the next, cut at spaces where it is long, with "…"
// for what is left out. Where nothing of it is found, the text's beginning. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/sqlite/words.h"
#include "core/store/search_words.h"

namespace troth::store {

inline constexpr std::size_t kExcerpt = 160;  // code points, but for the two "…"

// `words`: those of `text`, as the database cuts it.
std::string excerpt_of(std::string_view text, const std::vector<sqlite::Word>& words,
                       const std::vector<Phrase>& phrases);

}  // namespace troth::store
