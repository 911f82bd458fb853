// A proposal file to start from: every clause that stands, ready to be changed,
// and every table that could be added, as comments. It parses as it is, and
// changes nothing until somebody writes in it. Pure, any thread.
#pragma once

#include <string>

#include "core/document/resolve.h"

namespace troth::document {

// Fails as draft_of does.
Result<std::string> template_for(const Ground& ground);

}  // namespace troth::document
