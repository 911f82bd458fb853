#include "sync-server/data_directory.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace troth::relay {
namespace {

namespace fs = std::filesystem;

// relay.key: the mark, the static X25519 secret, the operator's token
constexpr std::string_view kMark = "TROTHRK1";
constexpr std::size_t kSecretSize = 32;
constexpr std::size_t kKeyFileSize = kMark.size() + kSecretSize + kRelayToken;
constexpr std::string_view kKeyFile = "relay.key";
constexpr std::string_view kConfigFile = "config.toml";
constexpr std::size_t kLargestConfig = 64 * 1024;

// A descriptor that closes itself; negative where opening failed.
class File {
 public:
  File(const fs::path& path, int flags)
      : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

std::unexpected<Error> failed(const fs::path& path) {
  return refuse(Code::relay_file_failed, path.string() + " (" + std::strerror(errno) + ")");
}

bool write_all(int descriptor, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

// Fills `out` from the file; the number of bytes there were, at most its size.
std::size_t read_all(int descriptor, std::span<std::uint8_t> out) {
  std::size_t filled = 0;
  while (filled < out.size()) {
    const ssize_t count = ::read(descriptor, out.data() + filled, out.size() - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    filled += static_cast<std::size_t>(count);
  }
  return filled;
}

Status write_new_file(const fs::path& path, ByteView bytes) {
  const File file(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW);
  if (!file.is_open() && errno == EEXIST)
    return refuse(Code::relay_exists, path.parent_path().string());
  if (!file.is_open() || !write_all(file.descriptor(), bytes) || ::fsync(file.descriptor()) != 0)
    return failed(path);
  return {};
}

Status check_private(const fs::path& path) {
  struct stat found{};
  if (::stat(path.c_str(), &found) != 0) return failed(path);
  if ((found.st_mode & 077) != 0) return refuse(Code::relay_file_open_to_others, path.string());
  return {};
}

Status make_directory(const fs::path& directory) {
  std::error_code parent_failed;  // what is missing then shows below
  if (directory.has_parent_path()) fs::create_directories(directory.parent_path(), parent_failed);
  if (::mkdir(directory.c_str(), 0700) == 0) return {};
  if (errno != EEXIST) return failed(directory);
  return check_private(directory);
}

Status sync_directory(const fs::path& directory) {
  const File file(directory, O_RDONLY | O_DIRECTORY);
  if (!file.is_open() || ::fsync(file.descriptor()) != 0) return failed(directory);
  return {};
}

crypto::Secret new_key_file(crypto::Random& random) {
  crypto::Secret bytes(kKeyFileSize);
  std::ranges::copy(bytes_of(kMark), bytes.writable().begin());
  random.fill(bytes.writable().subspan(kMark.size()));
  return bytes;
}

}  // namespace

Status make_data_directory(const fs::path& directory, const std::string& host, std::uint16_t port,
                           crypto::Random& random) {
  TROTH_TRY(make_directory(directory));
  if (fs::exists(directory / kKeyFile) || fs::exists(store_path(directory)))
    return refuse(Code::relay_exists, directory.string());
  // The key last: where it stands, the relay is whole.
  TROTH_TRY(write_new_file(directory / kConfigFile, bytes_of(initial_config(host, port))));
  TROTH_TRY(write_new_file(directory / kKeyFile, new_key_file(random).view()));
  return sync_directory(directory);
}

Result<RelayKeys> read_keys(const fs::path& directory) {
  const fs::path path = directory / kKeyFile;
  const File file(path, O_RDONLY | O_NOFOLLOW);
  if (!file.is_open() && (errno == ENOENT || errno == ENOTDIR))
    return refuse(Code::relay_missing, directory.string());
  if (!file.is_open()) return failed(path);
  TROTH_TRY(check_private(directory));
  TROTH_TRY(check_private(path));
  crypto::Secret bytes(kKeyFileSize + 1);  // one more, to see that there is no more
  const std::size_t size = read_all(file.descriptor(), bytes.writable());
  const bool has_mark = equal(bytes.view().first(kMark.size()), bytes_of(kMark));
  if (size != kKeyFileSize || !has_mark) return refuse(Code::relay_key_damaged, path.string());
  return RelayKeys{crypto::DhKey::from_secret(bytes.slice(kMark.size(), kSecretSize)),
                   bytes.slice(kMark.size() + kSecretSize, kRelayToken)};
}

Result<Config> read_config(const fs::path& directory) {
  const fs::path path = directory / kConfigFile;
  const File file(path, O_RDONLY);
  if (!file.is_open()) return failed(path);
  Bytes bytes(kLargestConfig);
  bytes.resize(read_all(file.descriptor(), bytes));
  return parse_config(string_of(bytes));
}

net::RelayAddress address_of(const RelayKeys& keys, const Config& config) {
  return {{config.host, config.port, keys.static_key.public_key()}, keys.token.clone()};
}

fs::path store_path(const fs::path& directory) { return directory / "mailboxes.db"; }

}  // namespace troth::relay
