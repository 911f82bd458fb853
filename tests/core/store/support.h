// What the tests of the store share: a directory that goes with the test, file
// calls that fail when told to, and the secrets of a vault.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "core/base/bytes.h"
#include "core/crypto/passphrase.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"
#include "core/store/file_calls.h"

namespace troth::store {

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "troth-store-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) ADD_FAILURE() << "no temporary directory";
    path_ = pattern;
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Fails the call numbered `fail_at` (from 1) with `reason`; half of a write is
// done first, as a full disk does it. 0: never fails, but counts.
class FailingFileCalls final : public FileCalls {
 public:
  int calls = 0;
  int fail_at = 0;
  int reason = EIO;
  bool unlinks_fail_too = false;

  int open(const char* path, int flags, mode_t mode) override {
    return fails() ? -1 : FileCalls::open(path, flags, mode);
  }
  ssize_t pread(int fd, void* out, std::size_t size, off_t at) override {
    return fails() ? -1 : FileCalls::pread(fd, out, size, at);
  }
  ssize_t pwrite(int fd, const void* bytes, std::size_t size, off_t at) override {
    if (!fails()) return FileCalls::pwrite(fd, bytes, size, at);
    static_cast<void>(FileCalls::pwrite(fd, bytes, size / 2, at));
    errno = reason;
    return -1;
  }
  int close(int fd) override {
    const bool failed = fails();
    const int closed = FileCalls::close(fd);
    if (failed) errno = reason;
    return failed ? -1 : closed;
  }
  int fsync(int fd) override { return fails() ? -1 : FileCalls::fsync(fd); }
  int fdatasync(int fd) override { return fails() ? -1 : FileCalls::fdatasync(fd); }
  int rename(const char* from, const char* to) override {
    return fails() ? -1 : FileCalls::rename(from, to);
  }
  int make_directory(const char* path, mode_t mode) override {
    return fails() ? -1 : FileCalls::make_directory(path, mode);
  }
  int remove_directory(const char* path) override {
    return fails() ? -1 : FileCalls::remove_directory(path);
  }
  int unlink(const char* path) override {
    return unlinks_fail_too && fails() ? -1 : FileCalls::unlink(path);
  }
  int make_private(int fd) override { return fails() ? -1 : FileCalls::make_private(fd); }
  int lock(int fd) override { return fails() ? -1 : FileCalls::lock(fd); }

 private:
  bool fails() {
    if (++calls != fail_at) return false;
    errno = reason;
    return true;
  }
};

inline crypto::Secret secret_text(std::string_view text) {
  return crypto::Secret::copy_of(bytes_of(text));
}

inline Bytes read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

inline void write_file(const std::filesystem::path& path, ByteView bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  const std::string text = string_of(bytes);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
}

}  // namespace troth::store
