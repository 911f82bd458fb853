#include "core/store/file_calls.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

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
int FileCalls::lock(int fd) { return ::flock(fd, LOCK_EX | LOCK_NB); }

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
