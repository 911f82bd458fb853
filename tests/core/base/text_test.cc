#include "core/base/text.h"

#include <gtest/gtest.h>

#include <string>

namespace troth {
namespace {

Code refusal_of(std::string_view text, Lines lines = Lines::many) {
  const auto status = check_text(text, 100, lines, "The text");
  return status ? Code::text_missing : status.error().code;
}

TEST(Text, AnyScriptIsTaken) {
  for (const char* text : {"", "Zoë & Łukasz", "日本語", "שלום", "👩‍❤️‍👩", "a\n\tb"})
    EXPECT_TRUE(check_text(text, 100, Lines::many, "The text")) << text;
}

TEST(Text, ControlAndReorderingCharactersAreRefused) {
  for (const char* text : {"a\x01", "a\x7f", "a\u0085", "a\u202e", "a\u2066", "a\u200f", "a\u200b",
                           "a\ufeff", "a\r\n"})
    EXPECT_EQ(refusal_of(text), Code::text_control_character) << text;
  EXPECT_EQ(refusal_of("a\nb", Lines::one), Code::text_control_character);
}

TEST(Text, WhatIsNotShortestFormUtf8IsRefused) {
  for (const char* text :
       {"\xff", "\xc0\xaf", "\xe2\x82", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80"})
    EXPECT_EQ(refusal_of(text), Code::text_not_utf8);
}

TEST(Text, TheLargestIsTakenAndOneMoreByteIsNot) {
  EXPECT_TRUE(check_text(std::string(100, 'a'), 100, Lines::one, "The text"));
  EXPECT_EQ(refusal_of(std::string(101, 'a')), Code::text_too_long);
}

TEST(Text, ARequiredTextIsMoreThanSpaces) {
  for (const char* text : {" \n", "\u3164", "\u2800 ", "\u00a0\ufe0f"})
    EXPECT_EQ(check_required_text(text, 9, Lines::many, "The title").error().code,
              Code::text_missing)
        << text;
}

TEST(Text, NamesThatLookTheSameReadTheSame) {
  for (const char* alike :
       {"Household", "household ", "House\u00adhold", "HOUSE\u034fHOLD", "Household\ufe0f",
        "\u3164Household", "Ｈousehold", "\u2800Household\u00a0"})
    EXPECT_EQ(as_read(alike), "household") << alike;
  EXPECT_EQ(as_read("My \u00a0 own\u2800room"), "my own room");
  EXPECT_EQ(as_read("Zoe\u0308"), as_read("ZOË"));
  EXPECT_NE(as_read("Zoe"), as_read("Zoë"));
  EXPECT_EQ(as_read("\xff"), "\xff");
}

}  // namespace
}  // namespace troth
