#include "core/vault/export_directory.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "core/base/text.h"
#include "core/store/open_file.h"

namespace troth::vault {
namespace {

namespace fs = std::filesystem;

// So many names of what does not belong there are told.
constexpr std::size_t kMostOthers = 16;
constexpr std::size_t kLongestName = 255;

// "DIR/" and "DIR" are one name.
fs::path without_slash(const fs::path& path) {
  std::error_code failed;
  fs::path whole = fs::absolute(path, failed).lexically_normal();
  if (failed) whole = path;
  return whole.has_filename() ? whole : whole.parent_path();
}

bool is_free(const fs::path& place) {
  std::error_code failed;
  const auto found = fs::symlink_status(place, failed);
  if (found.type() == fs::file_type::not_found) return true;
  return found.type() == fs::file_type::directory && fs::is_empty(place, failed) && !failed;
}

std::unexpected<Error> not_written(const fs::path& path) {
  return refuse(Code::file_not_written, path.string());
}

}  // namespace

Result<NewExport> NewExport::begin(const fs::path& place, store::FileCalls& calls) {
  const fs::path whole = without_slash(place);
  if (!is_free(whole)) return refuse(Code::export_place_taken, place.string());
  const fs::path part = whole.string() + ".part";
  if (calls.make_directory(part.c_str(), 0700) == 0) return NewExport(whole, part, calls);
  if (errno == EEXIST) return refuse(Code::export_broke_off, part.string());
  return not_written(part);
}

NewExport::NewExport(NewExport&& other) noexcept
    : place_(std::move(other.place_)),
      part_(std::move(other.part_)),
      names_(std::move(other.names_)),
      calls_(std::exchange(other.calls_, nullptr)) {}

NewExport::~NewExport() {
  if (calls_ == nullptr) return;
  for (const std::string& name : names_) calls_->unlink((part_ / name).c_str());
  calls_->remove_directory(part_.c_str());
}

Status NewExport::write(std::string_view name, ByteView bytes) {
  const fs::path path = part_ / name;
  store::OpenFile file(
      *calls_,
      calls_->open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.fd() < 0) return not_written(path);
  names_.emplace_back(name);
  std::size_t at = 0;
  while (at < bytes.size()) {
    const ssize_t written =
        calls_->pwrite(file.fd(), bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return not_written(path);
    at += static_cast<std::size_t>(written);
  }
  if (calls_->fsync(file.fd()) != 0 || file.close() != 0) return not_written(path);
  return {};
}

Status NewExport::keep() {
  TROTH_TRY(sync_folder(part_));
  // Over an empty folder this puts itself into its place; over anything else it fails.
  if (calls_->rename(part_.c_str(), place_.c_str()) != 0) {
    const bool taken = errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR;
    return taken ? Status(refuse(Code::export_place_taken, place_.string()))
                 : Status(not_written(place_));
  }
  store::FileCalls& calls = *std::exchange(calls_, nullptr);
  const store::OpenFile above(calls,
                              calls.open(place_.parent_path().c_str(), O_RDONLY | O_CLOEXEC, 0));
  // The name stands; whether it outlives a power cut just now changes nothing in it.
  if (above.fd() >= 0) calls.fsync(above.fd());
  return {};
}

Status NewExport::sync_folder(const fs::path& folder) const {
  store::OpenFile file(
      *calls_, calls_->open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW, 0));
  if (file.fd() < 0 || calls_->fsync(file.fd()) != 0 || file.close() != 0)
    return not_written(folder);
  return {};
}

Result<ExportFolder> ExportFolder::open(const fs::path& place, store::FileCalls& calls) {
  std::error_code failed;
  if (!fs::is_directory(place, failed)) return refuse(Code::export_missing, place.string());
  return ExportFolder(place, calls);
}

Result<Bytes> ExportFolder::read(std::string_view name, std::size_t largest) const {
  const fs::path path = place_ / name;
  // Without waiting, for what only looks like a file: whoever made it may never write.
  const store::OpenFile file(
      *calls_, calls_->open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0));
  if (file.fd() < 0 && errno == ENOENT) return refuse(Code::export_file_missing, name);
  if (file.fd() < 0 && errno == ELOOP) return refuse(Code::export_file_foreign, name);
  if (file.fd() < 0) return refuse(Code::file_unreadable, path.string());
  struct stat found{};
  if (::fstat(file.fd(), &found) != 0 || !S_ISREG(found.st_mode))
    return refuse(Code::export_file_foreign, name);
  const auto size = static_cast<std::uint64_t>(found.st_size);
  if (size > largest) return refuse(Code::export_file_too_large, name);
  Bytes out(size);
  std::size_t at = 0;
  while (at < out.size()) {
    const ssize_t got =
        calls_->pread(file.fd(), out.data() + at, out.size() - at, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return refuse(Code::file_unreadable, path.string());
    if (got == 0) break;  // it became shorter meanwhile
    at += static_cast<std::size_t>(got);
  }
  out.resize(at);
  return out;
}

std::vector<std::string> ExportFolder::others_than(const std::vector<std::string>& known) const {
  std::vector<std::string> out;
  std::error_code failed;
  for (fs::directory_iterator it(place_, failed), end; !failed && it != end; it.increment(failed)) {
    const std::string name = it->path().filename().string();
    if (std::ranges::find(known, name) != known.end()) continue;
    if (out.size() == kMostOthers) break;
    // Whoever made the folder chose the name, and it is shown among the sentences of a verdict.
    out.push_back(check_text(name, kLongestName, Lines::one, {})
                      ? name
                      : "a file with a name that cannot be shown");
  }
  std::ranges::sort(out);
  return out;
}

}  // namespace troth::vault
