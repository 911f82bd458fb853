#include "tests/sync-server/program.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>

namespace troth::relay {
namespace {

std::string read_to_end(int descriptor) {
  std::string text;
  char buffer[4096];
  for (ssize_t count = 0; (count = ::read(descriptor, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(count));
  return text;
}

std::string read_line(int descriptor) {
  std::string line;
  for (char c = 0; ::read(descriptor, &c, 1) == 1 && c != '\n';) line.push_back(c);
  return line;
}

// Starts it with its standard output on a pipe and its errors in a file.
pid_t start(const std::vector<std::string>& words, const std::filesystem::path& errors,
            int& output) {
  int ends[2];
  EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  const pid_t pid = ::fork();
  if (pid == 0) {
    const int file = ::open(errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    std::vector<char*> arguments{const_cast<char*>("troth-relay")};
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execv(TROTH_RELAY_PROGRAM, arguments.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  output = ends[0];
  return pid;
}

int wait_for(pid_t pid) {
  int status = 0;
  EXPECT_EQ(::waitpid(pid, &status, 0), pid);
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::filesystem::path new_errors_file() {
  static int number = 0;
  return std::filesystem::temp_directory_path() /
         ("troth-relay-errors-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
}

}  // namespace

Ended run_program(const std::vector<std::string>& words) {
  const auto errors = new_errors_file();
  int output = -1;
  const pid_t pid = start(words, errors, output);
  Ended ended;
  ended.output = read_to_end(output);
  ::close(output);
  ended.status = wait_for(pid);
  ended.errors = text_of_file(errors);
  std::filesystem::remove(errors);
  return ended;
}

std::uint16_t free_port() {
  constexpr std::uint16_t kFirst = 20'000;
  constexpr std::uint16_t kCount = 12'000;
  static auto next = static_cast<std::uint16_t>(::getpid() % kCount);
  for (;;) {
    next = static_cast<std::uint16_t>((next + 1) % kCount);
    const auto port = static_cast<std::uint16_t>(kFirst + next);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(port);
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int bound = ::bind(probe, reinterpret_cast<const sockaddr*>(&place), sizeof place);
    ::close(probe);
    if (bound == 0) return port;
  }
}

RunningRelay::RunningRelay(const std::filesystem::path& directory, std::uint16_t port)
    : errors_(new_errors_file()) {
  pid_ =
      start({"run", "--data", directory.string(), "--listen", "127.0.0.1:" + std::to_string(port)},
            errors_, output_);
  const std::string line = read_line(output_);
  constexpr std::string_view kBeginning = "listening on 127.0.0.1:";
  EXPECT_TRUE(line.starts_with(kBeginning)) << line << text_of_file(errors_);
  if (line.starts_with(kBeginning))
    port_ = static_cast<std::uint16_t>(std::stoi(line.substr(kBeginning.size())));
}

RunningRelay::~RunningRelay() {
  if (pid_ > 0) end_by(SIGKILL);
  ::close(output_);
  std::filesystem::remove(errors_);
}

int RunningRelay::end_by(int signal) {
  EXPECT_EQ(::kill(pid_, signal), 0);
  const int status = wait_for(pid_);
  pid_ = -1;
  return status;
}

std::string RunningRelay::errors() { return text_of_file(errors_); }

}  // namespace troth::relay
