#include "client/cli/show_difference.h"

#include <algorithm>

#include "core/vault/versions.h"

namespace troth::cli {
namespace {

using agreement::ClauseDifference;
using agreement::FieldDifference;
using agreement::TextPiece;

// "the [-kitchen-]{+whole house+} is clean": words that went and that came, in place.
std::string marked(const std::vector<TextPiece>& pieces) {
  std::string out;
  for (const TextPiece& piece : pieces) {
    if (piece.sort == TextPiece::Sort::same) out += piece.text;
    if (piece.sort == TextPiece::Sort::removed) out += "[-" + piece.text + "-]";
    if (piece.sort == TextPiece::Sort::added) out += "{+" + piece.text + "+}";
  }
  return out;
}

std::string changed_words(const FieldDifference& field, const Look& look) {
  const std::string before = words_of(field.field, field.before, look);
  const std::string after = words_of(field.field, field.after, look);
  const bool are_texts = is_prose(field.field) && !field.before.empty() && !field.after.empty();
  if (are_texts)
    if (const auto pieces = agreement::word_difference(before, after);
        agreement::shares_a_word(pieces))
      return marked(pieces);
  return before + "\n→ " + after;
}

}  // namespace

std::string words_of(const std::string& field, const std::vector<std::string>& values,
                     const Look& look) {
  if (values.empty()) return "none";
  std::vector<std::string> words;
  for (const auto& value : values) {
    switch (sort_of(field)) {
      case FieldSort::partner:
      case FieldSort::partners:
        words.push_back(look.names.partner(value));
        break;
      case FieldSort::clause:
        words.push_back(look.names.clause(value));
        break;
      case FieldSort::first_day:
        words.push_back(look.calendar.day(std::stoll(value)));
        break;
      case FieldSort::last_day:
        words.push_back(look.calendar.day(std::stoll(value) - 1));
        break;
      case FieldSort::flag:
        words.emplace_back(value == "true" ? "yes" : "no");
        break;
      default:
        words.push_back(value);
    }
  }
  return with_commas(words);
}

void add_difference(Page& page, const ClauseDifference& change, const Look& look) {
  const auto sort = change.sort;
  const std::string mark = sort == ClauseDifference::Sort::added     ? "+"
                           : sort == ClauseDifference::Sort::removed ? "-"
                                                                     : "~";
  std::string title(name_of(change.kind));
  if (sort != ClauseDifference::Sort::added) {
    const std::string name = vault::name_of_clause(change.content, look.names.people());
    if (name != title) title += " " + name;
  }
  page.item(mark, title + (sort == ClauseDifference::Sort::removed ? ", removed" : ""));
  for (const auto& field : change.fields) {
    std::string words;
    switch (sort) {
      case ClauseDifference::Sort::added:
        words = words_of(field.field, field.after, look);
        break;
      case ClauseDifference::Sort::removed:
        words = words_of(field.field, field.before, look);
        break;
      case ClauseDifference::Sort::changed:
        words = changed_words(field, look);
    }
    page.item(field.field + ":", words, 5);
  }
}

}  // namespace troth::cli
