#include "core/store/profile.h"

#include <array>

#include "core/base/check.h"

namespace troth::store {
namespace {

constexpr std::array kFilesBehindTheHeader = {kDatabaseFile, std::string_view("vault.db-wal"),
                                              kAnchorFile, kCounterFile};

// What a creation that never came to its header left behind.
Status clear_unfinished(const ProfileDirectory& directory) {
  for (const std::string_view name : kFilesBehindTheHeader) TROTH_TRY(directory.remove(name));
  return {};
}

bool holds_files_without_header(const ProfileDirectory& directory) {
  for (const std::string_view name : kFilesBehindTheHeader)
    if (directory.has(name)) return true;
  return false;
}

}  // namespace

Result<Profile> Profile::create(const std::filesystem::path& path, FileCalls& calls) {
  TROTH_ASSIGN(ProfileDirectory directory, ProfileDirectory::make(path, calls));
  TROTH_ASSIGN(ProfileLock lock, directory.lock());
  if (directory.has(kHeaderFile)) return refuse(Code::profile_exists, path.native());
  if (directory.has(kUnfinishedFile)) {
    TROTH_TRY(clear_unfinished(directory));
  } else if (holds_files_without_header(directory)) {
    // Another copy of the header may open them: not ours to remove.
    return refuse(Code::profile_not_empty, path.native());
  }
  TROTH_TRY(directory.replace(kUnfinishedFile, {}));
  return Profile(std::move(directory), std::move(lock));
}

Result<Profile> Profile::open(const std::filesystem::path& path, FileCalls& calls) {
  TROTH_ASSIGN(ProfileDirectory directory, ProfileDirectory::open(path, calls));
  if (!directory.has(kHeaderFile)) return refuse(Code::profile_missing, path.native());
  TROTH_ASSIGN(ProfileLock lock, enter(directory));
  return read(std::move(directory), std::move(lock));
}

Result<std::optional<Profile>> Profile::come_back(const std::filesystem::path& path,
                                                  FileCalls& calls, const Door& door,
                                                  const VaultFile& header) {
  TROTH_ASSIGN(ProfileDirectory directory, ProfileDirectory::open(path, calls));
  TROTH_ASSIGN(std::optional<ProfileLock> lock, door.come_back(directory));
  if (!lock) return std::nullopt;
  TROTH_ASSIGN(Profile profile, read(std::move(directory), std::move(*lock)));
  if (profile.header() != header) return refuse(Code::profile_changed_meanwhile);
  return std::optional(std::move(profile));
}

Result<Profile> Profile::read(ProfileDirectory directory, ProfileLock lock) {
  TROTH_ASSIGN(const std::optional<Bytes> bytes, directory.read(kHeaderFile, kLargestHeaderFile));
  if (!bytes) return refuse(Code::profile_missing, directory.path().native());
  TROTH_ASSIGN(VaultFile header, VaultFile::parse(*bytes));
  Profile profile(std::move(directory), std::move(lock));
  profile.header_ = std::move(header);
  // The header was written, so the creation was over, whatever still says so.
  if (profile.directory_.has(kUnfinishedFile))
    TROTH_TRY(profile.directory_.remove(kUnfinishedFile));
  return profile;
}

const VaultFile& Profile::header() const {
  CHECK(header_.has_value());
  return *header_;
}

Status Profile::write_header(const VaultFile& header, const crypto::Secret& master_key) {
  const Bytes bytes = header.encode(master_key);
  TROTH_TRY(directory_.replace(kHeaderFile, bytes));
  TROTH_ASSIGN(header_, VaultFile::parse(bytes));
  if (directory_.has(kUnfinishedFile)) TROTH_TRY(directory_.remove(kUnfinishedFile));
  return {};
}

}  // namespace troth::store
