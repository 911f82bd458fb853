#include "core/document/minutes.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "core/base/sizes.h"
#include "core/document/toml.h"

namespace troth::document {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kAnEvening = R"(
text = '''
We spoke about the evenings.
"Earlier" is what we both want; C:\ is no path here.
'''
lessons = "Ask before ten."
next_review = 2027-01-10
replaces = ["1A2B", "c3d4"]
[[action]]
text = "Buy a lamp"
owner = "me"
due = 2027-01-05
[[action]]
text = "Write to Ghent"
)";

template <class Id>
Id id_of(std::uint8_t first) {
  Id id;
  id.value[0] = first;
  return id;
}

MinutesGround ground(std::optional<std::uint32_t> review_minute = 20 * 60) {
  return {id_of<PartnerId>(1), id_of<PartnerId>(2), *TimeZone::find("Europe/Amsterdam"),
          review_minute};
}

std::string with_text(std::string_view rest) {
  return "text = \"We spoke.\"\n" + std::string(rest);
}

struct Wrong {
  std::string toml;
  Code code;
  std::string_view where;
};

TEST(Minutes, WhatTwoPeopleWriteIsRead) {
  const auto draft = parse_minutes(kAnEvening);
  ASSERT_TRUE(draft) << draft.error().message;
  EXPECT_EQ(draft->text,
            "We spoke about the evenings.\n\"Earlier\" is what we both want; C:\\ is no path here.")
      << "without the line end before the marks";
  EXPECT_EQ(draft->lessons, "Ask before ten.");
  EXPECT_EQ(draft->next_review, Date{2027y / 1 / 10});
  ASSERT_EQ(draft->actions.size(), 2U);
  EXPECT_EQ(draft->actions[0].owner, Whom::me);
  EXPECT_EQ(draft->actions[1], (ActionDraft{"Write to Ghent", Whom::both, std::nullopt}));
  EXPECT_EQ(draft->replaces->at(0).digits, "1a2b");
}

TEST(Minutes, WhatIsMalformedIsRefusedWithItsLine) {
  const Wrong wrongs[] = {
      {"", Code::text_missing, "'text'"},
      {"text = \"\"", Code::text_missing, "Line 1"},
      {"text = '''\n \n\t\n'''", Code::text_missing, "Line 1"},
      {"text = 3", Code::document_wrong_type, "Line 1"},
      {"text = '''\nWe spoke.\n", Code::document_syntax, "Line"},
      {"We spoke.", Code::document_syntax, "Line 1"},
      {"\xFF", Code::document_syntax, "Line 1"},
      {with_text("words = \"\""), Code::document_unknown_key, "Line 2"},
      {with_text("lessons = [\"one\"]"), Code::document_wrong_type, "Line 2"},
      {with_text("next_review = \"Sunday\""), Code::document_bad_date, "Line 2"},
      {with_text("next_review = 2027-02-30"), Code::document_syntax, "Line 2"},
      {with_text("next_review = 1869-01-01"), Code::document_bad_date, "Line 2"},
      {with_text("replaces = [\"the first\"]"), Code::document_id_malformed, "Line 2"},
      {with_text("[action]\ntext = \"Buy a lamp\""), Code::document_wrong_type, "Line 2"},
      {with_text("[[action]]\nowner = \"me\""), Code::document_missing, "Line 2"},
      {with_text("[[action]]\ntext = \" \""), Code::text_missing, "Line 3"},
      {with_text("[[action]]\ntext = '''\na\nb'''"), Code::text_control_character, "Line 3"},
      {with_text("[[action]]\ntext = \"a\"\nowner = \"Mara\""), Code::document_unknown_word,
       "Line 4"},
      {with_text("[[action]]\ntext = \"a\"\ndue = \"soon\""), Code::document_bad_date, "Line 4"},
      {with_text("[[action]]\ntext = \"a\"\ndone = true"), Code::document_unknown_key, "Line 4"},
      {"text = \"right \xE2\x80\xAE left\"", Code::text_control_character, "Line 1"},
      {std::string(kLargestFile + 1, '#'), Code::text_too_long, "1 MiB"}};
  for (const Wrong& wrong : wrongs) {
    const auto draft = parse_minutes(wrong.toml);
    ASSERT_FALSE(draft) << wrong.toml;
    EXPECT_EQ(draft.error().code, wrong.code) << wrong.toml << draft.error().message;
    EXPECT_NE(draft.error().message.find(wrong.where), std::string::npos) << draft.error().message;
  }
}

TEST(Minutes, ATextMayBeAsLongAsItsLimitInAnyScript) {
  for (const std::string_view letter : {"a", "é", "ש", "字", "🕯"}) {
    std::string text;
    while (text.size() + letter.size() <= sizes::kText) text += letter;
    text.append(sizes::kText - text.size(), 'z');
    const auto fits = parse_minutes("text = '''\n" + text + "\n\n'''");
    ASSERT_TRUE(fits) << fits.error().message;
    EXPECT_EQ(fits->text, text);
    EXPECT_EQ(parse_minutes("text = '''\n" + text + "z\n'''").error().code, Code::text_too_long);
  }
}

