// Which openings of reviews are one review: where neither author had seen the
// other's, or where the earlier was still open in what the later had seen. What
// a later opening makes of its past follows from that past alone, so that it
// stays so whatever arrives. Part of reviews.h, which owns what it borrows.
// Pure, any thread; costs what the openings and their pasts are long.
//
// An opening that finds none open in its past founds a review. In any past at
// most one review is open, and it has all the founders that no other founder
// had seen: of two founders of which neither had seen the other, both are one
// review; and of what a founder had seen, nothing was open.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/practice/note.h"

namespace troth::practice {

// A text of minutes, and the other's signatures under it: what ends a review.
struct Ending {
  Tick text;
  Firsts signatures;
};

// For each opening (in order) the first that is one review with it, itself if
// need be; `endings` has the texts under each opening's name that the other signed.
std::vector<std::size_t> joined(std::span<const Note* const> openings,
                                std::span<const std::vector<Ending>> endings);

}  // namespace troth::practice
