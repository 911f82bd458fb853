// A profile: the directory of one vault, held by this process while this lives,
// and its header. Creating one is finished by write_header(): before that the
// directory holds no vault, and what an interrupted creation left is cleared by
// the next one. The FileCalls must live longer. One owner, one thread. Fails
// with file_failed and the profile_ codes; vault_header_damaged.
#pragma once

#include <optional>

#include "core/store/door.h"
#include "core/store/profile_directory.h"
#include "core/store/vault_file.h"

namespace troth::store {

class Profile {
 public:
  // Makes the directory and holds it. profile_exists where it holds a vault;
  // profile_not_empty where it holds files of one without their header.
  static Result<Profile> create(const std::filesystem::path& path, FileCalls& calls);
  // Holds an existing one. profile_missing; profile_in_use where its holder does
  // not make way (door.h).
  static Result<Profile> open(const std::filesystem::path& path, FileCalls& calls);
  // For the one who made way for others: nothing while one of them is there.
  // profile_changed_meanwhile where its header is no longer `header`.
  static Result<std::optional<Profile>> come_back(const std::filesystem::path& path,
                                                  FileCalls& calls, const Door& door,
                                                  const VaultFile& header);

  [[nodiscard]] const ProfileDirectory& directory() const { return directory_; }
  // The header as it is on the disk. CHECKs that there is one.
  [[nodiscard]] const VaultFile& header() const;
  // Replaces vault.hdr, durably. The first time it makes the vault exist: all
  // that the vault needs must be committed before.
  Status write_header(const VaultFile& header, const crypto::Secret& master_key);

 private:
  static Result<Profile> read(ProfileDirectory directory, ProfileLock lock);
  Profile(ProfileDirectory directory, ProfileLock lock)
      : directory_(std::move(directory)), lock_(std::move(lock)) {}

  ProfileDirectory directory_;
  ProfileLock lock_;
  std::optional<VaultFile> header_;
};

}  // namespace troth::store
