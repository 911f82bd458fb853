// A line of a shell, as program.h runs it inside of one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "client/cli/program.h"
#include "tests/client/cli/fake_terminal.h"

namespace troth::cli {
namespace {

class FakeKeeper final : public Keeper {
 public:
  int asked = 0;
  int closed = 0;
  Result<std::optional<host::Profile>> kept() override {
    ++asked;
    return refuse(Code::profile_in_use);
  }
  Status keep(host::Profile) override { return {}; }
  void close() override { ++closed; }
};

// Opens the profile, or only notes how often the keeper was closed before it ran.
class Line final : public Command {
 public:
  struct Notes {
    int runs = 0;
    std::filesystem::path passphrase_file;
  };
  Line(std::string_view name, InShell in_shell, Notes& notes)
      : name_(name), in_shell_(in_shell), notes_(notes) {}
  std::string_view name() const override { return name_; }
  std::string_view about() const override { return "A line"; }
  InShell in_shell() const override { return in_shell_; }
  Status run(Context& context) override {
    ++notes_.runs;
    notes_.passphrase_file = context.options().passphrase_file;
    if (in_shell_ != InShell::runs) return {};
    TROTH_TRY(context.open());
    return {};
  }

 private:
  std::string_view name_;
  InShell in_shell_;
  Notes& notes_;
};

class ShellLineTest : public testing::Test {
 protected:
  Exit run(const std::vector<const char*>& words, Form form = Form::text) {
    Commands commands;
    commands.push_back(std::make_unique<Line>("status", Command::InShell::runs, opens_));
    commands.push_back(std::make_unique<Line>("lock", Command::InShell::locks_first, locks_));
    commands.push_back(std::make_unique<Line>("init", Command::InShell::is_refused, refused_));
    const Inside inside{keeper_, global_, form};
    return cli::run(words, commands,
                    {.terminal = terminal_,
                     .results = results_,
                     .errors = errors_,
                     .clock = [] { return TimeMs{0}; },
                     .prepare = [] { return refuse(Code::memory_not_lockable); },
                     .forget_argument = {},
                     .make_commands = {}},
                    &inside);
  }

  Line::Notes opens_, locks_, refused_;
  FakeKeeper keeper_;
  GlobalOptions global_{.profile = "/mara", .passphrase_file = "/mara.passphrase"};
  FakeTerminal terminal_;
  std::ostringstream results_;
  std::ostringstream errors_;
};

TEST_F(ShellLineTest, ACommandTakesItsProfileFromTheShellAndAsksForNoPassphrase) {
  EXPECT_EQ(run({"status"}), Exit::refused);  // by this keeper, which has none to give
  EXPECT_EQ(keeper_.asked, 1);
  EXPECT_TRUE(terminal_.asked.empty());
  EXPECT_EQ(opens_.passphrase_file, "/mara.passphrase");
}

TEST_F(ShellLineTest, TheShellClosesFirstWhatACommandWantsForItself) {
  EXPECT_EQ(run({"lock"}), Exit::done);
  EXPECT_EQ(keeper_.closed, 1);
  EXPECT_EQ(locks_.runs, 1);
  EXPECT_EQ(run({"status"}), Exit::refused);
  EXPECT_EQ(keeper_.closed, 1);
}

TEST_F(ShellLineTest, WhatHasNoPlaceInAShellSaysSoAndRunsNot) {
  EXPECT_EQ(run({"init"}), Exit::refused);
  EXPECT_EQ(refused_.runs, 0);
  EXPECT_EQ(
      errors_.str(),
      "`troth init` is not for inside the shell; leave it with `exit` and run it\noutside.\n");
}

TEST_F(ShellLineTest, AnotherProfileIsRefusedAndTheSameOneIsNot) {
  EXPECT_EQ(run({"status", "--profile", "/jonas"}), Exit::wrong_usage);
  EXPECT_EQ(opens_.runs, 0);
  EXPECT_THAT(errors_.str(), testing::HasSubstr("stays in the profile"));
  EXPECT_EQ(run({"status", "--profile", "/mara"}), Exit::refused);
  EXPECT_EQ(opens_.runs, 1);
}

TEST_F(ShellLineTest, TheShellsFormIsThatOfItsLinesAndALineMayAskForJson) {
  run({"init"}, Form::json);
  EXPECT_EQ(Json::parse(errors_.str())["error"]["code"], "shell_not_inside");
  errors_.str("");
  run({"init", "--json"});
  EXPECT_EQ(Json::parse(errors_.str())["error"]["code"], "shell_not_inside");
}

}  // namespace
}  // namespace troth::cli
