// What is done to the files of a profile, rather than in its database: another
// passphrase, locking, deletion. Each of them takes the profile for itself while
// it runs, asking whoever merely waits there to make way. Any thread; a
// passphrase takes about a second. Fails with the codes of the store's profile,
// profile_in_use among them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"

namespace troth::vault {

// From one passphrase to another, of the same cost. A crash leaves the old one
// valid or the new one. passphrase_wrong; passphrase_empty; vault_header_changed.
Status change_passphrase(const std::filesystem::path& directory, const crypto::Secret& old,
                         const crypto::Secret& passphrase, crypto::Random& random);
// The same by the 24 recovery words, which stay valid. Both slots are written
// anew, since a header that something changed has only been shown to open by
// the words. recovery_word_unknown, recovery_words_wrong where they are no
// words of a sheet; recovery_words_wrong_vault where they are of another.
Status reset_passphrase(const std::filesystem::path& directory, const crypto::Secret& words,
                        const crypto::Secret& passphrase, crypto::Random& random);

// Whether these can be the words of a sheet, before a new passphrase is asked for; as above.
Status check_recovery_words(const crypto::Secret& words);

// Whoever waits in the profile, or has made way in it, ends with profile_locked and
// wipes its key, within a second. Needs no passphrase.
Status lock_profile(const std::filesystem::path& directory, crypto::Random& random);

// What a deletion did; as store/deletion.h has it.
struct Deletion {
  bool keys_overwritten = true;
  bool folder_gone = false;
  std::vector<std::string> left;
};
// Needs no passphrase: whoever may do this may delete the files by hand.
Result<Deletion> delete_profile(const std::filesystem::path& directory, crypto::Random& random);

}  // namespace troth::vault
