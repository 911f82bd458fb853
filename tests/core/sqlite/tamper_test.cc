// Whoever has the disk changes it: nothing that the vault did not write is ever
// read from it. What can only be told from the ledger (an old page or an old
// log put back, a log cut short) is the anchor's, in core/store; here such a
// database gives an error or an earlier state, and never a wrong one.
#include "tests/core/sqlite/diary.h"
#include "tests/core/sqlite/vault_fixture.h"

namespace troth::sqlite {
namespace {

constexpr std::int64_t kInDatabase = 6;  // changes moved into the page file
constexpr std::int64_t kInLog = 5;       // and changes only in the log
constexpr std::int64_t kAll = kInDatabase + kInLog;

class Tamper : public VaultTest {
 protected:
  using Files = std::map<std::string, Bytes>;

  static Files make(SealedKeys keys) {
    MemoryDevice device;
    crypto::SeededRandom random(17);
    {
      auto database =
          Database::open_sealed(kVault, std::move(keys), device, random, no_checkpoint()).value();
      auto diary = Diary::open(database, Size::small).value();
      for (int i = 0; i < kInDatabase; ++i) EXPECT_THAT(diary.change(), Succeeds());
      EXPECT_THAT(database.checkpoint(), Succeeds());
      for (int i = 0; i < kInLog; ++i) EXPECT_THAT(diary.change(), Succeeds());
      const auto files = device.snapshot();
      device.stop();
      return files;
    }
  }

  void SetUp() override {
    files_ = make(keys_of(1, 1));
    ASSERT_EQ(files_.size(), 2U);
    ASSERT_GT(files_.at(kVault).size(), 8U * 4096);
    ASSERT_GT(files_.at(kLog).size(), 32 + 8U * 4120);
  }

  // Reads everything; the number of the last change, all of whose entries were right.
  Result<std::int64_t> read_all(const Files& files) {
    device_.restore(files);
    TROTH_ASSIGN(auto database, open(existing()));
    TROTH_TRY(database.check_integrity());
    TROTH_ASSIGN(auto diary, Diary::open(database, Size::small));
    TROTH_TRY(diary.check());
    return diary.last_change();
  }
  // The page file alone, after the log went into it.
  Files settled() {
    device_.restore(files_);
    {
      const auto database = open(existing()).value();
    }
    EXPECT_FALSE(device_.has(kLog));
    return device_.snapshot();
  }
  static void swap(Bytes& bytes, std::size_t a, std::size_t b, std::size_t size) {
    const auto at = [&](std::size_t place) {
      return bytes.begin() + static_cast<std::ptrdiff_t>(place);
    };
    std::swap_ranges(at(a), at(a + size), at(b));
  }

