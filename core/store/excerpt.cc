#include "core/store/excerpt.h"

#include <algorithm>
#include <array>
#include <utility>

namespace troth::store {
namespace {

constexpr std::size_t kBefore = 60;  // code points before what was found, in a long sentence
// What ends a sentence; the first row only where a space follows.
constexpr auto kEnds = std::to_array<std::string_view>({".", "!", "?", "…"});
constexpr auto kEndsByItself =
    std::to_array<std::string_view>({"\n", "。", "！", "？", "।", "؟", "۔"});

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool is_inside(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool matches(const std::vector<sqlite::Word>& words, std::size_t at, const Phrase& phrase) {
  if (at + phrase.words.size() > words.size()) return false;
  for (std::size_t i = 0; i < phrase.words.size(); ++i) {
    const bool is_last = i + 1 == phrase.words.size();
    const std::string& word = words[at + i].folded;
    const bool fits = is_last && phrase.ends == Phrase::Ends::as_beginning
                          ? word.starts_with(phrase.words[i])
                          : word == phrase.words[i];
    if (!fits) return false;
  }
  return true;
}

// The first place where one of the phrases stands.
Span found_in(const std::vector<sqlite::Word>& words, const std::vector<Phrase>& phrases) {
  for (std::size_t at = 0; at < words.size(); ++at)
    for (const Phrase& phrase : phrases)
      if (matches(words, at, phrase))
        return {words[at].begin, words[at + phrase.words.size() - 1].end};
  return {};
}

// The end of the sentence that goes on at `from`: behind what ends it.
std::size_t sentence_end(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    for (const std::string_view end : kEndsByItself)
      if (rest.starts_with(end)) return at + end.size();
    for (const std::string_view end : kEnds)
      if (rest.starts_with(end) &&
          (rest.size() == end.size() || rest[end.size()] == ' ' || rest[end.size()] == '\n'))
        return at + end.size();
  }
  return text.size();
}

Span sentence_around(std::string_view text, const Span& found) {
  std::size_t begin = 0;
  for (;;) {
    const std::size_t end = sentence_end(text, begin);
    if (end > found.begin || end == text.size()) break;
    begin = end;
  }
  return {begin, sentence_end(text, std::max(found.end, begin))};
}

Span without_space(std::string_view text, Span span) {
  const auto is_space = [&](std::size_t at) { return text[at] == ' ' || text[at] == '\n'; };
  while (span.begin < span.end && is_space(span.begin)) ++span.begin;
  while (span.end > span.begin && is_space(span.end - 1)) --span.end;
  return span;
}

// Moves `at` forward by code points, not past `end`.
std::size_t forward(std::string_view text, std::size_t at, std::size_t end, std::size_t points) {
  for (; points > 0 && at < end; --points) do
      ++at;
    while (at < end && is_inside(text, at));
  return at;
}

// The part of a long sentence that is shown: some of what comes before, and what
// follows as far as there is room, from and to a space where there is one.
Span shortened(std::string_view text, Span sentence, Span found) {
  found.begin = std::max(found.begin, sentence.begin);
  const std::string_view before = text.substr(sentence.begin, found.begin - sentence.begin);
  const std::size_t points = code_points(before);
  Span out = sentence;
  if (points > kBefore) {
    out.begin = forward(text, sentence.begin, found.begin, points - kBefore);
    const std::size_t space = text.find(' ', out.begin);
    if (space < found.begin) out.begin = space + 1;
  }
  out.end = forward(text, out.begin, sentence.end, kExcerpt);
  if (out.end < sentence.end) {
    const std::size_t space = text.rfind(' ', out.end);
    if (space != std::string_view::npos && space >= std::max(found.end, out.begin + 1))
      out.end = space;
  }
  return without_space(text, out);
}

}  // namespace

std::string excerpt_of(std::string_view text, const std::vector<sqlite::Word>& words,
                       const std::vector<Phrase>& phrases) {
  const Span found = found_in(words, phrases);
  const Span sentence = without_space(text, sentence_around(text, found));
  Span shown = sentence;
  if (code_points(text.substr(sentence.begin, sentence.end - sentence.begin)) > kExcerpt)
    shown = shortened(text, sentence, found);
  std::string out = shown.begin > sentence.begin ? "…" : "";
  out += text.substr(shown.begin, shown.end - shown.begin);
  if (shown.end < sentence.end) out += "…";
  std::ranges::replace(out, '\n', ' ');
  std::ranges::replace(out, '\t', ' ');
  return out;
}

}  // namespace troth::store
