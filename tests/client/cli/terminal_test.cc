#include "client/cli/terminal.h"

#include <gtest/gtest.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <future>
#include <string>

#include "client/cli/signals.h"
#include "tests/client/cli/fake_terminal.h"

namespace troth::cli {
namespace {

std::string text_of(const crypto::Secret& secret) {
  return {secret.view().begin(), secret.view().end()};
}

// A pseudo-terminal: `person` is the side that types and reads.
class Pty {
 public:
  Pty() {
    if (openpty(&person_, &program_, nullptr, nullptr, nullptr) != 0) ADD_FAILURE() << "no pty";
  }
  ~Pty() {
    close(person_);
    close(program_);
  }
  Pty(const Pty&) = delete;
  Pty& operator=(const Pty&) = delete;

  [[nodiscard]] int program() const { return program_; }
  void type(std::string_view text) const {
    EXPECT_EQ(write(person_, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  // What the screen shows, up to and with `end`.
  [[nodiscard]] std::string screen_until(std::string_view end) const {
    std::string screen;
    char c = 0;
    while (!screen.ends_with(end) && read(person_, &c, 1) == 1) screen += c;
    return screen;
  }
  [[nodiscard]] bool echoes() const {
    termios settings{};
    tcgetattr(program_, &settings);
    return (settings.c_lflag & ECHO) != 0;
  }

 private:
  int person_ = -1;
  int program_ = -1;
};

PosixTerminal terminal_on(const Pty& pty) {
  return PosixTerminal({.device = pty.program(),
                        .input = pty.program(),
                        .results = pty.program(),
                        .errors = pty.program()});
}

TEST(Terminal, APassphraseIsReadWithoutBeingShown) {
  const Pty pty;
  PosixTerminal terminal = terminal_on(pty);
  auto asked = std::async(std::launch::async, [&] { return terminal.ask_secret("Passphrase"); });
  EXPECT_EQ(pty.screen_until(": "), "Passphrase: ");
  EXPECT_FALSE(pty.echoes());
  pty.type("three small owls\n");
  const auto secret = asked.get();
  ASSERT_TRUE(secret);
  EXPECT_EQ(text_of(*secret), "three small owls");
  EXPECT_EQ(pty.screen_until("\n"), "\r\n");
  EXPECT_TRUE(pty.echoes());
}

TEST(Terminal, EndOfInputIsNoPassphrase) {
  const Pty pty;
  PosixTerminal terminal = terminal_on(pty);
  auto asked = std::async(std::launch::async, [&] { return terminal.ask_secret("Passphrase"); });
  EXPECT_EQ(pty.screen_until(": "), "Passphrase: ");
  pty.type("\x04");
  EXPECT_EQ(asked.get().error().code, Code::terminal_closed);
  EXPECT_TRUE(pty.echoes());
}

TEST(Terminal, ASignalAtTheQuestionRestoresTheTerminal) {
  const Pty pty;
  const pid_t child = fork();
  if (child == 0) {
    PosixTerminal terminal = terminal_on(pty);
    static_cast<void>(terminal.ask_secret("Passphrase"));
    _exit(0);
  }
  EXPECT_EQ(pty.screen_until(": "), "Passphrase: ");
  EXPECT_FALSE(pty.echoes());
  kill(child, SIGINT);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGINT);
  EXPECT_TRUE(pty.echoes());
}

TEST(Terminal, ACtrlCThatIsNotedEndsTheQuestionAndNothingElse) {
  const Pty pty;
  PosixTerminal terminal = terminal_on(pty);
  Signals signals;
  for (int i = 0; i < 2; ++i) {
    auto asked = std::async(std::launch::async, [&] { return terminal.ask_secret("Passphrase"); });
    EXPECT_EQ(pty.screen_until(": "), "Passphrase: ");
    raise(SIGINT);
    EXPECT_EQ(asked.get().error().code, Code::interrupted);
    EXPECT_TRUE(pty.echoes());
    signals.forget();
  }
}

// A pipe that holds `content` and has ended.
class Piped {
 public:
  explicit Piped(std::string_view content) {
    if (pipe(ends_) != 0) ADD_FAILURE() << "no pipe";
    EXPECT_EQ(write(ends_[1], content.data(), content.size()),
              static_cast<ssize_t>(content.size()));
    close(ends_[1]);
  }
  ~Piped() { close(ends_[0]); }
  Piped(const Piped&) = delete;
  Piped& operator=(const Piped&) = delete;
  [[nodiscard]] int fd() const { return ends_[0]; }

 private:
  int ends_[2] = {-1, -1};
};

TEST(Terminal, WithoutATerminalThereIsNobodyToAsk) {
  const Piped input("owls\n");
  PosixTerminal terminal(
      {.device = -1, .input = input.fd(), .results = input.fd(), .errors = input.fd()});
  EXPECT_FALSE(terminal.is_interactive());
  EXPECT_FALSE(terminal.shows_results());
  EXPECT_EQ(terminal.width(), 80U);
  EXPECT_EQ(terminal.ask_secret("Passphrase").error().code, Code::terminal_missing);
}

TEST(SecretLine, IsTheFirstLineWithoutItsEnd) {
  const Piped unix_file("owls \nsecond");
  EXPECT_EQ(text_of(**read_secret_line(unix_file.fd(), 20)), "owls ");
  EXPECT_EQ(text_of(**read_secret_line(unix_file.fd(), 20)), "second");
  EXPECT_FALSE(*read_secret_line(unix_file.fd(), 20));
  const Piped other_file("owls\r\n");
  EXPECT_EQ(text_of(**read_secret_line(other_file.fd(), 20)), "owls");
}

TEST(SecretLine, MayBeEmptyAndIsNeverCutShort) {
  const Piped empty_line("\nowls");
  EXPECT_TRUE((*read_secret_line(empty_line.fd(), 20))->empty());
  const Piped exact("12345");
  EXPECT_EQ(text_of(**read_secret_line(exact.fd(), 5)), "12345");
  const Piped longer("123456");
  EXPECT_EQ(read_secret_line(longer.fd(), 5).error().code, Code::answer_too_long);
}

TEST(Ratings, AreAskedForUntilTheyAreFrom1To5OrNothing) {
  FakeTerminal terminal;
  terminal.answers = {"0", "6", "four", "4.5", " 4 "};
  EXPECT_EQ(*ask_rating(terminal, "trust"), 4U);
  EXPECT_EQ(terminal.said.size(), 4U);
  terminal.answers = {""};
  EXPECT_FALSE(*ask_rating(terminal, "trust"));
  terminal.answers = {};
  EXPECT_FALSE(*ask_rating(terminal, "trust")) << "the end of the input is no answer";
}

TEST(Choices, AreTakenByTheirBeginning) {
  FakeTerminal terminal;
  terminal.answers = {"maybe", "uns"};
  EXPECT_EQ(**ask_choice(terminal, "Works?", {"yes", "unsure", "no"}), 1U);
  EXPECT_EQ(terminal.said.size(), 1U);
  terminal.answers = {""};
  EXPECT_FALSE(*ask_choice(terminal, "Works?", {"yes", "unsure", "no"}));
}

// Tells when something was said.
class Heard final : public Terminal {
 public:
  explicit Heard(bool interactive) : interactive_(interactive) {}
  [[nodiscard]] bool is_interactive() const override { return interactive_; }
  [[nodiscard]] bool shows_results() const override { return interactive_; }
  [[nodiscard]] std::size_t width() const override { return 80; }
  [[nodiscard]] int screen() const override { return -1; }
  void say(std::string_view text) override { said_.set_value(std::string(text)); }
  Result<crypto::Secret> ask_secret(std::string_view) override {
    return refuse(Code::terminal_missing);
  }
  Result<std::optional<std::string>> ask(std::string_view) override { return std::nullopt; }
  std::future<std::string> said() { return said_.get_future(); }

 private:
  bool interactive_;
  std::promise<std::string> said_;
};

TEST(ProgressTest, WhatTakesLongerSaysSoOnce) {
  Heard terminal(true);
  auto said = terminal.said();
  const Progress progress(terminal, "Opening ...", std::chrono::milliseconds(1));
  ASSERT_EQ(said.wait_for(std::chrono::minutes(2)), std::future_status::ready);
  EXPECT_EQ(said.get(), "Opening ...");  // a second time would throw in say()
}

TEST(ProgressTest, WhereNobodyReadsNothingIsSaid) {
  Heard nobody(false);
  auto said = nobody.said();
  {
    const Progress progress(nobody, "Opening ...", std::chrono::milliseconds(0));
  }
  EXPECT_EQ(said.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
}

TEST(ProgressTest, WhatIsDoneAtOnceSaysNothing) {
  FakeTerminal terminal;
  {
    const Progress progress(terminal, "Opening ...");
  }
  EXPECT_TRUE(terminal.said.empty());
}

}  // namespace
}  // namespace troth::cli
