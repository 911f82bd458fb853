#include "client/views/page.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <sstream>

namespace troth::views {
namespace {

TEST(Page, LinesWrapAtItsWidthAndIndent) {
  EXPECT_EQ(Page(12).line("one two three four", 2).text(), "  one two\n  three four\n");
}

TEST(Page, WhatWrapsBehindAMarkStandsUnderItsText) {
  EXPECT_EQ(Page(14).item("1a2b", "one two three", 2).text(),
            "  1a2b  one\n        two\n        three\n");
}

TEST(Page, LineEndsOfTheTextAreKept) {
  EXPECT_EQ(Page(40).line("one\n\ntwo", 2).text(), "  one\n\n  two\n");
}

TEST(Page, AHeadingStandsAfterAnEmptyLineButNotAtTheTop) {
  EXPECT_EQ(Page(40).heading("Roles").line("a", 2).heading("Areas").text(),
            "Roles\n  a\n\nAreas\n");
}

TEST(Page, WidthsCountLettersNotBytes) {
  EXPECT_EQ(Page(11).line("äöü äöü äöü").text(), "äöü äöü äöü\n");
}

TEST(Page, AWideLetterTakesTwoColumnsAndOneThatCombinesTakesNone) {
  EXPECT_EQ(Page(6).line("日本 日本").text(), "日本\n日本\n");
  EXPECT_EQ(Page(7).line("Zoe\u0308 Zoe\u0308").text(), "Zoe\u0308 Zoe\u0308\n");
}

// Else a terminal would break it where the program's own lines begin.
TEST(Page, NothingThatSomebodyWroteLeavesItsIndentation) {
  EXPECT_EQ(Page(12).line("one\u00a0two\u2003three\tfour", 2).text(), "  one two\n  three four\n");
  EXPECT_EQ(Page(8).line("日本語日本語", 2).text(), "  日本語\n  日本語\n");
  EXPECT_EQ(Page(8).item("1a", "äääääääää", 0).text(), "1a  ääää\n    ääää\n    ä\n");
  EXPECT_EQ(Page(2).line("日本", 2).text(), "  日\n  本\n") << "no narrower than a letter";
}

TEST(Page, AnAddressLongerThanTheWidthStandsWhole) {
  EXPECT_EQ(Page(4).line("a abcdefgh b").text(), "a\nabcdefgh\nb\n");
}

TEST(Page, LosesNoWordAndKeepsToItsWidth) {
  EXPECT_TRUE(rc::check([] {
    const auto words = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("a", "to", "the", "words", "of"));
    const auto width = *rc::gen::inRange<std::size_t>(8, 40);
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
    std::istringstream lines(Page(width).line(text, 2).text());
    std::vector<std::string> seen;
    for (std::string line; std::getline(lines, line);) {
      RC_ASSERT(line.size() <= width);
      std::istringstream in_line(line);
      for (std::string word; in_line >> word;) seen.push_back(word);
    }
    RC_ASSERT(seen == words);
  }));
}

TEST(Counted, OneIsNotMany) {
  EXPECT_EQ(counted(0, "entry", "entries"), "0 entries");
  EXPECT_EQ(counted(1, "entry", "entries"), "1 entry");
}

}  // namespace
}  // namespace troth::views
