// What the relay asks of the operating system for the sake of its keys: no core
// files, nothing readable by others, no looking into its memory, and room to
// lock the keys of every connection. Called by main, once.
#pragma once

#include "core/base/error.h"
#include "sync-server/limits.h"

namespace troth::relay {

// No core files, no debugger of another process, files of one's own alone, and
// nothing printed by the Protobuf library.
void close_process_to_others();
// relay_memory_not_lockable where the keys of so many connections would not fit:
// it is found out now, since a key without locked memory ends the program.
Status make_room_for_keys(const Limits& limits);

}  // namespace troth::relay
