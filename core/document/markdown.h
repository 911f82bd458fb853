// A couple's contract in Markdown, taken apart into headings, list items and
// texts: what contract.h makes clauses of. cmark says where each block begins;
// the words are those of the file, never rendered, and nothing is fetched. Every
// line that is not blank is in exactly one piece. Private to this room; pure,
// any thread. Fails with document_too_large, and with text_*, naming the line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/document/draft.h"

namespace troth::document {

// Lines of a file, from 1, both included.
struct LineRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool operator==(const LineRange&) const = default;
};

struct Piece {
  // `nothing`: a thematic break, or a heading or list item without a word.
  enum class Sort { heading, item, text, nothing };
  Sort sort = Sort::text;
  LineRange lines;
  unsigned level = 0;  // of a heading, from 1
  std::string marker;  // of an item: "-", "3."
  // Without the marks of the heading or the item; a heading's is one line, and a
  // list within an item is part of the item's text.
  std::string text;

  [[nodiscard]] Place place() const { return {lines.first, 0}; }
  bool operator==(const Piece&) const = default;
};

// Lines without a blank one between them that are worth taking apart: more than
// this fits into no proposal, and would keep cmark busy for long.
inline constexpr std::size_t kLargestRun = std::size_t{64} * 1024;
// Lists and quotes, one within the other, at the beginning of one line.
inline constexpr std::size_t kDeepestNest = 32;

// The pieces of a file of at most kLargestFile bytes, in its order. Only headings
// and lists at the left margin are pieces of their own; those within a quote or
// within another list are part of its text.
Result<std::vector<Piece>> pieces_of(std::string_view markdown);

}  // namespace troth::document
