// Threads as text for a person, and the line below a thing that has one. Pure, any
// thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "client/cli/called.h"
#include "client/cli/show.h"
#include "core/vault/comments.h"

namespace troth::cli {

// "2 comments: troth comments 1a2b3c4d5e"; nothing where there are none.
void add_comments(Page& page, std::size_t count, std::string_view id, std::size_t indent = 0);

std::string thread_text(const vault::ThreadView& thread, const Look& look);

}  // namespace troth::cli
