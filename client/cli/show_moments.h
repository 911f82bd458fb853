// Moments and talks as text for a person and as JSON: which moment is open and what
// it opens, who asks to talk. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "client/cli/json.h"
#include "client/cli/show.h"
#include "core/vault/moments.h"
#include "core/vault/talks.h"

namespace troth::cli {

std::string moments_text(const std::vector<vault::MomentView>& moments, const Look& look);
std::string talks_text(const std::vector<vault::TalkView>& talks, const Look& look);
Json json_of(const std::vector<vault::MomentView>& moments);
Json json_of(const std::vector<vault::TalkView>& talks);

}  // namespace troth::cli
