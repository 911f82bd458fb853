// What can be told of what a person gave before their profile is opened, so that
// nobody types a passphrase in vain: whether the profile is there, and whether an
// invite, an address or a proposal file is one at all. What they mean for this
// profile is checked by the commands. Reads no key; any thread.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/base/error.h"
#include "core/crypto/secret.h"

namespace troth::vault {

// profile_missing; what else may be wrong with it comes up when it is opened.
Status check_profile_there(const std::filesystem::path& directory);
// profile_exists, text_missing, text_too_long, ...: what Vault::create would say.
Status check_new_profile(const std::filesystem::path& directory, std::string_view name,
                         const crypto::Secret& relay_address);
// relay_address_...
Status check_relay_address(const crypto::Secret& address);
// invite_...
Status check_invite(const crypto::Secret& invite);
// The form of a proposal file: document_..., with the line.
Status check_proposal_file(std::string_view toml);
// The nine digits, in whatever groups: usage_wrong where there are more or fewer.
Status check_digits(std::string_view digits);

}  // namespace troth::vault
