#include "core/store/profile_directory.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/core/store/support.h"

namespace troth::store {
namespace {

mode_t mode_of(const std::filesystem::path& path) {
  struct stat found{};
  EXPECT_EQ(::stat(path.c_str(), &found), 0);
  return found.st_mode & 07777;
}

class ProfileDirectoryTest : public testing::Test {
 protected:
  ProfileDirectory open() {
    auto directory = ProfileDirectory::make(temporary_.path() / "profile", calls_);
    EXPECT_TRUE(directory);
    return std::move(*directory);
  }

  TemporaryDirectory temporary_;
  FailingFileCalls calls_;
  const Bytes old_{1, 2, 3};
  const Bytes new_ = Bytes(5000, 9);
};

TEST_F(ProfileDirectoryTest, IsItsOwnersAlone) {
  const auto previous = ::umask(0);
  const ProfileDirectory directory = open();
  ASSERT_TRUE(directory.replace("a", old_));
  ::umask(previous);
  EXPECT_EQ(mode_of(temporary_.path() / "profile"), 0700U);
  EXPECT_EQ(mode_of(directory.path_of("a")), 0600U);
}

TEST_F(ProfileDirectoryTest, TakesThePermissionsOfOthersAway) {
  open();
  ASSERT_EQ(::chmod((temporary_.path() / "profile").c_str(), 0755), 0);
  ASSERT_TRUE(ProfileDirectory::open(temporary_.path() / "profile", calls_));
  EXPECT_EQ(mode_of(temporary_.path() / "profile"), 0700U);
}

TEST_F(ProfileDirectoryTest, RefusesWhatIsNotThereOrNoDirectoryOrAnothers) {
  EXPECT_EQ(ProfileDirectory::open(temporary_.path() / "none", calls_).error().code,
            Code::profile_missing);
  write_file(temporary_.path() / "file", old_);
  EXPECT_EQ(ProfileDirectory::open(temporary_.path() / "file", calls_).error().code,
            Code::profile_missing);
  open();
  calls_.calls = 0;
  calls_.fail_at = 2;
  calls_.reason = EPERM;
  EXPECT_EQ(ProfileDirectory::open(temporary_.path() / "profile", calls_).error().code,
            Code::profile_not_private);
}

TEST_F(ProfileDirectoryTest, OneHolderHasTheLock) {
  const ProfileDirectory directory = open();
  {
    const auto first = directory.lock();
    ASSERT_TRUE(first);
    EXPECT_EQ(directory.lock().error().code, Code::profile_in_use);
  }
  EXPECT_TRUE(directory.lock());
  EXPECT_TRUE(directory.has(kLockFile));
}

TEST_F(ProfileDirectoryTest, ReadsWholeFilesAndOneByteMoreThanTheLargest) {
  const ProfileDirectory directory = open();
  EXPECT_EQ(*directory.read("a", 10), std::nullopt);
  ASSERT_TRUE(directory.replace("a", new_));
  EXPECT_EQ(*directory.read("a", 5000), new_);
  EXPECT_EQ((*directory.read("a", 100))->size(), 101U);
}

TEST_F(ProfileDirectoryTest, NeverFollowsASymbolicLink) {
  const ProfileDirectory directory = open();
  write_file(temporary_.path() / "elsewhere", old_);
  std::filesystem::create_symlink(temporary_.path() / "elsewhere", directory.path_of("a"));
  EXPECT_EQ(directory.read("a", 10).error().code, Code::file_failed);
  EXPECT_EQ(directory.write_in_place("a", 0, new_).error().code, Code::file_failed);
  std::filesystem::create_symlink(temporary_.path() / "elsewhere", directory.path_of("b.new"));
  EXPECT_TRUE(directory.replace("b", new_));
  EXPECT_EQ(read_file(temporary_.path() / "elsewhere"), old_);
}

TEST_F(ProfileDirectoryTest, WhicheverCallFailsTheOldFileOrTheNewOneIsThereWhole) {
  const ProfileDirectory directory = open();
  for (int fail_at = 1;; ++fail_at) {
    calls_.fail_at = 0;
    ASSERT_TRUE(directory.replace("a", old_));
    calls_.calls = 0;
    calls_.fail_at = fail_at;
    calls_.reason = ENOSPC;
    const Status replaced = directory.replace("a", new_);
    const bool reached = calls_.calls >= fail_at;
    calls_.fail_at = 0;
    const auto found = directory.read("a", 5000);
    ASSERT_TRUE(**found == old_ || **found == new_) << fail_at;
    EXPECT_FALSE(directory.has("a.new")) << fail_at;
    if (!reached) break;
    if (!replaced) {
      EXPECT_EQ(replaced.error().code, Code::file_failed);
    }
  }
}

TEST_F(ProfileDirectoryTest, TheErrorNamesTheFileAndTheReason) {
  const ProfileDirectory directory = open();
  calls_.calls = 0;
  calls_.fail_at = 2;
  calls_.reason = ENOSPC;
  const std::string message = directory.replace("vault.hdr", new_).error().message;
  EXPECT_NE(message.find("vault.hdr"), std::string::npos) << message;
  EXPECT_NE(message.find("No space left"), std::string::npos) << message;
}

TEST_F(ProfileDirectoryTest, RemovesAFileThatMayBeMissing) {
  const ProfileDirectory directory = open();
  ASSERT_TRUE(directory.replace("a", old_));
  EXPECT_TRUE(directory.remove("a"));
  EXPECT_FALSE(directory.has("a"));
  EXPECT_TRUE(directory.remove("a"));
}

}  // namespace
}  // namespace troth::store
