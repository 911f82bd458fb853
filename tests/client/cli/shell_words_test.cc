#include "client/cli/shell_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace troth::cli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ShellWords, WhiteSpacePartsThem) {
  EXPECT_THAT(*words_of_line("  pair \t invite\r"), ElementsAre("pair", "invite"));
  EXPECT_THAT(*words_of_line(" \t "), IsEmpty());
}

TEST(ShellWords, SingleQuotesKeepEverything) {
  EXPECT_THAT(*words_of_line(R"(pause --reason 'a "long" \ week # here')"),
              ElementsAre("pause", "--reason", R"(a "long" \ week # here)"));
}

TEST(ShellWords, DoubleQuotesKeepAllButABackslashBeforeAQuoteOrABackslash) {
  EXPECT_THAT(*words_of_line(R"("Mara's \"own\" \\ way \n")"),
              ElementsAre(R"(Mara's "own" \ way \n)"));
}

TEST(ShellWords, ABackslashKeepsTheNextCharacterAndIsOneAtTheEnd) {
  EXPECT_THAT(*words_of_line(R"(a\ b \'c \#d e\)"), ElementsAre("a b", "'c", "#d", "e\\"));
}

TEST(ShellWords, QuotesMayStandInTheMiddleAndMayHoldNothing) {
  EXPECT_THAT(*words_of_line("--rate trust='4' '' x"), ElementsAre("--rate", "trust=4", "", "x"));
}

TEST(ShellWords, ACommentBeginsWithAWord) {
  EXPECT_THAT(*words_of_line("# nothing"), IsEmpty());
  EXPECT_THAT(*words_of_line("status # how things stand"), ElementsAre("status"));
  EXPECT_THAT(*words_of_line("limit#1"), ElementsAre("limit#1"));
}

TEST(ShellWords, NothingElseMeansAnything) {
  EXPECT_THAT(*words_of_line("$HOME *.toml `a` a;b a|b >c ~ !!"),
              ElementsAre("$HOME", "*.toml", "`a`", "a;b", "a|b", ">c", "~", "!!"));
}

TEST(ShellWords, AnOpenQuoteIsRefusedAndNamed) {
  for (const std::string_view line : {"pause --reason 'a long week", "'", "a'b\"c"}) {
    const auto refused = words_of_line(line);
    ASSERT_FALSE(refused) << line;
    EXPECT_EQ(refused.error().code, Code::shell_line_malformed);
    EXPECT_THAT(refused.error().message, testing::HasSubstr("a quote that ' would close"));
  }
  EXPECT_THAT(words_of_line("a \"b").error().message, testing::HasSubstr("\" would close"));
}

// What would be signed lacks the apostrophe.
TEST(ShellWords, AWordThatGoesOnBehindItsQuoteIsRefused) {
  for (const std::string_view line : {"talk ask --text 'don't", "a 'I can't' b", R"("a"b)"}) {
    const auto refused = words_of_line(line);
    ASSERT_FALSE(refused) << line;
    EXPECT_EQ(refused.error().code, Code::shell_line_malformed);
  }
  EXPECT_THAT(*words_of_line(R"('I can'"'"'t' 'I can'\''t' "I can't")"),
              ElementsAre("I can't", "I can't", "I can't"));
}

TEST(UnfinishedWords, TheLastOneMayGoOn) {
  EXPECT_THAT(unfinished_words("pair inv").words, ElementsAre("pair"));
  EXPECT_EQ(unfinished_words("pair inv").last, "inv");
  EXPECT_THAT(unfinished_words("pair ").words, ElementsAre("pair"));
  EXPECT_EQ(unfinished_words("pair ").last, "");
}

TEST(UnfinishedWords, WhatIsQuotedOrACommentIsFreeText) {
  EXPECT_TRUE(unfinished_words("pause --reason 'a lo").is_free_text);
  EXPECT_TRUE(unfinished_words("status # a").is_free_text);
  EXPECT_FALSE(unfinished_words("pause --reason 'a' --ar").is_free_text);
}

}  // namespace
}  // namespace troth::cli
