// A proposal as TOML, both ways: what people write (client/README.md has the
// keys) and what the program writes for them to change. Reading is strict:
// unknown keys and words, wrong types, texts that base/text.h refuses, bad
// dates and windows, and missing required keys are refused, each with its own
// code and with line and column. Pure, any thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/document/draft.h"

namespace troth::document {

inline constexpr std::size_t kLargestFile = std::size_t{1} << 20;

// The draft in a file of at most kLargestFile bytes (document_*, text_*).
Result<Draft> parse(std::string_view toml);

// `draft` as TOML; parse reads it back as the same draft.
std::string write(const Draft& draft);

// Comments by the line of the Place whose table (or preamble) they stand before:
// whole lines that begin with "#", each with its line end.
using Comments = std::map<std::uint32_t, std::string>;
// The same with comments, which parse does not see.
std::string write(const Draft& draft, const Comments& comments);

// A text as a TOML string, on one line or as a block of several.
std::string quoted(std::string_view text);
// A date as TOML: a day, an exact instant in UTC, or "none".
std::string toml_of(const Date& date);

}  // namespace troth::document
