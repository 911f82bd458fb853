// The disk fails at every call in turn: the first, the second, ... to the last
// that the workload makes. No acknowledged change is
// lost, nothing wrong is read, and the error says what it was.
#include <set>

#include "tests/core/sqlite/diary.h"
#include "tests/core/sqlite/vault_fixture.h"

namespace troth::sqlite {
namespace {

class Faults : public VaultTest {
 protected:
  struct Outcome {
    std::int64_t acknowledged = 0;
    std::vector<Code> errors;
  };

  // Opens, changes, checks, moves the log and vacuums, going on after errors.
  Outcome work() {
    Outcome out;
    const auto note = [&](const auto& result) {
      if (!result) out.errors.push_back(result.error().code);
      return result.has_value();
    };
    auto database = open({.cache_pages = 50, .checkpoint_after_pages = 12});
    if (!note(database)) return out;
    auto diary = Diary::open(*database, Size::small);
    if (!note(diary)) return out;
    for (int i = 0; i < 3; ++i) {
      const auto done = diary->change();
      if (note(done)) out.acknowledged = *done;
      note(diary->check());
    }
    note(database->run("UPDATE last SET number = number"));
    note(database->checkpoint());
    note(database->vacuum());
    const auto done = diary->change();
    if (note(done)) out.acknowledged = *done;
    return out;
  }

  // Two starts: after a kill, with a log to recover, and after a good end.
  void SetUp() override {
    auto database = open().value();
    auto diary = Diary::open(database, Size::small).value();
    for (int i = 0; i < 3; ++i) ASSERT_THAT(diary.change(), Succeeds());
    kill(std::move(database));
    starts_.push_back(device_.snapshot());
    {
      const auto again = open().value();
    }
    starts_.push_back(device_.snapshot());
  }

  // `told` must be among the errors that the workload met.
  void fail_every_call(Fault::Kind kind, Fault::Lasts lasts, Code told) {
    std::set<Code> seen;
    for (const auto& start : starts_) {
      device_.restore(start);
      const auto before = device_.calls();
      ASSERT_TRUE(work().errors.empty());
      const auto calls = device_.calls() - before;
      ASSERT_GT(calls, 100U);
      for (std::uint64_t nth = 1; nth <= calls; ++nth) {
        device_.restore(start);
        device_.fail({device_.calls() + nth, kind, lasts});
        const Outcome outcome = work();
        device_.fail({});
        seen.insert(outcome.errors.begin(), outcome.errors.end());
        ASSERT_NO_FATAL_FAILURE(check_after(outcome)) << "call " << nth;
      }
    }
    EXPECT_TRUE(seen.contains(told));
    const std::set<Code> of_a_disk = {Code::database_io, Code::database_full,
                                      Code::database_damaged};
    for (const Code code : seen) EXPECT_TRUE(of_a_disk.contains(code)) << name_of(code);
  }

  void check_after(const Outcome& outcome) {
    auto database = open(existing());
    ASSERT_THAT(database, Succeeds());
    auto diary = Diary::open(*database, Size::small).value();
    ASSERT_THAT(diary.check(), Succeeds());
    const auto last = diary.last_change().value();
    ASSERT_GE(last, std::max<std::int64_t>(3, outcome.acknowledged));
    ASSERT_LE(last, 7);
    ASSERT_THAT(database->check_integrity(), Succeeds());
  }

  std::vector<std::map<std::string, Bytes>> starts_;
};

TEST_F(Faults, LosesNothingWhereACallFailsOnce) {
  fail_every_call(Fault::Kind::io, Fault::Lasts::once, Code::database_io);
}

TEST_F(Faults, LosesNothingWhereEveryCallFailsFromOneOn) {
  fail_every_call(Fault::Kind::io, Fault::Lasts::always, Code::database_io);
}

TEST_F(Faults, LosesNothingWhereTheDiskIsFullOnce) {
  fail_every_call(Fault::Kind::no_room, Fault::Lasts::once, Code::database_full);
}

TEST_F(Faults, LosesNothingWhereTheDiskStaysFull) {
  fail_every_call(Fault::Kind::no_room, Fault::Lasts::always, Code::database_full);
}

TEST_F(Faults, LosesNothingWhereAReadComesShort) {
  fail_every_call(Fault::Kind::short_read, Fault::Lasts::once, Code::database_io);
}

}  // namespace
}  // namespace troth::sqlite
