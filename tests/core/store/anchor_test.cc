#include "core/store/anchor.h"

#include <gtest/gtest.h>

#include "core/crypto/kdf.h"
#include "core/crypto/seal.h"
#include "tests/core/store/support.h"

namespace troth::store {
namespace {

using crypto::Secret;

Anchor anchor_of(std::uint64_t length, std::size_t chains = 2) {
  Anchor anchor{.root_epoch = 3, .session_seq = 17, .chains = {}};
  crypto::SeededRandom random(length);
  for (std::size_t i = 0; i < chains; ++i)
    anchor.chains.push_back({random.id<Hash>(), length + i, random.id<Hash>()});
  return anchor;
}

class AnchorTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(crypto::initialize());
    master_key_ = random_.secret(32);
    vault_ = random_.id<VaultId>();
    auto directory = ProfileDirectory::open(temporary_.path(), calls_);
    ASSERT_TRUE(directory);
    directory_.emplace(std::move(*directory));
  }
  AnchorFiles open() {
    auto files = AnchorFiles::open(*directory_, vault_, master_key_);
    EXPECT_TRUE(files);
    return std::move(*files);
  }
  std::filesystem::path file(std::string_view name) { return directory_->path_of(name); }
  // Writes anchors of lengths 1 to `count`, and the counters with them.
  void write(std::uint64_t count) {
    AnchorFiles files = open();
    for (std::uint64_t i = 1; i <= count; ++i) {
      ASSERT_TRUE(files.write_anchor(anchor_of(i), random_));
      ASSERT_TRUE(files.write_counter(i));
    }
  }

  TemporaryDirectory temporary_;
  FailingFileCalls calls_;
  crypto::SeededRandom random_{7};
  Secret master_key_;
  VaultId vault_;
  std::optional<ProfileDirectory> directory_;
};

TEST_F(AnchorTest, NothingIsThereBeforeTheFirstWrite) {
  EXPECT_FALSE(open().anchor());
  EXPECT_FALSE(open().counter());
}

TEST_F(AnchorTest, TheNewestOfTwoSlotsCounts) {
  for (std::uint64_t count = 1; count <= 5; ++count) {
    AnchorFiles files = open();
    ASSERT_TRUE(files.write_anchor(anchor_of(count), random_));
    ASSERT_TRUE(files.write_counter(count));
    EXPECT_EQ(open().anchor(), anchor_of(count));
    EXPECT_EQ(open().counter(), count);
  }
  EXPECT_EQ(read_file(file(kAnchorFile)).size(), 2U * 4096);
  EXPECT_EQ(read_file(file(kCounterFile)).size(), 56U);
}

TEST_F(AnchorTest, HasTheLayoutOfTheDesign) {
  write(2);
  const Bytes bytes = read_file(file(kAnchorFile));
  const Bytes associated = Writer().lv(bytes_of("troth1 anchor")).raw(vault_.view()).u8(0).take();
  const auto opened =
      crypto::open(crypto::store_key(master_key_, 3), associated, ByteView(bytes).first(4096));
  ASSERT_TRUE(opened);
  Reader reader(opened->view());
  EXPECT_EQ(reader.u64(), 2U);
  EXPECT_EQ(reader.u32(), 3U);
  EXPECT_EQ(reader.u64(), 17U);
  EXPECT_EQ(reader.u16(), 2U);
  EXPECT_TRUE(equal(reader.raw(32), anchor_of(2).chains[0].chain.view()));
  EXPECT_EQ(reader.u64(), 2U);
  EXPECT_TRUE(equal(reader.raw(32), anchor_of(2).chains[0].head.view()));
}

TEST_F(AnchorTest, AFullAnchorFits) {
  AnchorFiles files = open();
  ASSERT_TRUE(files.write_anchor(anchor_of(9, kMostAnchoredChains), random_));
  EXPECT_EQ(open().anchor(), anchor_of(9, kMostAnchoredChains));
}

TEST_F(AnchorTest, AFlippedBitLeavesTheOtherSlotAndNeverOtherValues) {
  write(2);  // count 1 in slot 1, count 2 in slot 0
  const Bytes sound = read_file(file(kAnchorFile));
  for (std::size_t at = 0; at < sound.size(); at += 61) {
    Bytes damaged = sound;
    damaged[at] ^= 0x10;
    write_file(file(kAnchorFile), damaged);
    EXPECT_EQ(open().anchor(), at < 4096 ? anchor_of(1) : anchor_of(2)) << at;
  }
}

