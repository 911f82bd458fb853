// What came from the partner, a sentence each, and as JSON; both clients say it in
// these words. Pure, any thread.
#pragma once

#include <string>

#include "client/views/json.h"
#include "core/vault/arrivals.h"

namespace troth::views {

struct Told {
  std::string sentence;  // without its end, where a command follows it
  std::string command;   // of the command line, where it can be read; empty where there is none
};

Told told_of(const vault::Arrival& arrival, const Look& look);
// The same for a window, which names no command and no id.
std::string notice_of(const vault::Arrival& arrival, const Look& look);

// A proposal, or an answer to one, that does nothing but lift restrictions.
bool is_lift(const vault::Arrival& arrival);
// Why, of what takes away, where its author said so.
std::string reason_of(const vault::Arrival& arrival);

Json json_of(const vault::Arrival& arrival, const Names& names);

}  // namespace troth::views
