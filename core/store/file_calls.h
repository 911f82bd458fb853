// The calls to the operating system that the small files of a profile need
// (vault.hdr, vault.anchor, vault.counter, vault.lock, vault.door,
// vault.locked), in its own manner: -1 and errno. One door, so that a test can make
// each call fail. The database has a door of its own (core/sqlite). Any thread;
// stateless.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>

namespace troth::store {

class FileCalls {
 public:
  virtual ~FileCalls() = default;
  virtual int open(const char* path, int flags, mode_t mode);
  virtual int close(int fd);
  virtual ssize_t pread(int fd, void* out, std::size_t size, off_t at);
  virtual ssize_t pwrite(int fd, const void* bytes, std::size_t size, off_t at);
  virtual int fsync(int fd);
  virtual int fdatasync(int fd);
  virtual int rename(const char* from, const char* to);
  virtual int unlink(const char* path);
  virtual int make_directory(const char* path, mode_t mode);
  // An empty one; ENOTEMPTY where it is not.
  virtual int remove_directory(const char* path);
  // The owner's alone: 0700. Fails where another user owns the directory.
  virtual int make_private(int directory_fd);
  // An exclusive flock without waiting; EWOULDBLOCK where another holds it.
  virtual int lock(int fd);
  // A shared one, likewise.
  virtual int lock_shared(int fd);
  virtual int unlock(int fd);
  virtual int make_fifo(const char* path, mode_t mode);
  // Fails (EPERM) where it is something else than a FIFO of this user.
  virtual int check_own_fifo(int fd);
  // One byte into a FIFO that is open without waiting, and all bytes out of it.
  virtual void knock(int fd);
  virtual void forget_knocks(int fd);
  virtual void pause(std::chrono::milliseconds duration);
};

}  // namespace troth::store
