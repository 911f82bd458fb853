// What a proposal file must be before toml++ reads it: a scan over its texts,
// comments and the rest, which keeps from the parser what it does not survive, as
// far as that is known: fuzz_document still finds letters beyond ASCII that reach it.
// Private to this room; pure.
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.h"

namespace troth::document {

// `toml` with plain line ends, saying the same. Refuses a nest of tables that the
// parser would follow until its stack ends (document_too_many_dots), and what
// TOML forbids (document_syntax): what is not ASCII outside of texts and comments,
// a text that begins in the middle of a word, and a backslash before such a letter.
Result<std::string> scanned(std::string_view toml);

}  // namespace troth::document
