#include "core/store/door.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/stat.h>

#include <functional>

#include "core/store/profile.h"
#include "tests/core/store/support.h"

namespace troth::store {
namespace {

// The others do something in each pause of the one who waits; no time passes.
class Pauses final : public FileCalls {
 public:
  std::function<void()> others;
  int pauses = 0;
  void pause(std::chrono::milliseconds) override {
    ++pauses;
    const auto turn = others;  // what they do may be to name what they do next
    if (turn) turn();
  }
};

bool is_knocked(const Door& door) {
  pollfd waiting{door.fd(), POLLIN, 0};
  return ::poll(&waiting, 1, 0) == 1;
}

class DoorTest : public testing::Test {
 protected:
  TemporaryDirectory temporary_;
  Pauses calls_;
  ProfileDirectory directory_ = *ProfileDirectory::make(temporary_.path() / "profile", calls_);
  std::filesystem::path path_ = directory_.path_of(kDoorFile);
};

TEST_F(DoorTest, AHolderWhoWasAtWorkIsKnockedAtOnceItWaits) {
  std::optional<ProfileLock> holder = *directory_.lock();
  std::optional<Door> door;
  calls_.others = [&] {
    if (!door) {
      door = *Door::open(directory_);  // it asks somebody, or sends
    } else if (is_knocked(*door)) {
      holder.reset();
    }
  };
  EXPECT_TRUE(enter(directory_));
}

TEST_F(DoorTest, AHolderWhoIsAtWorkIsNotDisturbed) {
  const auto holder = directory_.lock();
  EXPECT_EQ(enter(directory_).error().code, Code::profile_in_use);
  // nor where one has waited there before
  {
    ASSERT_TRUE(Door::open(directory_));
  }
  EXPECT_EQ(enter(directory_).error().code, Code::profile_in_use);
  EXPECT_LT(calls_.pauses, 500);  // sooner than where it could have made way
}

TEST_F(DoorTest, OneWhoWaitsHearsTheKnockAndTheOtherComesInOnceItHasMadeWay) {
  std::optional<ProfileLock> holder = *directory_.lock();
  const auto door = Door::open(directory_);
  ASSERT_TRUE(door);
  EXPECT_FALSE(is_knocked(*door));
  calls_.others = [&] {
    EXPECT_TRUE(is_knocked(*door));
    holder.reset();
  };
  const auto entered = enter(directory_);
  ASSERT_TRUE(entered) << entered.error().message;
  EXPECT_EQ(calls_.pauses, 1);
}

TEST_F(DoorTest, WhoCameInAndWaitsInTurnDoesNotHearTheirOwnKnock) {
  std::optional<ProfileLock> first = *directory_.lock();
  const auto firsts_door = Door::open(directory_);
  ASSERT_TRUE(firsts_door);
  calls_.others = [&] { first.reset(); };
  const auto second = enter(directory_);
  ASSERT_TRUE(second);
  const auto seconds_door = Door::open(directory_);
  ASSERT_TRUE(seconds_door);
  EXPECT_FALSE(is_knocked(*seconds_door));
}

TEST_F(DoorTest, WhoMadeWayComesBackOnlyAfterEveryoneInLine) {
  std::optional<ProfileLock> holder = *directory_.lock();
  const auto door = Door::open(directory_);
  int looks = 0;
  calls_.others = [&] {
    holder.reset();
    ++looks;
    // The profile is free just now, but somebody stands in line for it.
    EXPECT_EQ(*door->come_back(directory_), std::nullopt);
  };
  {
    const auto entered = enter(directory_);
    ASSERT_TRUE(entered);
    EXPECT_EQ(looks, 1);
    EXPECT_EQ(*door->come_back(directory_), std::nullopt);  // it is in there now
    EXPECT_TRUE(is_knocked(*door));
  }
  const auto back = door->come_back(directory_);
  ASSERT_TRUE(back && *back);
  EXPECT_FALSE(is_knocked(*door));  // what was heard is forgotten
  EXPECT_EQ(directory_.lock().error().code, Code::profile_in_use);
}

TEST_F(DoorTest, SeveralComeInOneAfterAnother) {
  std::optional<ProfileLock> holder = *directory_.lock();
  const auto door = Door::open(directory_);
  std::optional<ProfileLock> first;
  calls_.others = [&] {
    calls_.others = [&] {  // the second one waits for the first, not for the holder
      EXPECT_EQ(*door->come_back(directory_), std::nullopt);
      first.reset();
    };
    holder.reset();
  };
  first = *enter(directory_);
  const auto second = enter(directory_);
  EXPECT_TRUE(second);
  EXPECT_EQ(calls_.pauses, 2);
}

TEST_F(DoorTest, WhoeverNeverMakesWayIsInUseAfterAWhile) {
  const auto holder = directory_.lock();
  const auto door = Door::open(directory_);
  EXPECT_EQ(enter(directory_).error().code, Code::profile_in_use);
  EXPECT_GT(calls_.pauses, 100);
  EXPECT_LT(calls_.pauses, 10'000);
}

TEST_F(DoorTest, OneWhoGaveUpLeavesNothingInTheWay) {
  std::optional<ProfileLock> holder = *directory_.lock();
  const auto door = Door::open(directory_);
  ASSERT_FALSE(enter(directory_));
  holder.reset();
  EXPECT_TRUE(*door->come_back(directory_));
}

TEST_F(DoorTest, ADeadDoorWithoutItsHolderStopsNobody) {
  {
    ASSERT_TRUE(Door::open(directory_));
  }
  EXPECT_TRUE(enter(directory_));
}

TEST_F(DoorTest, IsItsOwnersAloneAndNothingButAFifo) {
  const auto previous = ::umask(0);
  ASSERT_TRUE(Door::open(directory_));
  ::umask(previous);
  struct stat found{};
  ASSERT_EQ(::stat(path_.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777, 0600U);
  ASSERT_EQ(::unlink(path_.c_str()), 0);
  write_file(path_, Bytes{});
  EXPECT_EQ(Door::open(directory_).error().code, Code::file_failed);
  const auto holder = directory_.lock();
  EXPECT_EQ(enter(directory_).error().code, Code::profile_in_use);
  EXPECT_TRUE(read_file(path_).empty());
}

TEST_F(DoorTest, IsNeverASymbolicLink) {
  ASSERT_EQ(::mkfifo((temporary_.path() / "elsewhere").c_str(), 0600), 0);
  std::filesystem::create_symlink(temporary_.path() / "elsewhere", path_);
  EXPECT_EQ(Door::open(directory_).error().code, Code::file_failed);
}

}  // namespace
}  // namespace troth::store