TEST_F(AnchorTest, ADamagedNewestSlotIsTheOneWrittenNext) {
  write(2);
  Bytes damaged = read_file(file(kAnchorFile));
  damaged[100] ^= 1;
  write_file(file(kAnchorFile), damaged);
  ASSERT_TRUE(open().write_anchor(anchor_of(3), random_));
  EXPECT_EQ(open().anchor(), anchor_of(3));
}

TEST_F(AnchorTest, SlotsInEachOthersPlaceAreMissing) {
  write(2);
  Bytes bytes = read_file(file(kAnchorFile));
  std::ranges::rotate(bytes, bytes.begin() + 4096);
  write_file(file(kAnchorFile), bytes);
  EXPECT_FALSE(open().anchor());
}

TEST_F(AnchorTest, AFileOfAnotherLengthIsMissingAndWrittenAnew) {
  write(2);
  const Bytes bytes = read_file(file(kAnchorFile));
  Bytes longer = bytes;
  longer.push_back(0);
  for (const ByteView other : {ByteView(bytes).first(4096), ByteView(longer), ByteView{}}) {
    write_file(file(kAnchorFile), other);
    EXPECT_FALSE(open().anchor());
    ASSERT_TRUE(open().write_anchor(anchor_of(3), random_));
    EXPECT_EQ(open().anchor(), anchor_of(3));
  }
}

TEST_F(AnchorTest, FilesOfAnotherVaultOrKeyAreMissing) {
  write(2);
  crypto::SeededRandom random(8);
  const Secret other_key = random.secret(32);
  const auto other_vault = AnchorFiles::open(*directory_, random.id<VaultId>(), master_key_);
  EXPECT_FALSE(other_vault->anchor());
  EXPECT_FALSE(other_vault->counter());
  const auto other = AnchorFiles::open(*directory_, vault_, other_key);
  EXPECT_FALSE(other->anchor());
  EXPECT_FALSE(other->counter());
}

TEST_F(AnchorTest, ACounterWithAnyFlippedBitIsMissing) {
  write(2);
  const Bytes sound = read_file(file(kCounterFile));
  for (std::size_t bit = 0; bit < sound.size() * 8; ++bit) {
    Bytes damaged = sound;
    damaged[bit / 8] = static_cast<std::uint8_t>(damaged[bit / 8] ^ (1U << (bit % 8)));
    write_file(file(kCounterFile), damaged);
    EXPECT_FALSE(open().counter()) << bit;
  }
}

TEST_F(AnchorTest, WhicheverCallFailsTheOldStateOrTheNewIsThere) {
  for (const int reason : {ENOSPC, EIO}) {
    for (int fail_at = 1;; ++fail_at) {
      write(3);
      AnchorFiles files = open();
      calls_.calls = 0;
      calls_.fail_at = fail_at;
      calls_.reason = reason;
      const Status anchor = files.write_anchor(anchor_of(4), random_);
      const Status counter = anchor ? files.write_counter(4) : anchor;
      const bool reached = calls_.calls >= fail_at;
      calls_.fail_at = 0;
      const AnchorFiles after = open();
      ASSERT_TRUE(after.anchor() == anchor_of(3) || after.anchor() == anchor_of(4)) << fail_at;
      ASSERT_TRUE(after.counter() == 3U || after.counter() == 4U) << fail_at;
      if (!reached) break;
      if (!counter) {
        EXPECT_EQ(counter.error().code, Code::file_failed) << fail_at;
      }
      // What failed can be tried again.
      ASSERT_TRUE(files.write_anchor(anchor_of(4), random_));
      ASSERT_TRUE(files.write_counter(4));
      EXPECT_EQ(open().anchor(), anchor_of(4));
    }
  }
}

TEST_F(AnchorTest, AFileThatCannotBeReadIsAnErrorAndNotMissing) {
  write(1);
  for (int fail_at = 1; fail_at <= 2; ++fail_at) {
    calls_.calls = 0;
    calls_.fail_at = fail_at;
    EXPECT_EQ(AnchorFiles::open(*directory_, vault_, master_key_).error().code, Code::file_failed);
  }
}

}  // namespace
}  // namespace troth::store
