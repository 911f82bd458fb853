// A thousand power cuts: at any call to the disk, with any of the sectors that
// were not yet synced missing, present or garbage.
#include <random>

#include "tests/core/sqlite/diary.h"
#include "tests/core/sqlite/vault_fixture.h"

namespace troth::sqlite {
namespace {

using PowerCut = VaultTest;

// Changes until the disk stops; what was acknowledged is all that must be there.
void change_until_the_end(Result<Database> database, Size size, std::int64_t& acknowledged) {
  if (!database) return;
  auto diary = Diary::open(*database, size);
  if (!diary) return;
  for (;;) {
    const auto done = diary->change();
    if (!done) return;
    acknowledged = *done;
  }
}

void run(MemoryDevice& device, const std::function<Result<Database>()>& open, Size size, int cuts,
         std::uint64_t seed) {
  std::mt19937_64 chance(seed);
  std::int64_t acknowledged = 0;
  {
    auto database = open().value();  // making one is not yet to be relied on
    acknowledged = Diary::open(database, size)->change().value();
  }
  for (int cut = 0; cut < cuts; ++cut) {
    const std::uint64_t reach = size == Size::small ? 400 : 3000;
    device.fail({device.calls() + 1 + chance() % reach, Fault::Kind::io, Fault::Lasts::always});
    change_until_the_end(open(), size, acknowledged);
    device.cut_power(chance);
    auto database = open();
    ASSERT_THAT(database, Succeeds()) << "cut " << cut;
    auto diary = Diary::open(*database, size).value();
    const auto last = diary.last_change();
    ASSERT_THAT(last, Succeeds()) << "cut " << cut;
    ASSERT_GE(*last, acknowledged) << "cut " << cut;
    ASSERT_LE(*last, acknowledged + 1) << "cut " << cut;
    ASSERT_THAT(diary.check(), Succeeds()) << "cut " << cut;
    if (cut % 8 == 0) {
      ASSERT_THAT(database->check_integrity(), Succeeds()) << "cut " << cut;
    }
    acknowledged = *last;
  }
}

int share_of(int cuts) { return std::getenv("TROTH_CAMPAIGN") != nullptr ? cuts * 10 : cuts; }

TEST_F(PowerCut, LosesNoAcknowledgedChangeIn700Cuts) {
  run(device_, [this] { return open(); }, Size::small, share_of(700), 11);
}

TEST_F(PowerCut, LosesNoAcknowledgedChangeOfThoseThatSpillIn300Cuts) {
  run(device_, [this] { return open(); }, Size::spilling, share_of(300), 12);
}

TEST_F(PowerCut, LeavesADatabaseWhoseFirstPageItTore) {
  auto database = open(no_checkpoint()).value();
  ASSERT_THAT(Diary::open(database, Size::small)->change(), Succeeds());
  kill(std::move(database));
  // A checkpoint stood in the middle of page 1, which the log still has whole.
  auto& bytes = device_.bytes(kVault);
  std::fill_n(bytes.begin(), 512, std::uint8_t{0x5a});
  auto again = open(existing());
  ASSERT_THAT(again, Succeeds());
  EXPECT_THAT(Diary::open(*again, Size::small)->check(), Succeeds());
}

}  // namespace
}  // namespace troth::sqlite
