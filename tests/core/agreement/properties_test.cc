// The rules as properties, over ledgers at random: any interleaving, delay and
// crossing, with liars about what they had seen. RC_PARAMS="max_success=100000"
// makes a long campaign of it; TROTH_CAMPAIGN=1 is a shorthand for one.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "tests/core/agreement/holds.h"
#include "tests/core/agreement/random_story.h"

namespace troth::agreement {
namespace {

constexpr TimeMs kLate = kNow + 365 * kDayMs;

void is_as_the_naive(const Agreement& agreement, Naive& naive, Naive::Set view) {
  RC_ASSERT(agreement.digest() == naive.digest(view));
  for (const ProposalState& proposal : agreement.proposals())
    for (const AcceptanceState& acceptance : proposal.acceptances) {
      const Naive::Entry a = naive.entry(acceptance.entry);
      RC_ASSERT(naive.sound(a) == !acceptance.unsound.has_value());
      if (naive.sound(a)) RC_ASSERT(naive.is_void(a, view) == !acceptance.void_causes.empty());
    }
  for (const TimeMs t : {kNow, kNow + 3 * kHourMs, kNow + 30 * kHourMs, kLate}) {
    for (const ClauseId& clause : naive.clauses()) {
      const ClauseState state = agreement.clause(clause, t);
      RC_ASSERT(state.standing.current == naive.current(clause, view));
      RC_ASSERT(state.standing.voids == naive.voids(clause, view));
      RC_ASSERT(state.on_hold == naive.on_hold(clause, view));
      RC_ASSERT(state.in_force == naive.in_force(clause, view, t));
    }
    for (const RestrictionState& restriction : agreement.restrictions(t))
      RC_ASSERT(restriction.lifted == naive.lifted(naive.entry(restriction.entry), view, t));
  }
}

TEST(Properties, TheStateIsWhatTheDefinitionSays) {
  holds_for_every_cast("incremental and naive agree", [](const Cast& cast) {
    for_random_ledgers(
        cast, [](const Story&) {},
        [](const Story& story) {
          Naive naive(story.pair, story.acts);
          is_as_the_naive(story.all, naive, naive.everything());
          for (const Device& device : story.devices)
            is_as_the_naive(device.agreement, naive, naive.view(device.seen));
        });
  });
}

void are_the_same(const Agreement& a, const Agreement& b, TimeMs t) {
  RC_ASSERT(a.digest() == b.digest());
  RC_ASSERT(a.status(t) == b.status(t));
  const auto as = a.clauses(t);
  const auto bs = b.clauses(t);
  RC_ASSERT(as.size() == bs.size());
  for (std::size_t i = 0; i < as.size(); ++i) {
    RC_ASSERT(as[i].id == bs[i].id);
    RC_ASSERT(as[i].in_force == bs[i].in_force);
    RC_ASSERT(as[i].standing == bs[i].standing);
    RC_ASSERT(as[i].origin.has_value() == bs[i].origin.has_value());
    if (as[i].origin) {
      RC_ASSERT(as[i].origin->acceptance == bs[i].origin->acceptance);
      RC_ASSERT(as[i].origin->known_to_all == bs[i].origin->known_to_all);
    }
  }
}

TEST(Properties, Rule7EveryOrderOfArrivalGivesTheSame) {
  holds_for_every_cast("order of arrival", [](const Cast& cast) {
    const unsigned seed = *rc::gen::arbitrary<unsigned>();
    for_random_ledgers(
        cast, [](const Story&) {},
        [&](const Story& story) {
          Agreement other(story.pair);
          for (const Act& act : shuffled(story.acts, seed)) RC_ASSERT(other.add(act).has_value());
          are_the_same(story.all, other, story.now);
          are_the_same(story.all, other, kLate);
        });
  });
}

TEST(Properties, Rule7WhatTheStoreKeepsRebuildsTheSame) {
  holds_for_every_cast("replay of the kept acts", [](const Cast& cast) {
    for_random_ledgers(
        cast, [](const Story&) {},
        [&](const Story& story) {
          Agreement first(story.pair);
          Agreement rebuilt(story.pair);
          std::map<DeviceId, Bytes> newest;
          std::vector<Bytes> rows;
          for (const Act& act : story.acts) {
            if (*first.add(act) == Kept::yes) rows.push_back(encode(act));
            newest[act.at.line] = encode(act);
          }
          for (const Bytes& row : rows) RC_ASSERT(rebuilt.add(*decode_act(row)).has_value());
          for (const auto& [line, row] : newest)
            RC_ASSERT(rebuilt.add(*decode_act(row)).has_value());
          are_the_same(story.all, rebuilt, story.now);
          are_the_same(story.all, rebuilt, kLate);
        });
  });
}

TEST(Properties, Rules1And2WhatIsInForceWasSignedByBothHavingSeenIt) {
  holds_for_every_cast("both signed", [](const Cast& cast) {
    for_random_ledgers(
        cast,
        [](const Story& story) {
          for (const ClauseState& state : story.all.clauses(story.now)) {
            if (!state.in_force) continue;
            const Act& proposal = story.act(state.origin->proposal);
            const Act& acceptance = story.act(state.origin->acceptance);
            RC_ASSERT(proposal.partner != acceptance.partner);
            RC_ASSERT(acceptance.past.contains(proposal.at));
            RC_ASSERT(std::get<Acceptance>(acceptance.deed).proposal == proposal.entry);
          }
        },
        [](const Story&) {});
  });
}

TEST(Properties, Rule3OnlyALiftThatBothSignedHavingSeenItTakesARestrictionBack) {
  holds_for_every_cast("lifts", [](const Cast& cast) {
    for_random_ledgers(
        cast,
        [](const Story& story) {
          for (const RestrictionState& state : story.all.restrictions(kLate)) {
            if (!state.lifted) continue;
            const Act& restriction = story.act(state.entry);
            const bool is_agreed = std::ranges::any_of(state.lifts, [&](const LiftState& lift) {
              const Act& offer = story.act(lift.proposal);
              const auto& lifts = std::get<ProposalFacts>(offer.deed).lifts;
              const auto proposal = story.all.proposal(lift.proposal);
              return std::ranges::count(lifts, state.entry) == 1 &&
                     offer.past.contains(restriction.at) &&
                     std::ranges::any_of(proposal->acceptances, [&](const AcceptanceState& a) {
                       return !a.unsound && a.void_causes.empty() && a.by != offer.partner &&
                              story.act(a.entry).past.contains(restriction.at);
                     });
            });
            RC_ASSERT(is_agreed);
          }
        },
        [](const Story&) {});
  });
}

TEST(Properties, Rule4VoidOnlyGrowsAndSoundnessIsFixed) {
  holds_for_every_cast("void grows", [](const Cast& cast) {
    std::map<EntryHash, bool> were_void;
    for_random_ledgers(
        cast,
        [&](const Story& story) {
          std::map<EntryHash, bool> are_void;
          for (const ProposalState& proposal : story.all.proposals())
            for (const AcceptanceState& a : proposal.acceptances)
              if (!a.unsound) are_void[a.entry] = !a.void_causes.empty();
          for (const auto& [entry, was_void] : were_void) {
            RC_ASSERT(are_void.contains(entry));
            if (was_void) RC_ASSERT(are_void.at(entry));
          }
          were_void = are_void;
        },
        [](const Story&) {});
  });
}

TEST(Properties, Rule4NoTwoEffectiveChangesRestOnTheSameVersion) {
  holds_for_every_cast("no effective crossing", [](const Cast& cast) {
    for_random_ledgers(
        cast,
        [](const Story& story) {
          std::set<std::pair<ClauseId, std::optional<EntryHash>>> bases;
          for (const ProposalState& proposal : story.all.proposals()) {
            if (proposal.stage != ProposalState::Stage::accepted) continue;
            for (const ChangeFacts& c :
                 std::get<ProposalFacts>(story.act(proposal.entry).deed).changes) {
              RC_ASSERT(bases.emplace(c.clause, c.current).second);
              if (c.current)
                RC_ASSERT(story.all.proposal(*c.current)->stage == ProposalState::Stage::accepted);
            }
          }
        },
        [](const Story&) {});
  });
}

// By a new acceptance, or by what the restricting partner signed, and by nothing else.
TEST(Properties, Rules3And5NothingComesBackIntoForceByItself) {
  holds_for_every_cast("back in force", [](const Cast& cast) {
    std::set<ClauseId> were_in_force;
    std::set<EntryHash> were_lifted;
    for_random_ledgers(
        cast,
        [&](const Story& story) {
          const Act& act = story.acts.back();
          std::set<ClauseId> in_force;
          for (const ClauseState& state : story.all.clauses(kLate))
            if (state.in_force) in_force.insert(state.id);
          std::set<EntryHash> lifted;
          bool is_lift_signed = false;
          for (const RestrictionState& state : story.all.restrictions(kLate)) {
            if (!state.lifted) continue;
            lifted.insert(state.entry);
            if (were_lifted.contains(state.entry)) continue;
            RC_ASSERT(state.by == act.partner);
            RC_ASSERT(!std::holds_alternative<Automatic>(act.deed));
            is_lift_signed = true;
          }
          const bool is_acceptance = std::holds_alternative<Acceptance>(act.deed);
          for (const ClauseId& clause : in_force)
            RC_ASSERT(were_in_force.contains(clause) || is_acceptance || is_lift_signed);
          were_in_force = in_force;
          were_lifted = lifted;
        },
        [](const Story&) {});
  });
}

TEST(Properties, WhatIsKnownToAllIsFinal) {
  holds_for_every_cast("known to all", [](const Cast& cast) {
    Cast without_cuts = cast;
    without_cuts.may_be_cut = false;
    std::set<EntryHash> final;
    for_random_ledgers(
        without_cuts,
        [&](const Story& story) {
          for (const ProposalState& proposal : story.all.proposals()) {
            if (proposal.known_to_all) final.insert(proposal.entry);
            if (final.contains(proposal.entry))
              RC_ASSERT(proposal.stage == ProposalState::Stage::accepted);
          }
        },
        [](const Story&) {});
  });
}

// Who accepts while pretending not to have seen something gains nothing by it.
// (A reaffirmation is of the digest that it names, whatever happens meanwhile.)
TEST(Properties, NoOlderClaimMakesEffectiveWhatTheTrueOneWouldNot) {
  holds_for_every_cast("lies", [](const Cast& cast) {
    const std::uint8_t who = *rc::gen::inRange<std::uint8_t>(0, 4);
    const std::size_t which = *rc::gen::inRange<std::size_t>(0, 40);
    const std::size_t older = *rc::gen::inRange<std::size_t>(0, 40);
    for_random_ledgers(
        cast, [](const Story&) {},
        [&](const Story& story) {
          const Device& liar = story.devices[who % story.devices.size()];
          const auto own =
              std::ranges::find_if(story.acts.rbegin(), story.acts.rend(),
                                   [&](const Act& act) { return act.device == liar.id; });
          if (own == story.acts.rend()) return;
          Clock claimed = own->past;  // no further back than its last entry
          claimed.raise(own->at);
          const Act& pretended = story.acts[older % story.acts.size()];
          if (liar.seen.contains(pretended.at)) {
            claimed.merge(pretended.past);
            claimed.raise(pretended.at);
          }
          const auto proposals = agreement_of(story, claimed).proposals();
          if (proposals.empty()) return;
          const EntryHash chosen = proposals[which % proposals.size()].entry;
          if (std::get<ProposalFacts>(story.act(chosen).deed).reaffirms) return;
          const auto accepting = [&](const Clock& past) {
            Act act;
            act.entry = test_id<EntryHash>("the lie");
            act.partner = liar.partner;
            act.device = liar.id;
            act.at = {liar.id, liar.seen.seq_of(liar.id) + 1};
            act.past = past;
            act.deed = Acceptance{
                chosen, agreement_of(story, past).digest_after_accepting(chosen, liar.author()),
                kRulesVersion};
            Agreement after = agreement_of(story, [&] {
              Clock everything;
              for (const Act& other : story.acts) everything.raise(other.at);
              return everything;
            }());
            RC_ASSERT(after.add(act).has_value());
            // By this acceptance, or by one of the liar's other device: one agreement.
            return after.proposal(chosen)->stage == ProposalState::Stage::accepted;
          };
          if (accepting(claimed)) RC_ASSERT(accepting(liar.seen));
        });
  });
}

}  // namespace
}  // namespace troth::agreement
