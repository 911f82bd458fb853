#include "core/store/profile_directory.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "core/store/open_file.h"

namespace troth::store {
namespace {

constexpr int kNoFollow = O_CLOEXEC | O_NOFOLLOW;

std::unexpected<Error> failed(std::string_view name, int reason) {
  return refuse(Code::file_failed,
                std::string(name) + ": " + std::generic_category().message(reason));
}

// 0, or the reason: a write that stops short goes on where it stopped.
int write_all(FileCalls& calls, int fd, std::size_t offset, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t written =
        calls.pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    if (written == 0) return EIO;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    offset += static_cast<std::size_t>(written);
  }
  return 0;
}

}  // namespace

ProfileLock::ProfileLock(ProfileLock&& other) noexcept
    : calls_(other.calls_), fd_(std::exchange(other.fd_, -1)) {}

ProfileLock& ProfileLock::operator=(ProfileLock&& other) noexcept {
  std::swap(calls_, other.calls_);
  std::swap(fd_, other.fd_);
  return *this;
}

ProfileLock::~ProfileLock() {
  if (fd_ >= 0) calls_->close(fd_);
}

Result<ProfileDirectory> ProfileDirectory::make(const std::filesystem::path& path,
                                                FileCalls& calls) {
  std::error_code ignored;  // a parent that cannot be made is found by the next call
  std::filesystem::create_directories(path.parent_path(), ignored);
  if (calls.make_directory(path.c_str(), 0700) != 0 && errno != EEXIST)
    return failed(path.native(), errno);
  return open(path, calls);
}

Result<ProfileDirectory> ProfileDirectory::open(const std::filesystem::path& path,
                                                FileCalls& calls) {
  const int fd = calls.open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
    return refuse(Code::profile_missing, path.native());
  if (fd < 0) return failed(path.native(), errno);
  const OpenFile directory(calls, fd);
  if (calls.make_private(fd) != 0) return refuse(Code::profile_not_private, path.native());
  return ProfileDirectory(path, calls);
}

Result<ProfileLock> ProfileDirectory::lock() const {
  const int fd = calls_->open(path_of(kLockFile).c_str(), O_RDWR | O_CREAT | kNoFollow, 0600);
  if (fd < 0) return failed(kLockFile, errno);
  ProfileLock lock(*calls_, fd);
  if (calls_->lock(fd) == 0) return lock;
  if (errno == EWOULDBLOCK) return refuse(Code::profile_in_use);
  return failed(kLockFile, errno);
}

std::filesystem::path ProfileDirectory::path_of(std::string_view name) const {
  return path_ / name;
}

bool ProfileDirectory::has(std::string_view name) const {
  std::error_code ignored;
  const auto status = std::filesystem::symlink_status(path_of(name), ignored);
  return status.type() != std::filesystem::file_type::not_found;
}

Result<std::optional<Bytes>> ProfileDirectory::read(std::string_view name,
                                                    std::size_t largest) const {
  const int fd = calls_->open(path_of(name).c_str(), O_RDONLY | kNoFollow, 0);
  if (fd < 0 && errno == ENOENT) return std::nullopt;
  if (fd < 0) return failed(name, errno);
  const OpenFile file(*calls_, fd);
  Bytes bytes(largest + 1);
  std::size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t got =
        calls_->pread(fd, bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(name, errno);
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

Status ProfileDirectory::replace(std::string_view name, ByteView bytes) const {
  const std::string temporary = std::string(name) + ".new";
  if (Status written = write_new(temporary, bytes); !written) {
    calls_->unlink(path_of(temporary).c_str());
    return written;
  }
  if (calls_->rename(path_of(temporary).c_str(), path_of(name).c_str()) != 0) {
    const int reason = errno;
    calls_->unlink(path_of(temporary).c_str());
    return failed(name, reason);
  }
  return sync_directory();
}

Status ProfileDirectory::write_new(std::string_view name, ByteView bytes) const {
  calls_->unlink(path_of(name).c_str());  // what a crash left, whatever its permissions
  const int fd = calls_->open(path_of(name).c_str(), O_WRONLY | O_CREAT | O_EXCL | kNoFollow, 0600);
  if (fd < 0) return failed(name, errno);
  OpenFile file(*calls_, fd);
  if (const int reason = write_all(*calls_, fd, 0, bytes); reason != 0) return failed(name, reason);
  if (calls_->fsync(fd) != 0) return failed(name, errno);
  if (file.close() != 0) return failed(name, errno);
  return {};
}

Status ProfileDirectory::write_in_place(std::string_view name, std::size_t offset,
                                        ByteView bytes) const {
  const int fd = calls_->open(path_of(name).c_str(), O_WRONLY | kNoFollow, 0);
  if (fd < 0) return failed(name, errno);
  OpenFile file(*calls_, fd);
  if (const int reason = write_all(*calls_, fd, offset, bytes); reason != 0)
    return failed(name, reason);
  if (calls_->fdatasync(fd) != 0) return failed(name, errno);
  if (file.close() != 0) return failed(name, errno);
  return {};
}

Status ProfileDirectory::remove(std::string_view name) const {
  if (calls_->unlink(path_of(name).c_str()) != 0) {
    if (errno == ENOENT) return {};
    return failed(name, errno);
  }
  return sync_directory();
}

Status ProfileDirectory::sync_directory() const {
  const int fd = calls_->open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (fd < 0) return failed(path_.native(), errno);
  const OpenFile directory(*calls_, fd);
  if (calls_->fsync(fd) != 0) return failed(path_.native(), errno);
  return {};
}

}  // namespace troth::store
