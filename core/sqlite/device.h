// The one door from a sealed database to the disk, so that tests can put a
// disk of their own behind it: one in memory, one that fails, one whose power
// is cut. Every failure is database_io or database_full (no room, quota).
// Owned by whoever opens the database, and outlives it; one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "core/base/bytes.h"
#include "core/base/error.h"

namespace troth::sqlite {

class File {
 public:
  virtual ~File() = default;
  // How many bytes of `out` were filled from `offset` on: fewer than all only
  // where the file ends.
  virtual Result<std::size_t> read(std::span<std::uint8_t> out, std::uint64_t offset) = 0;
  // All of `bytes`, or an Error and no word about how many.
  virtual Status write(ByteView bytes, std::uint64_t offset) = 0;
  virtual Status truncate(std::uint64_t size) = 0;
  // When it returns well, what was written outlives a power cut.
  virtual Status sync() = 0;
  virtual Result<std::uint64_t> size() = 0;
};

class Device {
 public:
  enum class Missing { create, refuse };

  virtual ~Device() = default;
  // For this process alone: database_busy where another has it open. A file
  // that is made here outlives a power cut, as an empty one at least.
  // database_missing where it is not there and must be.
  virtual Result<std::unique_ptr<File>> open(const std::filesystem::path& path,
                                             Missing missing) = 0;
  virtual Result<bool> exists(const std::filesystem::path& path) = 0;
  // A file that is not there counts as removed.
  virtual Status remove(const std::filesystem::path& path) = 0;
};

// The files of this machine. Makes them readable by their owner alone.
class SystemDevice final : public Device {
 public:
  Result<std::unique_ptr<File>> open(const std::filesystem::path& path, Missing missing) override;
  Result<bool> exists(const std::filesystem::path& path) override;
  Status remove(const std::filesystem::path& path) override;
};

}  // namespace troth::sqlite
