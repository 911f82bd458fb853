#include "client/cli/terminal.h"

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstring>

#include "client/cli/called.h"
#include "client/cli/output.h"
#include "client/cli/signals.h"

namespace troth::cli {
namespace {

constexpr std::size_t kNarrowest = 40;
constexpr std::size_t kUsualWidth = 80;
constexpr std::size_t kWidest = 120;
constexpr std::array kEndingSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

// What a signal handler restores and says: it can reach nothing but globals.
int silenced_fd = -1;
termios silenced_settings{};
std::array<char, 256> last_words{};

void end_with_last_words(int signal) {
  const std::size_t size = std::strlen(last_words.data());
  if (signal == SIGINT && size > 0 && write(STDERR_FILENO, last_words.data(), size) < 0) {
    // nobody sees it, and nobody is there to be told
  }
  std::signal(signal, SIG_DFL);
  raise(signal);
}

void restore_and_end(int signal) {
  if (silenced_fd >= 0) tcsetattr(silenced_fd, TCSANOW, &silenced_settings);
  end_with_last_words(signal);
}

// No echo while it lives; the terminal is as before when it goes, or when a
// signal ends the program.
class Silence {
 public:
  explicit Silence(int fd) {
    if (tcgetattr(fd, &silenced_settings) != 0) return;
    silenced_fd = fd;
    for (std::size_t i = 0; i < kEndingSignals.size(); ++i) {
      sigaction(kEndingSignals[i], nullptr, &before_[i]);
      if (Signals::noted() >= 0 && before_[i].sa_handler != SIG_DFL) continue;
      struct sigaction action{};
      action.sa_handler = restore_and_end;
      sigaction(kEndingSignals[i], &action, nullptr);
    }
    termios quiet = silenced_settings;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    quiet.c_lflag |= static_cast<tcflag_t>(ICANON | ECHONL);
    tcsetattr(fd, TCSAFLUSH, &quiet);
  }
  ~Silence() {
    if (silenced_fd < 0) return;
    tcsetattr(silenced_fd, TCSAFLUSH, &silenced_settings);
    for (std::size_t i = 0; i < kEndingSignals.size(); ++i)
      sigaction(kEndingSignals[i], &before_[i], nullptr);
    silenced_fd = -1;
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  std::array<struct sigaction, kEndingSignals.size()> before_{};
};

void write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;  // nobody sees it, and nobody is there to be told
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

// One byte; nothing at the end of the input; interrupted.
Result<std::optional<std::uint8_t>> read_byte(int fd) {
  std::uint8_t byte = 0;
  ssize_t got = 0;
  do {
    if (!Signals::wait_to_read(fd)) return refuse(Code::interrupted);
    got = read(fd, &byte, 1);
  } while (got < 0 && errno == EINTR);
  return got == 1 ? std::optional(byte) : std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

// Byte by byte, so that nothing behind the line is taken from whoever reads next.
Result<std::optional<crypto::Secret>> read_secret_line(int fd, std::size_t largest) {
  crypto::Secret buffer(largest);
  std::size_t size = 0;
  bool any = false;
  for (;;) {
    TROTH_ASSIGN(const auto byte, read_byte(fd));
    if (!byte) break;
    any = true;
    if (*byte == '\n') break;
    if (size == largest) return refuse(Code::answer_too_long);
    buffer.writable()[size++] = *byte;
  }
  if (!any) return std::nullopt;
  if (size > 0 && buffer.view()[size - 1] == '\r') --size;
  return buffer.slice(0, size);
}

bool PosixTerminal::is_interactive() const { return isatty(fds_.input) == 1; }

bool PosixTerminal::shows_results() const { return isatty(fds_.results) == 1; }

std::size_t PosixTerminal::width() const {
  winsize size{};
  if (ioctl(fds_.results, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUsualWidth;
  return std::clamp<std::size_t>(size.ws_col, kNarrowest, kWidest);
}

void PosixTerminal::say(std::string_view text) {
  write_all(fds_.errors, Page(width()).line(fit_to_show(text)).text());
}

Result<crypto::Secret> PosixTerminal::ask_secret(std::string_view question) {
  const int fd = fds_.device >= 0 ? fds_.device : fds_.input;
  if (isatty(fd) != 1) return refuse(Code::terminal_missing);
  const Silence silence(fd);
  write_all(fds_.device >= 0 ? fds_.device : fds_.errors, fit_to_show(question) + ": ");
  TROTH_ASSIGN(auto line, read_secret_line(fd, kLongestPassphrase));
  if (!line) return refuse(Code::terminal_closed);
  return std::move(*line);
}

Result<std::optional<std::string>> PosixTerminal::ask(std::string_view question) {
  write_all(fds_.errors, fit_to_show(question) + " ");
  std::string line;
  bool any = false;
  for (;;) {
    TROTH_ASSIGN(const auto byte, read_byte(fds_.input));
    if (!byte) break;
    any = true;
    if (*byte == '\n') break;
    if (line.size() == kLongestAnswer) return refuse(Code::answer_too_long);
    line.push_back(static_cast<char>(*byte));
  }
  if (!any) return std::nullopt;
  return line;
}

Result<std::optional<unsigned>> ask_rating(Terminal& terminal, std::string_view dimension) {
  for (;;) {
    TROTH_ASSIGN(const auto line, terminal.ask(std::string(dimension) + " (1 to 5, or nothing):"));
    const std::string_view answer = line ? trimmed(*line) : std::string_view{};
    if (answer.empty()) return std::nullopt;
    if (answer.size() == 1 && answer[0] >= '1' && answer[0] <= '5')
      return static_cast<unsigned>(answer[0] - '0');
    terminal.say("A number from 1 to 5, or just Enter.");
  }
}

Result<std::optional<std::size_t>> ask_choice(Terminal& terminal, std::string_view question,
                                              std::initializer_list<std::string_view> words) {
  std::string all;
  for (const auto word : words) (all += all.empty() ? "" : ", ") += word;
  for (;;) {
    TROTH_ASSIGN(const auto line,
                 terminal.ask(std::string(question) + " (" + all + ", or nothing):"));
    const std::string_view answer = line ? trimmed(*line) : std::string_view{};
    if (answer.empty()) return std::nullopt;
    std::size_t matches = 0;
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (!words.begin()[i].starts_with(answer)) continue;
      chosen = i;
      ++matches;
    }
    if (matches == 1) return chosen;
    terminal.say("One of " + all + ", or just Enter.");
  }
}

void say_on_ctrl_c(std::string_view text) {
  const std::size_t size = std::min(text.size(), last_words.size() - 1);
  std::ranges::copy(text.substr(0, size), last_words.begin());
  std::signal(SIGINT, end_with_last_words);
}

Progress::Progress(Terminal& terminal, std::string text, std::chrono::milliseconds after) {
  if (!terminal.is_interactive()) return;
  thread_ = std::thread([this, &terminal, after, words = std::move(text)] {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, after, [this] { return done_; })) terminal.say(words);
  });
}

Progress::~Progress() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    done_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

}  // namespace troth::cli
