// Which openings are one review, once more and to the letter: each opening joins
// every one in its past that is of a review not over there; one that finds none
// is one review with every such opening that it crosses.
#pragma once

#include <algorithm>
#include <numeric>
#include <set>
#include <vector>

#include "core/practice/note.h"

namespace troth::practice::test {

class NaiveReviews {
 public:
  explicit NaiveReviews(std::span<const Note> notes) : ordered_(in_order(notes)) {
    for (const auto& said : saying<ReviewOpened>(ordered_)) openings_.push_back(said.note);
    for (std::size_t i = 0; i < openings_.size(); ++i) joins_.push_back(joins(i));
  }

  // The names of each review.
  std::set<std::set<EntryHash>> names() const {
    std::vector<std::size_t> all(openings_.size());
    std::iota(all.begin(), all.end(), 0);
    std::set<std::set<EntryHash>> out;
    for (const auto& group : groups(all)) {
      std::set<EntryHash> of_it;
      for (const std::size_t i : group) of_it.insert(openings_[i]->entry);
      out.insert(of_it);
    }
    return out;
  }

 private:
  using Group = std::set<std::size_t>;

  std::set<std::size_t> joins(std::size_t opening) const {
    std::vector<std::size_t> past;
    for (std::size_t i = 0; i < opening; ++i)
      if (sees(*openings_[opening], *openings_[i])) past.push_back(i);
    std::set<std::size_t> out;
    for (const Group& group : groups(past))
      if (!is_over(group, openings_[opening]->past)) out.insert(group.begin(), group.end());
    if (!out.empty()) return out;
    for (std::size_t i = 0; i < opening; ++i)
      if (is_founder(i) && !sees(*openings_[opening], *openings_[i])) out.insert(i);
    return out;
  }

  bool is_founder(std::size_t opening) const {
    return std::ranges::none_of(joins_[opening], [&](std::size_t other) {
      return sees(*openings_[opening], *openings_[other]);
    });
  }

  // These, put together as far as they join each other.
  std::vector<Group> groups(const std::vector<std::size_t>& these) const {
    std::vector<Group> out;
    for (const std::size_t opening : these) {
      Group whole{opening};
      std::erase_if(out, [&](const Group& group) {
        const bool is_joined = std::ranges::any_of(
            group, [&](std::size_t other) { return joins_[opening].contains(other); });
        if (is_joined) whole.insert(group.begin(), group.end());
        return is_joined;
      });
      out.push_back(whole);
    }
    return out;
  }

  bool is_over(const Group& group, const Clock& past) const {
    for (const auto& text : saying<Minutes>(ordered_))
      for (const auto& signature : saying<MinutesSigned>(ordered_))
        if (signature.says->minutes == text.note->entry && signature.note->by != text.note->by &&
            past.contains(text.note->at) && past.contains(signature.note->at) &&
            std::ranges::any_of(
                group, [&](std::size_t i) { return openings_[i]->entry == text.says->review; }))
          return true;
    return false;
  }

  std::vector<const Note*> ordered_;
  std::vector<const Note*> openings_;
  std::vector<std::set<std::size_t>> joins_;
};

}  // namespace troth::practice::test
