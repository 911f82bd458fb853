#include "client/cli/show_difference.h"

#include <algorithm>
#include <array>

#include "core/vault/versions.h"

namespace troth::cli {
namespace {

using agreement::ClauseDifference;
using agreement::FieldDifference;
using agreement::TextPiece;
using ChangeSort = ClauseDifference::Sort;

std::string_view mark_of(ChangeSort sort) {
  if (sort == ChangeSort::added) return "+";
  if (sort == ChangeSort::removed) return "-";
  return sort == ChangeSort::again ? "=" : "~";
}

std::string_view what_becomes_of(ChangeSort sort) {
  if (sort == ChangeSort::removed) return ", removed";
  return sort == ChangeSort::again ? ", agreed to again as it was worded" : "";
}

constexpr std::array<std::string_view, 4> kMarks = {"[-", "-]", "{+", "+}"};

// Words that hold a mark themselves would pass for some that went, or came.
bool holds_a_mark(std::string_view text) {
  return std::ranges::any_of(kMarks, [&](auto mark) { return text.contains(mark); });
}

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
  const bool are_texts = is_prose(field.field) && !field.before.empty() && !field.after.empty() &&
                         !holds_a_mark(before) && !holds_a_mark(after);
  if (are_texts)
    if (const auto pieces = agreement::word_difference(before, after);
        agreement::shares_a_word(pieces))
      return marked(pieces);
  return before + "\n→ " + after;
}

// The last day before an instant; where no day ends there, the instant.
std::string last_of(TimeMs end_ms, const Look& look) {
  const std::string day = look.calendar.day(end_ms - 1);
  return day == look.calendar.day(end_ms) ? look.calendar.minute(end_ms) : day;
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
        words.push_back(last_of(std::stoll(value), look));
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
  const ChangeSort sort = change.sort;
  std::string title(name_of(change.kind));
  if (sort != ChangeSort::added) {
    const std::string name = vault::name_of_clause(change.content, look.names.people());
    if (name != title) title += " " + name;
  }
  page.item(mark_of(sort), title + std::string(what_becomes_of(sort)));
  for (const auto& field : change.fields) {
    std::string words;
    switch (sort) {
      case ChangeSort::added:
      case ChangeSort::again:
        words = words_of(field.field, field.after, look);
        break;
      case ChangeSort::removed:
        words = words_of(field.field, field.before, look);
        break;
      case ChangeSort::changed:
        words = changed_words(field, look);
    }
    page.item(field.field + ":", words, 5);
  }
}

}  // namespace troth::cli
