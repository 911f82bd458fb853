// A disk for a store's database on which one call fails: the one numbered
// `fail_at` (from 1) among writes, truncations and syncs. Of a write that fails
// half is done first, as a full disk does it.
#pragma once

#include <memory>
#include <utility>

#include "core/sqlite/device.h"

namespace troth::store {

struct Faults {
  int calls = 0;
  int fail_at = 0;  // 0: never, but counts
  Code reason = Code::database_io;

  bool strike() { return ++calls == fail_at; }
};

class FailingDevice final : public sqlite::Device {
 public:
  explicit FailingDevice(Faults& faults) : faults_(faults) {}

  Result<std::unique_ptr<sqlite::File>> open(const std::filesystem::path& path,
                                             Missing missing) override {
    TROTH_ASSIGN(auto file, device_.open(path, missing));
    return std::make_unique<FailingFile>(std::move(file), faults_);
  }
  Result<bool> exists(const std::filesystem::path& path) override { return device_.exists(path); }
  Status remove(const std::filesystem::path& path) override { return device_.remove(path); }

 private:
  class FailingFile final : public sqlite::File {
   public:
    FailingFile(std::unique_ptr<sqlite::File> file, Faults& faults)
        : file_(std::move(file)), faults_(faults) {}
    Result<std::size_t> read(std::span<std::uint8_t> out, std::uint64_t offset) override {
      return file_->read(out, offset);
    }
    Status write(ByteView bytes, std::uint64_t offset) override {
      if (!faults_.strike()) return file_->write(bytes, offset);
      static_cast<void>(file_->write(bytes.first(bytes.size() / 2), offset));
      return refuse(faults_.reason);
    }
    Status truncate(std::uint64_t size) override {
      return faults_.strike() ? refuse(faults_.reason) : file_->truncate(size);
    }
    Status sync() override { return faults_.strike() ? refuse(faults_.reason) : file_->sync(); }
    Result<std::uint64_t> size() override { return file_->size(); }

   private:
    std::unique_ptr<sqlite::File> file_;
    Faults& faults_;
  };

  sqlite::SystemDevice device_;
  Faults& faults_;
};

}  // namespace troth::store
