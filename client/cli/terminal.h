// The person at the terminal: questions and answers, passphrases without echo,
// and signs of progress. PosixTerminal speaks to a real one; tests have their
// own. Questions go to the terminal, never to standard output. Ctrl-C at any
// question ends the program and leaves the terminal as it was; in a shell, which
// notes it (signals.h), it ends the question (interrupted).
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "core/base/error.h"
#include "core/crypto/secret.h"

namespace troth::cli {

inline constexpr std::size_t kLongestPassphrase = 1024;  // bytes
inline constexpr std::size_t kLongestAnswer = std::size_t{16} * 1024;

class Terminal {
 public:
  virtual ~Terminal() = default;
  // Somebody is there to be asked.
  [[nodiscard]] virtual bool is_interactive() const = 0;
  // The results go to a person's screen, not into a file or a pipe.
  [[nodiscard]] virtual bool shows_results() const = 0;
  [[nodiscard]] virtual std::size_t width() const = 0;
  // A descriptor by which a line that is typed can be shown.
  [[nodiscard]] virtual int screen() const = 0;
  // Words for the person, on a line of their own.
  virtual void say(std::string_view text) = 0;
  // A line, typed without echo, as it was typed. terminal_missing,
  // terminal_closed, answer_too_long, interrupted.
  virtual Result<crypto::Secret> ask_secret(std::string_view question) = 0;
  // A line as it was typed; nothing at the end of the input.
  virtual Result<std::optional<std::string>> ask(std::string_view question) = 0;
};

// A number from 1 to 5, or nothing for an empty line; asks until it is one.
Result<std::optional<unsigned>> ask_rating(Terminal& terminal, std::string_view dimension);
// One of the words, by itself or by its beginning, or nothing for an empty line.
Result<std::optional<std::size_t>> ask_choice(Terminal& terminal, std::string_view question,
                                              std::initializer_list<std::string_view> words);

class PosixTerminal final : public Terminal {
 public:
  // Over descriptors that are borrowed; `device` is the terminal itself (or -1),
  // asked even where standard input is a pipe.
  struct Descriptors {
    int device = -1;
    int input = 0;
    int results = 1;
    int errors = 2;
  };
  explicit PosixTerminal(const Descriptors& descriptors) : fds_(descriptors) {}

  [[nodiscard]] bool is_interactive() const override;
  [[nodiscard]] bool shows_results() const override;
  [[nodiscard]] std::size_t width() const override;
  [[nodiscard]] int screen() const override { return fds_.device >= 0 ? fds_.device : fds_.errors; }
  void say(std::string_view text) override;
  Result<crypto::Secret> ask_secret(std::string_view question) override;
  Result<std::optional<std::string>> ask(std::string_view question) override;

 private:
  Descriptors fds_;
};

// What Ctrl-C says before it ends the program, wherever nothing else catches it:
// at a question, or while the vault is opened. At most 255 bytes of it.
void say_on_ctrl_c(std::string_view text);

// Says what takes long, once it has taken over a second (`after`), until it goes.
class Progress {
 public:
  Progress(Terminal& terminal, std::string text,
           std::chrono::milliseconds after = std::chrono::seconds(1));
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool done_ = false;
  std::thread thread_;
};

// One line from a descriptor into locked memory, without its line end; nothing
// where the input ends before it. answer_too_long.
Result<std::optional<crypto::Secret>> read_secret_line(int fd, std::size_t largest);

}  // namespace troth::cli
