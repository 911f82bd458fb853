// A process that appends signed entries and is killed at any moment: every
// entry that it was told is safe is there afterwards, and the anchor is never
// ahead of the chain.
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

#include "tests/core/store/couple.h"

namespace troth::store {
namespace {

class KillTest : public CoupleTest {
 protected:
  // Appends entries for ever, and says each one's seq once it is committed.
  [[noreturn]] void append_for_ever(int out) {
    if (try_open()) ::_exit(1);
    for (std::uint64_t seq = entries() + 1;; ++seq) {
      if (!check_in(mara(), says(std::string(200, 'x')))) ::_exit(2);
      if (::write(out, &seq, sizeof(seq)) != sizeof(seq)) ::_exit(3);
    }
  }
  // Runs it, lets it acknowledge `count` entries, and kills it up to
  // `more_ms` later; the last seq that it acknowledged.
  std::uint64_t run_and_kill(std::size_t count, int more_ms) {
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) append_for_ever(ends[1]);
    ::close(ends[1]);
    std::uint64_t last = 0;
    const auto read_one = [&] {
      std::uint64_t seq = 0;
      const bool read = ::read(ends[0], &seq, sizeof(seq)) == sizeof(seq);
      if (read) last = seq;
      return read;
    };
    for (std::size_t i = 0; i < count; ++i) EXPECT_TRUE(read_one()) << "the writer failed";
    pollfd nothing{-1, 0, 0};
    ::poll(&nothing, 1, more_ms);
    EXPECT_EQ(::kill(child, SIGKILL), 0);
    while (read_one()) {
    }
    ::close(ends[0]);
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself";
    return last;
  }
};

TEST_F(KillTest, EveryAcknowledgedEntryIsThereAndTheAnchorIsNeverAhead) {
  crypto::SeededRandom random(99);
  close();
  for (int round = 0; round < 50; ++round) {
    const std::uint64_t acknowledged =
        run_and_kill(1 + random.below(6), static_cast<int>(random.below(9)));
    open();
    ASSERT_GE(entries(), acknowledged) << round;
    ASSERT_LE(entries(), acknowledged + 1) << round;
    ASSERT_EQ(store_->found().counter, ledger::Freshness::level) << round;
    ASSERT_EQ(store_->found().anchor, ledger::Freshness::level) << round;
    ASSERT_EQ(store_->views().check_ins(100'000)->size(), entries()) << round;
    close();
  }
  open();
  EXPECT_TRUE(store_->check_integrity());
  Clock seen;
  for (std::int64_t position = 0;;) {
    const auto page = store_->ledger().next(position, 100);
    ASSERT_TRUE(page);
    if (page->empty()) break;
    for (const ledger::PlacedEntry& placed : *page) {
      ASSERT_TRUE(seen.contains(placed.place.past));
      ASSERT_TRUE(ledger::check_payload(placed.entry));
      seen.merge(placed.place.clock());
    }
  }
}

}  // namespace
}  // namespace troth::store
