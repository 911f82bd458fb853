#include "core/store/file_calls.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <thread>

namespace troth::store {

int FileCalls::open(const char* path, int flags, mode_t mode) { return ::open(path, flags, mode); }
int FileCalls::close(int fd) { return ::close(fd); }
ssize_t FileCalls::pread(int fd, void* out, std::size_t size, off_t at) {
  return ::pread(fd, out, size, at);
}
ssize_t FileCalls::pwrite(int fd, const void* bytes, std::size_t size, off_t at) {
  return ::pwrite(fd, bytes, size, at);
}
int FileCalls::fsync(int fd) { return ::fsync(fd); }
int FileCalls::fdatasync(int fd) { return ::fdatasync(fd); }
int FileCalls::rename(const char* from, const char* to) { return ::rename(from, to); }
int FileCalls::unlink(const char* path) { return ::unlink(path); }
int FileCalls::make_directory(const char* path, mode_t mode) { return ::mkdir(path, mode); }
int FileCalls::remove_directory(const char* path) { return ::rmdir(path); }
int FileCalls::lock(int fd) { return ::flock(fd, LOCK_EX | LOCK_NB); }

int FileCalls::lock_shared(int fd) { return ::flock(fd, LOCK_SH | LOCK_NB); }
int FileCalls::unlock(int fd) { return ::flock(fd, LOCK_UN); }
int FileCalls::make_fifo(const char* path, mode_t mode) { return ::mkfifo(path, mode); }

int FileCalls::check_own_fifo(int fd) {
  struct stat found{};
  if (::fstat(fd, &found) != 0) return -1;
  if (S_ISFIFO(found.st_mode) && found.st_uid == ::geteuid()) return 0;
  errno = EPERM;
  return -1;
}

void FileCalls::knock(int fd) {
  const char byte = 0;
  // Full: of knocks that nobody has heard yet, so that this one is not needed.
  [[maybe_unused]] const ssize_t written = ::write(fd, &byte, 1);
}

void FileCalls::forget_knocks(int fd) {
  std::array<char, 512> bytes{};
  while (::read(fd, bytes.data(), bytes.size()) > 0) continue;
}

void FileCalls::pause(std::chrono::milliseconds duration) { std::this_thread::sleep_for(duration); }

int FileCalls::make_private(int directory_fd) {
  struct stat found{};
  if (::fstat(directory_fd, &found) != 0) return -1;
  if (found.st_uid != ::geteuid()) {
    errno = EPERM;
    return -1;
  }
  if ((found.st_mode & 07777) == 0700) return 0;
  return ::fchmod(directory_fd, 0700);
}

}  // namespace troth::store
