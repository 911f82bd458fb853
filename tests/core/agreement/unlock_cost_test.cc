// What a partner can sign alone must not make the other's unlock slow: four
// times as many entries may take some four times as long, and not sixteen. Each
// test is a ledger that Jonas fills with one kind of entry, or with two that
// could multiply; what the store would keep of it is replayed, and everything
// that is shown is asked for once. Processor time, the least of a few runs.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <functional>

#include "core/base/check.h"
#include "tests/core/agreement/story.h"

namespace troth::agreement {
namespace {

using Fill = std::function<Deed(std::size_t number)>;

struct UnlockCost : testing::Test {
  UnlockCost() { base = story.acts; }

  // Jonas signs what `fill` says, `count` times; what of it the store keeps.
  [[nodiscard]] std::vector<Act> kept(const Fill& fill, std::size_t count) const {
    Agreement agreement(story.pair);
    for (const Act& act : base) CHECK(agreement.add(act));
    std::vector<Act> out;
    Clock seen = story.jonas.seen;
    for (std::size_t i = 0; i < count; ++i) {
      Act act;
      act.entry = test_id<EntryHash>("hostile", i);
      act.partner = story.jonas.partner;
      act.device = story.jonas.id;
      act.past = seen;
      act.at = {act.device, seen.seq_of(act.device) + 1};
      act.written_ms = kNow;
      act.latest_ms = kNow;
      act.deed = fill(i);
      seen.raise(act.at);
      const auto answer = agreement.add(act);
      CHECK(answer);
      if (*answer == Kept::yes) out.push_back(std::move(act));
    }
    return out;
  }

  [[nodiscard]] double time_of(const std::vector<Act>& acts) const {
    double least = 1e9;
    for (int run = 0; run < 3; ++run) {
      Agreement agreement(story.pair);
      for (const Act& act : base) CHECK(agreement.add(act));
      const std::clock_t start = std::clock();
      for (const Act& act : acts) CHECK(agreement.add(act));
      shown += agreement.clauses(kNow).size() + agreement.restrictions(kNow).size() +
               agreement.proposals().size() + static_cast<std::size_t>(agreement.status(kNow)) +
               agreement.proposals_waiting_for(story.mara.partner) + verdict_of_today(agreement);
      least = std::min(least, static_cast<double>(std::clock() - start));
    }
    return least;
  }

  // Mara would decide in the bedroom, which applies in moments.
  [[nodiscard]] std::size_t verdict_of_today(const Agreement& agreement) const {
    const auto verdict = agreement.verdict_if_answered_now(
        {story.area_named("Bedroom"), story.mara.author(), false}, kNow, story, made_up_time);
    CHECK(verdict);
    return static_cast<std::size_t>(verdict->outcome);
  }

  void expect_linear(const Fill& fill, std::size_t count) const {
    const double few = time_of(kept(fill, count));
    const double many = time_of(kept(fill, 4 * count));
    // Below a millisecond the clock's grain would decide.
    EXPECT_LT(many, 9 * std::max(few, CLOCKS_PER_SEC / 1000.0)) << few << " and " << many;
  }

  [[nodiscard]] Deed proposal_of(std::size_t changes, std::size_t first = 0) const {
    ProposalFacts facts;
    for (std::size_t i = 0; i < changes; ++i)
      facts.changes.push_back({test_id<ClauseId>("some", first + i), {}, {}, ContentFacts{}});
    std::ranges::sort(facts.changes, {}, &ChangeFacts::clause);
    return facts;
  }
  [[nodiscard]] Deed withdrawal_of(std::size_t named) const {
    RestrictionFacts facts{RestrictionKind::withdrawal, {}, Strength::hard, {}};
    for (std::size_t i = 0; i < named; ++i) facts.clauses.push_back(test_id<ClauseId>("some", i));
    std::ranges::sort(facts.clauses);
    return facts;
  }

