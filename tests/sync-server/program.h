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

class RunningRelay {
 public:
  // Returns once it listens; the test fails where it does not.
  explicit RunningRelay(const std::filesystem::path& directory);
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
