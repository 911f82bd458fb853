// What SQLite does for every connection of this program, counted by SQLite itself:
// steps of its virtual machine and pages asked for. Unlike time, the same on every
// machine. One thread, after prepare_process().
#pragma once

#include <cstdint>

namespace troth::vault {

struct DatabaseWork {
  std::int64_t steps = 0;
  std::int64_t pages = 0;
};

// For connections that are opened afterwards.
void count_database_work();
// Since the last call.
DatabaseWork take_database_work();

}  // namespace troth::vault
