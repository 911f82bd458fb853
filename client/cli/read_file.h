// A file of text that a person names, or their standard input: a proposal, or a contract. Read as
// far as one may be long and a byte more, so that what reads it says what is too large. Fails:
// file_unreadable; interrupted.
#pragma once

#include <string>

#include "core/base/error.h"

namespace troth::cli {

Result<std::string> read_file(const std::string& path);
// The same of a descriptor, to its end; `name` is what a failure calls it.
Result<std::string> read_all(int fd, const std::string& name);

}  // namespace troth::cli
