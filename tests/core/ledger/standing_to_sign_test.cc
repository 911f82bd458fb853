#include "core/ledger/standing_to_sign.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace troth::ledger {
namespace {

using enum Freshness;

TEST(Counter, AheadIsProofAndBehindIsNormal) {
  EXPECT_EQ(freshness_of_counter(5, 5), level);
  EXPECT_EQ(freshness_of_counter(4, 5), level);
  EXPECT_EQ(freshness_of_counter(6, 5), ahead);
  EXPECT_EQ(freshness_of_counter(std::nullopt, 5), missing);
}

class SigningTest : public ::testing::Test {
 protected:
  SigningReason reason() const { return standing_to_sign(evidence_).reason; }
  bool is_free() const { return !standing_to_sign(evidence_).only_what_takes_away; }
  std::string refusal() const {
    const auto status = may_sign(standing_to_sign(evidence_), EntryKind::accept);
    return status ? "accepted" : std::string(name_of(status.error().code));
  }
  SigningEvidence evidence_{.counter = level, .anchor = level};
};

TEST_F(SigningTest, NothingSuspiciousSignsEverything) {
  EXPECT_TRUE(is_free());
  EXPECT_EQ(refusal(), "accepted");
}

TEST_F(SigningTest, NothingKnownSignsOnlyWhatTakesAway) {
  evidence_ = {};
  EXPECT_FALSE(is_free());
  EXPECT_EQ(reason(), SigningReason::counter_missing);
}

TEST_F(SigningTest, ProofOfARollbackIsNeverOverridden) {
  for (const auto& [damage, why] :
       std::vector<std::pair<std::function<void(SigningEvidence&)>, SigningReason>>{
           {[](auto& it) { it.own_entry_lacked = true; }, SigningReason::own_entry_lacked},
           {[](auto& it) { it.counter = ahead; }, SigningReason::counter_ahead},
           {[](auto& it) { it.anchor = ahead; }, SigningReason::anchor_ahead}}) {
    evidence_ = {.counter = level, .anchor = level, .hint_overridden = true};
    damage(evidence_);
    EXPECT_EQ(reason(), why);
    EXPECT_EQ(refusal(), "own_ledger_rolled_back");
  }
}

TEST_F(SigningTest, AHintHoldsUntilItIsAnsweredOrOverridden) {
  evidence_.frontier_ahead = true;
  EXPECT_EQ(reason(), SigningReason::frontier_ahead);
  EXPECT_EQ(refusal(), "own_ledger_maybe_behind");
  evidence_.hint_overridden = true;
  EXPECT_TRUE(is_free());
}

TEST_F(SigningTest, AMissingFileIsNotOverridden) {
  for (const auto file : {&SigningEvidence::counter, &SigningEvidence::anchor}) {
    evidence_ = {
        .counter = level, .anchor = level, .frontier_ahead = true, .hint_overridden = true};
    evidence_.*file = missing;
    EXPECT_EQ(refusal(), "own_ledger_unsure");
  }
}

TEST_F(SigningTest, WhatTakesAwayMayAlwaysBeSigned) {
  evidence_.own_entry_lacked = true;
  const SigningStanding standing = standing_to_sign(evidence_);
  EXPECT_TRUE(may_sign(standing, EntryKind::pause));
  EXPECT_TRUE(may_sign(standing, EntryKind::retract));
  EXPECT_FALSE(may_sign(standing, EntryKind::propose));
  EXPECT_FALSE(may_sign(standing, EntryKind::check_in));
  EXPECT_FALSE(may_sign(standing, EntryKind::session));
}

TEST_F(SigningTest, OnceSomethingWasTakenAwayTheSessionThatCarriesItMayBeSigned) {
  evidence_.own_entry_lacked = true;
  evidence_.took_away = true;
  const SigningStanding standing = standing_to_sign(evidence_);
  EXPECT_TRUE(may_sign(standing, EntryKind::session));
  for (const auto kind : {EntryKind::propose, EntryKind::accept, EntryKind::check_in,
                          EntryKind::equivocated, EntryKind::paired})
    EXPECT_FALSE(may_sign(standing, kind));
}

}  // namespace
}  // namespace troth::ledger
