// A proposal by its parts: read from a file, written as one, and what a refusal of that is about.
#include "core/document/parts.h"

#include <gtest/gtest.h>

#include <string>

#include "core/document/minutes.h"
#include "core/document/toml.h"

namespace troth::document {
namespace {

using Fields = std::vector<std::pair<std::string, Part::Value>>;

Part head() { return {"", {{"title", "Less"}, {"reason", "Because."}}}; }

// The refusal of what these parts make, and what it is about.
std::pair<Error, std::optional<Concern>> refused(const std::vector<Part>& parts) {
  const PartsFile file = file_of(parts);
  const auto draft = parse(file.toml);
  EXPECT_FALSE(draft) << file.toml;
  Error error = draft ? Error{} : draft.error();
  const auto concern = file.concern_of(error);
  return {error, concern};
}

TEST(Parts, WhatAFileSaysIsReadAndWrittenAsTheSameDraft) {
  const std::string toml = R"(
title = "A first year"
reason = """
So that we know.
"All" of it, \\ and a tab:\t."""
preamble = "We choose this."
remove = ["1a2b3c4d"]
[[role]]
partner = "me"
title = "submissive"
leads = false
[[area]]
id = "99"
name = "Household"
when = ["Mon-Fri 18:00-23:00", "Sat 10:00-12:00"]
until = 2027-05-20
[[standard]]
area = "Household"
applies_to = "both"
text = "A walk, Jörg."
until = "none"
[rhythm]
check_in = "day"
dimensions = ["trust"]
blind = true
[term]
renew_by = 2027-05-20T10:00:00.250Z
cooling_off_hours = 24
)";
  const auto parts = parts_of(toml);
  ASSERT_TRUE(parts) << parts.error().message;
  const auto again = parse(file_of(*parts).toml);
  ASSERT_TRUE(again) << again.error().message << file_of(*parts).toml;
  EXPECT_EQ(*again, *parse(toml));
}

TEST(Parts, MinutesComeBackWithWhatThereIsToDoAndTheirDates) {
  const std::string toml = R"(
text = "We spoke."
next_review = 2027-06-04
replaces = ["1a2b3c4d5e"]
[[action]]
text = "Buy a lamp"
owner = "me"
due = 2027-05-20
[[action]]
text = "A walk"
)";
  const auto parts = parts_of(toml);
  ASSERT_TRUE(parts) << parts.error().message;
  const auto again = parse_minutes(file_of(*parts).toml);
  ASSERT_TRUE(again) << again.error().message << file_of(*parts).toml;
  EXPECT_EQ(*again, *parse_minutes(toml));
}

TEST(Parts, AreTheTablesOfTheFileWithItsOwnFieldsFirst) {
  const auto parts = parts_of(
      "title = \"T\"\nreason = \"R\"\n[[area]]\nname = \"Home\"\nuntil = \"none\"\n"
      "[term]\nstarts = 2027-01-02\ncooling_off_hours = 3\n");
  ASSERT_TRUE(parts);
  const std::vector<Part> expected = {
      {"", Fields{{"reason", "R"}, {"title", "T"}}},
      {"area", Fields{{"name", "Home"}, {"until", ""}}},
      {"term", Fields{{"cooling_off_hours", 3U}, {"starts", "2027-01-02"}}}};
  EXPECT_EQ(*parts, expected);
}

TEST(Parts, ARefusalLeadsToThePartAndTheFieldWithoutALine) {
  const auto [error, concern] =
      refused({head(),
               {"area", {{"name", "Home"}, {"reach", "discuss"}}},
               {"area",
                {{"name", "Work"},
                 {"reach", "outside"},
                 {"when", std::vector<std::string>{"Mon 25:00-26:00"}}}}});
  EXPECT_EQ(error.code, Code::document_bad_window);
  EXPECT_EQ(concern, (Concern{2, "when"}));
  EXPECT_TRUE(error.message.starts_with("'Mon 25:00-26:00' is not a weekly window"))
      << error.message;
}

TEST(Parts, WhatAPartLacksIsAboutThePart) {
  const auto [error, concern] = refused({head(), {"standard", {{"area", "Home"}}}});
  EXPECT_EQ(error.code, Code::document_missing);
  EXPECT_EQ(concern, (Concern{1, ""}));
}

