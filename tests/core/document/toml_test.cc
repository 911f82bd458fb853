#include "core/document/toml.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "core/base/sizes.h"
#include "core/base/text.h"

namespace troth::document {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kHead = "title = \"A first year\"\nreason = \"So that we know\"\n";

// The example of the command line's contract, to the letter.
constexpr std::string_view kFirstYear2026 = R"(
title  = "A first year"                 # required, as is reason
reason = "So that both of us know where we stand"
preamble = ""
remove = []                             # ids of clauses; a limit is lifted, not removed
lift   = []                             # ids of restrictions
[[role]]
partner = "me"                          # me | partner; for all owners below too
title = "submissive"
[[role]]
partner = "partner"
title = "Dominant"
leads = true                            # default false; exactly one leads
[[area]]
name = "Household"
about = ""
leader = "partner"                      # default: who leads
reach = "discuss"                       # outside | consult | discuss | delegate
when = ["Mon-Fri 18:00-23:00"]
until = 2027-05-20                      # any clause may have it
[[standard]]
area = "Household"
applies_to = "me"                       # me | partner | both
text = "A walk together"
every = "week"                          # once | day | week | month | as needed (default)
if_missed = ""
[[limit]]
owner = "me"                            # only one's own; signed at once, as a restriction
strength = "hard"                       # hard | soft
text = "nothing that touches my work"
suspends = []                           # ids of clauses
[[expectation]]
owner = "me"
sort = "expectation"                    # expectation | desire
text = "To be heard"
[rhythm]
check_in = "day"                        # day | week | two weeks | month
dimensions = ["connection", "trust", "energy", "safety", "being heard"]
blind = false
review = "week"                         # week | two weeks | month | quarter
review_at = "Sun 20:00"
time_zone = "Europe/Amsterdam"          # for windows and all dates; default UTC
[term]
starts = 2026-11-20
renew_by = 2027-05-20
cooling_off_hours = 24                  # limits, withdrawn consent, endings
pause_cooling_off_hours = 0
)";

Result<Draft> with_head(std::string_view rest) {
  return parse(std::string(kHead) + std::string(rest));
}

TEST(Toml, TheExampleOfTheContractIsRead) {
  const Result<Draft> draft = parse(kFirstYear2026);
  ASSERT_TRUE(draft) << draft.error().message;
  EXPECT_EQ(draft->title, "A first year");
  EXPECT_EQ(draft->preamble->text, "");
  ASSERT_EQ(draft->roles.size(), 2U);
  EXPECT_EQ(draft->roles[1].partner, Who::partner);
  EXPECT_EQ(draft->roles[0].leads, std::nullopt);
  ASSERT_EQ(draft->areas.size(), 1U);
  EXPECT_EQ(draft->areas[0].leader, Leader{Who::partner});
  EXPECT_EQ(draft->areas[0].times->windows, std::vector{*parse_window("Mon-Fri 18:00-23:00")});
  EXPECT_EQ(draft->areas[0].until, Date{2027y / 5 / 20});
  EXPECT_EQ(draft->standards[0].every, agreement::Standard::Every::week);
  EXPECT_EQ(draft->limits[0].text, "nothing that touches my work");
  EXPECT_EQ(draft->rhythm->review_at, (WeekTime{6, 20 * 60}));
  EXPECT_EQ(draft->term->starts, Date{2026y / 11 / 20});
}

TEST(Toml, WhatAnAmendingTableLeavesOutIsAbsent) {
  const Result<Draft> draft = with_head("[[area]]\nid = \"1a2b3c4d\"\nreach = \"outside\"\n");
  ASSERT_TRUE(draft) << draft.error().message;
  const AreaDraft& area = draft->areas[0];
  EXPECT_EQ(area.id->digits, "1a2b3c4d");
  EXPECT_EQ(area.reach, agreement::Reach::outside);
  EXPECT_FALSE(area.name || area.about || area.leader || area.times || area.until);
}

TEST(Toml, AnExactInstantAndNoneAreDatesToo) {
  const Result<Draft> draft =
      with_head("[term]\nstarts = 2027-05-20T10:00:00.250+02:00\nrenew_by = \"none\"\n");
  ASSERT_TRUE(draft) << draft.error().message;
  EXPECT_EQ(draft->term->starts, Date{TimeZone{}.start_of(2027y / 5 / 20) + 8 * kHourMs + 250});
  EXPECT_EQ(draft->term->renew_by, Date{NoDate{}});
}

