#include "core/sqlite/memory.h"

#include <sqlite3.h>
#include <sys/mman.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "tests/core/sqlite/scratch.h"

namespace troth::sqlite {
namespace {

constexpr int kPage = 4400;  // a page with SQLite's own words about it

// The flags of the mapping that `address` is in (proc(5), VmFlags).
std::string flags_of(const void* address) {
  std::ifstream maps("/proc/self/smaps");
  const auto wanted = reinterpret_cast<std::uintptr_t>(address);
  bool inside = false;
  for (std::string line; std::getline(maps, line);) {
    std::uintptr_t from = 0;
    std::uintptr_t to = 0;
    char dash = 0;
    if (std::istringstream in(line); in >> std::hex >> from >> dash >> to && dash == '-')
      inside = wanted >= from && wanted < to;
    if (inside && line.starts_with("VmFlags:")) return line;
  }
  return {};
}

TEST(Memory, IsSetUpOnceAndThenAgainToNoEffect) {
  EXPECT_THAT(initialize_memory(), Succeeds());
  EXPECT_THAT(initialize_memory(), Succeeds());
  EXPECT_GE(memory_state().page_bytes, std::size_t{16'000} * 4096);
}

TEST(Memory, WipesAPageThatIsFreed) {
  ASSERT_THAT(initialize_memory(), Succeeds());
  auto* page = static_cast<std::uint8_t*>(sqlite3_malloc(kPage));
  std::fill_n(page, kPage, std::uint8_t{0x6d});
  sqlite3_free(page);  // its place in the region stays mapped
  EXPECT_TRUE(std::all_of(page, page + kPage, [](auto byte) { return byte == 0; }));
}

TEST(Memory, KeepsPagesOutOfCoreDumps) {
  ASSERT_THAT(initialize_memory(), Succeeds());
  void* page = sqlite3_malloc(kPage);
  EXPECT_THAT(flags_of(page), testing::HasSubstr(" dd"));
  sqlite3_free(page);
}

TEST(Memory, UsesWhatIsLockedFirst) {
  ASSERT_THAT(initialize_memory(), Succeeds());
  if (memory_state().locked_bytes == 0) GTEST_SKIP() << "no memory may be locked here";
  void* page = sqlite3_malloc(kPage);
  EXPECT_THAT(flags_of(page), testing::HasSubstr(" lo"));
  EXPECT_FALSE(memory_state().pages_may_be_swapped);
  sqlite3_free(page);
}

TEST(Memory, SaysWhenPagesMayBeSwapped) {
  ASSERT_THAT(initialize_memory(), Succeeds());
  const auto state = memory_state();
  if (state.locked_bytes == state.page_bytes) GTEST_SKIP() << "all of it is locked here";
  std::vector<void*> pages(state.locked_bytes / 4608 + 1);
  for (auto& page : pages) page = sqlite3_malloc(kPage);
  EXPECT_TRUE(memory_state().pages_may_be_swapped);
  for (auto* page : pages) sqlite3_free(page);
}

TEST(Memory, KeepsContentAcrossEveryChangeOfSize) {
  ASSERT_THAT(initialize_memory(), Succeeds());
  auto* block = static_cast<std::uint8_t*>(sqlite3_malloc(10));
  std::fill_n(block, 10, std::uint8_t{5});
  for (const int size : {100, 4400, 4608, 9000, 4200, 700, 11}) {
    block = static_cast<std::uint8_t*>(sqlite3_realloc(block, size));
    ASSERT_GE(sqlite3_msize(block), static_cast<sqlite3_uint64>(size));
    ASSERT_TRUE(std::all_of(block, block + 10, [](auto byte) { return byte == 5; })) << size;
    block[size - 1] = 5;
  }
  sqlite3_free(block);
}

TEST(Memory, GoesOnWhereTheRegionIsFull) {
  ASSERT_THAT(initialize_memory(), Succeeds());
  std::vector<void*> pages(memory_state().page_bytes / 4608 + 10);
  for (auto& page : pages) ASSERT_NE(page = sqlite3_malloc(kPage), nullptr);
  for (auto* page : pages) sqlite3_free(page);
}

}  // namespace
}  // namespace troth::sqlite
