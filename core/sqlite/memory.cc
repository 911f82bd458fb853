#include "core/sqlite/memory.h"

#include <sqlite3.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <vector>

#include "core/base/check.h"

namespace troth::sqlite {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kSlot = 4608;     // a page and SQLite's own words about it
constexpr std::size_t kSlots = 16'384;  // the largest cache, 16,000 pages, and some more
constexpr std::size_t kRegion = kSlot * kSlots;
// Before every other allocation, its size; 16, so that what follows is aligned.
constexpr std::size_t kSizePrefix = 16;

// SQLITE_CONFIG_PAGECACHE would keep pages together too, but it does not wipe
// one that SQLite frees; so pages are told from other allocations by their size.
class PageRegion {
 public:
  bool reserve() {
    void* memory = ::mmap(nullptr, kRegion, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED || ::madvise(memory, kRegion, MADV_DONTDUMP) != 0) return false;
    start_ = static_cast<std::uint8_t*>(memory);
    lock_what_may_be();
    free_.reserve(kSlots);
    for (std::size_t slot = kSlots; slot > 0; --slot)
      free_.push_back(static_cast<std::uint32_t>(slot - 1));  // the locked ones come first
    return true;
  }

  [[nodiscard]] static bool fits(std::size_t size) { return size >= kPage && size <= kSlot; }
  [[nodiscard]] bool holds(const void* memory) const {
    const auto* at = static_cast<const std::uint8_t*>(memory);
    return at >= start_ && at < start_ + kRegion;
  }

  // Null where every slot is taken.
  void* take() {
    const std::scoped_lock lock(mutex_);
    if (free_.empty()) {
      used_beyond_locked_ = true;
      return nullptr;
    }
    const std::size_t slot = free_.back();
    free_.pop_back();
    if ((slot + 1) * kSlot > locked_) used_beyond_locked_ = true;
    return start_ + slot * kSlot;
  }

  void give_back(void* memory) {
    ::explicit_bzero(memory, kSlot);
    const std::scoped_lock lock(mutex_);
    const auto offset = static_cast<std::size_t>(static_cast<std::uint8_t*>(memory) - start_);
    free_.push_back(static_cast<std::uint32_t>(offset / kSlot));
  }

  MemoryState state() {
    const std::scoped_lock lock(mutex_);
    return {kRegion, locked_, used_beyond_locked_ || locked_ == 0};
  }

 private:
  // Half of what the system allows: the keys need the rest, and they must be locked.
  void lock_what_may_be() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_MEMLOCK, &limit) != 0) return;
    const std::size_t half = limit.rlim_cur == RLIM_INFINITY ? kRegion : limit.rlim_cur / 2;
    const std::size_t wanted = std::min(kRegion, half) / kPage * kPage;
    if (wanted > 0 && ::mlock2(start_, wanted, MLOCK_ONFAULT) == 0) locked_ = wanted;
  }

  std::uint8_t* start_ = nullptr;
  std::size_t locked_ = 0;
  std::mutex mutex_;
  std::vector<std::uint32_t> free_;
  bool used_beyond_locked_ = false;
};

// The process's, as SQLite's own memory is.
PageRegion& region() {
  static PageRegion the_region;
  return the_region;
}

std::size_t& size_before(void* memory) {
  return *reinterpret_cast<std::size_t*>(static_cast<std::uint8_t*>(memory) - kSizePrefix);
}

int size_of(void* memory) {
  if (memory == nullptr) return 0;
  return static_cast<int>(region().holds(memory) ? kSlot : size_before(memory));
}

void* take_memory(int size) {
  const auto wanted = static_cast<std::size_t>(size);
  if (PageRegion::fits(wanted)) {
    if (void* slot = region().take()) return slot;
  }
  auto* whole = static_cast<std::uint8_t*>(std::malloc(wanted + kSizePrefix));
  if (whole == nullptr) return nullptr;
  void* memory = whole + kSizePrefix;
  size_before(memory) = wanted;
  return memory;
}

void wipe_and_free(void* memory) {
  if (memory == nullptr) return;
  if (region().holds(memory)) {
    region().give_back(memory);
    return;
  }
  auto* whole = static_cast<std::uint8_t*>(memory) - kSizePrefix;
  ::explicit_bzero(whole, size_before(memory) + kSizePrefix);
  std::free(whole);
}

// Never in place of the C library's, which would leave the old copy unwiped.
void* change_size(void* memory, int size) {
  if (size <= size_of(memory) && size > size_of(memory) / 2) return memory;
  void* moved = take_memory(size);
  if (moved == nullptr) return nullptr;
  std::copy_n(static_cast<std::uint8_t*>(memory), std::min(size, size_of(memory)),
              static_cast<std::uint8_t*>(moved));
  wipe_and_free(memory);
  return moved;
}

int round_up(int size) { return (size + 7) & ~7; }
int start(void*) { return SQLITE_OK; }
void stop(void*) {}

bool configure() {
  constexpr sqlite3_mem_methods kMethods = {.xMalloc = take_memory,
                                            .xFree = wipe_and_free,
                                            .xRealloc = change_size,
                                            .xSize = size_of,
                                            .xRoundup = round_up,
                                            .xInit = start,
                                            .xShutdown = stop,
                                            .pAppData = nullptr};
  return sqlite3_config(SQLITE_CONFIG_MALLOC, &kMethods) == SQLITE_OK &&
         sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK &&
         // Pages one by one through the methods above, no bulk and no lookaside.
         sqlite3_config(SQLITE_CONFIG_PAGECACHE, nullptr, 0, 0) == SQLITE_OK &&
         sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) == SQLITE_OK &&
         sqlite3_config(SQLITE_CONFIG_URI, 0) == SQLITE_OK &&
         sqlite3_config(SQLITE_CONFIG_MMAP_SIZE, sqlite3_int64{0}, sqlite3_int64{0}) == SQLITE_OK;
}

bool initialize_once() {
  return region().reserve() && configure() && sqlite3_initialize() == SQLITE_OK;
}

bool initialized() {
  static const bool done = initialize_once();
  return done;
}

}  // namespace

Status initialize_memory() {
  if (initialized()) return {};
  return refuse(Code::database_out_of_memory, "the cache of its pages could not be set up");
}

MemoryState memory_state() {
  CHECK(initialized());
  return region().state();
}

}  // namespace troth::sqlite
