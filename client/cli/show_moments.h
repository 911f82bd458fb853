// Moments and talks as text for a person: which moment is open and what
// it opens, who asks to talk. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "client/cli/called.h"
#include "client/cli/show.h"
#include "core/vault/moments.h"
#include "core/vault/talks.h"

namespace troth::cli {

std::string moments_text(const std::vector<vault::MomentView>& moments, const Look& look);
std::string talks_text(const std::vector<vault::TalkView>& talks, const Look& look);

}  // namespace troth::cli
