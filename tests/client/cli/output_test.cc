#include "client/cli/output.h"

#include <gtest/gtest.h>

#include <sstream>

namespace troth::cli {
namespace {

class OutputTest : public testing::Test {
 protected:
  std::ostringstream results_;
  std::ostringstream errors_;
};

TEST_F(OutputTest, APersonSeesTextAndAProgramOneJsonValueALine) {
  Output text(results_, errors_, Form::text);
  text.show({{"id", "1a"}}, "One thing.");
  EXPECT_EQ(results_.str(), "One thing.\n");
  results_.str("");
  Output json(results_, errors_, Form::json);
  json.show({{"id", "1a"}, {"by", "Mara\nand\n"}}, "One thing.");
  json.note("Jonas has paused everything.");
  EXPECT_EQ(results_.str(), "{\"id\":\"1a\",\"by\":\"Mara\\nand\\n\"}\n");
}

TEST_F(OutputTest, ErrorsGoToTheOtherStreamAsOneSentenceOrAsJson) {
  const Error failure = error(Code::usage_wrong, "A command is missing");
  Output(results_, errors_, Form::text).fail(failure);
  EXPECT_EQ(errors_.str(), "A command is missing; see troth --help.\n");
  errors_.str("");
  Output(results_, errors_, Form::json).fail(failure);
  EXPECT_EQ(errors_.str(),
            "{\"error\":{\"code\":\"usage_wrong\",\"message\":\"A command is missing; see troth "
            "--help.\"}}\n");
  EXPECT_EQ(results_.str(), "");
}

TEST_F(OutputTest, OnANarrowTerminalLinesEndBetweenWordsButNotThoseOfAFile) {
  Output output(results_, errors_, Form::text);
  output.wrap_at(12);
  output.show({}, "One thing and another.\nShort.");
  EXPECT_EQ(results_.str(), "One thing\nand another.\nShort.\n");
  results_.str("");
  output.show_file({}, "text = \"One thing\"\n");
  EXPECT_EQ(results_.str(), "text = \"One thing\"\n");
  output.fail(error(Code::usage_wrong, "A command is missing"));
  EXPECT_EQ(errors_.str(), "A command is\nmissing; see\ntroth\n--help.\n");
}

TEST_F(OutputTest, ControlCharactersNeverReachATerminal) {
  Output output(results_, errors_, Form::text);
  output.show({}, "a\x1b[2Jb\x7f\u009bc\td\ne\rf");
  EXPECT_EQ(results_.str(), "a?[2Jb???c\td\ne?f\n");
  EXPECT_EQ(fit_to_show("Zoë 日本 👩‍❤️‍👩"), "Zoë 日本 👩‍❤️‍👩");
}

TEST_F(OutputTest, TextThatIsNoUtf8IsReplacedInJson) {
  Output(results_, errors_, Form::json).show({{"text", "a\xff"}}, "");
  EXPECT_EQ(results_.str(), "{\"text\":\"a\xEF\xBF\xBD\"}\n");
}

TEST_F(OutputTest, ASecretIsShownAsItIs) {
  const auto invite = crypto::Secret::copy_of(bytes_of("troth:AbC-_"));
  Output(results_, errors_, Form::text).show_secret("invite", invite);
  Output(results_, errors_, Form::json).show_secret("invite", invite);
  EXPECT_EQ(results_.str(), "troth:AbC-_\n{\"invite\":\"troth:AbC-_\"}\n");
}

TEST_F(OutputTest, WhatCouldNotBeWrittenIsAnError) {
  Output output(results_, errors_, Form::text);
  EXPECT_TRUE(output.status());
  results_.setstate(std::ios::badbit);
  EXPECT_EQ(output.status().error().code, Code::output_failed);
}

}  // namespace
}  // namespace troth::cli
