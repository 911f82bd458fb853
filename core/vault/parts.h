// The client's door to core/document/parts.h, and to how long a file may be; it
// reads no profile.
#pragma once

#include "core/document/parts.h"
#include "core/document/toml.h"

namespace troth::vault {

using document::Concern;
using document::file_of;
using document::kLargestFile;
using document::Part;
using document::parts_of;
using document::PartsFile;

}  // namespace troth::vault
