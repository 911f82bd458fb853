// Decisions as text for a person: whose answer a question waits for, what was
// answered, and the mark beside it; no reproach for a day that has passed. Pure,
// any thread.
#pragma once

#include <string>
#include <vector>

#include "client/cli/show.h"
#include "core/vault/decision_view.h"

namespace troth::cli {

std::string decisions_text(const std::vector<vault::DecisionView>& decisions, const Look& look,
                           TimeMs now);
// One of them whole.
std::string decision_text(const vault::DecisionView& decision, const Look& look, TimeMs now);
// What an open question waits for, in a sentence or two.
std::string waiting_sentence(const vault::DecisionView& decision, const Look& look, TimeMs now);
// The questions that wait, for the status; empty where there is none.
std::string questions_text(const std::vector<vault::DecisionView>& decisions, const Look& look,
                           TimeMs now);
// "Outside the agreement. Everything was paused."; empty where there is nothing to say.
std::string mark_sentence(const vault::MarkView& mark);

}  // namespace troth::cli
