// The directory of one profile and its small files: read whole, replaced whole
// and durably, or written in place. The directory is 0700 and its files 0600.
// Failures of the disk come as file_failed with the file's name and the
// system's reason; symbolic links are never followed. The FileCalls must live longer.
// One owner, one thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/store/file_calls.h"

namespace troth::store {

inline constexpr std::string_view kHeaderFile = "vault.hdr";
inline constexpr std::string_view kAnchorFile = "vault.anchor";
inline constexpr std::string_view kCounterFile = "vault.counter";
inline constexpr std::string_view kLockFile = "vault.lock";
inline constexpr std::string_view kDatabaseFile = "vault.db";
// Stands while a vault is being created; what an interrupted creation left goes by it.
inline constexpr std::string_view kUnfinishedFile = "vault.unfinished";

// Holds vault.lock, the right of one process to the profile, while it lives.
class ProfileLock {
 public:
  ProfileLock(FileCalls& calls, int fd) : calls_(&calls), fd_(fd) {}
  ProfileLock(ProfileLock&& other) noexcept;
  ProfileLock& operator=(ProfileLock&& other) noexcept;
  ProfileLock(const ProfileLock&) = delete;
  ProfileLock& operator=(const ProfileLock&) = delete;
  ~ProfileLock();

 private:
  FileCalls* calls_;
  int fd_;
};

class ProfileDirectory {
 public:
  // Makes the directory, and those above it, where they are missing.
  static Result<ProfileDirectory> make(const std::filesystem::path& path, FileCalls& calls);
  // profile_missing where there is no such directory; profile_not_private where
  // it is another user's. Takes group's and others' permissions away.
  static Result<ProfileDirectory> open(const std::filesystem::path& path, FileCalls& calls);

  // profile_in_use where another process, or another ProfileLock, holds it.
  [[nodiscard]] Result<ProfileLock> lock() const;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] FileCalls& calls() const { return *calls_; }
  [[nodiscard]] std::filesystem::path path_of(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  // The whole file, or its first `largest` + 1 bytes where it is larger;
  // nothing where there is none.
  [[nodiscard]] Result<std::optional<Bytes>> read(std::string_view name, std::size_t largest) const;
  // Write under another name, fsync, rename, fsync of the directory: after any
  // failure or crash the old file or the new one is there, whole.
  [[nodiscard]] Status replace(std::string_view name, ByteView bytes) const;
  // Over `bytes.size()` bytes at `offset` of a file that exists, then fdatasync.
  [[nodiscard]] Status write_in_place(std::string_view name, std::size_t offset,
                                      ByteView bytes) const;
  // Removes a file that may be missing, durably.
  [[nodiscard]] Status remove(std::string_view name) const;

 private:
  ProfileDirectory(std::filesystem::path path, FileCalls& calls)
      : path_(std::move(path)), calls_(&calls) {}
  [[nodiscard]] Status write_new(std::string_view name, ByteView bytes) const;
  [[nodiscard]] Status sync_directory() const;

  std::filesystem::path path_;
  FileCalls* calls_;
};

}  // namespace troth::store
