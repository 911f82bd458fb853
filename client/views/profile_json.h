// What both clients ask of an open profile in the same way: how people and things in
// it are called, and what takes several questions, as JSON. Borrows the profile, on
// its thread. Fails where the disk does, and id_unknown, id_ambiguous.
#pragma once

#include <filesystem>
#include <string_view>

#include "client/host/profile.h"
#include "client/views/json.h"

namespace troth::views {

struct Called {
  Names names;
  Calendar calendar;  // of the agreed time zone; UTC where none is
};
Result<Called> called_in(const host::Profile& profile);

// `place` is the profile's folder.
Result<Json> status_json(const host::Profile& profile, const std::filesystem::path& place);
// One proposal whole, with what was said about it.
Result<Json> proposal_json(const host::Profile& profile, std::string_view id);

}  // namespace troth::views
