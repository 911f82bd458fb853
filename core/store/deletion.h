// The deletion of a whole profile, by whoever may write to its folder: no
// passphrase is asked, since the same person could delete the files by hand.
// The key slots are overwritten first, so that what a disk keeps of the other
// files can be read by nobody, not even with the passphrase; then the files that
// a vault consists of go, then the folder where nothing else is in it. Symbolic
// links are never followed. A crash in between leaves a folder that the next
// call goes on with. Any thread. Fails, before anything is deleted, with
// profile_missing where there is nothing of a vault, profile_in_use,
// profile_is_link and profile_not_private; after that it does what it can, and
// says what it could not.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/crypto/random.h"
#include "core/store/file_calls.h"

namespace troth::store {

struct Deletion {
  // Each copy of the key slots there was is random bytes now. False where the
  // disk refused: then what is left of the files opens with the passphrase.
  bool keys_overwritten = true;
  bool folder_gone = false;
  std::vector<std::string> left;  // what is still in the folder, by name
};

Result<Deletion> delete_profile(const std::filesystem::path& path, FileCalls& calls,
                                crypto::Random& random);

}  // namespace troth::store
