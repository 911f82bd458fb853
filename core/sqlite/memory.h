// SQLite's memory, set up once a process before SQLite starts: decrypted pages
// in one region that core dumps leave out and that is locked against swapping
// as far as the system allows, and an allocator that wipes what it frees.
// Opening a Database sets it up; `main` may do so earlier. Any thread.
#pragma once

#include <cstddef>

#include "core/base/error.h"

namespace troth::sqlite {

struct MemoryState {
  std::size_t page_bytes = 0;    // the region for pages
  std::size_t locked_bytes = 0;  // of it, never swapped; used first
  // Nothing is locked, or some page has stood beyond what is.
  bool pages_may_be_swapped = true;
};

// database_out_of_memory where there is no room for the region, or where
// something else in the process started SQLite before.
Status initialize_memory();
// How it is now. CHECKs that it was initialized.
MemoryState memory_state();

}  // namespace troth::sqlite
