// The traps of the page file, one by one (README.md of core/sqlite).
#include <sqlite3.h>

#include <algorithm>
#include <array>

#include "core/sqlite/sealed_file.h"
#include "tests/core/sqlite/vault_fixture.h"

namespace troth::sqlite {
namespace {

constexpr std::uint32_t kLockPage = 262'145;
using Page = std::array<std::uint8_t, 4096>;

Page page_of(std::uint8_t fill) {
  Page out{};
  std::fill_n(out.begin(), 4056, fill);
  return out;
}

Page first_page() {
  Page out = page_of(3);
  out[16] = 0x10;
  out[17] = 0;
  out[20] = 40;
  return out;
}

class PageFileTest : public testing::Test {
 protected:
  PageFile open() {
    return {device_.open(kVault, Device::Missing::create).value(),
            PageSeal(keys_of(1, 1).pages, keys_of(1, 1).vault, random_)};
  }
  static int write(PageFile& file, std::uint32_t page, ByteView bytes) {
    return file.write(bytes, std::uint64_t{page - 1} * 4096);
  }
  static int read(PageFile& file, std::uint32_t page, Page& out) {
    return file.read(out, std::uint64_t{page - 1} * 4096);
  }

  MemoryDevice device_;
  crypto::SeededRandom random_{3};
  Page page_{};
};

TEST_F(PageFileTest, GivesBackAPageWithItsReservedBytesZero) {
  PageFile file = open();
  ASSERT_EQ(write(file, 1, first_page()), SQLITE_OK);
  ASSERT_EQ(write(file, 2, page_of(9)), SQLITE_OK);
  ASSERT_EQ(read(file, 2, page_), SQLITE_OK);
  EXPECT_EQ(page_, page_of(9));
}

TEST_F(PageFileTest, RefusesAWriteInTheReservedBytes) {
  PageFile file = open();
  Page page = page_of(9);
  page[4095] = 1;
  EXPECT_EQ(write(file, 2, page), SQLITE_IOERR_WRITE);
  page = page_of(9);
  page[4056] = 1;
  EXPECT_EQ(write(file, 2, page), SQLITE_IOERR_WRITE);
  EXPECT_TRUE(device_.bytes(kVault).empty());
}

TEST_F(PageFileTest, GivesAConstantHeaderForATornFirstPage) {
  PageFile file = open();
  device_.bytes(kVault).assign(4096, 0x5a);
  std::array<std::uint8_t, 100> header{};
  EXPECT_EQ(file.read(header, 0), SQLITE_IOERR_SHORT_READ);
  EXPECT_TRUE(equal(std::span(header).first(15), bytes_of("SQLite format 3")));
  EXPECT_EQ(header[16], 0x10);
  EXPECT_EQ(header[20], 40);
  std::array<std::uint8_t, 16> counter{1, 2, 3};
  EXPECT_EQ(file.read(counter, 24), SQLITE_IOERR_SHORT_READ);
  EXPECT_EQ(counter, (std::array<std::uint8_t, 16>{}));
  EXPECT_EQ(read(file, 1, page_), SQLITE_IOERR_DATA);
}

TEST_F(PageFileTest, GivesAnEmptyHeaderForAnEmptyFile) {
  PageFile file = open();
  std::array<std::uint8_t, 100> header{};
  header.fill(1);
  EXPECT_EQ(file.read(header, 0), SQLITE_IOERR_SHORT_READ);
  EXPECT_EQ(header, (std::array<std::uint8_t, 100>{}));
  EXPECT_EQ(read(file, 1, page_), SQLITE_IOERR_SHORT_READ);
}

TEST_F(PageFileTest, RefusesAPagePastTheEnd) {
  PageFile file = open();
  EXPECT_EQ(read(file, 2, page_), SQLITE_IOERR_DATA);
  ASSERT_EQ(write(file, 1, first_page()), SQLITE_OK);
  EXPECT_EQ(read(file, 2, page_), SQLITE_IOERR_DATA);
}

TEST_F(PageFileTest, RefusesAPageCutShort) {
  PageFile file = open();
  ASSERT_EQ(write(file, 1, first_page()), SQLITE_OK);
  device_.bytes(kVault).resize(4095);
  EXPECT_EQ(read(file, 1, page_), SQLITE_IOERR_DATA);
}

TEST_F(PageFileTest, SealsAGapWithHolesThatNeverOpenAsData) {
  PageFile file = open();
  ASSERT_EQ(write(file, 1, first_page()), SQLITE_OK);
  ASSERT_EQ(write(file, 4, page_of(4)), SQLITE_OK);
  EXPECT_EQ(read(file, 2, page_), SQLITE_IOERR_DATA);
  EXPECT_EQ(read(file, 3, page_), SQLITE_IOERR_DATA);
  PageSeal seal(keys_of(1, 1).pages, keys_of(1, 1).vault, random_);
  std::copy_n(device_.bytes(kVault).begin() + 4096, 4096, page_.begin());
  ASSERT_TRUE(seal.open(PageKind::hole, 2, page_));
  EXPECT_EQ(page_, Page{});
  ASSERT_EQ(write(file, 3, page_of(3)), SQLITE_OK);
  ASSERT_EQ(read(file, 3, page_), SQLITE_OK);
  EXPECT_EQ(page_, page_of(3));
}

TEST_F(PageFileTest, SealsTheGapAfterACutTooAndOverAPartOfAPage) {
  PageFile file = open();
  for (std::uint32_t page = 1; page <= 5; ++page)
    ASSERT_EQ(write(file, page, first_page()), SQLITE_OK);
  ASSERT_EQ(file.truncate(2 * 4096), SQLITE_OK);
  device_.bytes(kVault).resize(2 * 4096 + 100, 0x77);
  ASSERT_EQ(write(file, 5, page_of(5)), SQLITE_OK);
  EXPECT_EQ(read(file, 3, page_), SQLITE_IOERR_DATA);
  EXPECT_EQ(read(file, 4, page_), SQLITE_IOERR_DATA);
  EXPECT_EQ(read(file, 5, page_), SQLITE_OK);
}

TEST_F(PageFileTest, RefusesMisalignedAndOddSizedAccess) {
  PageFile file = open();
  ASSERT_EQ(write(file, 1, first_page()), SQLITE_OK);
  ASSERT_EQ(write(file, 2, page_of(2)), SQLITE_OK);
  const Page page = page_of(1);
  EXPECT_EQ(file.write(page, 4095), SQLITE_IOERR_WRITE);
  EXPECT_EQ(file.write(std::span(page).first(512), 4096), SQLITE_IOERR_WRITE);
  EXPECT_EQ(file.write(Bytes(8192), 4096), SQLITE_IOERR_WRITE);
  EXPECT_EQ(file.read(page_, 512), SQLITE_IOERR_READ);
  EXPECT_EQ(file.read(std::span(page_).first(512), 4096), SQLITE_IOERR_READ);
  EXPECT_EQ(file.read(std::span(page_).first(100), 4096), SQLITE_IOERR_READ);
  EXPECT_EQ(file.truncate(100), SQLITE_IOERR_TRUNCATE);
  EXPECT_EQ(file.truncate(3 * 4096), SQLITE_IOERR_TRUNCATE);
}

TEST_F(PageFileTest, RefusesAFirstPageOfAnotherPageSizeOrReserve) {
  PageFile file = open();
  for (const auto& [at, value] : {std::pair{16, 0x20}, {17, 1}, {20, 0}, {20, 32}}) {
    Page page = first_page();
    page[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(value);
    EXPECT_EQ(write(file, 1, page), SQLITE_IOERR_WRITE) << at;
  }
}

TEST_F(PageFileTest, ReportsAFullDiskAsThat) {
  PageFile file = open();
  device_.fail({device_.calls() + 1, Fault::Kind::no_room});
  EXPECT_EQ(write(file, 1, first_page()), SQLITE_FULL);
}

// A file over 1 GiB whose bytes are kept only around the lock page.
class SparseFile final : public File {
 public:
  explicit SparseFile(std::uint64_t& size, std::map<std::uint64_t, Bytes>& kept)
      : size_(size), kept_(kept) {}
  Result<std::size_t> read(std::span<std::uint8_t> out, std::uint64_t offset) override {
    if (offset >= size_) return std::size_t{0};
    std::ranges::fill(out, std::uint8_t{0});
    if (const auto at = kept_.find(offset); at != kept_.end())
      std::ranges::copy(at->second, out.begin());
    return out.size();
  }
  Status write(ByteView bytes, std::uint64_t offset) override {
    if (offset + 16 * 4096 > std::uint64_t{1} << 30) kept_[offset] = copy_of(bytes);
    size_ = std::max(size_, offset + bytes.size());
    return {};
  }
  Status truncate(std::uint64_t size) override {
    size_ = size;
    return {};
  }
  Status sync() override { return {}; }
  Result<std::uint64_t> size() override { return size_; }

 private:
  std::uint64_t& size_;
  std::map<std::uint64_t, Bytes>& kept_;
};

TEST_F(PageFileTest, LeavesOutTheLockPageOfAFileOverOneGibibyte) {
  std::uint64_t size = std::uint64_t{kLockPage - 8} * 4096;
  std::map<std::uint64_t, Bytes> kept;
  PageFile file(std::make_unique<SparseFile>(size, kept),
                PageSeal(keys_of(1, 1).pages, keys_of(1, 1).vault, random_));
  ASSERT_EQ(write(file, kLockPage + 2, page_of(7)), SQLITE_OK);
  EXPECT_FALSE(kept.contains(std::uint64_t{kLockPage - 1} * 4096));
  EXPECT_TRUE(kept.contains(std::uint64_t{kLockPage - 2} * 4096));
  EXPECT_TRUE(kept.contains(std::uint64_t{kLockPage} * 4096));
  EXPECT_EQ(read(file, kLockPage + 2, page_), SQLITE_OK);
  EXPECT_EQ(read(file, kLockPage, page_), SQLITE_IOERR_DATA);
  EXPECT_EQ(write(file, kLockPage, page_of(7)), SQLITE_IOERR_WRITE);
}

}  // namespace
}  // namespace troth::sqlite
