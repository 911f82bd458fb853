#include "core/document/contract.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "core/base/sizes.h"
#include "core/document/toml.h"

namespace troth::document {
namespace {

Contract imported(std::string_view markdown) {
  auto made = import_contract(markdown);
  if (!made) {
    ADD_FAILURE() << made.error().message;
    return {};
  }
  return *made;
}

Draft draft_from(std::string_view markdown) {
  const auto draft = parse(imported(markdown).toml);
  if (!draft) {
    ADD_FAILURE() << draft.error().message;
    return {};
  }
  return *draft;
}

void expect_refusal(std::string_view markdown, Code code, std::string_view beginning) {
  const auto made = import_contract(markdown);
  ASSERT_FALSE(made);
  EXPECT_EQ(name_of(made.error().code), name_of(code));
  EXPECT_TRUE(made.error().message.starts_with(beginning)) << made.error().message;
}

bool has_line(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

TEST(Contract, TheFirstHeadingIsTheTitleAndTheTextBelowItThePreamble) {
  const Draft draft =
      draft_from("# Our year\n\nWe choose this.\n\n- freely\n- together\n\nBoth.\n");
  EXPECT_EQ(draft.title, "Our year");
  ASSERT_TRUE(draft.preamble);
  EXPECT_EQ(draft.preamble->text, "We choose this.\n\n- freely\n- together\n\nBoth.");
  EXPECT_TRUE(draft.areas.empty());
}

TEST(Contract, AFirstHeadingOfTheTableIsNoTitle) {
  const Draft draft = draft_from("# Limits\n\n- No marks.\n\n# Household\n\n- Tidy.\n");
  EXPECT_EQ(draft.title, "Our contract");
  ASSERT_EQ(draft.limits.size(), 1U);
  ASSERT_EQ(draft.areas.size(), 1U);
}

TEST(Contract, AHeadingIsAnAreaOfTheSoberReachWithItsTextsAsAboutAndItsListAsStandards) {
  const Draft draft =
      draft_from("## **Household**:\n\nCooking.\n\n- Tidy.\n- Calm.\n\nAnd cleaning.\n");
  ASSERT_EQ(draft.areas.size(), 1U);
  EXPECT_EQ(draft.areas[0].name, "Household");
  EXPECT_EQ(draft.areas[0].about, "Cooking.\n\nAnd cleaning.");
  EXPECT_EQ(draft.areas[0].reach, agreement::Reach::consult);
  EXPECT_EQ(draft.areas[0].leader, std::nullopt);
  ASSERT_EQ(draft.standards.size(), 2U);
  EXPECT_EQ(draft.standards[1].area, "Household");
  EXPECT_EQ(draft.standards[1].applies_to, Whom::both);
  EXPECT_EQ(draft.standards[1].text, "Calm.");
}

TEST(Contract, AHeadingBelowAnAreaIsAnAreaOfItsOwn) {
  const Draft draft = draft_from(
      "# T\n## Rules\n### Kitchen\n- Clean.\n## Home\nHere.\n### Guests\n- Quiet.\n## Work\n");
  std::vector<std::string> names;
  for (const auto& area : draft.areas) names.push_back(*area.name);
  EXPECT_EQ(names, (std::vector<std::string>{"Rules / Kitchen", "Home", "Home / Guests", "Work"}));
}

TEST(Contract, RulesBelowAnAreaAreThatAreasStandards) {
  const Draft draft = draft_from("## Home\n### Rules\n- Quiet.\n");
  ASSERT_EQ(draft.areas.size(), 1U);
  ASSERT_EQ(draft.standards.size(), 1U);
  EXPECT_EQ(draft.standards[0].area, "Home");
}

TEST(Contract, AnAreaNamedTwiceIsOneArea) {
  const std::string toml = imported("## Home\n\n- A.\n\n## Work\n\n- B.\n\n## Home\n\n- C.\n").toml;
  EXPECT_TRUE(has_line(toml, "# from lines 1, 9; reach: outside | consult | discuss | delegate"));
  EXPECT_EQ(parse(toml)->areas.size(), 2U);
  EXPECT_EQ(parse(toml)->standards[2].area, "Home");
}

TEST(Contract, LimitsAreOnesOwnOfTheStrengthThatTheHeadingSays) {
  const Draft draft = draft_from(
      "## Limits\n\nThese are ours:\n\n- No marks.\n\n### Soft\n\nNot on Mondays.\n\n### Hard\n\n- "
      "Never late.\n");
  ASSERT_EQ(draft.limits.size(), 3U);
  EXPECT_EQ(draft.limits[0].strength, agreement::Strength::hard);
  EXPECT_EQ(draft.limits[1].strength, agreement::Strength::soft);
  EXPECT_EQ(draft.limits[1].text, "Not on Mondays.");
  EXPECT_EQ(draft.limits[2].strength, agreement::Strength::hard);
  EXPECT_EQ(draft.preamble->text, "These are ours:");
  EXPECT_TRUE(draft.areas.empty());
}

TEST(Contract, TheCommentOfALimitSaysUnderWhichHeadingsItStood) {
  const std::string toml = imported("# T\n\n## Limits\n\n### Jonas\n\n- No marks.\n").toml;
  EXPECT_TRUE(
      has_line(toml,
               "# from line 7, under 'Limits / Jonas'; yours alone to sign: delete it if it is "
               "your partner's"));
  EXPECT_TRUE(has_line(toml, "# from line 5: Jonas"));
}

TEST(Contract, ExpectationsAndDesiresKeepTheirSort) {
  using Sort = agreement::Expectation::Sort;
  const Draft draft =
      draft_from("## Expectations\n\n- To be heard.\n\n## Wishes\n\nA quiet evening.\n");
  ASSERT_EQ(draft.expectations.size(), 2U);
  EXPECT_EQ(draft.expectations[0].sort, Sort::expectation);
  EXPECT_EQ(draft.expectations[1].sort, Sort::desire);
  EXPECT_EQ(draft.expectations[1].owner, Who::me);
}

TEST(Contract, WhoLeadsAndForHowLongIsKeptInWordsAndNeverGuessed) {
  const Draft draft = draft_from(
      "## Roles\n- Jonas leads.\n## Check-ins\nEach Sunday.\n## Term\nUntil 2027-05-20.\n### "
      "Renewal\nYes.\n");
  EXPECT_TRUE(draft.roles.empty());
  EXPECT_FALSE(draft.rhythm);
  EXPECT_FALSE(draft.term);
  EXPECT_EQ(draft.preamble->text,
            "Roles\n\n- Jonas leads.\n\nCheck-ins\n\nEach Sunday.\n\nTerm\n\nUntil "
            "2027-05-20.\n\nRenewal\n\nYes.");
}

TEST(Contract, LinksImagesAndTablesStayTheTextThatTheyAre) {
  const std::string words =
      "![us](https://example.org/us.png) [list](https://example.org)\n| a | b |\n|---|---|";
  EXPECT_EQ(draft_from("## Home\n\n" + words + "\n").areas[0].about, words);
}

TEST(Contract, WhatBecameNothingIsListedWithItsLine) {
  const Contract made = imported("## Home\n\n- A.\n-\n\n---\n\n## Limits\n- B.\n");
  EXPECT_TRUE(has_line(made.toml, "# from line 4: -"));
  EXPECT_TRUE(has_line(made.toml, "# from line 6: ---"));
  EXPECT_TRUE(has_line(made.toml, "# from line 8: Limits"));
  EXPECT_EQ(made.lines, 6U);
  EXPECT_EQ(made.lines_left_over, 3U);
}

TEST(Contract, TextsBeyondTheirLimitsAreRefusedWithTheLine) {
  const std::string name(sizes::kTitle + 1, 'a');
  const std::string half(sizes::kTitle / 2, 'b');
  const std::string text(sizes::kText + 1, 'c');
  const std::string part(sizes::kText / 2, 'd');
  expect_refusal("\n## " + name + "\n", Code::text_too_long, "Line 2: ");
  expect_refusal("# " + name + "\n", Code::text_too_long, "Line 1: ");
  expect_refusal("## " + half + "\n### " + half + "\n- a\n", Code::text_too_long, "Line 2: ");
  expect_refusal("## A\n- " + text + "\n", Code::text_too_long, "Line 2: ");
  expect_refusal("## Limits\n- a\n- " + text + "\n", Code::text_too_long, "Line 3: ");
  expect_refusal("## Wishes\n" + text + "\n", Code::text_too_long, "Line 2: ");
  expect_refusal(part + "\n\n" + part + "\n", Code::text_too_long, "Line 3: ");
  expect_refusal("## A\n" + part + "\n\n" + part + "\n", Code::text_too_long, "Line 4: ");
}

std::string items(std::size_t count, const std::string& words) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "- " + words + "\n\n";
  return text;
}

TEST(Contract, MoreClausesThanAProposalHoldsAreRefused) {
  EXPECT_EQ(imported("## Limits\n" + items(sizes::kChangesPerProposal, "b")).limits, 500U);
  expect_refusal("## A\n" + items(sizes::kChangesPerProposal, "b"), Code::proposal_too_large,
                 "A proposal changes at most 500 clauses");
  expect_refusal("## Limits\n" + items(sizes::kChangesPerProposal + 1, "b"),
                 Code::proposal_too_large, "A proposal changes at most 500 clauses");
}

TEST(Contract, MoreBytesThanAnEntryHoldsAreRefused) {
  expect_refusal("## A\n" + items(10, std::string(5000, 'b')), Code::proposal_too_long,
                 "The proposal has ");
}

TEST(Contract, AFileOfBreaksWhoseDraftWouldBeTooLargeIsRefused) {
  std::string breaks = "A contract.\n\n";
  while (breaks.size() < kLargestFile - 10) breaks += "---\n\n";
  expect_refusal(breaks, Code::document_too_large, "The file is over 1 MiB");
}

TEST(Contract, AFileWithoutAWordIsRefused) {
  expect_refusal("", Code::document_nothing_to_change, "The file changes nothing");
  expect_refusal("# A title alone\n\n---\n", Code::document_nothing_to_change,
                 "The file changes nothing");
}

// --- Every line, exactly once -------------------------------------------------

// How often each line is named by the comments of a draft.
std::map<int, int> named_lines(const std::string& toml) {
  static const std::regex kComment("# (?:title: |preamble: )?from lines? ([-0-9, ]+)[:;]?.*");
  static const std::regex kRange("(\\d+)(?:-(\\d+))?");
  std::map<int, int> named;
  std::istringstream lines(toml);
  for (std::string line; std::getline(lines, line);) {
    std::smatch found;
    if (!std::regex_match(line, found, kComment)) continue;
    const std::string ranges = found[1];
    for (std::sregex_iterator at(ranges.begin(), ranges.end(), kRange), end; at != end; ++at) {
      const int first = std::stoi((*at)[1]);
      const int last = (*at)[2].matched ? std::stoi((*at)[2]) : first;
      for (int i = first; i <= last; ++i) ++named[i];
    }
  }
  return named;
}

// Markdown of all sorts: blocks in any order, whole or broken, at any indent.
rc::Gen<std::string> any_markdown() {
  const auto line = rc::gen::map(
      rc::gen::tuple(rc::gen::element<std::string>("", "", "", " ", "  ", "   ", "    ", "\t", "> ",
                                                   "- ", "  - "),
                     rc::gen::element<std::string>("", "# ", "## ", "### ", "#### ", "- ", "* ",
                                                   "3. ", "12) ", "+\t", "> ", "| ", "[w3]: /",
                                                   "<div>", "<!-- ", "-->", "```", "~~~"),
                     rc::gen::element<std::string>(
                         "", "", "Limits", "soft limits", "Rules", "Roles", "Expectations",
                         "wishes", "w1", "w2 w3", "**w4**", "w5:", "---", "===", "* * *", "\"w6\\",
                         "[w7][w3]", "w8  ", "\"\"\"", "&#x202E;", "w9\t#", "''w\xC3\xA9")),
      [](const auto& parts) {
        return std::get<0>(parts) + std::get<1>(parts) + std::get<2>(parts);
      });
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(
                          rc::gen::oneOf(line, rc::gen::just(std::string()))),
                      [](const std::vector<std::string>& lines) {
                        std::string text;
                        for (const std::string& one : lines) text += one + "\n";
                        return text;
                      });
}

TEST(Contract, EveryLineIsAccountedForExactlyOnceWhateverTheMarkdown) {
  EXPECT_TRUE(rc::check([] {
    const std::string markdown = *any_markdown();
    const auto made = import_contract(markdown);
    RC_CLASSIFY(made.has_value());
    if (!made) {
      RC_ASSERT(made.error().code == Code::document_nothing_to_change);
      return;
    }
    std::map<int, int> named = named_lines(made->toml);
    std::istringstream lines(markdown);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
      ++number;
      const bool blank = line.find_first_not_of(" \t") == std::string::npos;
      RC_ASSERT(named[number] <= 1);
      if (!blank) RC_ASSERT(named[number] == 1);
    }
    RC_ASSERT(named.empty() || named.rbegin()->first <= number);
  }));
}

