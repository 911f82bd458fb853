// Where a profile lies when nobody says so: the place that the XDG base
// directory specification gives to a user's data. Reads the environment; pure
// otherwise, any thread.
#pragma once

#include <filesystem>

#include "core/base/error.h"

namespace troth::host {

// $XDG_DATA_HOME/troth, else ~/.local/share/troth; profile_place_unknown where
// the environment names neither.
Result<std::filesystem::path> default_profile();

}  // namespace troth::host
