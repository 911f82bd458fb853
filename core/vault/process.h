// What a program does once, before its first vault: starts the libraries,
// makes sure that memory for keys can be locked, and keeps core files and
// other processes away from this one's memory, and Protobuf from printing. Call
// it first in main.
#pragma once

#include "core/base/error.h"

namespace troth::vault {

// memory_not_lockable, database_out_of_memory.
Status prepare_process();
// Decrypted pages of the database may reach swap: not all could be locked.
bool pages_may_be_swapped();

}  // namespace troth::vault
