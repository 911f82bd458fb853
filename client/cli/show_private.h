// What is the author's alone, and what was searched for, as text for a person:
// journal, drafts, settings, findings. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "client/cli/called.h"
#include "client/cli/show.h"
#include "core/vault/drafts.h"
#include "core/vault/journal.h"
#include "core/vault/own_settings.h"
#include "core/vault/search.h"

namespace troth::cli {

std::string journal_text(const std::vector<vault::JournalPage>& pages, const Look& look);
std::string page_text(const vault::JournalPage& page, const Look& look);
std::string drafts_text(const std::vector<vault::Draft>& drafts, const Look& look);
std::string settings_text(const std::vector<vault::OwnSetting>& settings, const Look& look);
std::string hits_text(const std::vector<vault::SearchHit>& hits, const Look& look);

}  // namespace troth::cli
