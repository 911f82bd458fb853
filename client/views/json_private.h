// What is the author's alone, and what was searched for, as JSON: journal, drafts,
// settings, findings. Pure, any thread.
#pragma once

#include <vector>

#include "client/views/json.h"
#include "core/vault/drafts.h"
#include "core/vault/journal.h"
#include "core/vault/own_settings.h"
#include "core/vault/search.h"

namespace troth::views {

Json json_of(const vault::JournalPage& page);
Json json_of(const vault::Draft& draft);
Json json_of(const vault::OwnSetting& setting);
Json json_of(const vault::SearchHit& hit);
Json json_list(const std::vector<vault::JournalPage>& pages);
Json json_list(const std::vector<vault::Draft>& drafts);
Json json_list(const std::vector<vault::OwnSetting>& settings);
Json json_list(const std::vector<vault::SearchHit>& hits);

}  // namespace troth::views
