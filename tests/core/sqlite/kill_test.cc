// Five hundred kills: a process of its own changes a vault's database in real
// files, reports each commit, and is killed at any moment. What a killed process
// wrote stands whether it was synced or not, so a file system in memory will do.
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>

#include "tests/core/sqlite/diary.h"
#include "tests/core/sqlite/vault_fixture.h"

namespace troth::sqlite {
namespace {

constexpr Options kSmallCache{.cache_pages = 50, .checkpoint_after_pages = 60};

Result<Database> open(const std::filesystem::path& path, Device& device, crypto::Random& random) {
  return Database::open_sealed(path, keys_of(1, 1), device, random, kSmallCache);
}

// The child's life: it ends by being killed, with its parent, or with status 1.
[[noreturn]] void change_forever(const std::filesystem::path& path, int report) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  SystemDevice device;
  crypto::SystemRandom random;
  auto database = open(path, device, random);
  if (database) {
    auto diary = Diary::open(*database, Size::spilling);
    while (diary) {
      const auto done = diary->change();
      if (!done || ::write(report, &*done, sizeof(*done)) != sizeof(*done)) break;
    }
  }
  ::_exit(1);
}

class KillTest : public testing::Test {
 protected:
  // Lets a child make changes, kills it after `acknowledgements` and a moment,
  // and returns the last change that it reported.
  std::int64_t kill_after(int acknowledgements, std::uint64_t moment_spins) {
    std::array<int, 2> report{};
    EXPECT_EQ(::pipe(report.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      ::close(report[0]);
      change_forever(path_, report[1]);
    }
    ::close(report[1]);
    std::int64_t last = 0;
    for (int i = 0; i < acknowledgements; ++i)
      if (::read(report[0], &last, sizeof(last)) != sizeof(last)) break;
    volatile std::uint64_t spin = 0;
    while (spin < moment_spins) spin = spin + 1;
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the child failed on its own";
    for (std::int64_t more = 0; ::read(report[0], &more, sizeof(more)) == sizeof(more);)
      last = more;
    ::close(report[0]);
    return last;
  }

  void run(int kills, std::uint64_t seed) {
    std::mt19937_64 chance(seed);
    SystemDevice device;
    crypto::SystemRandom random;
    std::int64_t acknowledged = 0;
    for (int kill = 0; kill < kills; ++kill) {
      const auto reported = kill_after(static_cast<int>(chance() % 5), chance() % 8'000'000);
      acknowledged = std::max(acknowledged, reported);
      auto database = open(path_, device, random);
      ASSERT_THAT(database, Succeeds()) << "kill " << kill;
      auto diary = Diary::open(*database, Size::spilling).value();
      const auto last = diary.last_change().value();
      ASSERT_GE(last, acknowledged) << "kill " << kill;
      ASSERT_LE(last, acknowledged + 1) << "kill " << kill;
      ASSERT_THAT(diary.check(), Succeeds()) << "kill " << kill;
      acknowledged = last;
    }
    auto database = open(path_, device, random).value();
    EXPECT_THAT(database.check_integrity(), Succeeds());
    EXPECT_GT(acknowledged, kills) << "too few changes to mean anything";
  }

  Scratch scratch_{Scratch::Where::fast};
  std::filesystem::path path_ = scratch_.file("vault.db");
};

int share_of(int kills) { return std::getenv("TROTH_CAMPAIGN") != nullptr ? kills * 10 : kills; }

TEST_F(KillTest, LosesNoAcknowledgedChangeInTheFirst250Kills) { run(share_of(250), 21); }
TEST_F(KillTest, LosesNoAcknowledgedChangeInTheSecond250Kills) { run(share_of(250), 22); }

}  // namespace
}  // namespace troth::sqlite
