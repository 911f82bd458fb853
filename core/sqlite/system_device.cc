#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "core/sqlite/device.h"

namespace troth::sqlite {
namespace {

std::unexpected<Error> failed() {
  const int reason = errno;
  const bool no_room = reason == ENOSPC || reason == EDQUOT || reason == EFBIG;
  return refuse(no_room ? Code::database_full : Code::database_io, std::strerror(reason));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

Status sync_directory_of(const std::filesystem::path& path) {
  const auto parent = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  const Descriptor directory(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.is_open() || ::fsync(directory.number()) != 0) return failed();
  return {};
}

class SystemFile final : public File {
 public:
  explicit SystemFile(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}

  Result<std::size_t> read(std::span<std::uint8_t> out, std::uint64_t offset) override {
    std::size_t done = 0;
    while (done < out.size()) {
      const auto count = ::pread(descriptor_.number(), out.data() + done, out.size() - done,
                                 static_cast<off_t>(offset + done));
      if (count == 0) break;
      if (count > 0) {
        done += static_cast<std::size_t>(count);
      } else if (errno != EINTR) {
        return failed();
      }
    }
    return done;
  }

  Status write(ByteView bytes, std::uint64_t offset) override {
    while (!bytes.empty()) {
      const auto count =
          ::pwrite(descriptor_.number(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
      if (count > 0) {
        bytes = bytes.subspan(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
      } else if (count == 0) {
        return refuse(Code::database_full, "nothing more could be written");
      } else if (errno != EINTR) {
        return failed();
      }
    }
    return {};
  }

  Status truncate(std::uint64_t size) override {
    if (::ftruncate(descriptor_.number(), static_cast<off_t>(size)) != 0) return failed();
    return {};
  }

  Status sync() override {
    if (::fdatasync(descriptor_.number()) != 0) return failed();
    return {};
  }

  Result<std::uint64_t> size() override {
    struct stat status{};
    if (::fstat(descriptor_.number(), &status) != 0) return failed();
    return static_cast<std::uint64_t>(status.st_size);
  }

 private:
  Descriptor descriptor_;
};

}  // namespace

Result<std::unique_ptr<File>> SystemDevice::open(const std::filesystem::path& path,
                                                 Missing missing) {
  constexpr int kFlags = O_RDWR | O_CLOEXEC | O_NOFOLLOW;
  Descriptor descriptor(::open(path.c_str(), kFlags));
  if (!descriptor.is_open() && errno == ENOENT) {
    if (missing == Missing::refuse) return refuse(Code::database_missing, path.string());
    descriptor = Descriptor(::open(path.c_str(), kFlags | O_CREAT, 0600));
    if (descriptor.is_open()) TROTH_TRY(sync_directory_of(path));
  }
  if (!descriptor.is_open()) return failed();
  if (::flock(descriptor.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return refuse(Code::database_busy, path.string());
    return failed();
  }
  return std::make_unique<SystemFile>(std::move(descriptor));
}

Result<bool> SystemDevice::exists(const std::filesystem::path& path) {
  struct stat status{};
  if (::lstat(path.c_str(), &status) == 0) return true;
  if (errno == ENOENT) return false;
  return failed();
}

Status SystemDevice::remove(const std::filesystem::path& path) {
  if (::unlink(path.c_str()) == 0) return sync_directory_of(path);
  if (errno == ENOENT) return {};
  return failed();
}

}  // namespace troth::sqlite
