// Decisions and threads as JSON, as client/README.md has them. Pure, any thread.
#pragma once

#include <vector>

#include "client/views/json.h"
#include "core/vault/comments.h"
#include "core/vault/decision_view.h"

namespace troth::views {

Json json_of(const vault::RemarkView& remark);
Json json_of(const vault::MarkView& mark);
Json json_of(const vault::DecisionView& decision);
Json json_list(const std::vector<vault::DecisionView>& decisions);
Json json_of(const vault::ThreadView& thread);

}  // namespace troth::views
