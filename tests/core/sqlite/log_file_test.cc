// The traps of the log file, one by one (README.md of core/sqlite).
#include <sqlite3.h>

#include <algorithm>
#include <array>

#include "core/sqlite/sealed_file.h"
#include "tests/core/sqlite/vault_fixture.h"

namespace troth::sqlite {
namespace {

using Header = std::array<std::uint8_t, 24>;
using Page = std::array<std::uint8_t, 4096>;
using Frame = std::array<std::uint8_t, 4120>;

std::uint64_t at(std::uint32_t frame) { return 32 + std::uint64_t{frame - 1} * 4120; }

std::array<std::uint8_t, 32> log_header(std::uint8_t salt) {
  std::array<std::uint8_t, 32> out{0x37, 0x7f, 0x06, 0x82};
  std::fill_n(out.begin() + 16, 8, salt);
  return out;
}

Header header_of(std::uint8_t page, std::uint8_t salt, std::uint8_t checksum) {
  Header out{};
  out[3] = page;
  std::fill_n(out.begin() + 8, 8, salt);
  std::fill_n(out.begin() + 16, 8, checksum);
  return out;
}

Page body_of(std::uint8_t fill) {
  Page out{};
  std::fill_n(out.begin(), 4056, fill);
  return out;
}

class LogFileTest : public testing::Test {
 protected:
  LogFile open() { return open_on(device_); }
  LogFile open_on(MemoryDevice& device) {
    return {device.open(kLog, Device::Missing::create).value(),
            FrameSeal(keys_of(1, 1).log, keys_of(1, 1).vault, random_)};
  }
  // A frame's two writes, as SQLite makes them.
  static void append(LogFile& log, std::uint32_t frame, const Header& header, const Page& body) {
    ASSERT_EQ(log.write(header, at(frame)), SQLITE_OK);
    ASSERT_EQ(log.write(body, at(frame) + 24), SQLITE_OK);
  }
  // What another process finds at a frame.
  Header header_on_disk(std::uint32_t frame) {
    MemoryDevice other;
    other.restore(device_.snapshot());
    LogFile log = open_on(other);
    EXPECT_EQ(log.read(frame_, at(frame)), SQLITE_OK);
    Header out{};
    std::copy_n(frame_.begin(), 24, out.begin());
    return out;
  }

