#include "core/document/heading_words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace troth::document {
namespace {

struct Word {
  std::string_view word;
  Section section;
};

// A heading of these, and of nothing else but kBeside, is what its words say.
constexpr std::array kWords{
    Word{"rule", Section::rules},
    Word{"rules", Section::rules},
    Word{"standard", Section::rules},
    Word{"standards", Section::rules},
    Word{"expectation", Section::expectations},
    Word{"expectations", Section::expectations},
    Word{"desire", Section::desires},
    Word{"desires", Section::desires},
    Word{"wish", Section::desires},
    Word{"wishes", Section::desires},
    Word{"hope", Section::desires},
    Word{"hopes", Section::desires},
    Word{"preamble", Section::words},
    Word{"introduction", Section::words},
    Word{"purpose", Section::words},
    Word{"role", Section::words},
    Word{"roles", Section::words},
    Word{"check", Section::words},
    Word{"checks", Section::words},
    Word{"in", Section::words},
    Word{"ins", Section::words},
    Word{"checkin", Section::words},
    Word{"checkins", Section::words},
    Word{"review", Section::words},
    Word{"reviews", Section::words},
    Word{"term", Section::words},
    Word{"terms", Section::words},
    Word{"duration", Section::words},
    Word{"renewal", Section::words},
    Word{"signature", Section::words},
    Word{"signatures", Section::words},
};

// One of these anywhere makes a section of limits. To take a rule for a limit is
// the smaller mistake: a limit only takes away, and whoever edits the draft sees it.
constexpr std::array<std::string_view, 5> kLimitWords{"limit", "limits", "boundary", "boundaries",
                                                      "never"};

constexpr std::array<std::string_view, 14> kBeside{"my",    "our",  "your", "his", "her",
                                                   "their", "the",  "all",  "and", "or",
                                                   "of",    "both", "us",   "we"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80) != 0;
}

// The words of a heading in small letters; "Mara's", numbers and single letters are none of them.
std::vector<std::string> words_of_heading(std::string_view heading) {
  std::string text;
  for (const char c : heading) text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  constexpr std::string_view kCurly = "\xE2\x80\x99";
  for (std::size_t at = text.find(kCurly); at != text.npos; at = text.find(kCurly))
    text.replace(at, kCurly.size(), "'");
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    const bool owns = end < text.size() && text[end] == '\'';
    if (end > at + 1 && !owns) words.push_back(text.substr(at, end - at));
    if (owns)
      while (end < text.size() && (text[end] == '\'' || is_letter(text[end]))) ++end;
    at = std::max(end, at + 1);
  }
  return words;
}

bool holds(const auto& table, std::string_view word) {
  return std::ranges::find(table, word) != table.end();
}

std::optional<Section> meaning_of(std::string_view word) {
  const auto found = std::ranges::find(kWords, word, &Word::word);
  return found == kWords.end() ? std::nullopt : std::optional(found->section);
}

}  // namespace

Section section_of(std::string_view heading) {
  const auto words = words_of_heading(heading);
  if (std::ranges::any_of(words, [](const auto& word) { return holds(kLimitWords, word); }))
    return Section::limits;
  std::set<Section> meanings;
  for (const std::string& word : words) {
    if (holds(kBeside, word)) continue;
    const auto meaning = meaning_of(word);
    if (!meaning) return Section::area;
    meanings.insert(*meaning);
  }
  if (meanings == std::set{Section::expectations, Section::desires}) return Section::expectations;
  return meanings.size() == 1 ? *meanings.begin() : Section::area;
}

agreement::Strength strength_of(std::string_view heading, agreement::Strength otherwise) {
  const auto words = words_of_heading(heading);
  if (holds(words, "hard")) return agreement::Strength::hard;
  return holds(words, "soft") ? agreement::Strength::soft : otherwise;
}

}  // namespace troth::document
