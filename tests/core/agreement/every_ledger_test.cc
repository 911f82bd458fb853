// Every ledger of a few acts: no rule of consent is broken in any of them, or
// by any step to one. At least a million in the ordinary run, ten million where
// TROTH_CAMPAIGN is set. The scopes are bounds on two devices (or three: Mara's
// second), one area and one standard in it:
//
//   beginning   nothing is agreed, or both clauses are
//   acts        proposals of either clause or both, counters, lifts of one or two
//               restrictions (and of one with a change), acceptances of any proposal,
//               Noes by either partner, five restrictions, practice
//   seen        every set that holds its own past, from the author's last one on
//
// every_ledger.cc says how it walks, every_ledger_rules.cc what it checks.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <numeric>

#include "tests/core/agreement/every_ledger.h"

namespace troth::agreement {
namespace {

struct Part {
  const char* name;
  Scope scope;
  std::size_t least;  // ledgers
};

constexpr auto kFromNothing = Beginning::nothing_agreed;
constexpr auto kFromAgreed = Beginning::both_clauses_agreed;

// The bounds: acts, proposals, of those lifts, acceptances, Noes, restrictions, practice.
constexpr std::array<Part, 6> kOrdinary = {{
    {"OneClause", {2, kFromNothing, {6, 3, 0, 3, 2, 0, 0}, kAreaOnly}, 125'000},
    {"AnyAct",
     {2, kFromNothing, {4, 2, 1, 2, 1, 1, 1}, kAnyChange, kAnyRestriction, Counters::yes},
     203'000},
    {"WhatIsAgreed", {2, kFromAgreed, {4, 2, 1, 2, 1, 2, 0}, kAreaOrBoth}, 349'000},
    {"Lifts", {2, kFromAgreed, {5, 2, 2, 2, 0, 2, 1}, kLiftsOnly, kPauseOrWithdrawal}, 95'000},
    {"ThreeDevices", {3, kFromNothing, {5, 2, 0, 3, 1, 0, 1}, kAreaOnly}, 370'000},
    {"ThreeDevicesLifting",
     {3, kFromAgreed, {5, 2, 1, 2, 0, 1, 1}, kLiftsOnly, kPauseOrWithdrawal},
     31'000},
}};

constexpr std::array<Part, 6> kCampaign = {{
    {"OneClause", {2, kFromNothing, {8, 3, 0, 3, 2, 0, 0}, kAreaOnly}, 1'079'000},
    {"AnyAct",
     {2, kFromNothing, {5, 2, 1, 2, 1, 1, 1}, kAnyChange, kAnyRestriction, Counters::yes},
     2'559'000},
    {"WhatIsAgreed",
     {2, kFromAgreed, {5, 2, 1, 2, 1, 1, 0}, kAnyChange, kAnyRestriction, Counters::yes},
     2'607'000},
    {"Lifts", {2, kFromAgreed, {6, 2, 2, 2, 0, 2, 1}, kLiftsOnly, kPausesOrLimit}, 1'718'000},
    {"ThreeDevices", {3, kFromNothing, {6, 2, 0, 3, 1, 0, 1}, kAreaOnly}, 1'428'000},
    {"ThreeDevicesLifting",
     {3, kFromAgreed, {6, 2, 1, 2, 0, 2, 1}, kLiftsOnly, kPauseOrWithdrawal},
     2'500'000},
}};

constexpr std::size_t least_of(const std::array<Part, 6>& parts) {
  return std::accumulate(parts.begin(), parts.end(), std::size_t{0},
                         [](std::size_t sum, const Part& part) { return sum + part.least; });
}
static_assert(least_of(kOrdinary) >= 1'000'000);
static_assert(least_of(kCampaign) >= 10'000'000);

bool is_campaign() {
  const char* set = std::getenv("TROTH_CAMPAIGN");
  return set && *set != '\0';
}

class EveryLedger : public testing::TestWithParam<std::size_t> {};

TEST_P(EveryLedger, KeepsEveryRule) {
  const Part& part = (is_campaign() ? kCampaign : kOrdinary)[GetParam()];
  const Walked walked = walk_every_ledger(part.scope);
  std::cout << part.name << ": " << walked.ledgers << " ledgers, " << walked.steps << " steps, "
            << walked.met_again << " by another order, " << walked.compared
            << " compared with the naive definition\n";
  EXPECT_EQ(walked.broken, "");
  EXPECT_GE(walked.ledgers, part.least);
}

INSTANTIATE_TEST_SUITE_P(Scopes, EveryLedger, testing::Range<std::size_t>(0, kOrdinary.size()),
                         [](const auto& part) { return kOrdinary[part.param].name; });

}  // namespace
}  // namespace troth::agreement
