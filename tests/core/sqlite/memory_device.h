// A disk in memory that knows what a power cut may leave: what was synced, and
// of each write after that any of its sectors, or garbage in their place.
// Also counts its calls, and fails those that a test chooses.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/sqlite/device.h"

namespace troth::sqlite {

enum class Call { open, exists, remove, read, write, truncate, sync, size };

struct Fault {
  enum class Kind { io, no_room, short_read };
  // once: the disk recovers. always: every later call fails too (a power cut).
  enum class Lasts { once, always };

  std::uint64_t at_call = 0;  // counted from 1; 0: never
  Kind kind = Kind::io;
  Lasts lasts = Lasts::once;
};

class MemoryDevice final : public Device {
 public:
  struct Change {
    std::uint64_t offset = 0;
    Bytes bytes;
    std::optional<std::uint64_t> truncate_to;
  };
  struct Content {
    Bytes now;
    Bytes synced;
    std::vector<Change> since;  // the last sync
    bool is_open = false;
  };

  Result<std::unique_ptr<File>> open(const std::filesystem::path& path, Missing missing) override;
  Result<bool> exists(const std::filesystem::path& path) override;
  Status remove(const std::filesystem::path& path) override;

  // The bytes of a file, which is made where it is missing.
  Bytes& bytes(const std::string& path);
  [[nodiscard]] bool has(const std::string& path) const { return files_.contains(path); }
  [[nodiscard]] std::vector<std::string> paths() const;

  void fail(Fault fault);
  [[nodiscard]] std::uint64_t calls() const { return calls_; }
  [[nodiscard]] bool has_failed() const { return has_failed_; }
  // Every later call fails, until cut_power().
  void stop() { fail({calls_ + 1, Fault::Kind::io, Fault::Lasts::always}); }
  // Leaves of every file what a disk may hold after the power comes back, and
  // repairs the device. All its Files must be gone.
  void cut_power(std::mt19937_64& chance);
  // As another disk with the same files.
  [[nodiscard]] std::map<std::string, Bytes> snapshot() const;
  void restore(const std::map<std::string, Bytes>& files);

  // Sees every write before it is made.
  std::function<void(const std::string& path, std::uint64_t offset, ByteView bytes)> on_write;

 private:
  friend class MemoryFile;
  // The fault that this call meets, if it meets one.
  std::optional<Fault::Kind> meet(Call call);

  std::map<std::string, std::shared_ptr<Content>> files_;
  Fault fault_;
  std::uint64_t calls_ = 0;
  bool has_failed_ = false;
};

}  // namespace troth::sqlite
