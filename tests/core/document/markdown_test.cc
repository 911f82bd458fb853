#include "core/document/markdown.h"

#include <gtest/gtest.h>

#include "core/document/heading_words.h"
#include "core/document/toml.h"

namespace troth::document {
namespace {

using Sort = Piece::Sort;

std::vector<Piece> pieces(std::string_view markdown) {
  auto made = pieces_of(markdown);
  if (!made) {
    ADD_FAILURE() << made.error().message;
    return {};
  }
  return *made;
}

void expect_refusal(std::string_view markdown, Code code, std::string_view beginning) {
  const auto made = pieces_of(markdown);
  ASSERT_FALSE(made);
  EXPECT_EQ(name_of(made.error().code), name_of(code));
  EXPECT_TRUE(made.error().message.starts_with(beginning)) << made.error().message;
}

TEST(Markdown, HeadingsOfBothKindsAreOneLineWithoutTheirMarks) {
  const std::vector<Piece> expected{{Sort::heading, {1, 1}, 2, "", "Work # and rest"},
                                    {Sort::heading, {3, 5}, 1, "", "One title"},
                                    {Sort::text, {6, 6}, 0, "", "[x]: /u"},
                                    {Sort::heading, {7, 8}, 2, "", "Below"}};
  EXPECT_EQ(pieces("  ## Work # and rest ##\n\nOne\n  title \n=====\n[x]: /u\nBelow\n---\n"),
            (std::vector<Piece>{
                expected[0], expected[1], {Sort::heading, {6, 8}, 2, "", "[x]: /u Below"}}));
}

TEST(Markdown, AListWithinAListIsPartOfItsItemsText) {
  const std::vector<Piece> expected{{Sort::item, {1, 3}, 0, "-", "Shopping:\n- bread\n- fruit"},
                                    {Sort::item, {4, 7}, 0, "-", "Two\n\nparagraphs\nlazily"},
                                    {Sort::item, {9, 9}, 0, "7.", "another list"}};
  EXPECT_EQ(
      pieces(
          "- Shopping:\n  - bread\n  - fruit\n- Two\n\n  paragraphs\nlazily\n\n7. another list\n"),
      expected);
}

TEST(Markdown, WhatIsNoProseIsKeptAsTheTextThatItIs) {
  const std::string table = "| day | bed |\n| --- | --- |";
  const std::string html = "<img src=\"https://example.org/x.png\">";
  const std::string code = "```\nrm  -rf\n\n# no heading\n```";
  const std::string quote = "> # no heading\n> - no item";
  const auto made = pieces(table + "\n\n" + html + "\n\n" + code + "\n\n" + quote + "\n");
  ASSERT_EQ(made.size(), 4U);
  for (const Piece& piece : made) EXPECT_EQ(piece.sort, Sort::text);
  EXPECT_EQ(made[0].text, table);
  EXPECT_EQ(made[1].text, html);
  EXPECT_EQ(made[2].text, code);
  EXPECT_EQ(made[3].text, quote);
}

TEST(Markdown, ADefinitionOfALinkIsATextThoughNoBlockHoldsIt) {
  const std::vector<Piece> expected{{Sort::text, {1, 1}, 0, "", "[fridge]: https://example.org"},
                                    {Sort::item, {3, 3}, 0, "*", "see [fridge]"},
                                    {Sort::text, {5, 5}, 0, "", "[door]: https://example.org"}};
  EXPECT_EQ(
      pieces("[fridge]: https://example.org\n\n* see [fridge]\n\n[door]: https://example.org"),
      expected);
}

TEST(Markdown, BreaksAndEmptyHeadingsAndItemsAreNothing) {
  const std::vector<Piece> expected{{Sort::nothing, {1, 1}, 0, "", "* * *"},
                                    {Sort::nothing, {3, 3}, 2, "", "## ##"},
                                    {Sort::nothing, {5, 5}, 0, "+", "+"}};
  EXPECT_EQ(pieces("* * *\n\n## ##\n\n+\n"), expected);
}

TEST(Markdown, LineEndsOfOtherSystemsAndAByteOrderMarkMakeNoDifference) {
  EXPECT_EQ(pieces("\xEF\xBB\xBF# A\r\n\r\n- b\r- c\r\n"), pieces("# A\n\n- b\n- c\n"));
}

TEST(Markdown, AnEmptyFileHasNoPieces) {
  EXPECT_TRUE(pieces("").empty());
  EXPECT_TRUE(pieces(" \n\t\n").empty());
}

TEST(Markdown, BinaryFilesAreRefusedWithTheLine) {
  expect_refusal(std::string("# A\n\nb\0c\n", 9), Code::text_control_character, "Line 3 ");
  expect_refusal("# A\n\xFF\xFE\n", Code::text_not_utf8, "Line 2 ");
  expect_refusal("\x89PNG\r\n", Code::text_not_utf8, "Line 1 ");
}

TEST(Markdown, WhatReordersOrHidesTextIsRefusedWithTheLine) {
  expect_refusal("a\n\nb \xE2\x80\xAE c\n", Code::text_control_character, "Line 3 ");
  expect_refusal("- \xE2\x80\x8B\n", Code::text_control_character, "Line 1 ");
  expect_refusal("bell\x07\n", Code::text_control_character, "Line 1 ");
}

TEST(Markdown, AnEntityIsNeverReadAsTheCharacterThatItNames) {
  EXPECT_EQ(pieces("a &#x202E; b\n")[0].text, "a &#x202E; b");
}

TEST(Markdown, AFileOverAMebibyteIsRefused) {
  EXPECT_TRUE(pieces_of(std::string(kLargestFile, '\n')));
  expect_refusal(std::string(kLargestFile + 1, '\n'), Code::document_too_large, "The file");
}

TEST(Markdown, ARunOfLinesBeyondReasonIsRefused) {
  std::string run;
  while (run.size() <= kLargestRun) run += "a <?\n";
  expect_refusal("\n" + run, Code::text_too_long, "Line 13109: ");
}

TEST(Markdown, ADeepNestIsRefusedAndARowOfMarksIsNone) {
  std::string deep;
  std::string row;
  for (std::size_t i = 0; i <= kDeepestNest; ++i) {
    deep += i % 3 == 0 ? "> " : i % 3 == 1 ? "- " : "1. ";
    row += "- ";
  }
  EXPECT_EQ(pieces(row)[0].sort, Sort::nothing);
  expect_refusal("a\n\n" + deep + "b\n", Code::document_syntax, "Line 3: ");
  expect_refusal(std::string(kDeepestNest + 1, '>'), Code::document_syntax, "Line 1: ");
}

TEST(HeadingWords, AHeadingIsWhatItsWordsSayWhateverStandsBesideThem) {
  for (const auto heading :
       {"Limits", "HARD LIMITS", "Mara's soft limits", "3. Our limits and boundaries",
        "Things we never do", "Jonas' limits", "Mara\xE2\x80\x99s limits"})
    EXPECT_EQ(section_of(heading), Section::limits) << heading;
  for (const auto heading : {"Expectations", "Wishes and expectations", "Mara's expectations"})
    EXPECT_EQ(section_of(heading), Section::expectations) << heading;
  for (const auto heading : {"Desires", "Our wishes", "B) Hopes and wishes"})
    EXPECT_EQ(section_of(heading), Section::desires) << heading;
  for (const auto heading :
       {"Roles", "Check-ins", "Check-ins and reviews", "Term", "Duration and renewal"})
    EXPECT_EQ(section_of(heading), Section::words) << heading;
  for (const auto heading : {"Rules", "Our standards"})
    EXPECT_EQ(section_of(heading), Section::rules) << heading;
}

TEST(HeadingWords, WhatTheTableDoesNotKnowIsAnArea) {
  for (const auto heading : {"Household", "Great expectations", "Review of finances", "Mara", "7.",
                             "", "Hard work", "Rules and roles"})
    EXPECT_EQ(section_of(heading), Section::area) << heading;
}

TEST(HeadingWords, ALimitIsHardUnlessItsHeadingSaysSoftAlone) {
  using agreement::Strength;
  EXPECT_EQ(strength_of("Soft limits", Strength::hard), Strength::soft);
  EXPECT_EQ(strength_of("Hard and soft limits", Strength::soft), Strength::hard);
  EXPECT_EQ(strength_of("Mara", Strength::soft), Strength::soft);
  EXPECT_EQ(strength_of("Limits", Strength::hard), Strength::hard);
}

}  // namespace
}  // namespace troth::document
