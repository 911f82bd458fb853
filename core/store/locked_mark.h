// The mark that `troth lock` leaves in a profile: other bytes each time, in
// vault.locked. Whoever made way in the profile and comes back to another mark
// than it left ends there, with its keys, instead of going on without a
// passphrase. The mark is no secret, and no proof: who may write to the folder can
// at most make somebody type their passphrase again. Any thread.
// Fails: profile_missing, profile_in_use, file_failed.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/crypto/random.h"
#include "core/store/profile_directory.h"

namespace troth::store {

inline constexpr std::string_view kLockedFile = "vault.locked";

// The mark as it is; nothing where the profile was never locked.
Result<std::optional<Bytes>> locked_mark(const ProfileDirectory& directory);
// Asks whoever waits in the profile to make way, and leaves a new mark. Where
// another is at work in it: profile_in_use.
Status lock_profile(const std::filesystem::path& path, FileCalls& calls, crypto::Random& random);

}  // namespace troth::store
