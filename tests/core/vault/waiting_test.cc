#include "core/vault/waiting.h"

#include <poll.h>

#include <fstream>
#include <future>

#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

using Return = Waiting::Return;

class WaitingTest : public Couple {
 protected:
  void SetUp() override { agree(); }

  // As the client's io thread does it: makes way at a knock, then looks again
  // and again until it may come back.
  static Result<Return> make_way_once(Waiting& waiting) {
    pollfd knocked{waiting.knocks(), POLLIN, 0};
    EXPECT_EQ(::poll(&knocked, 1, 60'000), 1);
    waiting.make_way();
    for (;;) {
      auto back = waiting.come_back();
      if (!back || *back != Return::not_yet) return back;
      ::poll(nullptr, 0, 1);
    }
  }

  // Another program of the same person, on a thread of its own.
  std::future<Status> other(std::function<Status(Vault&)> does) {
    return std::async(std::launch::async, [this, does = std::move(does)]() -> Status {
      crypto::SystemRandom random;
      auto vault = Vault::open(mara_.directory(), secret_text("Mara is awake"), random);
      if (!vault) return std::unexpected(vault.error());
      return does(*vault);
    });
  }
};

TEST_F(WaitingTest, APauseByAnotherProgramIsThereWhenTheVaultHasComeBack) {
  auto waiting = must(Waiting::begin(mara_.vault()));
  auto pausing = other([&](Vault& vault) -> Status {
    TROTH_TRY(Commands(vault, now_).pause(std::nullopt, "A long week."));
    return {};
  });
  EXPECT_EQ(make_way_once(waiting), Return::with_news);
  ASSERT_TRUE(pausing.get());
  EXPECT_EQ(must(mara_.queries().status()).status, agreement::AgreementStatus::paused);
  sync();
  EXPECT_EQ(must(jonas_.queries().status()).status, agreement::AgreementStatus::paused);
}

TEST_F(WaitingTest, WhoOnlyLooksChangesNothing) {
  auto waiting = must(Waiting::begin(mara_.vault()));
  auto looking = other([&](Vault& vault) -> Status {
    TROTH_TRY(Queries(vault, now_).status());
    return {};
  });
  EXPECT_EQ(make_way_once(waiting), Return::unchanged);
  EXPECT_TRUE(looking.get());
}

TEST_F(WaitingTest, OldFilesPutBackMeanwhileAreProof) {
  const auto copy = folder_ / "copy";
  const auto everything = [](const auto& from, const auto& to) {
    copy_files(from, to, kDatabaseFiles);
    copy_files(from, to, kGuardFiles);
  };
  mara_.close();
  everything(mara_.directory(), copy);
  mara_.open();
  must(mara_.commands().check_in(saying("After the copy.")));
  {
    auto waiting = must(Waiting::begin(mara_.vault()));
    waiting.make_way();
    everything(copy, mara_.directory());
    EXPECT_EQ(waiting.come_back(), Return::with_news);
  }
  mara_.close();  // and it stays proven
  mara_.open();
  EXPECT_EQ(mara_.commands().check_in(saying("Again.")).error().code, Code::own_ledger_rolled_back);
  must(mara_.commands().pause(std::nullopt, "Always possible."));
}

TEST_F(WaitingTest, AVaultThatHoldsWithoutWaitingStaysInUse) {
  {
    ASSERT_TRUE(Waiting::begin(mara_.vault()));
  }
  EXPECT_EQ(other([](Vault&) { return Status(); }).get().error().code, Code::profile_in_use);
}

TEST_F(WaitingTest, AnotherHeaderEndsTheWait) {
  auto waiting = must(Waiting::begin(mara_.vault()));
  waiting.make_way();
  const auto header = mara_.directory() / "vault.hdr";
  {
    std::fstream file(header, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(-1, std::ios::end);
    const int last = file.peek();
    file.seekp(-1, std::ios::end);
    file.put(static_cast<char>(last ^ 1));
  }
  EXPECT_EQ(waiting.come_back().error().code, Code::profile_changed_meanwhile);
  std::filesystem::remove(header);
  EXPECT_EQ(waiting.come_back().error().code, Code::profile_missing);
}

TEST_F(WaitingTest, AProfileThatWentMeanwhileEndsTheWait) {
  auto waiting = must(Waiting::begin(mara_.vault()));
  waiting.make_way();
  std::filesystem::remove_all(mara_.directory());
  EXPECT_EQ(waiting.come_back().error().code, Code::profile_missing);
}

}  // namespace
}  // namespace troth::vault
