#include "core/store/deletion.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "core/store/door.h"
#include "core/store/locked_mark.h"
#include "core/store/profile.h"
#include "tests/core/store/support.h"

namespace troth::store {
namespace {

class DeletionTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(crypto::initialize());
    auto directory = ProfileDirectory::make(folder(), calls_);
    ASSERT_TRUE(directory);
    for (const std::string_view name :
         {kHeaderFile, kDatabaseFile, std::string_view("vault.db-wal"), kAnchorFile, kCounterFile,
          std::string_view("vault.hdr.new"), std::string_view("vault.counter.new"), kLockedFile})
      write_file(folder() / name, slots_);
    ASSERT_TRUE(Door::open(*directory));
    ASSERT_TRUE(directory->lock());
  }
  [[nodiscard]] std::filesystem::path folder() const { return temporary_.path() / "mara"; }
  Result<Deletion> remove() { return delete_profile(folder(), calls_, random_); }

  TemporaryDirectory temporary_;
  FileCalls calls_;
  crypto::SeededRandom random_{7};
  const Bytes slots_ = Bytes(300, 0x55);
};

TEST_F(DeletionTest, TakesEveryFileOfTheVaultAndTheFolder) {
  const auto done = remove();
  ASSERT_TRUE(done);
  EXPECT_TRUE(done->folder_gone);
  EXPECT_TRUE(done->keys_overwritten);
  EXPECT_TRUE(done->left.empty());
  EXPECT_FALSE(std::filesystem::exists(folder()));
}

TEST_F(DeletionTest, OverwritesTheKeySlotsBeforeAnythingGoes) {
  // A second name of each file keeps what the disk would keep of it.
  const auto kept = temporary_.path() / "kept";
  const auto kept_new = temporary_.path() / "kept.new";
  std::filesystem::create_hard_link(folder() / kHeaderFile, kept);
  std::filesystem::create_hard_link(folder() / "vault.hdr.new", kept_new);
  ASSERT_TRUE(remove());
  for (const auto& path : {kept, kept_new}) {
    const Bytes noise = read_file(path);
    EXPECT_EQ(noise.size(), kLargestHeaderFile);
    EXPECT_TRUE(std::ranges::search(noise, Bytes(16, 0x55)).empty());
  }
}

TEST_F(DeletionTest, LeavesAndNamesWhatIsNotOfTheVault) {
  write_file(folder() / "letter.txt", slots_);
  std::filesystem::create_directory(folder() / "photos");
  write_file(folder() / "photos" / "vault.hdr", slots_);
  const auto done = remove();
  ASSERT_TRUE(done);
  EXPECT_FALSE(done->folder_gone);
  EXPECT_EQ(done->left, (std::vector<std::string>{"letter.txt", "photos"}));
  EXPECT_EQ(read_file(folder() / "letter.txt"), slots_);
  EXPECT_EQ(read_file(folder() / "photos" / "vault.hdr"), slots_);
}

TEST_F(DeletionTest, NeverFollowsASymbolicLinkInTheFolder) {
  const auto elsewhere = temporary_.path() / "elsewhere";
  write_file(elsewhere, slots_);
  for (const std::string_view name : {kHeaderFile, kDatabaseFile}) {
    std::filesystem::remove(folder() / name);
    std::filesystem::create_symlink(elsewhere, folder() / name);
  }
  const auto done = remove();
  ASSERT_TRUE(done);
  EXPECT_TRUE(done->folder_gone);
  EXPECT_FALSE(done->keys_overwritten);  // they may lie behind the link, and it says so
  EXPECT_EQ(read_file(elsewhere), slots_);
}

TEST_F(DeletionTest, AFolderThatIsALinkIsNotTouched) {
  const auto link = temporary_.path() / "link";
  std::filesystem::create_directory_symlink(folder(), link);
  for (const auto& path : {link, link / ""})
    EXPECT_EQ(delete_profile(path, calls_, random_).error().code, Code::profile_is_link);
  EXPECT_EQ(read_file(folder() / kHeaderFile), slots_);
}

