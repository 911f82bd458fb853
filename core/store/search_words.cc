#include "core/store/search_words.h"

#include "core/base/text.h"

namespace troth::store {
namespace {

constexpr std::string_view kSpace = " \t\n";

// Takes one phrase or word off the front of `rest`; its text, and how it ends.
struct Typed {
  std::string_view text;
  Phrase::Ends ends = Phrase::Ends::whole;
};
Typed take_one(std::string_view& rest) {
  Typed one;
  const bool is_quoted = rest.front() == '"';
  if (is_quoted) rest.remove_prefix(1);
  const std::size_t end = std::min(rest.find_first_of(is_quoted ? "\"" : " \t\n\""), rest.size());
  one.text = rest.substr(0, end);
  rest.remove_prefix(end);
  if (is_quoted && !rest.empty()) rest.remove_prefix(1);
  if (is_quoted && rest.starts_with('*')) {
    one.ends = Phrase::Ends::as_beginning;
    rest.remove_prefix(1);
  }
  if (one.text.ends_with('*')) one.ends = Phrase::Ends::as_beginning;
  return one;
}

std::string quoted(const Phrase& phrase) {
  std::string out = "\"";
  for (const std::string& word : phrase.words) {
    if (out.size() > 1) out += ' ';
    for (const char c : word) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  }
  return out + (phrase.ends == Phrase::Ends::as_beginning ? "\" *" : "\"");
}

}  // namespace

Result<std::vector<Phrase>> phrases_of(std::string_view typed, const sqlite::Database& database) {
  if (typed.size() > kLargestSearch)
    return refuse(Code::search_too_long, std::to_string(kLargestSearch) + " bytes");
  TROTH_TRY(check_text(typed, kLargestSearch, Lines::many, "What you search for"));
  std::vector<Phrase> phrases;
  std::size_t count = 0;
  for (std::string_view rest = typed;;) {
    rest.remove_prefix(std::min(rest.find_first_not_of(kSpace), rest.size()));
    if (rest.empty()) break;
    const Typed one = take_one(rest);
    TROTH_ASSIGN(auto words, database.words_of(one.text));
    if (words.empty()) continue;
    count += words.size();
    Phrase phrase{{}, one.ends};
    for (sqlite::Word& word : words) phrase.words.push_back(std::move(word.folded));
    phrases.push_back(std::move(phrase));
  }
  if (phrases.empty()) return refuse(Code::search_words_missing);
  if (count > kMostSearchWords)
    return refuse(Code::search_too_long, std::to_string(kMostSearchWords) + " words");
  return phrases;
}

std::string expression_of(const std::vector<Phrase>& phrases) {
  std::string all;
  for (const Phrase& phrase : phrases) all += (all.empty() ? "" : " AND ") + quoted(phrase);
  return "{text} : (" + all + ")";
}

}  // namespace troth::store