TEST(Toml, LineEndsOfOtherSystemsAreReadAsOurs) {
  const Result<Draft> draft = parse("title = \"A\"\r\nreason = \"\"\"\r\none\r\ntwo\"\"\"\r\n");
  ASSERT_TRUE(draft) << draft.error().message;
  EXPECT_EQ(draft->reason, "one\ntwo");
}

TEST(Toml, ABackslashAtTheEndOfALineJoinsItWithAnyLetter) {
  const Result<Draft> draft =
      with_head("preamble = \"\"\"a \\  \n \n  étude \\\n日\\\n\\n\"\"\"\n");
  ASSERT_TRUE(draft) << draft.error().message;
  EXPECT_EQ(draft->preamble->text, "a étude 日\n");
}

struct Refused {
  std::string rest;
  Code code;
  std::string_view place;
};

void PrintTo(const Refused& refused, std::ostream* out) { *out << refused.rest; }

class TomlRefuses : public testing::TestWithParam<Refused> {};

TEST_P(TomlRefuses, WithItsOwnCodeAndTheLine) {
  const Result<Draft> draft = with_head(GetParam().rest);
  ASSERT_FALSE(draft);
  EXPECT_EQ(name_of(draft.error().code), name_of(GetParam().code)) << draft.error().message;
  EXPECT_TRUE(draft.error().message.starts_with(GetParam().place)) << draft.error().message;
}

const std::string kArea = "[[area]]\nname = \"Home\"\nreach = \"discuss\"\n";
const std::string kRhythm = "[rhythm]\n";

INSTANTIATE_TEST_SUITE_P(
    Syntax, TomlRefuses,
    testing::Values(Refused{"x = ", Code::document_syntax, "Line 3, column"},
                    Refused{"title = \"twice\"\n", Code::document_syntax, "Line 3, column"},
                    Refused{"[[role]\n", Code::document_syntax, "Line 3, column"},
                    Refused{"[=]\n", Code::document_syntax, "Line 3, column"},
                    Refused{"[.]\n", Code::document_syntax, "Line 3, column"},
                    Refused{"[[#]]\n", Code::document_syntax, "Line 3, column"},
                    Refused{"# é\né = 1\n", Code::document_syntax, "Line 4, column 1: only texts"},
                    Refused{"x = 1\"\xEF\xBB\xBD\"z\n", Code::document_syntax,
                            "Line 3, column 6: no text may begin"},
                    Refused{"x = \"\"\"\\\xC6\x83\"\"\"\n", Code::document_syntax,
                            "Line 3, column 8: there is no such escape"},
                    Refused{"x = {=}\n", Code::document_syntax, "Line 3, column"},
                    Refused{"\xff", Code::document_syntax, "Line "},
                    Refused{"preamble = \"a\x01\"", Code::document_syntax, "Line 3, column"},
                    Refused{"preamble = \"open\n", Code::document_syntax, "Line 3, column"}));