TEST(Parts, TheFilesOwnFieldsStandAboveItsTablesWhereverTheyAreGiven) {
  const auto [error, concern] = refused({{"area", {{"name", "Home"}, {"reach", "discuss"}}},
                                         {"", {{"title", " "}, {"reason", "R"}}}});
  EXPECT_EQ(error.code, Code::text_missing);
  EXPECT_EQ(concern, (Concern{1, "title"}));
}

TEST(Parts, ATextIsRefusedForWhatIsInItAndNeverForHowItIsWritten) {
  for (const char* text : {"a\rb", "a\x01z", "a\x7Fz", "a\xE2\x80\xAEz"}) {
    const auto [error, concern] =
        refused({head(), {"expectation", {{"owner", "me"}, {"text", text}}}});
    EXPECT_EQ(error.code, Code::text_control_character) << text;
    EXPECT_EQ(concern, (Concern{1, "text"}));
  }
}

TEST(Parts, NothingThatIsTypedBecomesAnythingButAText) {
  const std::string hostile = "\"\n[[limit]]\nowner = \"me\"\nstrength = \"hard\"\ntext = \"x";
  const auto draft =
      parse(file_of({head(), {"expectation", {{"owner", "me"}, {"text", hostile}}}}).toml);
  ASSERT_TRUE(draft) << draft.error().message;
  EXPECT_TRUE(draft->limits.empty());
  EXPECT_EQ(draft->expectations[0].text, hostile);
}

TEST(Parts, ADateThatIsNoneIsRefusedAsOne) {
  for (const char* date : {"soon", "2027-02-31", "2027-05-20\nleads = true", "20.5.2027", "2027"}) {
    const auto [error, concern] = refused({head(), {"term", {{"renew_by", date}}}});
    EXPECT_EQ(error.code, Code::document_bad_date) << date;
    EXPECT_EQ(concern, (Concern{1, "renew_by"}));
  }
}

TEST(Parts, ATooLongTextIsRefusedInTheWordsOfAFileAtItsField) {
  const auto [error, concern] =
      refused({head(), {"", {{"preamble", std::string(std::size_t{1} << 19, 'x')}}}});
  EXPECT_EQ(error.code, Code::text_too_long);
  EXPECT_EQ(concern, (Concern{1, "preamble"}));
  EXPECT_EQ(error.message,
            "'preamble' has 524288 bytes and at most 16384 are allowed; shorten it and try again.");
}

TEST(Parts, ARefusalWithoutALineStaysAsItIs) {
  const PartsFile file = file_of({head()});
  Error whole = error(Code::document_nothing_to_change);
  const std::string before = whole.message;
  EXPECT_EQ(file.concern_of(whole), std::nullopt);
  Error odd{Code::document_syntax, "Line up: this is no line."};
  EXPECT_EQ(file.concern_of(odd), std::nullopt);
  EXPECT_EQ(odd.message, "Line up: this is no line.");
  EXPECT_EQ(whole.message, before);
}

// Else four thousand million hours and one would be none.
TEST(Parts, ANumberThatNoFieldCanHoldIsATextAndRefusedAsOne) {
  for (const std::string hours : {"4294967297", "-1", "9223372036854775807"}) {
    const auto parts = parts_of("[term]\ncooling_off_hours = " + hours);
    ASSERT_TRUE(parts);
    EXPECT_EQ(parts->back().fields, (Fields{{"cooling_off_hours", hours}}));
  }
}

TEST(Parts, AFileThatAPersonWroteKeepsTheLineOfItsRefusal) {
  Error refusal{Code::document_bad_window, "Line 3: 'soon' is not a weekly window."};
  EXPECT_EQ((PartsFile{"title = 1", {}}.concern_of(refusal)), std::nullopt);
  EXPECT_EQ(refusal.message, "Line 3: 'soon' is not a weekly window.");
}

TEST(Parts, AFileThatIsNoTomlHasNone) {
  EXPECT_EQ(parts_of("title = ").error().code, Code::document_syntax);
  EXPECT_EQ(parts_of("[term]\nrenew_by = \"soon\"").error().code, Code::document_bad_date);
}

}  // namespace
}  // namespace troth::document