  Story story;
  std::vector<Act> base;
  mutable std::size_t shown = 0;
};

TEST_F(UnlockCost, ProposalsAndWithdrawalsOfTheSameClauses) {
  const Deed proposal = proposal_of(40);
  const Deed withdrawal = withdrawal_of(80);
  expect_linear([&](std::size_t i) { return i % 2 == 0 ? proposal : withdrawal; }, 200);
}

TEST_F(UnlockCost, ProposalsOfNewClausesAndLimits) {
  const Deed withdrawal = withdrawal_of(8);
  expect_linear([&](std::size_t i) { return i % 2 == 0 ? proposal_of(40, 40 * i) : withdrawal; },
                200);
}

TEST_F(UnlockCost, ProposalsAndEndings) {
  const RestrictionFacts ending{RestrictionKind::ending, {}, Strength::hard, {}};
  const Deed proposal = proposal_of(2);
  expect_linear([&](std::size_t i) { return i % 2 == 0 ? proposal : Deed(ending); }, 2000);
}

TEST_F(UnlockCost, WithdrawalsThatNameTheAgreementAndMuchElse) {
  std::vector<Change> changes;
  for (std::uint64_t i = 0; i < 20; ++i) {
    changes.push_back(story.area("Area " + std::to_string(i)));
    changes.push_back(story.standard(i, changes.back().clause));
  }
  story.agree(changes);
  base = story.acts;
  // What one names grows with how many there are: the product is what counts.
  const auto time_with = [&](std::size_t named) {
    Deed deed = withdrawal_of(named);
    auto& clauses = std::get<RestrictionFacts>(deed).clauses;
    for (const Change& change : changes) clauses.push_back(change.clause);
    std::ranges::sort(clauses);
    return time_of(kept([&](std::size_t) { return deed; }, 100));
  };
  const double few = time_with(600);
  EXPECT_LT(time_with(2400), 9 * few);
}

TEST_F(UnlockCost, LiftsOfManyRestrictionsInProposalsOfManyChanges) {
  const auto fill = [&](std::size_t i) -> Deed {
    if (i < 100) return RestrictionFacts{RestrictionKind::pause, {}, Strength::hard, {}};
    ProposalFacts facts = std::get<ProposalFacts>(proposal_of(100));
    for (std::size_t lifted = 0; lifted < 100; ++lifted)
      facts.lifts.push_back(test_id<EntryHash>("hostile", lifted));
    std::ranges::sort(facts.lifts);
    return facts;
  };
  expect_linear(fill, 200);
}

TEST_F(UnlockCost, PausesAndAcceptancesThatNeverCount) {
  const EntryHash offered = story.propose(story.mara, {story.area("Household")});
  story.sync();
  base = story.acts;
  const RestrictionFacts pause{RestrictionKind::pause, {}, Strength::hard, {}};
  expect_linear(
      [&](std::size_t i) -> Deed {
        if (i % 2 == 0) return pause;
        return Acceptance{offered, Hash{}, kRulesVersion};
      },
      1000);
}

TEST_F(UnlockCost, CutsEachLowerThanTheOneBefore) {
  story.agree({story.area("Household")});
  base = story.acts;
  expect_linear(
      [&](std::size_t i) { return Cut{story.jonas.id, 1'000'000 - i, Cut::Why::equivocated}; },
      4000);
}

TEST_F(UnlockCost, ConfirmationsAndComparisonsAgainAndAgain) {
  expect_linear(
      [&](std::size_t i) -> Deed {
        if (i % 2 == 0) return Compared{};
        return Confirmed{test_id<DeviceId>("Mara's tablet")};
      },
      4000);
}

TEST_F(UnlockCost, MomentsThatOpenNothingOrAreClosedAgain) {
  story.now = kNow;
  const Area bedroom{"Bedroom", "", {}, Reach::delegate, When::moments, {}};
  story.agree({story.role(story.mara, "Dominant", true),
               story.role(story.jonas, "submissive", false), story.area(bedroom)});
  base = story.acts;
  const ClauseId bed = story.area_named("Bedroom");
  const ClauseId elsewhere = story.area_named("Household");
  expect_linear(
      [&](std::size_t i) -> Deed {
        if (i % 4 == 0) return MomentOpened{{bed}, 0};
        if (i % 4 == 1) return MomentClosed{test_id<EntryHash>("hostile", i - 1)};
        if (i % 4 == 2) return MomentOpened{{elsewhere}, 0};
        return MomentClosed{};
      },
      4000);
  expect_linear([&](std::size_t) { return MomentOpened{{bed}, 1}; }, 4000);
  expect_linear([&](std::size_t i) { return MomentClosed{test_id<EntryHash>("none", i)}; }, 4000);
  expect_linear([&](std::size_t) { return MomentClosed{test_id<EntryHash>("hostile", 0)}; }, 4000);
}

TEST_F(UnlockCost, NoesToOneProposal) {
  const EntryHash offered = story.propose(story.mara, {story.area("Household")});
  story.sync();
  base = story.acts;
  expect_linear([&](std::size_t) { return NoFacts{offered}; }, 4000);
}

}  // namespace
}  // namespace troth::agreement
