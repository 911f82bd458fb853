#include "client/cli/program.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/client/cli/fake_terminal.h"

namespace troth::cli {
namespace {

// A command that notes how it was called, and ends as it is told.
class Noted final : public Command {
 public:
  struct Notes {
    int runs = 0;
    std::string word;
    std::filesystem::path profile;
    Status ends;
  };
  Noted(std::string_view name, Notes& notes, bool needs_the_relay = false)
      : name_(name), notes_(notes), needs_the_relay_(needs_the_relay) {}

  std::string_view name() const override { return name_; }
  std::string_view about() const override { return "Notes"; }
  bool needs_the_relay() const override { return needs_the_relay_; }
  void declare(CLI::App& app) override { app.add_option("--word", notes_.word, "A word"); }
  Status run(Context& context) override {
    ++notes_.runs;
    notes_.profile = *context.profile_place();
    if (notes_.ends) context.output().show({{"done", true}}, "Done.");
    return notes_.ends;
  }

 private:
  std::string_view name_;
  Notes& notes_;
  bool needs_the_relay_;
};

class ProgramTest : public testing::Test {
 protected:
  ProgramTest() {
    commands_.push_back(std::make_unique<Noted>("status", status_));
    commands_.push_back(std::make_unique<Noted>("pair invite", invite_, true));
    commands_.push_back(std::make_unique<Noted>("ledger", ledger_));
    commands_.push_back(std::make_unique<Noted>("ledger verify", verify_));
  }

  Exit run(const std::vector<const char*>& arguments) {
    results_.str("");
    errors_.str("");
    return cli::run(arguments, commands_,
                    {.terminal = terminal_,
                     .results = results_,
                     .errors = errors_,
                     .clock = [] { return TimeMs{0}; },
                     .prepare = [this] { return prepared_; },
                     .forget_argument = {},
                     .make_commands = {}});
  }

  Noted::Notes status_, invite_, ledger_, verify_;
  Commands commands_;
  FakeTerminal terminal_;
  std::ostringstream results_;
  std::ostringstream errors_;
  Status prepared_;
};

TEST_F(ProgramTest, GlobalOptionsStandBeforeOrAfterTheCommand) {
  EXPECT_EQ(run({"--json", "--profile", "/a", "status", "--word", "x"}), Exit::done);
  EXPECT_EQ(status_.profile, "/a");
  EXPECT_EQ(results_.str(), "{\"done\":true}\n");
  EXPECT_EQ(run({"pair", "invite", "--word", "x", "--profile", "/b", "--json"}), Exit::done);
  EXPECT_EQ(invite_.profile, "/b");
  EXPECT_EQ(invite_.word, "x");
  EXPECT_EQ(results_.str(), "{\"done\":true}\n");
}

TEST_F(ProgramTest, ACommandMayHaveCommandsUnderIt) {
  EXPECT_EQ(run({"ledger"}), Exit::done);
  EXPECT_EQ(run({"ledger", "verify"}), Exit::done);
  EXPECT_EQ(ledger_.runs, 1);
  EXPECT_EQ(verify_.runs, 1);
}

TEST_F(ProgramTest, WrongUsageIsStatus2AndRunsNothing) {
  const std::vector<std::vector<const char*>> wrong = {{},
                                                       {"nonsense"},
                                                       {"pair"},
                                                       {"pair", "nonsense"},
                                                       {"--profile"},
                                                       {"status", "--unknown"},
                                                       {"status", "extra"},
                                                       {"ledger", "nonsense"}};
  for (const auto& arguments : wrong) {
    EXPECT_EQ(run(arguments), Exit::wrong_usage);
    EXPECT_EQ(results_.str(), "");
    EXPECT_NE(errors_.str(), "");
  }
  EXPECT_EQ(status_.runs + invite_.runs + ledger_.runs, 0);
}

TEST_F(ProgramTest, ACommandThatThereIsNotIsNamed) {
  EXPECT_EQ(run({"stauts"}), Exit::wrong_usage);
  EXPECT_EQ(errors_.str(), "There is no command stauts, so nothing was done; see troth --help.\n");
}

TEST_F(ProgramTest, OfAGroupItSaysWhatMayFollow) {
  for (const std::vector<const char*>& arguments :
       {std::vector{"pair"}, std::vector{"pair", "nonsense"}}) {
    EXPECT_EQ(run(arguments), Exit::wrong_usage);
    EXPECT_EQ(errors_.str(), "Behind troth pair comes one of: invite; see troth --help.\n");
  }
}

TEST_F(ProgramTest, WrongUsageWithJsonIsJson) {
  EXPECT_EQ(run({"nonsense", "--json"}), Exit::wrong_usage);
  const auto json = Json::parse(errors_.str());
  EXPECT_EQ(json["error"]["code"], "usage_wrong");
}

TEST_F(ProgramTest, HelpAndVersionAreNoErrors) {
  EXPECT_EQ(run({"--version"}), Exit::done);
  EXPECT_EQ(results_.str(), "troth 0.1.0\n");
  EXPECT_EQ(run({"--help"}), Exit::done);
  EXPECT_NE(results_.str().find("pair"), std::string::npos);
  EXPECT_EQ(run({"pair", "invite", "--help"}), Exit::done);
  EXPECT_NE(results_.str().find("--word"), std::string::npos);
  EXPECT_EQ(errors_.str(), "");
}

TEST_F(ProgramTest, ARefusalIsStatus1AndOneSentence) {
  status_.ends = refuse(Code::file_exists, "a.words");
  EXPECT_EQ(run({"status"}), Exit::refused);
  EXPECT_EQ(results_.str(), "");
  EXPECT_EQ(errors_.str(),
            "a.words is there already and is never overwritten; choose another name.\n");
}

TEST_F(ProgramTest, AnUnreachableRelayIsStatus3OnlyWhereReachingItIsThePoint) {
  for (const Code code : {Code::relay_unreachable, Code::relay_wrong_key,
                          Code::relay_connection_lost, Code::relay_silent}) {
    invite_.ends = status_.ends = refuse(code);
    EXPECT_EQ(run({"pair", "invite"}), Exit::relay_unreachable);
    EXPECT_EQ(run({"status"}), Exit::refused);
  }
  invite_.ends = refuse(Code::file_exists);
  EXPECT_EQ(run({"pair", "invite"}), Exit::refused);
}

TEST_F(ProgramTest, WhatCannotBePreparedRunsNothing) {
  prepared_ = refuse(Code::memory_not_lockable, "64 KiB");
  EXPECT_EQ(run({"status"}), Exit::refused);
  EXPECT_EQ(status_.runs, 0);
}

TEST_F(ProgramTest, AResultThatCannotBeWrittenIsNotDone) {
  results_.setstate(std::ios::badbit);
  EXPECT_EQ(run({"status"}), Exit::refused);
}

class ContextTest : public testing::Test {
 protected:
  Context context(const std::filesystem::path& passphrase_file = {}) {
    return Context({.terminal = terminal_,
                    .output = output_,
                    .input = -1,
                    .clock = [] { return TimeMs{0}; },
                    .forget_argument = {},
                    .options = {.profile = "/nowhere", .passphrase_file = passphrase_file}});
  }