INSTANTIATE_TEST_SUITE_P(
    Keys, TomlRefuses,
    testing::Values(
        Refused{"tilte = \"A\"\n", Code::document_unknown_key, "Line 3, column 1: 'tilte'"},
        Refused{"[[area]]\nname = \"A\"\nreach = \"consult\"\nrich = 1\n",
                Code::document_unknown_key, "Line 6, column 1: 'rich' in area"},
        Refused{"\"a\\u001b[2J\" = 1\n", Code::document_unknown_key, "Line 3, column 1: this"},
        Refused{"[[role]]\npartner = \"me\"\nid = \"1a\"\n", Code::document_unknown_key, "Line 5"},
        Refused{
            "[[limit]]\nowner = \"me\"\nstrength = \"hard\"\ntext = \"a\"\nuntil = 2027-01-01\n",
            Code::document_unknown_key, "Line 7, column 1: 'until'"},
        Refused{"[[role]]\ntitle = \"A\"\n", Code::document_missing, "Line 3, column 1: 'partner'"},
        Refused{"[[limit]]\nowner = \"me\"\nstrength = \"hard\"\ntext = \"...\"\n",
                Code::document_missing, "Line 6, column 8: 'text' still has the dots"},
        Refused{"[[area]]\nreach = \"discuss\"\n", Code::document_missing,
                "Line 3, column 1: 'name'"},
        Refused{"[[area]]\nname = \"A\"\n", Code::document_missing, "Line 3, column 1: 'reach'"},
        Refused{"[[standard]]\napplies_to = \"me\"\ntext = \"a\"\n", Code::document_missing,
                "Line 3, column 1: 'area'"},
        Refused{"[[standard]]\narea = \"A\"\ntext = \"a\"\n", Code::document_missing,
                "Line 3, column 1: 'applies_to'"},
        Refused{"[[standard]]\narea = \"A\"\napplies_to = \"me\"\n", Code::document_missing,
                "Line 3, column 1: 'text'"},
        Refused{"[[limit]]\nstrength = \"hard\"\ntext = \"a\"\n", Code::document_missing,
                "Line 3, column 1: 'owner'"},
        Refused{"[[limit]]\nowner = \"me\"\ntext = \"a\"\n", Code::document_missing,
                "Line 3, column 1: 'strength'"},
        Refused{"[[limit]]\nowner = \"me\"\nstrength = \"hard\"\n", Code::document_missing,
                "Line 3, column 1: 'text'"},
        Refused{"[[expectation]]\ntext = \"a\"\n", Code::document_missing,
                "Line 3, column 1: 'owner'"},
        Refused{"[[expectation]]\nowner = \"me\"\n", Code::document_missing,
                "Line 3, column 1: 'text'"}));

INSTANTIATE_TEST_SUITE_P(
    Types, TomlRefuses,
    testing::Values(
        Refused{"preamble = 1\n", Code::document_wrong_type, "Line 3, column 12: 'preamble'"},
        Refused{"remove = \"1a\"\n", Code::document_wrong_type, "Line 3, column 10: 'remove'"},
        Refused{"role = \"me\"\n", Code::document_wrong_type, "Line 3, column 8: 'role'"},
        Refused{"role = [1]\n", Code::document_wrong_type, "Line 3, column 8: 'role'"},
        Refused{"[role]\npartner = \"me\"\n", Code::document_wrong_type,
                "Line 3, column 1: 'role'"},
        Refused{"[[rhythm]]\n", Code::document_wrong_type, "Line 3, column"},
        Refused{"[[role]]\npartner = \"me\"\nleads = \"yes\"\n", Code::document_wrong_type,
                "Line 5, column 9: 'leads'"},
        Refused{"[[role]]\npartner = true\n", Code::document_wrong_type, "Line 4, column 11"},
        Refused{kArea + "when = 3\n", Code::document_wrong_type, "Line 6, column 8: 'when'"},
        Refused{kArea + "when = [3]\n", Code::document_wrong_type, "Line 6, column 8: 'when'"},
        Refused{kRhythm + "dimensions = \"trust\"\n", Code::document_wrong_type,
                "Line 4, column 14"},
        Refused{"[term]\ncooling_off_hours = \"24\"\n", Code::document_wrong_type,
                "Line 4, column 21"},
        Refused{"[term]\ncooling_off_hours = 24.5\n", Code::document_wrong_type,
                "Line 4, column 21"}));