TEST_F(DeletionTest, AFolderWithoutAVaultIsNotTouched) {
  const auto other = temporary_.path() / "other";
  std::filesystem::create_directory(other);
  write_file(other / "letter.txt", slots_);
  EXPECT_EQ(delete_profile(other, calls_, random_).error().code, Code::profile_missing);
  EXPECT_TRUE(std::filesystem::exists(other / "letter.txt"));
  EXPECT_EQ(delete_profile(temporary_.path() / "none", calls_, random_).error().code,
            Code::profile_missing);
}

TEST_F(DeletionTest, AProfileAtWorkIsNotTouched) {
  const auto directory = ProfileDirectory::open(folder(), calls_);
  ASSERT_TRUE(directory);
  const auto held = directory->lock();
  ASSERT_TRUE(held);
  EXPECT_EQ(remove().error().code, Code::profile_in_use);
  EXPECT_EQ(read_file(folder() / kHeaderFile), slots_);
}

TEST_F(DeletionTest, ADatabaseThatIsADirectoryStaysAndIsNamed) {
  std::filesystem::remove(folder() / kDatabaseFile);
  std::filesystem::create_directory(folder() / kDatabaseFile);
  const auto done = remove();
  ASSERT_TRUE(done);
  EXPECT_FALSE(done->folder_gone);
  EXPECT_NE(std::ranges::find(done->left, kDatabaseFile), done->left.end());
}

TEST_F(DeletionTest, WhoeverComesBackMeanwhileDoesNotKeepTheFolder) {
  const auto directory = ProfileDirectory::open(folder(), calls_);
  ASSERT_TRUE(directory);
  const auto door = Door::open(*directory);
  ASSERT_TRUE(door);
  std::atomic<bool> over = false;
  std::thread waiting([&] {  // as one who has made way looks, again and again
    while (!over && ProfileDirectory::open(folder(), calls_))
      static_cast<void>(door->come_back(*directory));
  });
  const auto done = remove();
  over = true;
  waiting.join();
  ASSERT_TRUE(done);
  EXPECT_TRUE(done->folder_gone);
  EXPECT_FALSE(std::filesystem::exists(folder()));
}

// Whichever call the disk refuses: nothing is claimed that is not so, and the
// next try ends it.
TEST_F(DeletionTest, AfterAnyFailureItSaysWhatIsLeftAndTheNextTryEndsIt) {
  for (int fail_at = 1;; ++fail_at) {
    std::filesystem::remove_all(folder());
    SetUp();
    FailingFileCalls failing;
    failing.fail_at = fail_at;
    failing.unlinks_fail_too = true;
    const auto done = delete_profile(folder(), failing, random_);
    if (failing.calls < fail_at) break;
    const bool gone = !std::filesystem::exists(folder());
    if (done) {
      EXPECT_EQ(done->folder_gone, gone) << fail_at;
      std::vector<std::string> there;  // the folder may be left, and be empty
      if (!gone)
        for (const auto& entry : std::filesystem::directory_iterator(folder()))
          there.push_back(entry.path().filename().string());
      std::ranges::sort(there);
      EXPECT_EQ(done->left, there) << fail_at;
    }
    if (gone) continue;
    const auto again = remove();
    if (!again) {
      EXPECT_EQ(again.error().code, Code::profile_missing) << fail_at;
    } else {
      EXPECT_TRUE(again->folder_gone) << fail_at;
    }
  }
}

TEST_F(DeletionTest, LockingLeavesAnotherMarkEachTime) {
  const auto directory = ProfileDirectory::open(folder(), calls_);
  ASSERT_TRUE(directory);
  ASSERT_TRUE(directory->remove(kLockedFile));
  EXPECT_EQ(*locked_mark(*directory), std::nullopt);
  ASSERT_TRUE(lock_profile(folder(), calls_, random_));
  const auto first = locked_mark(*directory);
  ASSERT_TRUE(lock_profile(folder(), calls_, random_));
  ASSERT_TRUE(*first);
  EXPECT_NE(*first, *locked_mark(*directory));
  EXPECT_EQ(lock_profile(temporary_.path() / "none", calls_, random_).error().code,
            Code::profile_missing);
}

}  // namespace
}  // namespace troth::store