  FakeTerminal terminal_;
  std::ostringstream results_;
  std::ostringstream errors_;
  Output output_{results_, errors_, Form::text};
};

TEST_F(ContextTest, ANewPassphraseIsTypedTwice) {
  terminal_.secrets = {"owls", "owls"};
  EXPECT_TRUE(context().new_passphrase());
  terminal_.secrets = {"owls", "owl"};
  EXPECT_EQ(context().new_passphrase().error().code, Code::passphrases_differ);
  terminal_.secrets = {""};
  EXPECT_EQ(context().new_passphrase().error().code, Code::passphrase_empty);
}

TEST_F(ContextTest, APassphraseFileIsReadInsteadOfAsking) {
  const auto file = std::filesystem::path(testing::TempDir()) / "troth-passphrase-test";
  FILE* out = std::fopen(file.c_str(), "w");
  ASSERT_NE(out, nullptr);
  std::fputs("three small owls\nanother line\n", out);
  std::fclose(out);
  const auto passphrase = context(file).new_passphrase();
  ASSERT_TRUE(passphrase);
  EXPECT_TRUE(equal(passphrase->view(), bytes_of("three small owls")));
  EXPECT_TRUE(terminal_.asked.empty());
  std::filesystem::remove(file);
  EXPECT_EQ(context(file).new_passphrase().error().code, Code::file_unreadable);
}

TEST_F(ContextTest, AnInviteIsTakenFromItsArgumentWhichIsWiped) {
  std::string argument = " troth:abc ";
  const auto secret = context().secret_argument(argument);
  ASSERT_TRUE(secret);
  EXPECT_TRUE(equal(secret->view(), bytes_of("troth:abc")));
  EXPECT_EQ(argument.find("troth"), std::string::npos);
}

TEST_F(ContextTest, NothingOnStandardInputIsNoInvite) {
  std::string argument = "-";
  EXPECT_EQ(context().secret_argument(argument).error().code, Code::input_missing);
}

}  // namespace
}  // namespace troth::cli
