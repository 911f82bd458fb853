// Where the lines of a page begin that belong to one above them; in columns.
#pragma once

#include <cstddef>

namespace troth::cli {

inline constexpr std::size_t kIndent = 2;
// Under the text of an item that stands two in, behind its id.
inline constexpr std::size_t kBehindId = 14;

}  // namespace troth::cli
