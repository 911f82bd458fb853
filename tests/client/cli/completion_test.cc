#include "client/cli/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/client/cli/declaring.h"

namespace troth::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CompletionTest : public testing::Test {
 protected:
  Suggestions after(const std::vector<std::string>& words, std::string_view last) {
    return suggestions(commands_, words, last);
  }

  std::vector<DeclaredCommand> commands_ = declared(declaring_commands());
};

TEST_F(CompletionTest, CommandsAreCompletedWordByWord) {
  EXPECT_THAT(after({}, "").words, ElementsAre("status", "accept", "propose", "check-in", "pair"));
  EXPECT_THAT(after({}, "p").words, ElementsAre("propose", "pair"));
  EXPECT_THAT(after({"pair"}, "").words, ElementsAre("invite", "join"));
  EXPECT_THAT(after({"pair"}, "j").words, ElementsAre("join"));
  EXPECT_THAT(after({"pair", "invite"}, "").words, IsEmpty());
}

TEST_F(CompletionTest, OptionsAreThoseOfTheCommandAndThoseOfAll) {
  EXPECT_THAT(after({"check-in"}, "--t").words, ElementsAre("--text", "--talk"));
  EXPECT_THAT(after({"check-in"}, "--j").words, ElementsAre("--json"));
  EXPECT_THAT(after({"status"}, "--t").words, IsEmpty());
}

TEST_F(CompletionTest, AnOptionsValueIsOneOfItsWordsOrOfItsSort) {
  EXPECT_THAT(after({"check-in", "--works"}, "").words, ElementsAre("yes", "no"));
  EXPECT_THAT(after({"check-in", "--works"}, "n").words, ElementsAre("no"));
  EXPECT_EQ(after({"check-in", "--text"}, "").value, "TEXT");
  EXPECT_THAT(after({"check-in", "--text"}, "").words, IsEmpty());
  EXPECT_EQ(after({"--profile"}, "").value, "DIR");
}

TEST_F(CompletionTest, WhatAnOptionTookIsNoCommand) {
  EXPECT_THAT(after({"--profile", "pair"}, "s").words, ElementsAre("status"));
  EXPECT_THAT(after({"--json", "pair"}, "").words, ElementsAre("invite", "join"));
}

TEST_F(CompletionTest, ArgumentsSayOfWhichSortTheyAre) {
  EXPECT_EQ(after({"accept"}, "1a").value, "ID");
  EXPECT_EQ(after({"propose"}, "").value, "FILE");
  EXPECT_EQ(after({"pair", "join"}, "").value, "INVITE");
  EXPECT_EQ(after({"status"}, "").value, "");
}

TEST_F(CompletionTest, WhatIsUnknownSuggestsNothing) {
  EXPECT_THAT(after({"nonsense"}, "").words, IsEmpty());
  EXPECT_THAT(after({"status", "--nonsense"}, "x").words, IsEmpty());
}

TEST_F(CompletionTest, AFlagTakesNothingAndAnOptionSaysWhat) {
  const auto* check_in = find(commands_, "check-in");
  ASSERT_NE(check_in, nullptr);
  for (const auto& option : check_in->options) {
    const bool is_flag = option.name == "--talk" || option.name == "--help";
    EXPECT_EQ(option.value.empty(), is_flag) << option.name;
  }
  EXPECT_TRUE(find(commands_, "pair")->is_group);
  EXPECT_EQ(find(commands_, "nonsense"), nullptr);
}

TEST_F(CompletionTest, TextsAreQuotedForEachShell) {
  EXPECT_THAT(zsh_completion(commands_), HasSubstr(R"('accept:Agree: it'\''s yours')"));
  EXPECT_THAT(fish_completion(commands_), HasSubstr(R"(-d 'Agree: it\'s yours')"));
  EXPECT_THAT(fish_completion(commands_), HasSubstr(R"(-d 'Whatever \\ there is')"));
}

}  // namespace
}  // namespace troth::cli
