// Asking whoever waits in a profile to make way, for one who has made way too and
// wants to come back now (waiting.h), rather than whenever the others are done.
// Any thread. Fails with the codes of the profile's directory.
#pragma once

#include <filesystem>

#include "core/base/error.h"

namespace troth::vault {

// Who is at work in the profile hears nothing, and that is no failure.
Status knock(const std::filesystem::path& directory);

}  // namespace troth::vault
