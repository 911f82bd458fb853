#include "core/store/locked_mark.h"

#include "core/store/door.h"

namespace troth::store {
namespace {

constexpr std::size_t kMark = 16;

}  // namespace

Result<std::optional<Bytes>> locked_mark(const ProfileDirectory& directory) {
  return directory.read(kLockedFile, kMark);
}

Status lock_profile(const std::filesystem::path& path, FileCalls& calls, crypto::Random& random) {
  TROTH_ASSIGN(const ProfileDirectory directory, ProfileDirectory::open(path, calls));
  if (!directory.has(kHeaderFile)) return refuse(Code::profile_missing, path.native());
  const auto lock = enter(directory);
  if (!lock) return std::unexpected(lock.error());
  return directory.replace(kLockedFile, random.array<kMark>());
}

}  // namespace troth::store