INSTANTIATE_TEST_SUITE_P(
    Values, TomlRefuses,
    testing::Values(
        Refused{"[[role]]\npartner = \"mara\"\n", Code::document_unknown_word,
                "Line 4, column 11: 'partner' is none of: me, partner"},
        Refused{"[[area]]\nname = \"A\"\nreach = \"all\"\n", Code::document_unknown_word, "Line 5"},
        Refused{kArea + "leader = \"nobody\"\n", Code::document_unknown_word, "Line 6"},
        Refused{kArea + "when = \"never\"\n", Code::document_unknown_word, "Line 6"},
        Refused{kArea + "when = [\"Monday 18:00-23:00\"]\n", Code::document_bad_window,
                "Line 6, column 9: 'Monday 18:00-23:00'"},
        Refused{kArea + "when = []\n", Code::document_window_count, "Line 6"},
        Refused{kArea + "until = \"2027-05-20\"\n", Code::document_bad_date, "Line 6, column 9"},
        Refused{kArea + "until = 2027\n", Code::document_bad_date, "Line 6, column 9"},
        Refused{kArea + "until = 18:00:00\n", Code::document_bad_date, "Line 6, column 9"},
        Refused{kArea + "until = 2027-05-20T18:00:00\n", Code::document_bad_date,
                "Line 6, column 9"},
        Refused{kArea + "until = 1969-12-31\n", Code::document_bad_date, "Line 6, column 9"},
        Refused{kArea + "until = 1970-01-01T00:00:00Z\n", Code::document_bad_date, "Line 6"},
        Refused{kArea + "until = 2027-02-29\n", Code::document_syntax, "Line 6"},
        Refused{kRhythm + "check_in = \"quarter\"\n", Code::document_unknown_word, "Line 4"},
        Refused{kRhythm + "review = \"day\"\n", Code::document_unknown_word, "Line 4"},
        Refused{kRhythm + "review_at = \"20:00\"\n", Code::document_bad_review_time, "Line 4"},
        Refused{kRhythm + "time_zone = \"Europe/Utopia\"\n", Code::document_time_zone_unknown,
                "Line 4, column 13: 'Europe/Utopia'"},
        Refused{kRhythm + "dimensions = []\n", Code::document_dimension_count, "Line 4"},
        Refused{kRhythm + "dimensions = [\"trust\", \"trust\"]\n", Code::document_dimension_twice,
                "Line 4, column 24: 'trust'"},
        Refused{"[term]\ncooling_off_hours = -1\n", Code::document_number_out_of_range, "Line 4"},
        Refused{"[term]\npause_cooling_off_hours = 8785\n", Code::document_number_out_of_range,
                "Line 4"},
        Refused{"[[limit]]\nowner = \"partner\"\nstrength = \"hard\"\ntext = \"a\"\n",
                Code::document_limit_of_partner, "Line 4, column 9: 'owner'"},
        Refused{"[[limit]]\nid = \"1a2b\"\nstrength = \"hard\"\n", Code::document_limit_amended,
                "Line 3, column 1: "},
        Refused{"remove = [\"xyz\"]\n", Code::document_id_malformed, "Line 3, column 11: 'xyz'"},
        Refused{"remove = [1]\n", Code::document_id_malformed, "Line 3, column 11"},
        Refused{"lift = [\"\"]\n", Code::document_id_malformed, "Line 3, column 9"}));

INSTANTIATE_TEST_SUITE_P(
    Texts, TomlRefuses,
    testing::Values(
        Refused{"preamble = \"a\\u202Eb\"\n", Code::text_control_character,
                "Line 3, column 12: 'preamble'"},
        Refused{"preamble = \"a\\u001Bb\"\n", Code::text_control_character, "Line 3, column 12"},
        Refused{"preamble = \"" + std::string(sizes::kText + 1, 'a') + "\"\n", Code::text_too_long,
                "Line 3, column 12"},
        Refused{"[[area]]\nname = \"A\\nB\"\nreach = \"consult\"\n", Code::text_control_character,
                "Line 4, column 8: 'name'"},
        Refused{"[[area]]\nname = \" \"\nreach = \"consult\"\n", Code::text_missing, "Line 4"},
        Refused{
            "[[role]]\npartner = \"me\"\ntitle = \"" + std::string(sizes::kTitle + 1, 'a') + "\"\n",
            Code::text_too_long, "Line 5"},
        Refused{"[[expectation]]\nowner = \"me\"\ntext = \"a\\u200Bb\"\n",
                Code::text_control_character, "Line 5"},
        Refused{kRhythm + "dimensions = [\"trust\\u202E\"]\n", Code::text_control_character,
                "Line 4, column 15"}));

TEST(Toml, TitleAndReasonAreRequired) {
  EXPECT_EQ(parse("reason = \"a\"").error().message, "'title' is missing; write it.");
  EXPECT_EQ(parse("title = \"a\"").error().message, "'reason' is missing; write it.");
  EXPECT_EQ(parse("").error().code, Code::document_missing);
  EXPECT_EQ(parse("title = \"\"\nreason = \"a\"").error().code, Code::text_missing);
  EXPECT_EQ(parse("title = \"a\"\nreason = \"" + std::string(sizes::kReason + 1, 'a') + "\"")
                .error()
                .code,
            Code::text_too_long);
}

