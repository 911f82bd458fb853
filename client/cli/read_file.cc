#include "client/cli/read_file.h"

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "client/cli/signals.h"

namespace troth::cli {
namespace {

constexpr std::size_t kLargestRead = (std::size_t{1} << 20) + 1;

}  // namespace

Result<std::string> read_file(const std::string& path) {
  std::error_code failed;
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path, failed))
    return refuse(Code::file_unreadable, path);
  std::string text(kLargestRead, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad()) return refuse(Code::file_unreadable, path);
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

Result<std::string> read_all(int fd, const std::string& name) {
  std::string text(kLargestRead, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    if (!Signals::wait_to_read(fd)) return refuse(Code::interrupted);
    const ssize_t got = read(fd, text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return refuse(Code::file_unreadable, name);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  text.resize(size);
  return text;
}

}  // namespace troth::cli
