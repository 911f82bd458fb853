// Entries of devices that are not, or no longer, trusted: unconfirmed, forked, revoked.
#include "core/ledger/chain.h"

#include <gtest/gtest.h>

#include "core/base/sizes.h"
#include "core/ledger/payload.h"
#include "tests/core/ledger/chain_fixture.h"

namespace troth::ledger {
namespace {

// Unconfirmed devices.

// Mara's second device, which Jonas has not confirmed.
class UnconfirmedTest : public ChainTest {
 protected:
  UnconfirmedTest() {
    const Entry paired = pair_.write(mara_, EntryKind::paired);
    pair_.give(phone_, paired);
    give(paired);
  }
  Entry confirmation(Side& by) {
    return pair_.write(by, EntryKind::confirmed, encode(Confirmed{pair_.mara.certificate_of(1)}),
                       test::kStartMs);
  }
  Side phone_ = pair_.side(pair_.mara.devices[1]);
};

TEST_F(UnconfirmedTest, WhatGivesIsKeptInQuarantine) {
  const Verdict verdict = give(pair_.write(phone_, kGives));
  EXPECT_EQ(verdict.outcome, Outcome::quarantined);
  EXPECT_EQ(verdict.place->standing, Standing::unconfirmed);
}

TEST_F(UnconfirmedTest, WhatTakesAwayCountsAtOnce) {
  const Verdict verdict = give(pair_.write(phone_, kTakes));
  EXPECT_EQ(verdict.outcome, Outcome::accepted);
  EXPECT_EQ(verdict.place->standing, Standing::unconfirmed);  // it closes nothing
}

TEST_F(UnconfirmedTest, QuarantinedEntriesSatisfySeen) {
  const Entry entry = pair_.write(phone_, kGives);
  give(entry);
  pair_.give(mara_, entry);
  EXPECT_EQ(give(pair_.write(mara_, kGives)).outcome, Outcome::accepted);
}

TEST_F(UnconfirmedTest, OnceItHasSeenItsConfirmationItCounts) {
  const Entry before = pair_.write(phone_, kGives);
  const Entry confirmed = confirmation(jonas_);
  pair_.give(phone_, confirmed);
  const Entry after = pair_.write(phone_, kGives);
  EXPECT_EQ(give(before).outcome, Outcome::quarantined);
  EXPECT_EQ(give(after).outcome, Outcome::accepted);
}

TEST_F(UnconfirmedTest, AConfirmationThatItHadNotSeenChangesNothing) {
  const Entry entry = pair_.write(phone_, kGives);
  confirmation(jonas_);
  EXPECT_EQ(give(entry).outcome, Outcome::quarantined);
}

TEST_F(UnconfirmedTest, OnesOwnPartnerConfirmsNothing) {
  const Entry confirmed = confirmation(mara_);
  pair_.give(phone_, confirmed);
  give(confirmed);
  EXPECT_EQ(give(pair_.write(phone_, kGives)).outcome, Outcome::quarantined);
}

TEST_F(UnconfirmedTest, AnUnconfirmedDeviceConfirmsNothing) {
  Side tablet = pair_.side(pair_.jonas.devices[1]);
  const Entry confirmed = confirmation(tablet);
  pair_.give(phone_, confirmed);
  give(confirmed);
  EXPECT_EQ(give(pair_.write(phone_, kGives)).outcome, Outcome::quarantined);
}

TEST_F(UnconfirmedTest, AConfirmationThatCannotBeReadConfirmsNothing) {
  const Entry confirmed = pair_.write(jonas_, EntryKind::confirmed, "noise");
  pair_.give(phone_, confirmed);
  EXPECT_EQ(give(pair_.write(phone_, kGives)).outcome, Outcome::quarantined);
}

TEST_F(UnconfirmedTest, ItMayWriteForItselfAllTheSame) {
  const auto entry = sign_next({kGives, test::kStartMs, {}}, phone_.keys->id, phone_.keys->sign,
                               pair_.ledger(), phone_.log, pair_.random);
  ASSERT_TRUE(entry);
  EXPECT_EQ(place_own(*entry, pair_.ledger(), phone_.log)->standing, Standing::unconfirmed);
}

// Equivocation.

TEST_F(ChainTest, TwoEntriesAtOneSeqAreBothKeptAndProven) {
  const Entry first = pair_.write(mara_, kGives);
  const Entry rival = rival_of(first);
  give(first);
  const Verdict verdict = give(rival);
  EXPECT_EQ(verdict.outcome, Outcome::equivocation);
  ASSERT_TRUE(verdict.equivocation);
  EXPECT_EQ(verdict.equivocation->device, mara_.keys->id);
  EXPECT_EQ(verdict.equivocation->seq, 1U);
  EXPECT_TRUE(cut_of(Equivocated{verdict.equivocation->first, verdict.equivocation->second},
                     pair_.id, pair_.chains));
  EXPECT_EQ(jonas_.log.placed().size(), 2U);
  EXPECT_EQ(*forked_from(mara_.keys->id, jonas_.log), 1U);
}

TEST_F(ChainTest, ADeviceThatNeverForkedSaysSo) {
  give(pair_.write(mara_, kGives));
  EXPECT_EQ(*forked_from(mara_.keys->id, jonas_.log), std::nullopt);
}

TEST_F(ChainTest, NeitherBranchLiesInTheOthersPast) {
  const Entry base = pair_.write(mara_, kGives);
  Side clone = pair_.side(pair_.mara.devices[0]);
  pair_.give(clone, base);
  give(base);
  const Entry one = pair_.write(mara_, kGives);
  const Verdict first = give(one);
  const Verdict rival = give(pair_.write(clone, kGives));
  const Verdict after = give(pair_.write(clone, kGives));
  EXPECT_EQ(rival.outcome, Outcome::equivocation);
  EXPECT_EQ(after.outcome, Outcome::accepted);
  EXPECT_EQ(after.place->tick.line, rival.place->tick.line);
  EXPECT_TRUE(after.place->past.contains(rival.place->tick));
  EXPECT_FALSE(after.place->past.contains(first.place->tick));
  EXPECT_FALSE(first.place->past.contains(rival.place->tick));
  EXPECT_TRUE(rival.place->past.contains(Tick{mara_.keys->id, 1}));
}

TEST_F(ChainTest, FromTheForkOnEverythingIsBeyondTheCut) {
  const Entry base = pair_.write(mara_, kGives);
  const Entry one = pair_.write(mara_, kGives);
  const auto beyond = [&](const Verdict& verdict) {
    return *is_beyond_cut(*verdict.place, pair_.chains, jonas_.log);
  };
  const Verdict at_base = give(base);
  const Verdict at_one = give(one);
  EXPECT_FALSE(beyond(at_one));
  const Verdict at_rival = give(rival_of(one));
  EXPECT_TRUE(beyond(at_one));
  EXPECT_TRUE(beyond(at_rival));
  EXPECT_FALSE(beyond(at_base));
}

TEST_F(ChainTest, ARivalThatTakesAwayCounts) {
  const Entry first = pair_.write(mara_, kGives);
  give(first);
  const Verdict verdict = give(rival_of(first, kTakes));
  EXPECT_EQ(verdict.outcome, Outcome::equivocation);
  EXPECT_EQ(verdict.place->standing, Standing::counts);
}

TEST_F(ChainTest, ARivalThatStillWaitsIsProofAlready) {
  Side laptop = pair_.side(pair_.jonas.devices[0]);
  const Entry first = pair_.write(mara_, kGives);
  const Entry unseen = pair_.write(laptop, kGives);
  Side clone = pair_.side(pair_.mara.devices[0]);
  pair_.give(clone, unseen);
  give(first);
  const Verdict verdict = give(pair_.write(clone, kGives));
  EXPECT_EQ(verdict.outcome, Outcome::waiting);
  EXPECT_TRUE(verdict.equivocation);
}

TEST_F(ChainTest, ABranchCanBeSeenOnceTheDevicesOwnLineWas) {
  const Entry first = pair_.write(mara_, kGives);
  give(first);
  pair_.write(jonas_, kGives);
  const Entry rival = rival_of(first, kTakes);
  give(rival);
  const Entry seeing = pair_.write(jonas_, kGives);
  ASSERT_EQ(seeing.header().seen.size(), 1U);
  EXPECT_EQ(seeing.header().seen[0].hash, rival.hash());
  Side tablet = pair_.side(pair_.jonas.devices[1]);
  for (const auto& placed : jonas_.log.placed()) {
    EXPECT_NE(pair_.give(tablet, placed.entry).front().outcome, Outcome::refused);
  }
}

TEST_F(ChainTest, MoreBranchesThanTheLedgerHoldsAreRefused) {
  const Entry first = pair_.write(mara_, kGives);
  give(first);
  for (std::size_t i = 1; i < sizes::kLines; ++i) {
    ASSERT_EQ(give(rival_of(first)).outcome, Outcome::equivocation);
  }
  expect_refused(give(rival_of(first)), "ledger_too_many_lines", false);
  expect_refused(give(rival_of(first, kTakes)), "ledger_too_many_lines", true);
}

TEST_F(ChainTest, PastItsRevocationsCutADevicesEntriesAreKeptAndShownAsSuch) {
  const auto& phone = pair_.mara.devices[1];
  Side side = pair_.side(phone);
  const Entry kept = pair_.write(side, kTakes);
  const Entry late = pair_.write(side, kTakes);
  ASSERT_TRUE(pair_.chains.own.append(
      make_revocation(pair_.chains.own.length(), pair_.chains.own.head(), phone.sign.public_key(),
                      phone.dh.public_key(), {1, kept.hash()}, pair_.mara.devices[0].sign)));
  const Verdict before = give(kept);
  const Verdict beyond = give(late);
  EXPECT_EQ(beyond.outcome, Outcome::accepted);
  EXPECT_FALSE(*is_beyond_cut(*before.place, pair_.chains, jonas_.log));
  EXPECT_TRUE(*is_beyond_cut(*beyond.place, pair_.chains, jonas_.log));
}

}  // namespace
}  // namespace troth::ledger
