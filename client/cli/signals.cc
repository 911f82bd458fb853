#include "client/cli/signals.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "client/host/noted_signals.h"
#include "core/base/check.h"

namespace troth::cli {
namespace {

constexpr std::array kNoted = {SIGINT, SIGTERM, SIGHUP};

int heard = -1;  // the end of a pipe that is read
int told = -1;   // and the one that is written
volatile std::sig_atomic_t end_wanted = 0;

void note(int signal) {
  if (signal != SIGINT) end_wanted = 1;
  const char byte = 0;
  [[maybe_unused]] const ssize_t written = write(told, &byte, 1);  // full is as good as told
}

}  // namespace

Signals::Signals() {
  CHECK(heard < 0);
  std::array<int, 2> ends{};
  CHECK(pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) == 0);
  heard = host::noted_signals = ends[0];
  told = ends[1];
  end_wanted = 0;
  struct sigaction action{};
  action.sa_handler = note;
  for (const int signal : kNoted) {
    before_.push_back({signal, {}});
    sigaction(signal, &action, &before_.back().action);
  }
}

Signals::~Signals() {
  for (const Before& before : before_) sigaction(before.signal, &before.action, nullptr);
  close(heard);
  close(told);
  heard = told = host::noted_signals = -1;
}

int Signals::fd() const { return heard; }

bool Signals::wants_the_end() const { return end_wanted != 0; }

void Signals::forget() {
  std::array<char, 64> bytes{};
  while (read(heard, bytes.data(), bytes.size()) > 0) {
  }
}

int Signals::noted() { return heard; }

bool Signals::wait_to_read(int fd) {
  if (noted() < 0) return true;
  std::array<pollfd, 2> watched = {{{noted(), POLLIN, 0}, {fd, POLLIN, 0}}};
  while (poll(watched.data(), watched.size(), -1) < 0 && errno == EINTR) {
  }
  return watched[0].revents == 0;
}

}  // namespace troth::cli