TEST(Toml, TwentyEightWindowsAreTakenAndOneMoreIsNot) {
  std::string windows;
  for (std::size_t i = 0; i < sizes::kWindowsPerArea; ++i) windows += "\"Mon 18:00-23:00\",";
  EXPECT_TRUE(with_head(kArea + "when = [" + windows + "]\n"));
  EXPECT_EQ(with_head(kArea + "when = [" + windows + "\"Tue 18:00-23:00\"]\n").error().code,
            Code::document_window_count);
}

TEST(Toml, AnOversizedFileIsNotParsed) {
  EXPECT_EQ(parse(std::string(kLargestFile + 1, '#')).error().code, Code::document_too_large);
  EXPECT_TRUE(parse(std::string(kHead) + std::string(kLargestFile - kHead.size(), '#')));
}

TEST(Toml, ANestOfAnyDepthIsRefusedBeforeItIsFollowed) {
  std::string dots = "a";
  for (int i = 0; i < 200'000; ++i) dots += ".a";
  EXPECT_EQ(with_head(dots + " = 1\n").error().code, Code::document_too_many_dots);
  EXPECT_EQ(with_head("[" + dots + "]\n").error().code, Code::document_too_many_dots);
  EXPECT_EQ(with_head("x = [\"\"\"a\"\"\"\"\", {" + dots + " = 1}]\n").error().code,
            Code::document_too_many_dots);
  EXPECT_EQ(with_head("x = " + std::string(200'000, '[')).error().code, Code::document_syntax);
  EXPECT_TRUE(with_head("preamble = \"\"\"" + std::string(5'000, '.') + "\"\"\" # " + dots + "\n"));
}

// ---- round trips

rc::Gen<std::string> any_text() {
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                          "a", " ", "\"", "\\", "\n", "\t", "'", "#", "é", "日本",
                          "👩‍❤️‍👩", "\"\"\"", "\\u0041", "=", "]", ".")),
                      [](const std::vector<std::string>& parts) {
                        std::string text = "x";
                        for (const auto& part : parts) text += part;
                        return text;
                      });
}

rc::Gen<std::string> any_line() {
  return rc::gen::map(any_text(), [](std::string text) {
    std::erase_if(text, [](char c) { return c == '\n' || c == '\t'; });
    if (text.size() > sizes::kName - 1) text = "long";
    return text;
  });
}

template <class Value>
std::optional<Value> maybe(const rc::Gen<Value>& gen) {
  return *rc::gen::arbitrary<bool>() ? std::optional<Value>(*gen) : std::nullopt;
}

Date any_date() {
  const TimeMs at = *rc::gen::inRange<TimeMs>(1, 253402300800000);
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      return NoDate{};
    case 1:
      return TimeZone{}.date_at(at);
    default:
      return at;
  }
}

std::optional<Date> maybe_date() {
  return *rc::gen::arbitrary<bool>() ? std::optional(any_date()) : std::nullopt;
}

IdBeginning any_id() {
  std::string digits = "a";
  for (int i = 0; i < 7; ++i) digits += *rc::gen::elementOf(std::string("0123456789abcdef"));
  return {{}, digits};
}

Times any_times() {
  if (*rc::gen::arbitrary<bool>()) return {agreement::When::moments, {}};
  const auto days = *rc::gen::inRange<std::uint8_t>(1, 128);
  const auto from = *rc::gen::inRange<std::uint16_t>(0, 1440);
  const auto to = *rc::gen::inRange<std::uint16_t>(0, 1440);
  return {agreement::When::windows, {{days, from, to}}};
}

Draft any_draft() {
  using agreement::Expectation;
  using agreement::Reach;
  using agreement::Rhythm;
  using agreement::Standard;
  Draft draft;
  draft.title = *any_line();
  draft.reason = *any_text();
  if (const auto text = maybe(any_text())) draft.preamble = {{}, *text};
  draft.remove = {any_id(), any_id()};
  draft.lift = {any_id()};
  draft.roles = {
      {{}, Who::partner, maybe(any_line()), maybe(rc::gen::arbitrary<bool>()), maybe_date()}};
  draft.areas = {{{},
                  any_id(),
                  maybe(any_line()),
                  maybe(any_text()),
                  Leader{Who::me},
                  Reach::consult,
                  any_times(),
                  maybe_date()},
                 {{},
                  std::nullopt,
                  *any_line(),
                  std::nullopt,
                  Leader{DefaultLeader{}},
                  Reach::delegate,
                  std::nullopt,
                  maybe_date()}};
  draft.standards = {{{},
                      std::nullopt,
                      *any_line(),
                      *rc::gen::element(Whom::me, Whom::partner, Whom::both),
                      *any_text(),
                      *rc::gen::element(Standard::Every::once, Standard::Every::as_needed),
                      maybe(any_text()),
                      maybe_date()}};
  draft.limits = {{{},
                   *rc::gen::element(agreement::Strength::hard, agreement::Strength::soft),
                   *any_text(),
                   {any_id(), any_id()}}};
  draft.expectations = {{{},
                         std::nullopt,
                         *rc::gen::element(Who::me, Who::partner),
                         Expectation::Sort::desire,
                         *any_text(),
                         maybe_date()}};
  draft.rhythm = RhythmDraft{{},
                             Rhythm::Every::two_weeks,
                             std::vector{*any_line() + "1", *any_line() + "2"},
                             maybe(rc::gen::arbitrary<bool>()),
                             Rhythm::Every::quarter,
                             WeekTime{3, *rc::gen::inRange(0U, 1440U)},
                             "Europe/Amsterdam",
                             maybe_date()};
  draft.term = TermDraft{{},           maybe_date(), maybe_date(), *rc::gen::inRange(0U, 8785U),
                         std::nullopt, maybe_date()};
  return draft;
}

TEST(Toml, EveryDraftIsReadBackAsItWasWritten) {
  EXPECT_TRUE(rc::check([] {
    const Draft draft = any_draft();
    const Result<Draft> again = parse(write(draft));
    if (!again) RC_FAIL(again.error().message + "\n" + write(draft));
    RC_ASSERT(*again == draft);
  }));
}

std::string utf8_of(char32_t c) {
  const auto tail = [](char32_t bits) { return static_cast<char>(0x80U | (bits & 0x3FU)); };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xC0U | c >> 6), tail(c)};
  if (c < 0x10000) return {static_cast<char>(0xE0U | c >> 12), tail(c >> 6), tail(c)};
  return {static_cast<char>(0xF0U | c >> 18), tail(c >> 12), tail(c >> 6), tail(c)};
}

// Whatever a partner may sign stands in an editor's file as just that: in a line, in a block
// and in a comment.
TEST(Toml, EveryCharacterThatATextMayHaveIsReadBack) {
  std::string text;
  const auto check = [&] {
    Draft draft;
    draft.title = "T";
    draft.reason = "R";
    draft.preamble = PreambleDraft{{}, text};
    draft.areas = {{{},
                    std::nullopt,
                    "A",
                    "\n" + text + "\n" + text + "\n",
                    std::nullopt,
                    agreement::Reach::consult,
                    std::nullopt,
                    std::nullopt}};
    const auto again = parse("# " + text + "\n" + write(draft));
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->preamble->text, text);
    EXPECT_EQ(again->areas[0].about, draft.areas[0].about);
    text.clear();
  };
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    const std::string one = utf8_of(c);
    if (!check_text(one, one.size(), Lines::one, "")) continue;
    text += one;
    if (text.size() > 8000) check();
  }
  check();
}

TEST(Toml, RandomBytesAreRefusedOrReadAndNeverCrash) {
  EXPECT_TRUE(rc::check([](const std::string& noise) { (void)parse(noise); }));
}

TEST(Toml, ADamagedFileIsRefusedOrReadAndNeverCrashes) {
  EXPECT_TRUE(rc::check([] {
    std::string toml(kFirstYear2026);
    for (int i = *rc::gen::inRange(1, 5); i > 0; --i) {
      const auto at = *rc::gen::inRange<std::size_t>(0, toml.size());
      switch (*rc::gen::inRange(0, 3)) {
        case 0:
          toml[at] = *rc::gen::arbitrary<char>();
          break;
        case 1:
          toml.erase(at, *rc::gen::inRange<std::size_t>(1, 40));
          break;
        default:
          toml.insert(at,
                      *rc::gen::element<std::string>("[", "\"", "]]", "=", "'''", "\n", "{", "."));
          break;
      }
    }
    if (const auto draft = parse(toml)) RC_ASSERT(*parse(write(*draft)) == *draft);
  }));
}

}  // namespace
}  // namespace troth::document