// Without headings that are there already: an area named twice is one area.
std::string without_headings_again(const std::string& markdown) {
  static const std::regex kHeading("^ {0,3}#{1,6}[ \t]+(.*?)[ \t#]*$");
  std::istringstream lines(markdown);
  std::set<std::string> names;
  std::string out;
  for (std::string line; std::getline(lines, line);) {
    std::smatch heading;
    const bool is_there =
        std::regex_match(line, heading, kHeading) && !names.insert(heading[1]).second;
    if (!is_there) out += line + "\n";
  }
  return out;
}

TEST(Contract, AnAreaNamedTwiceAndEmptyBothTimesIsOneArea) {
  const auto made = import_contract(" ## w1\n# w1\n");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->areas, 1U);
  EXPECT_EQ(named_lines(made->toml), (std::map<int, int>{{1, 1}, {2, 1}}));
}

TEST(Contract, EveryWordIsInAClauseOrAmongWhatIsListed) {
  EXPECT_TRUE(rc::check([] {
    const std::string written = *any_markdown();
    const auto made = import_contract(written);
    if (!made) return;
    const std::string markdown = without_headings_again(written);
    static const std::regex kWord(
        "w[0-9]|[Ll]imits|soft|Rules|Roles|Expectations|wishes|div|x202E");
    std::map<std::string, int> counts;
    for (std::sregex_iterator at(markdown.begin(), markdown.end(), kWord), end; at != end; ++at)
      ++counts[at->str()];
    for (const auto& [word, count] : counts) {
      int found = 0;
      for (std::size_t at = made->toml.find(word); at != std::string::npos;
           at = made->toml.find(word, at + 1))
        ++found;
      RC_ASSERT(found >= count);
    }
  }));
}

TEST(Contract, TheDraftIsReadBackAsItWasCounted) {
  EXPECT_TRUE(rc::check([] {
    const auto made = import_contract(*any_markdown());
    if (!made) return;
    const auto draft = parse(made->toml);
    RC_ASSERT(draft.has_value());
    RC_ASSERT(draft->areas.size() == made->areas);
    RC_ASSERT(draft->standards.size() == made->standards);
    RC_ASSERT(draft->limits.size() == made->limits);
    RC_ASSERT(draft->expectations.size() == made->expectations);
  }));
}

TEST(Contract, AnyBytesAreTakenOrRefused) {
  EXPECT_TRUE(rc::check([](const std::string& noise) { (void)import_contract(noise); }));
}

}  // namespace
}  // namespace troth::document
