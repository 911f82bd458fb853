// Ctrl-C and the wish that the program ends, noted instead of obeyed at once:
// for a program that is more than the one command which runs in it. Ctrl-C ends
// the question that is asked or the line that is typed; SIGTERM and SIGHUP end
// the program where it next waits. One at a time, since a signal's handler can
// reach nothing but globals; as before when it goes. The main thread's.
#pragma once

#include <csignal>
#include <vector>

namespace troth::cli {

class Signals {
 public:
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  // Readable from a signal on until forget().
  [[nodiscard]] int fd() const;
  [[nodiscard]] bool wants_the_end() const;
  // Forgets a Ctrl-C; the wish to end stays.
  void forget();

  // The descriptor of the one that lives, or -1; for whoever reads from a terminal.
  static int noted();
  // Until `fd` can be read; false where a signal was noted before.
  static bool wait_to_read(int fd);

 private:
  struct Before {
    int signal;
    struct sigaction action;
  };
  std::vector<Before> before_;
};

}  // namespace troth::cli
