#include "core/agreement/word_difference.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>

namespace troth::agreement {
namespace {

using Sort = TextPiece::Sort;

// A word, and the number that equal words share, so that comparing costs nothing.
struct Word {
  std::string_view text;
  std::size_t number = 0;
  bool operator==(const Word& other) const { return number == other.number; }
};
using Words = std::span<const Word>;
using Numbers = std::unordered_map<std::string_view, std::size_t>;

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

// Letters, digits, and everything beyond ASCII; a mark of punctuation stands by itself.
bool is_of_word(char c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_letter || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool is_blank(std::string_view text) { return std::ranges::all_of(text, is_space); }

// Words, runs of space, and marks: together the text.
std::vector<Word> words_of(std::string_view text, Numbers& numbers) {
  std::vector<Word> out;
  while (!text.empty()) {
    std::size_t size = 1;
    const auto run = [&](bool (*is_of_run)(char)) {
      while (size < text.size() && is_of_run(text[size])) ++size;
    };
    if (is_space(text[0])) run(is_space);
    if (is_of_word(text[0])) run(is_of_word);
    const std::string_view word = text.substr(0, size);
    out.push_back({word, numbers.emplace(word, numbers.size()).first->second});
    text.remove_prefix(size);
  }
  return out;
}

// How many words in common, in order, the longest selection has: of `a` with each
// beginning of `b`.
std::vector<std::uint32_t> common_with_beginnings(Words a, Words b) {
  std::vector<std::uint32_t> lengths(b.size() + 1);
  for (const Word& word : a) {
    std::uint32_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::uint32_t above = lengths[j + 1];
      lengths[j + 1] = word == b[j] ? diagonal + 1 : std::max(above, lengths[j]);
      diagonal = above;
    }
  }
  return lengths;
}

std::vector<Word> reversed(Words words) { return {words.rbegin(), words.rend()}; }

// Collects pieces; what changes is gathered until something is the same again.
class Pieces {
 public:
  void same(std::string_view word) {
    if (!removed_.empty() || !added_.empty()) {
      // A space between two changes says nothing: it goes with them.
      gap_ += word;
      if (is_blank(word)) return;
      const std::string rest = std::exchange(gap_, {});
      flush();
      return add(Sort::same, rest);
    }
    add(Sort::same, word);
  }
  void removed(std::string_view word) {
    close_gap();
    removed_ += word;
  }
  void added(std::string_view word) {
    close_gap();
    added_ += word;
  }
  std::vector<TextPiece> take() {
    const std::string rest = std::exchange(gap_, {});
    flush();
    add(Sort::same, rest);
    return std::move(pieces_);
  }

 private:
  void close_gap() {
    removed_ += gap_;
    added_ += gap_;
    gap_.clear();
  }
  void flush() {
    add(Sort::removed, std::exchange(removed_, {}));
    add(Sort::added, std::exchange(added_, {}));
  }
  void add(Sort sort, std::string_view text) {
    if (text.empty()) return;
    if (!pieces_.empty() && pieces_.back().sort == sort)
      pieces_.back().text += text;
    else
      pieces_.push_back({sort, std::string(text)});
  }

  std::string removed_;
  std::string added_;
  std::string gap_;
  std::vector<TextPiece> pieces_;
};

// Hirschberg's way: halves `a`, finds where `b` parts best, and goes on with both.
void compare(Words a, Words b, Pieces& out) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    out.same(a.front().text);
    a = a.subspan(1);
    b = b.subspan(1);
  }
  std::size_t end = 0;
  while (end < std::min(a.size(), b.size()) && a[a.size() - 1 - end] == b[b.size() - 1 - end])
    ++end;
  const Words tail = a.last(end);
  a = a.first(a.size() - end);
  b = b.first(b.size() - end);
  if (a.size() <= 1 || b.empty()) {
    const auto found = a.empty() ? b.end() : std::ranges::find(b, a.front());
    for (auto word = b.begin(); word != found; ++word) out.added(word->text);
    if (found != b.end()) {
      out.same(found->text);
      for (auto word = found + 1; word != b.end(); ++word) out.added(word->text);
    } else {
      for (const Word& word : a) out.removed(word.text);
    }
  } else {
    const std::size_t half = a.size() / 2;
    const auto front = common_with_beginnings(a.first(half), b);
    const auto back = common_with_beginnings(reversed(a.subspan(half)), reversed(b));
    std::size_t best = 0;
    for (std::size_t at = 1; at <= b.size(); ++at)
      if (front[at] + back[b.size() - at] > front[best] + back[b.size() - best]) best = at;
    compare(a.first(half), b.first(best), out);
    compare(a.subspan(half), b.subspan(best), out);
  }
  for (const Word& word : tail) out.same(word.text);
}

}  // namespace

std::vector<TextPiece> word_difference(std::string_view before, std::string_view after) {
  Numbers numbers;
  const auto a = words_of(before, numbers);
  const auto b = words_of(after, numbers);
  Pieces pieces;
  compare(a, b, pieces);
  return pieces.take();
}

bool shares_a_word(const std::vector<TextPiece>& pieces) {
  return std::ranges::any_of(pieces, [](const TextPiece& piece) {
    return piece.sort == Sort::same && std::ranges::any_of(piece.text, is_of_word);
  });
}

}  // namespace troth::agreement