  MemoryDevice device_;
  crypto::SeededRandom random_{5};
  Frame frame_{};
  Page page_{};
};

TEST_F(LogFileTest, HoldsAHeaderUntilItsBodyComesAndMakesOneWrite) {
  std::vector<std::size_t> writes;
  LogFile log = open();
  ASSERT_EQ(log.write(log_header(1), 0), SQLITE_OK);
  device_.on_write = [&](auto&, auto, ByteView bytes) { writes.push_back(bytes.size()); };
  ASSERT_EQ(log.write(header_of(2, 1, 9), at(1)), SQLITE_OK);
  EXPECT_TRUE(writes.empty());
  ASSERT_EQ(log.write(body_of(4), at(1) + 24), SQLITE_OK);
  EXPECT_THAT(writes, testing::ElementsAre(4120U));
  EXPECT_EQ(header_on_disk(1), header_of(2, 1, 9));
}

TEST_F(LogFileTest, SealsAtOnceAHeaderRewrittenAloneAtCommit) {
  LogFile log = open();
  ASSERT_EQ(log.write(log_header(1), 0), SQLITE_OK);
  append(log, 1, header_of(2, 0, 0), body_of(4));
  ASSERT_EQ(log.read(frame_, at(1)), SQLITE_OK);
  ASSERT_EQ(log.write(header_of(2, 1, 9), at(1)), SQLITE_OK);
  EXPECT_EQ(header_on_disk(1), header_of(2, 1, 9));
  EXPECT_TRUE(std::ranges::equal(std::span(frame_).subspan(24), body_of(4)));
  EXPECT_EQ(log.sync(), SQLITE_OK);
}

TEST_F(LogFileTest, TakesAHeaderAfterAnotherAccessForTheStartOfANewFrame) {
  LogFile log = open();
  ASSERT_EQ(log.write(log_header(1), 0), SQLITE_OK);
  append(log, 1, header_of(2, 1, 9), body_of(4));
  ASSERT_EQ(log.read(frame_, at(1)), SQLITE_OK);
  ASSERT_EQ(log.read(page_, at(1) + 24), SQLITE_OK);
  ASSERT_EQ(log.write(header_of(3, 1, 8), at(1)), SQLITE_OK);
  EXPECT_EQ(header_on_disk(1), header_of(2, 1, 9));
  ASSERT_EQ(log.write(body_of(5), at(1) + 24), SQLITE_OK);
  EXPECT_EQ(header_on_disk(1), header_of(3, 1, 8));
}

TEST_F(LogFileTest, RefusesToSyncWhileAHeaderIsHeld) {
  LogFile log = open();
  ASSERT_EQ(log.write(log_header(1), 0), SQLITE_OK);
  ASSERT_EQ(log.write(header_of(2, 1, 9), at(1)), SQLITE_OK);
  EXPECT_EQ(log.sync(), SQLITE_IOERR_FSYNC);
}

TEST_F(LogFileTest, KeepsTheHeaderOfAPageThatSpillsTwice) {
  LogFile log = open();
  ASSERT_EQ(log.write(log_header(1), 0), SQLITE_OK);
  append(log, 1, header_of(2, 1, 9), body_of(4));
  ASSERT_EQ(log.write(body_of(5), at(1) + 24), SQLITE_OK);
  ASSERT_EQ(log.read(page_, at(1) + 24), SQLITE_OK);
  EXPECT_EQ(page_, body_of(5));
  EXPECT_EQ(header_on_disk(1), header_of(2, 1, 9));
}

TEST_F(LogFileTest, GivesTheChecksumOfAFrameAlone) {
  LogFile log = open();
  ASSERT_EQ(log.write(log_header(1), 0), SQLITE_OK);
  append(log, 1, header_of(2, 1, 9), body_of(4));
  std::array<std::uint8_t, 8> checksum{};
  ASSERT_EQ(log.read(checksum, at(1) + 16), SQLITE_OK);
  EXPECT_EQ(checksum, (std::array<std::uint8_t, 8>{9, 9, 9, 9, 9, 9, 9, 9}));
}

TEST_F(LogFileTest, KeepsNoHeaderAndNoChecksumInTheClear) {
  LogFile log = open();
  ASSERT_EQ(log.write(log_header(1), 0), SQLITE_OK);
  Header header{};
  for (std::size_t i = 0; i < header.size(); ++i) header[i] = static_cast<std::uint8_t>(200 + i);
  append(log, 1, header, body_of(4));
  const ByteView disk = device_.bytes(kLog);
  for (std::size_t i = 0; i + 4 <= header.size(); ++i)
    EXPECT_TRUE(std::ranges::search(disk, std::span(header).subspan(i, 4)).empty()) << i;
}

TEST_F(LogFileTest, BindsAFrameWithoutSaltsToThoseOfTheLog) {
  LogFile log = open();
  ASSERT_EQ(log.write(log_header(1), 0), SQLITE_OK);
  append(log, 1, header_of(2, 0, 0), body_of(4));
  EXPECT_EQ(header_on_disk(1), header_of(2, 0, 0));
}

TEST_F(LogFileTest, DoesNotOpenAFrameOfAnEarlierGeneration) {
  LogFile log = open();
  ASSERT_EQ(log.write(log_header(1), 0), SQLITE_OK);
  append(log, 1, header_of(2, 1, 9), body_of(4));
  append(log, 2, header_of(3, 1, 9), body_of(4));
  ASSERT_EQ(log.write(log_header(2), 0), SQLITE_OK);
  append(log, 1, header_of(2, 2, 9), body_of(5));
  EXPECT_EQ(log.read(page_, at(1) + 24), SQLITE_OK);
  EXPECT_EQ(log.read(page_, at(2) + 24), SQLITE_IOERR_DATA);
}

TEST_F(LogFileTest, ReadsTheSaltsOnceMoreWhereAFrameDoesNotOpen) {
  LogFile log = open();
  ASSERT_EQ(log.write(log_header(1), 0), SQLITE_OK);
  append(log, 1, header_of(2, 1, 9), body_of(4));
  MemoryDevice other;
  {
    LogFile second = open_on(other);
    ASSERT_EQ(second.write(log_header(2), 0), SQLITE_OK);
    append(second, 1, header_of(2, 2, 9), body_of(6));
  }
  device_.bytes(kLog) = other.bytes(kLog);
  ASSERT_EQ(log.read(page_, at(1) + 24), SQLITE_OK);
  EXPECT_EQ(page_, body_of(6));
}

TEST_F(LogFileTest, GivesZerosInRecoveryWhereAFrameDoesNotOpenAndAnErrorElsewhere) {
  {
    LogFile log = open();
    ASSERT_EQ(log.write(log_header(1), 0), SQLITE_OK);
    append(log, 1, header_of(2, 1, 9), body_of(4));
  }
  device_.bytes(kLog)[100] ^= 1;
  LogFile log = open();
  frame_.fill(7);
  EXPECT_EQ(log.read(frame_, at(1)), SQLITE_OK);
  EXPECT_EQ(frame_, Frame{});
  EXPECT_EQ(log.read(page_, at(1) + 24), SQLITE_IOERR_DATA);
  std::array<std::uint8_t, 8> checksum{};
  EXPECT_EQ(log.read(checksum, at(1) + 16), SQLITE_IOERR_DATA);
}

TEST_F(LogFileTest, GivesNoZerosOnceRecoveryIsOver) {
  LogFile log = open();
  ASSERT_EQ(log.write(log_header(1), 0), SQLITE_OK);
  append(log, 1, header_of(2, 1, 9), body_of(4));
  device_.bytes(kLog)[100] ^= 1;
  EXPECT_EQ(log.read(frame_, at(1)), SQLITE_IOERR_DATA);
}

TEST_F(LogFileTest, TakesAShortReadForAFaultAndNotForTheEndOfTheLog) {
  {
    LogFile log = open();
    ASSERT_EQ(log.write(log_header(1), 0), SQLITE_OK);
    append(log, 1, header_of(2, 1, 9), body_of(4));
  }
  LogFile log = open();
  device_.fail({device_.calls() + 1, Fault::Kind::short_read});
  EXPECT_EQ(log.read(frame_, at(1)), SQLITE_IOERR_READ);
  device_.fail({device_.calls() + 1, Fault::Kind::io});
  EXPECT_EQ(log.read(frame_, at(1)), SQLITE_IOERR_READ);
  EXPECT_EQ(log.read(frame_, at(1)), SQLITE_OK);
}

TEST_F(LogFileTest, DoesNotOpenAFrameAtAnotherIndex) {
  LogFile log = open();
  ASSERT_EQ(log.write(log_header(1), 0), SQLITE_OK);
  append(log, 1, header_of(2, 1, 9), body_of(4));
  append(log, 2, header_of(3, 1, 9), body_of(5));
  auto& bytes = device_.bytes(kLog);
  std::swap_ranges(bytes.begin() + 32, bytes.begin() + 32 + 4120, bytes.begin() + 32 + 4120);
  EXPECT_EQ(log.read(page_, at(1) + 24), SQLITE_IOERR_DATA);
  EXPECT_EQ(log.read(page_, at(2) + 24), SQLITE_IOERR_DATA);
}

TEST_F(LogFileTest, RefusesReservedBytesAndAForeignFirstPage) {
  LogFile log = open();
  ASSERT_EQ(log.write(log_header(1), 0), SQLITE_OK);
  Page page = body_of(4);
  page[4060] = 1;
  ASSERT_EQ(log.write(header_of(2, 1, 9), at(1)), SQLITE_OK);
  EXPECT_EQ(log.write(page, at(1) + 24), SQLITE_IOERR_WRITE);
  ASSERT_EQ(log.write(header_of(1, 1, 9), at(1)), SQLITE_OK);
  EXPECT_EQ(log.write(body_of(4), at(1) + 24), SQLITE_IOERR_WRITE);
  EXPECT_EQ(device_.bytes(kLog).size(), 32U);
}

TEST_F(LogFileTest, RefusesOddSizesAndPlaces) {
  LogFile log = open();
  ASSERT_EQ(log.write(log_header(1), 0), SQLITE_OK);
  append(log, 1, header_of(2, 1, 9), body_of(4));
  EXPECT_EQ(log.write(Bytes(32), 32), SQLITE_IOERR_WRITE);
  EXPECT_EQ(log.write(Bytes(24), at(1) + 8), SQLITE_IOERR_WRITE);
  EXPECT_EQ(log.write(Bytes(4096), at(1)), SQLITE_IOERR_WRITE);
  EXPECT_EQ(log.write(Bytes(4120), at(2)), SQLITE_IOERR_WRITE);
  EXPECT_EQ(log.write(Bytes(16), 0), SQLITE_IOERR_WRITE);
  EXPECT_EQ(log.read(std::span(frame_).first(536), 32), SQLITE_IOERR_READ);
  EXPECT_EQ(log.read(std::span(frame_).first(4096), 32), SQLITE_IOERR_READ);
  EXPECT_EQ(log.read(std::span(frame_).first(16), 0), SQLITE_IOERR_READ);
}

TEST_F(LogFileTest, ForgetsAHeldHeaderWhoseBodyFailed) {
  LogFile log = open();
  ASSERT_EQ(log.write(log_header(1), 0), SQLITE_OK);
  ASSERT_EQ(log.write(header_of(2, 1, 9), at(1)), SQLITE_OK);
  device_.fail({device_.calls() + 1, Fault::Kind::no_room});
  EXPECT_EQ(log.write(body_of(4), at(1) + 24), SQLITE_FULL);
  EXPECT_EQ(log.sync(), SQLITE_OK);
  append(log, 1, header_of(3, 1, 8), body_of(5));
  EXPECT_EQ(header_on_disk(1), header_of(3, 1, 8));
}

}  // namespace
}  // namespace troth::sqlite
