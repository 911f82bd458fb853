// A proposal file to start from: every clause that stands, ready to be changed,
// and every table that could be added, as comments. It parses as it is, and
// changes nothing until somebody writes in it. Pure, any thread.
#pragma once

#include <cstdint>
#include <string>

#include "core/document/resolve.h"

namespace troth::document {

// Fails as draft_of does.
Result<std::string> template_for(const Ground& ground);

// The same for an editor: its title and reason are empty, and have to be written.
Result<std::string> sheet_for(const Ground& ground);
// What `proposal` says, for whoever puts another in its place: a counter in an editor,
// whose reason is to be written; one in a file; or a proposal that asks anew.
enum class Instead : std::uint8_t { counter_in_editor, counter, anew };
Result<std::string> sheet_from(const agreement::Proposal& proposal, const Ground& ground,
                               Instead instead);

// Every table that could be added to `draft`, as comments.
std::string tables_to_add(const Draft& draft);

}  // namespace troth::document
