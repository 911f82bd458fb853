// A file that is made now, for its owner alone, never over another, and is gone
// again unless it is kept. One owner. Fails: file_exists, file_not_written.
#pragma once

#include <filesystem>

#include "core/base/bytes.h"
#include "core/base/error.h"

namespace troth::cli {

class NewFile {
 public:
  static Result<NewFile> create(const std::filesystem::path& path);
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&& other) noexcept;
  ~NewFile();

  Status write(ByteView bytes);
  // Puts it onto the disk; without this it is deleted with the object.
  Status keep();

 private:
  NewFile(int fd, std::filesystem::path path) : fd_(fd), path_(std::move(path)) {}

  int fd_;  // -1: moved away
  std::filesystem::path path_;
  bool kept_ = false;
};

}  // namespace troth::cli
