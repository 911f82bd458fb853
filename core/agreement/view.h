// A view: a set of entries that holds the past of each of its entries, as the
// highest seq of each line (consent.md, "Order"). Lines go by the small numbers
// that Consent gives them. Plain values, any thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace troth::agreement {

// Where an entry stands: the number of its line, and its seq on it.
struct Place {
  std::size_t line = 0;
  std::uint64_t seq = 0;
  bool operator==(const Place&) const = default;
};

class View {
 public:
  [[nodiscard]] std::uint64_t seq_of(std::size_t line) const {
    return line < seqs_.size() ? seqs_[line] : 0;
  }
  [[nodiscard]] bool has(const Place& at) const { return at.seq <= seq_of(at.line); }
  // True where `other` has nothing that this view lacks.
  [[nodiscard]] bool has(const View& other) const {
    for (std::size_t line = 0; line < other.seqs_.size(); ++line)
      if (other.seqs_[line] > seq_of(line)) return false;
    return true;
  }
  void raise(const Place& at) {
    if (at.line >= seqs_.size()) seqs_.resize(at.line + 1);
    seqs_[at.line] = std::max(seqs_[at.line], at.seq);
  }

 private:
  std::vector<std::uint64_t> seqs_;
};

// Keeps for `at`'s line the lowest place; false where one as low was there.
inline bool lower(std::vector<Place>& places, const Place& at) {
  const auto held = std::ranges::find(places, at.line, &Place::line);
  if (held == places.end()) {
    places.push_back(at);
    return true;
  }
  if (held->seq <= at.seq) return false;
  held->seq = at.seq;
  return true;
}

}  // namespace troth::agreement
