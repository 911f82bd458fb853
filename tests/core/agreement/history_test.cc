// Every version that there was: the same one after another for both, whatever
// came when; each the digest of what it holds; also of what does not count any more.
#include "core/agreement/history.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "core/base/check.h"
#include "tests/core/agreement/holds.h"
#include "tests/core/agreement/random_story.h"

namespace troth::agreement {
namespace {

using What = AgreementVersion::What;

History history_of(const Story& story, std::vector<Act> acts) {
  auto history = History::of(story.pair, std::move(acts));
  CHECK(history);
  return std::move(*history);
}

History history_of(const Story& story) { return history_of(story, story.acts); }

// Those of a ledger's acts that the store keeps, and the newest of each line.
std::vector<Act> kept_of(const Story& story) {
  Agreement agreement(story.pair);
  std::vector<Act> kept;
  std::map<DeviceId, Act> newest;
  for (const Act& act : story.acts) {
    if (*agreement.add(act) == Kept::yes)
      kept.push_back(act);
    else
      newest[act.at.line] = act;
  }
  for (const auto& [line, act] : newest)
    if (std::ranges::none_of(kept, [&](const Act& other) {
          return other.at.line == line && other.at.seq > act.at.seq;
        }))
      kept.push_back(act);
  return kept;
}

std::vector<What> whats(const History& history) {
  std::vector<What> out;
  for (const AgreementVersion& version : history.versions()) out.push_back(version.what);
  return out;
}

void are_the_same(const AgreementVersion& a, const AgreementVersion& b) {
  RC_ASSERT(a.digest == b.digest);
  RC_ASSERT(a.seen_digest == b.seen_digest);
  RC_ASSERT(a.entry == b.entry);
  RC_ASSERT(a.what == b.what);
  RC_ASSERT(a.proposal == b.proposal);
  RC_ASSERT(a.lifts == b.lifts);
  RC_ASSERT(a.changed == b.changed);
  RC_ASSERT(a.void_causes.size() == b.void_causes.size());
  RC_ASSERT(a.clock == b.clock);
}

void are_the_same(const History& a, const History& b) {
  RC_ASSERT(a.versions().size() == b.versions().size());
  for (std::size_t i = 0; i < a.versions().size(); ++i)
    are_the_same(a.versions()[i], b.versions()[i]);
}

TEST(HistoryProperties, EveryOrderOfArrivalGivesTheSameHistory) {
  holds_for_every_cast("history in any order", [](const Cast& cast) {
    const unsigned seed = *rc::gen::arbitrary<unsigned>();
    for_random_ledgers(
        cast, [](const Story&) {},
        [&](const Story& story) {
          are_the_same(history_of(story), history_of(story, shuffled(story.acts, seed)));
        });
  });
}

TEST(HistoryProperties, WhatTheStoreKeepsHasTheSameHistory) {
  holds_for_every_cast("history of the kept acts", [](const Cast& cast) {
    for_random_ledgers(
        cast, [](const Story&) {},
        [](const Story& story) {
          are_the_same(history_of(story), history_of(story, kept_of(story)));
        });
  });
}

// Found by the property: an acceptance that never counted, signed again, is not
// kept, and stood in the versions after it all the same.
TEST(History, AnAcceptanceThatNeverCountedIsInNoVersion) {
  RandomStory ledger(Cast{});
  for (const Step& step : {Step{0, 8, 0, 0}, Step{0, 11, 0, 0}, Step{0, 11, 0, 0},
                           Step{1, 17, 0, 1}, Step{0, 8, 0, 0}})
    ledger.take(step);
  const History whole = history_of(ledger.story);
  const History kept = history_of(ledger.story, kept_of(ledger.story));
  ASSERT_EQ(whole.versions().size(), kept.versions().size());
  for (std::size_t i = 0; i < whole.versions().size(); ++i)
    EXPECT_TRUE(whole.versions()[i].clock == kept.versions()[i].clock) << i;
}

TEST(HistoryProperties, EveryVersionIsTheDigestOfWhatItHolds) {
  holds_for_every_cast("versions and digests", [](const Cast& cast) {
    for_random_ledgers(
        cast, [](const Story&) {},
        [](const Story& story) {
          const History history = history_of(story);
          Hash before = Agreement(story.pair).digest();
          for (const AgreementVersion& version : history.versions()) {
            RC_ASSERT(version.digest == agreement_of(story, version.clock).digest());
            RC_ASSERT(version.digest == history.at(version).digest());
            RC_ASSERT(version.digest != before || version.reaffirms);
            const Act& act = story.act(version.entry);
            Clock seen = act.past;
            seen.raise(act.at);
            RC_ASSERT(version.seen_digest == agreement_of(story, seen).digest());
            before = version.digest;
          }
          RC_ASSERT(before == story.all.digest());
        });
  });
}

TEST(HistoryProperties, AnAcceptanceThatIsNotVoidIsAVersionAndTheLifeOfAClauseEndsAsItStands) {
  holds_for_every_cast("nothing is left out", [](const Cast& cast) {
    for_random_ledgers(
        cast, [](const Story&) {},
        [](const Story& story) {
          const History history = history_of(story);
          for (const ClauseState& clause : story.all.clauses(kNow)) {
            const auto life = history.life_of(clause.id);
            RC_ASSERT(!life.empty());
            RC_ASSERT(life.back().after == clause.standing);
            RC_ASSERT(life.back().is_on_hold == clause.on_hold);
            if (!clause.origin) continue;
            RC_ASSERT(std::ranges::any_of(life, [&](const ClauseTurn& turn) {
              const AgreementVersion& version = history.versions()[turn.version];
              return version.proposal == clause.origin->proposal;
            }));
          }
        });
  });
}

TEST(History, AVersionForEachAgreementAndRestrictionAndNoneForWhatChangesNothing) {
  Story story;
  story.agree({story.area("Household")});
  const EntryHash declined = story.propose(story.mara, {story.area("Work")});
  story.sync();
  story.say_no(story.jonas, declined);
  story.practice(story.jonas);
  story.sync();
  const EntryHash pause = story.pause(story.mara);
  const History history = history_of(story);
  ASSERT_EQ(whats(history), (std::vector{What::accepted, What::restricted}));
  EXPECT_EQ(history.versions()[0].changed, std::vector{story.area_named("Household")});
  EXPECT_EQ(history.versions()[1].entry, pause);
  EXPECT_TRUE(history.versions()[1].changed.empty());
}

TEST(History, AVersionThatBecameVoidLaterStaysAndSaysSo) {
  Story story;
  story.agree({story.area("Household", Reach::discuss)});
  const EntryHash proposal = story.propose(story.mara, {story.area("Household", Reach::delegate)});
  story.sync();
  story.now += kHourMs;
  const EntryHash acceptance = story.accept(story.jonas, proposal);
  story.now += kHourMs;  // not having heard of it
  const EntryHash no = story.say_no(story.mara, proposal);
  story.sync();

  const History history = history_of(story);
  ASSERT_EQ(whats(history), (std::vector{What::accepted, What::accepted, What::retracted}));
  const AgreementVersion& counted = history.versions()[1];
  EXPECT_EQ(counted.entry, acceptance);
  ASSERT_EQ(counted.void_causes.size(), 1U);
  EXPECT_EQ(counted.void_causes[0].entry, no);
  EXPECT_EQ(*history.at(counted).clause(story.area_named("Household"), kNow).standing.current,
            proposal);
  const auto life = history.life_of(story.area_named("Household"));
  ASSERT_EQ(life.size(), 3U);
  EXPECT_FALSE(life[1].is_on_hold);
  EXPECT_TRUE(life[2].is_on_hold);
}

TEST(History, WhatASignerSawIsFoundAlsoWhereSomethingOlderArrivedLater) {
  Story story;
  story.agree({story.area("Household")});
  story.pause(story.jonas, {story.area_named("Household")});  // on a train, and earlier
  story.now += kHourMs;
  story.pause(story.mara);
  const Hash on_screen = story.mara.agreement.digest();
  story.sync();
  const History history = history_of(story);
  const auto versions = history.versions();
  EXPECT_EQ(std::ranges::count(versions, on_screen, &AgreementVersion::digest), 0);
  EXPECT_EQ(std::ranges::count(versions, on_screen, &AgreementVersion::seen_digest), 1);
}

TEST(History, ARestrictionAndItsLiftBelongToTheLifeOfWhatItCovers) {
  Story story;
  story.agree({story.area("Household"), story.area("Work")});
  const EntryHash pause = story.pause(story.mara, {story.area_named("Household")});
  story.sync();
  const EntryHash lift = story.offer_lift(story.mara, {pause});
  story.sync();
  story.accept(story.jonas, lift);
  story.sync();
  const History history = history_of(story);
  const auto life = history.life_of(story.area_named("Household"));
  ASSERT_EQ(life.size(), 3U);
  EXPECT_TRUE(life[1].is_restricted);
  EXPECT_EQ(life[2].lifted, std::vector{pause});
  EXPECT_EQ(history.life_of(story.area_named("Work")).size(), 1U);
}

TEST(History, AReaffirmationIsRememberedAlsoWhereItChangesNothing) {
  Story story;
  story.agree({story.area("Household"), story.term({0, kNow + kDayMs, 24, 0})});
  const auto reaffirm = [&](Proposal proposal) {
    proposal.reaffirms = story.mara.agreement.digest();
    const EntryHash entry = story.propose(story.mara, std::move(proposal));
    story.sync();
    story.accept(story.jonas, entry);
    story.sync();
  };
  reaffirm(story.draft(story.mara, {}));
  reaffirm(story.draft(story.mara, {story.term({0, kNow + 9 * kDayMs, 24, 0})}));
  const History history = history_of(story);
  const auto versions = history.versions();
  ASSERT_EQ(versions.size(), 3U);
  EXPECT_TRUE(versions[1].reaffirms && versions[2].reaffirms);
  EXPECT_EQ(versions[1].digest, versions[0].digest);
  EXPECT_EQ(versions[2].changed, std::vector{story.the_term()});
}

TEST(History, NothingSignedHasNoVersions) {
  Story story;
  EXPECT_TRUE(history_of(story).versions().empty());
  EXPECT_TRUE(history_of(story).life_of(story.the_term()).empty());
}

TEST(History, ActsWithoutTheirPastAreRefused) {
  Story story;
  story.agree({story.area("Household")});
  std::vector<Act> acts = story.acts;
  acts.push_back(acts.front());
  EXPECT_FALSE(History::of(story.pair, acts));
}

}  // namespace
}  // namespace troth::agreement
