// What the tests of this room share: a directory of their own that goes with
// the test, and matchers for a Result's code.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "core/base/bytes.h"
#include "core/base/error.h"

namespace troth::sqlite {

class Scratch {
 public:
  // fast: in memory where this machine has a file system there.
  enum class Where { disk, fast };

  explicit Scratch(Where where = Where::disk) {
    const bool in_memory = where == Where::fast && std::filesystem::is_directory("/dev/shm");
    const auto parent =
        in_memory ? std::filesystem::path("/dev/shm") : std::filesystem::temp_directory_path();
    std::string name = (parent / "troth-sqlite-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::filesystem::path file(std::string_view name) const { return path_ / name; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline Bytes read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_file(const std::filesystem::path& path, ByteView bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << string_of(bytes);
}

MATCHER(Succeeds, "") {
  if (arg.has_value()) return true;
  *result_listener << name_of(arg.error().code) << ": " << arg.error().message;
  return false;
}

MATCHER_P(RefusedWith, code, std::string(name_of(code))) {
  if (arg.has_value()) {
    *result_listener << "succeeded";
    return false;
  }
  *result_listener << name_of(arg.error().code) << ": " << arg.error().message;
  return arg.error().code == code;
}

}  // namespace troth::sqlite