TEST(Minutes, ADayIsMeantThroughItsEndAndAReviewAtItsHour) {
  const practice::Minutes minutes = minutes_of(*parse_minutes(kAnEvening), ground());
  const TimeZone amsterdam = ground().zone;
  EXPECT_EQ(minutes.actions[0].due_ms, amsterdam.start_of(2027y / 1 / 6));
  EXPECT_EQ(minutes.next_review_ms, amsterdam.start_of(2027y / 1 / 10) + 20 * kHourMs);
  EXPECT_EQ(minutes.actions[0].owner, ground().me);
  EXPECT_EQ(minutes.actions[1].owner, std::nullopt);
  EXPECT_EQ(minutes.actions[1].due_ms, 0);
}

TEST(Minutes, WithoutARhythmAReviewsDayIsNotPastBeforeItEnds) {
  const auto minutes = minutes_of(*parse_minutes(kAnEvening), ground(std::nullopt));
  EXPECT_EQ(ground().zone.date_at(minutes.next_review_ms), 2027y / 1 / 10);
  EXPECT_EQ(ground().zone.date_at(minutes.next_review_ms + kMinuteMs), 2027y / 1 / 11);
}

TEST(Minutes, TheOtherReadsTheSameActionsAsTheirOwnOrNot) {
  const practice::Minutes minutes = minutes_of(*parse_minutes(kAnEvening), ground());
  MinutesGround theirs = ground();
  std::swap(theirs.me, theirs.partner);
  EXPECT_EQ(draft_of(minutes, theirs).actions[0].owner, Whom::partner);
}

TEST(Minutes, ASheetIsReadBackAsWhatWasWrittenIntoIt) {
  for (const char* text : {"We spoke.", "Two\nlines", "\"quoted\" and \\", "'''\nand '", "\n\nlate",
                           "tab\there", "# no comment", "''"}) {
    practice::Minutes minutes;
    minutes.text = text;
    minutes.lessons = text;
    minutes.actions = {{"Say \"no\" \\ sooner", ground().me, ground().zone.end_of(2027y / 3 / 28)},
                       {"Rest", ground().partner, 12'345'678},
                       {"Walk", {}, 0}};
    minutes.next_review_ms = ground().zone.instant_at(2027y / 3 / 28, 20 * 60);
    MinutesSheet sheet{draft_of(minutes, ground()), {"A line\nof two"}, {{"Earlier", {}, {}}}, 2};
    sheet.draft.replaces = std::vector<IdBeginning>{{{}, "1a2b3c4d"}};
    const auto read = parse_minutes(write(sheet));
    ASSERT_TRUE(read) << read.error().message << write(sheet);
    EXPECT_EQ(*read, sheet.draft);
    EXPECT_EQ(minutes_of(*read, ground()), minutes);
  }
}

TEST(Minutes, AnEmptySheetHasToBeWritten) {
  const std::string sheet = write(MinutesSheet{});
  EXPECT_EQ(parse_minutes(sheet).error().code, Code::text_missing) << sheet;
}

TEST(Minutes, WhatASheetOffersInCommentsIsReadOnceTheMarkIsGone) {
  MinutesSheet sheet;
  sheet.draft.text = "We spoke.";
  sheet.open_actions = {{"Buy a lamp", Whom::partner, Date{2027y / 1 / 5}}};
  std::string text = write(sheet);
  for (auto at = text.find("\n#"); at != std::string::npos; at = text.find("\n#", at + 1))
    if (text[at + 2] != ' ' && text[at + 2] != '\n') text.erase(at + 1, 1);
  text.replace(text.find("\"...\""), 5, "\"Rest\"");
  const auto read = parse_minutes(text);
  ASSERT_TRUE(read) << read.error().message << text;
  EXPECT_EQ(read->actions.size(), 2U);
  EXPECT_EQ(read->actions[1], sheet.open_actions[0]);
}

TEST(Minutes, AnyInstantComesBackToTheMillisecond) {
  EXPECT_TRUE(rc::check([] {
    practice::Minutes minutes;
    minutes.text = "We spoke.";
    minutes.next_review_ms = *rc::gen::inRange<TimeMs>(1, 4'102'444'800'000);
    minutes.actions = {{"Rest", {}, *rc::gen::inRange<TimeMs>(1, 4'102'444'800'000)}};
    const auto read = parse_minutes(write(MinutesSheet{draft_of(minutes, ground()), {}, {}, 0}));
    RC_ASSERT(minutes_of(*read, ground()) == minutes);
  }));
}

}  // namespace
}  // namespace troth::document
