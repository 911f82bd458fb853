// Versions of the agreement as JSON: what made each, how things stood with it, what
// differs, and the life of a clause. Pure, any thread.
#pragma once

#include "client/views/json.h"
#include "core/vault/versions.h"

namespace troth::views {

Json json_of(const vault::VersionView& version, const Names& names);
// As `agreement show` has it, with the version.
Json json_of(const vault::SnapshotView& snapshot, const Names& names);
Json json_of(const vault::VersionDifference& difference, const Names& names);
Json json_of(const vault::ClauseLife& life, const Names& names);

}  // namespace troth::views
