// The client's door to core/document/contract.h, which reads no profile.
#pragma once

#include "core/document/contract.h"

namespace troth::vault {

using document::Contract;
using document::import_contract;

}  // namespace troth::vault
