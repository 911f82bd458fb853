// The program troth-relay as a child process: run to its end, or started,
// spoken to and killed. Its directory is one of the test's own.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/net/relay_address.h"

namespace troth::relay {

struct Ended {
  int status = -1;
  std::string output;
  std::string errors;
};

// Runs it to its end.
Ended run_program(const std::vector<std::string>& words);

// A port below those that the system gives to outgoing connections, free just now.
std::uint16_t free_port();

class RunningRelay {
 public:
  // Returns once it listens, on a port of the system's choice or on this one; the test
  // fails where it does not.
  explicit RunningRelay(const std::filesystem::path& directory, std::uint16_t port = 0);
  RunningRelay(const RunningRelay&) = delete;
  RunningRelay& operator=(const RunningRelay&) = delete;
  ~RunningRelay();

  [[nodiscard]] std::uint16_t port() const { return port_; }
  // Sends the signal and waits for its end: its exit status, or minus the signal.
  int end_by(int signal);
  [[nodiscard]] std::string errors();

 private:
  pid_t pid_ = -1;
  int output_ = -1;
  std::filesystem::path errors_;
  std::uint16_t port_ = 0;
};

}  // namespace troth::relay
