// A walk that finds nothing proves nothing unless it can find something: each of
// these engines lies about one outcome, and the walk names the rule.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/agreement/every_ledger.h"

namespace troth::agreement {
namespace {

struct Fault {
  const char* name;
  void (*lie)(const Ledger&, Outcome&);
  const char* broken;
  Beginning beginning = Beginning::nothing_agreed;
};

bool ends_with(const Ledger& ledger, Kind kind) { return ledger.back().doing.kind == kind; }

bool has(const Ledger& ledger, Kind kind) {
  return std::ranges::any_of(ledger, [&](const Entry& e) { return e.doing.kind == kind; });
}

const std::vector<Fault> kFaults = {
    {"WhatIsTakenBackCounts",
     [](const Ledger& ledger, Outcome& out) {
       if (ends_with(ledger, Kind::accept)) out.is_void = 0;
     },
     "what is taken back meanwhile is void", Beginning::both_clauses_agreed},
    {"CrossingsCount",
     [](const Ledger& ledger, Outcome& out) {
       if (!has(ledger, Kind::no) && !has(ledger, Kind::restrict)) out.is_void = 0;
     },
     "no effective crossing"},
    {"PracticeHealsVoids",
     [](const Ledger& ledger, Outcome& out) {
       if (ends_with(ledger, Kind::touch)) out.is_void = 0;
     },
     "void only grows"},
    {"EveryAcceptanceIsSound",
     [](const Ledger& ledger, Outcome& out) {
       if (ends_with(ledger, Kind::accept)) out.sound |= bit(static_cast<int>(ledger.size()) - 1);
     },
     "both sign"},
    {"TimeLiftsRestrictions",
     [](const Ledger& ledger, Outcome& out) {
       for (std::size_t e = 0; e < ledger.size(); ++e)
         if (ledger[e].doing.kind == Kind::restrict) out.lifted[1] |= Mask{1} << e;
     },
     "a restriction holds until its author lifts it"},
    {"PausesCoverNothing",
     [](const Ledger& ledger, Outcome& out) {
       if (ends_with(ledger, Kind::restrict)) out.in_force = {3, 3};
     },
     "what is restricted or on hold is not in force", Beginning::both_clauses_agreed},
    {"PracticeRestores",
     [](const Ledger& ledger, Outcome& out) {
       if (ends_with(ledger, Kind::touch)) out.in_force = {3, 3};
     },
     "nothing comes back into force by itself"},
    {"OneKnowsForAll", [](const Ledger&, Outcome& out) { out.known = out.effective; },
     "known to all is what each device has signed"},
    {"TheDigestIsOfNothing", [](const Ledger&, Outcome& out) { out.digest = {}; },
     "the digest is of what stands"},
};

class WalkOverAFault : public testing::TestWithParam<Fault> {};

TEST_P(WalkOverAFault, NamesTheRuleAndTheLedger) {
  const Walked walked = walk_every_ledger({.devices = 2,
                                           .beginning = GetParam().beginning,
                                           .bounds = {4, 2, 1, 2, 1, 1, 1},
                                           .changes = kAreaOnly,
                                           .lie = GetParam().lie});
  EXPECT_EQ(walked.broken.substr(0, walked.broken.find(':')), GetParam().broken);
  EXPECT_NE(walked.broken.find("\n  0: device 0"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Lies, WalkOverAFault, testing::ValuesIn(kFaults),
                         [](const auto& fault) { return std::string(fault.param.name); });

}  // namespace
}  // namespace troth::agreement
