// Rule 6 as a property: over ledgers at random that are lived in (questions
// answered, moments opened and closed, pauses, liars, cut devices), every
// verdict is what the definition says, in whatever order entries arrive.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "tests/core/agreement/holds.h"

namespace troth::agreement {
namespace {

constexpr auto kClock = made_up_time;

Verdict verdict(const Agreement& agreement, const Answer& answer, const Story& story) {
  const auto out = agreement.verdict_of(answer, story, kClock);
  RC_ASSERT(out.has_value());
  return *out;
}

Cast lived_in(Cast cast) {
  cast.lived = *rc::gen::inRange(1, 41);
  cast.one_clause = false;
  return cast;
}

TEST(Authority, EveryVerdictIsWhatTheDefinitionSays) {
  std::set<Outside> reasons;
  std::set<Verdict::Outcome> outcomes;
  std::set<ClauseId> inside;
  holds_for_every_cast("verdicts, incremental and naive", [&](const Cast& cast) {
    for_random_ledgers(
        lived_in(cast), [](const Story&) {},
        [&](const Story& story) {
          Naive naive(story.pair, story.acts);
          for (const Answer& answer : story.answers) {
            const Verdict given = verdict(story.all, answer, story);
            RC_ASSERT(given == naive.verdict(answer, story, kClock));
            outcomes.insert(given.outcome);
            if (given.outcome == Verdict::Outcome::inside) inside.insert(answer.area);
            if (given.why) reasons.insert(*given.why);
          }
        });
  });
  // The ledgers are such that the comparison says something.
  EXPECT_EQ(outcomes.size(), 3U);
  EXPECT_EQ(inside.size(), 3U);  // always, in windows and in moments
  for (const Outside why : {Outside::ended, Outside::paused, Outside::lapsed,
                            Outside::not_in_exchange, Outside::follower_decides,
                            Outside::other_leads, Outside::not_in_windows, Outside::no_moment})
    EXPECT_TRUE(reasons.contains(why)) << name_of(why);
}

TEST(Authority, EveryOrderOfArrivalGivesTheSameVerdicts) {
  holds_for_every_cast("verdicts in another order", [](const Cast& cast) {
    const unsigned seed = *rc::gen::arbitrary<unsigned>();
    for_random_ledgers(
        lived_in(cast), [](const Story&) {},
        [&](const Story& story) {
          Agreement other(story.pair);
          std::map<Tick, Verdict> on_arrival;
          for (const Act& act : shuffled(story.acts, seed)) {
            RC_ASSERT(other.add(act).has_value());
            for (const Answer& answer : story.answers)
              if (answer.at == act.at) on_arrival[act.at] = verdict(other, answer, story);
          }
          for (const Answer& answer : story.answers) {
            const Verdict given = verdict(story.all, answer, story);
            RC_ASSERT(on_arrival.at(answer.at) == given);
            RC_ASSERT(verdict(other, answer, story) == given);
            RC_ASSERT(verdict(agreement_of(story, answer.past), answer, story) == given);
          }
        });
  });
}

TEST(Authority, WhatTheStoreKeepsGivesTheSameVerdicts) {
  holds_for_every_cast("verdicts after a restart", [](const Cast& cast) {
    for_random_ledgers(
        lived_in(cast), [](const Story&) {},
        [&](const Story& story) {
          Agreement first(story.pair);
          Agreement rebuilt(story.pair);
          std::map<DeviceId, Bytes> newest;
          for (const Act& act : story.acts) {
            if (*first.add(act) == Kept::yes)
              RC_ASSERT(rebuilt.add(*decode_act(encode(act))).has_value());
            newest[act.at.line] = encode(act);
          }
          for (const auto& [line, row] : newest)
            RC_ASSERT(rebuilt.add(*decode_act(row)).has_value());
          for (const Answer& answer : story.answers) {
            const Verdict given = verdict(story.all, answer, story);
            RC_ASSERT(verdict(rebuilt, answer, story) == given);
            RC_ASSERT(*decode_verdict(encode(given)) == given);
          }
        });
  });
}

// What is inside needs no naive definition to be doubted: the state as of the
// answer's past must say that the area and the role were in force.
TEST(Authority, WhatIsInsideWasInForceAndLedByItsAuthor) {
  holds_for_every_cast("inside", [](const Cast& cast) {
    for_random_ledgers(
        lived_in(cast), [](const Story&) {},
        [&](const Story& story) {
          for (const Answer& answer : story.answers) {
            if (verdict(story.all, answer, story).outcome != Verdict::Outcome::inside) continue;
            const Agreement seen = agreement_of(story, answer.past);
            RC_ASSERT(seen.clause(answer.area, answer.written_ms).in_force);
            RC_ASSERT(seen.clause(role_id(story.pair.id, answer.by), answer.written_ms).in_force);
            RC_ASSERT(seen.status(answer.written_ms) == AgreementStatus::in_force);
            RC_ASSERT(seen.who_decides(answer.area) == answer.by);
            RC_ASSERT(answer.written_ms >= answer.latest_ms);
          }
        });
  });
}

TEST(Authority, WhatIsSaidBeforeSigningIsWhatTheMarkSaysAfterwards) {
  holds_for_every_cast("verdicts foretold", [](const Cast& cast) {
    for_random_ledgers(
        lived_in(cast), [](const Story&) {},
        [&](Story& story) {
          for (Device& device : story.devices)
            for (const char* const name : {"Household", "Bedroom", "Garden"}) {
              const ClauseId area = story.area_named(name);
              const auto told = device.agreement.verdict_if_answered_now(
                  {area, device.author(), false}, story.now, story, kClock);
              const Answer answer = story.answer(device, area);
              RC_ASSERT(told.has_value());
              RC_ASSERT(*told == verdict(story.all, answer, story));
            }
        });
  });
}

}  // namespace
}  // namespace troth::agreement
