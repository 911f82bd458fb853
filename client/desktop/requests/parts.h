// The parts of a file (core/document/parts.h) as a page has them, both ways: a list of
// {table, fields}. Plain values, any thread.
#pragma once

#include <string>
#include <vector>

#include "client/desktop/requests/arguments.h"
#include "core/vault/parts.h"

namespace troth::desktop {

// {parts: [{table, fields}]} of a file that the program wrote. Fails where it is no TOML.
Result<Json> parts_json(const std::string& toml);

// What was written: the argument "parts", which make a file, or the file itself, "toml".
vault::PartsFile written(const Arguments& arguments);

}  // namespace troth::desktop
