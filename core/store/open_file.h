// An open file that closes itself; where it was written, `close` says whether
// that went well. Borrows its FileCalls. One owner, one thread.
#pragma once

#include <utility>

#include "core/store/file_calls.h"

namespace troth::store {

class OpenFile {
 public:
  OpenFile(FileCalls& calls, int fd) : calls_(&calls), fd_(fd) {}
  OpenFile(OpenFile&& other) noexcept : calls_(other.calls_), fd_(std::exchange(other.fd_, -1)) {}
  OpenFile& operator=(OpenFile&& other) noexcept {
    std::swap(calls_, other.calls_);
    std::swap(fd_, other.fd_);
    return *this;
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (fd_ >= 0) calls_->close(fd_);
  }
  [[nodiscard]] int fd() const { return fd_; }
  int close() { return calls_->close(std::exchange(fd_, -1)); }

 private:
  FileCalls* calls_;
  int fd_;
};

}  // namespace troth::store