  Files files_;
};

TEST_F(Tamper, LeavesAnUntouchedDatabaseWhole) {
  EXPECT_EQ(read_all(files_).value(), kAll);
  EXPECT_EQ(read_all(settled()).value(), kAll);
}

TEST_F(Tamper, RefusesAFlippedBitInAnyPageWhereverItIs) {
  const Files whole = settled();
  const std::size_t pages = whole.at(kVault).size() / 4096;
  int refused = 0;
  for (std::size_t page = 0; page < pages; ++page) {
    for (const std::size_t at : {0U, 20U, 99U, 2000U, 4055U, 4056U, 4079U, 4080U, 4095U}) {
      Files files = whole;
      files.at(kVault)[page * 4096 + at] ^= static_cast<std::uint8_t>(1 << (at % 8));
      const auto read = read_all(files);
      // A free page is never read; of all others the flip is seen.
      if (read) {
        EXPECT_EQ(*read, kAll) << page << " " << at;
      } else {
        EXPECT_THAT(read, RefusedWith(Code::database_damaged)) << page << " " << at;
        ++refused;
      }
    }
  }
  EXPECT_GE(refused, static_cast<int>(9 * pages * 3 / 4));
}

TEST_F(Tamper, ReadsAnEarlierStateOrNoneWhereABitOfTheLogIsFlipped) {
  const Files whole = files_;
  const std::size_t frames = (whole.at(kLog).size() - 32) / 4120;
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < 32; ++at) places.push_back(at);
  for (std::size_t frame = 0; frame < frames; ++frame)
    for (const std::size_t at : {0U, 3U, 7U, 8U, 15U, 16U, 23U, 24U, 2000U, 4079U, 4080U, 4119U})
      places.push_back(32 + frame * 4120 + at);
  for (const std::size_t place : places) {
    Files files = whole;
    files.at(kLog)[place] ^= static_cast<std::uint8_t>(1 << (place % 8));
    const auto read = read_all(files);
    if (!read) continue;
    EXPECT_GE(*read, kInDatabase) << place;
    EXPECT_LT(*read, kAll) << place;
  }
}

TEST_F(Tamper, RefusesTwoPagesSwapped) {
  Files files = settled();
  swap(files.at(kVault), 4096, 2 * 4096, 4096);
  EXPECT_THAT(read_all(files), RefusedWith(Code::database_damaged));
}

TEST_F(Tamper, RefusesAPageZeroed) {
  const Files whole = settled();
  for (const std::size_t page : {0U, 1U, 3U}) {
    Files files = whole;
    std::fill_n(files.at(kVault).begin() + static_cast<std::ptrdiff_t>(page * 4096), 4096,
                std::uint8_t{0});
    EXPECT_THAT(read_all(files), RefusedWith(Code::database_damaged)) << page;
  }
}

TEST_F(Tamper, RefusesAFileCutShortAnywhere) {
  const Files whole = settled();
  const std::size_t size = whole.at(kVault).size();
  for (const std::size_t cut : {size - 1, size - 4095, size - 3 * 4096, std::size_t{8192},
                                std::size_t{4096}, std::size_t{4095}, std::size_t{1}}) {
    Files files = whole;
    files.at(kVault).resize(cut);
    EXPECT_THAT(read_all(files), RefusedWith(Code::database_damaged)) << cut;
  }
  Files files = whole;
  files.at(kVault).clear();
  EXPECT_THAT(read_all(files), RefusedWith(Code::database_missing));
}

TEST_F(Tamper, ReadsAnEarlierStateWhereTheLogIsCutShort) {
  const Files whole = files_;
  for (std::size_t cut = 0; cut < whole.at(kLog).size(); cut += 2060) {
    Files files = whole;
    files.at(kLog).resize(cut);
    const auto read = read_all(files);
    ASSERT_THAT(read, Succeeds()) << cut;
    EXPECT_GE(*read, kInDatabase) << cut;
    EXPECT_LT(*read, kAll) << cut;
  }
}

TEST_F(Tamper, NeverReadsAWrongStateWhereAnOldPageIsPutBack) {
  const Files old = settled();
  device_.restore(old);
  {
    auto database = open(existing()).value();
    auto diary = Diary::open(database, Size::small).value();
    for (int i = 0; i < 12; ++i) ASSERT_THAT(diary.change(), Succeeds());
  }
  const Files now = device_.snapshot();
  const std::size_t pages = std::min(old.at(kVault).size(), now.at(kVault).size()) / 4096;
  for (std::size_t page = 0; page < pages; ++page) {
    Files files = now;
    std::copy_n(old.at(kVault).begin() + static_cast<std::ptrdiff_t>(page * 4096), 4096,
                files.at(kVault).begin() + static_cast<std::ptrdiff_t>(page * 4096));
    // The seal is right, so only what the pages say about each other can tell.
    EXPECT_EQ(read_all(files).value_or(kAll + 12), kAll + 12) << page;
  }
}

TEST_F(Tamper, ReadsTheEarlierStateWhereAWholeOldPairOfFilesIsPutBack) {
  const Files old = files_;
  const Files now = settled();
  EXPECT_NE(old, now);
  EXPECT_EQ(read_all(old).value(), kAll);
}

TEST_F(Tamper, DoesNotReadAFrameOfAnEarlierLogPutBack) {
  const Files old = files_;
  device_.restore(settled());
  auto database = open(no_checkpoint()).value();
  {
    auto diary = Diary::open(database, Size::small).value();
    for (int i = 0; i < kInLog; ++i) ASSERT_THAT(diary.change(), Succeeds());
  }
  kill(std::move(database));
  const Files now = device_.snapshot();
  const std::size_t size = std::min(old.at(kLog).size(), now.at(kLog).size());
  for (std::size_t frame = 0; 32 + (frame + 1) * 4120 <= size; ++frame) {
    Files files = now;
    std::copy_n(old.at(kLog).begin() + static_cast<std::ptrdiff_t>(32 + frame * 4120), 4120,
                files.at(kLog).begin() + static_cast<std::ptrdiff_t>(32 + frame * 4120));
    const auto read = read_all(files);
    ASSERT_THAT(read, Succeeds()) << frame;
    EXPECT_GE(*read, kAll) << frame;
    EXPECT_LT(*read, kAll + kInLog) << frame;
  }
}

TEST_F(Tamper, RefusesPagesAndFramesSplicedFromAnotherVault) {
  // The worst case: another vault with the very same keys.
  const Files other = make(keys_of(2, 1));
  const Files whole = settled();
  for (const std::size_t page : {0U, 1U, 2U}) {
    Files files = whole;
    std::copy_n(other.at(kVault).begin() + static_cast<std::ptrdiff_t>(page * 4096), 4096,
                files.at(kVault).begin() + static_cast<std::ptrdiff_t>(page * 4096));
    EXPECT_THAT(read_all(files), RefusedWith(Code::database_damaged)) << page;
  }
  Files files = files_;
  files.at(kLog) = other.at(kLog);
  const auto read = read_all(files);
  ASSERT_THAT(read, Succeeds());
  EXPECT_EQ(*read, kInDatabase);
}

}  // namespace
}  // namespace troth::sqlite
