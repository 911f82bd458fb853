// Versions of the agreement as text for a person: a history in sentences, a version
// as it was, what differs, and the life of a clause. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "client/cli/show.h"
#include "core/vault/versions.h"

namespace troth::cli {

std::string history_text(const std::vector<vault::VersionView>& versions, const Look& look);
std::string snapshot_text(const vault::SnapshotView& snapshot, const Look& look);
std::string difference_text(const vault::VersionDifference& difference, const Look& look);
std::string clause_text(const vault::ClauseLife& life, const Look& look);

}  // namespace troth::cli
