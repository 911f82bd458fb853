// Two texts, word by word.
#include "core/agreement/word_difference.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace troth::agreement {
namespace {

using Sort = TextPiece::Sort;
using Pieces = std::vector<TextPiece>;

std::string without(Sort sort, const Pieces& pieces) {
  std::string out;
  for (const TextPiece& piece : pieces)
    if (piece.sort != sort) out += piece.text;
  return out;
}

TEST(WordDifference, EqualTextsAreOnePieceAndEmptyOnesNone) {
  EXPECT_EQ(word_difference("The kitchen.", "The kitchen."),
            (Pieces{{Sort::same, "The kitchen."}}));
  EXPECT_TRUE(word_difference("", "").empty());
}

TEST(WordDifference, AWordInTheMiddleIsShownAlone) {
  EXPECT_EQ(word_difference("Clean by ten.", "Clean by eleven."), (Pieces{{Sort::same, "Clean by "},
                                                                          {Sort::removed, "ten"},
                                                                          {Sort::added, "eleven"},
                                                                          {Sort::same, "."}}));
}

TEST(WordDifference, NeighbouringChangesAreOneChange) {
  EXPECT_EQ(word_difference("the red car", "the blue bike"),
            (Pieces{{Sort::same, "the "}, {Sort::removed, "red car"}, {Sort::added, "blue bike"}}));
}

TEST(WordDifference, WordsInOtherScriptsAreNeverCutApart) {
  EXPECT_EQ(word_difference("утро é", "вечер é"),
            (Pieces{{Sort::removed, "утро"}, {Sort::added, "вечер"}, {Sort::same, " é"}}));
}

TEST(WordDifference, TextsThatShareNothingShareNoWord) {
  EXPECT_FALSE(shares_a_word(word_difference("one.", "two.")));
  EXPECT_FALSE(shares_a_word(word_difference("", "two")));
  EXPECT_TRUE(shares_a_word(word_difference("one two", "two")));
}

RC_GTEST_PROP(WordDifferenceProperties, BothTextsAreInItWhole, ()) {
  const auto text = rc::gen::container<std::string>(rc::gen::element('a', 'b', ' ', '\n', '.'));
  const std::string before = *text;
  const std::string after = *text;
  const Pieces pieces = word_difference(before, after);
  RC_ASSERT(without(Sort::added, pieces) == before);
  RC_ASSERT(without(Sort::removed, pieces) == after);
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    RC_ASSERT(pieces[i].sort != pieces[i - 1].sort);
    RC_ASSERT(!(pieces[i].sort == Sort::removed && pieces[i - 1].sort == Sort::added));
  }
}

// What is longest in common by the textbook's table is what is shown as the same, as
// far as words go: only spaces between two changes are given to them.
RC_GTEST_PROP(WordDifferenceProperties, AsManyWordsStayAsCan, ()) {
  const auto words = rc::gen::container<std::vector<char>>(rc::gen::element('a', 'b', 'c', 'd'));
  const std::vector<char> before = *words;
  const std::vector<char> after = *words;
  std::vector<std::vector<std::size_t>> table(before.size() + 1,
                                              std::vector<std::size_t>(after.size() + 1));
  for (std::size_t i = 0; i < before.size(); ++i)
    for (std::size_t j = 0; j < after.size(); ++j)
      table[i + 1][j + 1] =
          before[i] == after[j] ? table[i][j] + 1 : std::max(table[i][j + 1], table[i + 1][j]);
  // Marks stand by themselves, each a word, with no spaces between.
  const auto as_text = [](const std::vector<char>& letters) {
    std::string out;
    for (const char letter : letters)
      out += std::string("!?.,").at(static_cast<std::size_t>(letter - 'a'));
    return out;
  };
  std::size_t same = 0;
  for (const TextPiece& piece : word_difference(as_text(before), as_text(after)))
    if (piece.sort == Sort::same) same += piece.text.size();
  RC_ASSERT(same == table[before.size()][after.size()]);
}

}  // namespace
}  // namespace troth::agreement
