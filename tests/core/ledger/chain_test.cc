#include "core/ledger/chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/sizes.h"
#include "core/ledger/frontier.h"
#include "core/ledger/payload.h"
#include "tests/core/ledger/forge.h"

namespace troth::ledger {
namespace {

using test::Pair;
using test::Side;

// Mara writes; Jonas's device receives.
class ChainTest : public ::testing::Test {
 protected:
  // A take-away and a giving entry go the same ways; most tests take one of each.
  static constexpr EntryKind kGives = EntryKind::propose;
  static constexpr EntryKind kTakes = EntryKind::limit;

  Verdict give(ByteView bytes) { return std::move(pair_.give(jonas_, bytes).front()); }
  Verdict give(const Entry& entry) { return give(entry.encode()); }
  Verdict give_changed(const Entry& entry, const std::function<void(wire::EntryHeader&)>& change) {
    return give(test::forged(entry, mara_.keys->sign, change));
  }
  static std::string why(const Verdict& verdict) {
    return verdict.error ? std::string(name_of(verdict.error->code)) : "no refusal";
  }
  // Refused, with or without a pause of everything.
  static void expect_refused(const Verdict& verdict, std::string_view code, bool pauses) {
    EXPECT_EQ(verdict.outcome, Outcome::refused);
    EXPECT_EQ(why(verdict), code);
    EXPECT_EQ(verdict.counts_as_pause_of_everything, pauses);
  }
  std::size_t waiting() const { return jonas_.log.waiting()->size(); }
  // An entry of Mara's device that contradicts the one it wrote at that seq.
  Entry rival_of(const Entry& entry, EntryKind kind = kGives) {
    EntryHeader header = entry.header();
    header.kind = kind;
    return *sign_entry(mara_.keys->sign, header, bytes_of("rival"), pair_.random);
  }

  Pair pair_{5, 2, 2};
  Side mara_ = pair_.side(pair_.mara.devices[0]);
  Side jonas_ = pair_.side(pair_.jonas.devices[0]);
};

TEST_F(ChainTest, AnEntryThatFollowsIsAccepted) {
  const Entry first = pair_.write(mara_, kGives, "one", 1000);
  const Entry second = pair_.write(mara_, kGives, "two", 900);
  EXPECT_EQ(give(first).outcome, Outcome::accepted);
  const Verdict verdict = give(second);
  EXPECT_EQ(verdict.outcome, Outcome::accepted);
  EXPECT_EQ(verdict.place->tick, (Tick{mara_.keys->id, 2}));
  EXPECT_TRUE(verdict.place->past.contains(Tick{mara_.keys->id, 1}));
  EXPECT_FALSE(verdict.place->past.contains(Tick{mara_.keys->id, 2}));
  EXPECT_EQ(verdict.place->latest_ms, 1000);
  EXPECT_EQ(verdict.place->standing, Standing::counts);
}

TEST_F(ChainTest, TheLatestTimeIsTheLargestThatItsAuthorHadSeen) {
  pair_.give(mara_, pair_.write(jonas_, kGives, "late", 5000));
  EXPECT_EQ(give(pair_.write(mara_, kGives, "early", 10)).place->latest_ms, 5000);
  EXPECT_EQ(give(pair_.write(mara_, kGives, "later", 20)).place->latest_ms, 5000);
  EXPECT_EQ(give(pair_.write(mara_, kGives, "latest", 9000)).place->latest_ms, 9000);
}

TEST_F(ChainTest, TheSameEntryAgainIsADuplicate) {
  const Entry entry = pair_.write(mara_, kGives);
  give(entry);
  EXPECT_EQ(give(entry).outcome, Outcome::duplicate);
  EXPECT_EQ(jonas_.log.placed().size(), 1U);
}

TEST_F(ChainTest, VerifyingChangesNothing) {
  const Entry entry = pair_.write(mara_, kGives);
  EXPECT_EQ(verify(entry.encode(), pair_.ledger(), jonas_.log)->outcome, Outcome::accepted);
  EXPECT_TRUE(jonas_.log.placed().empty());
}

TEST_F(ChainTest, AnUnknownKindIsAcceptedAsItIs) {
  EXPECT_EQ(give(pair_.write(mara_, EntryKind{33})).outcome, Outcome::accepted);
  EXPECT_EQ(give(pair_.write(mara_, EntryKind{99})).outcome, Outcome::accepted);
  EXPECT_EQ(give(pair_.write(mara_, EntryKind{12})).outcome, Outcome::accepted);
}

// Refusals, in the order of the checks.

TEST_F(ChainTest, WhatIsNotWrittenStrictlyIsRefused) {
  Bytes bytes = pair_.write(mara_, kGives).encode();
  bytes.push_back(0);
  expect_refused(give(bytes), "entry_malformed", false);
  EXPECT_EQ(waiting(), 0U);
}

TEST_F(ChainTest, WhatTakesAwayButIsNotWrittenStrictlyPausesEverything) {
  Bytes bytes = pair_.write(mara_, kTakes).encode();
  bytes.insert(bytes.end(), {0x50, 0x01});
  expect_refused(give(bytes), "entry_malformed", true);
  EXPECT_EQ(waiting(), 1U);
}

TEST_F(ChainTest, WhatTakesAwayInANewerFormatPausesEverything) {
  const auto newer = [](auto& header) { header.set_format(2); };
  expect_refused(give_changed(pair_.write(mara_, kTakes), newer), "entry_format_newer", true);
  expect_refused(give_changed(pair_.write(mara_, kGives), newer), "entry_format_newer", false);
  EXPECT_EQ(jonas_.log.waiting()->front().waits_for, WaitsFor::reading);
}

TEST_F(ChainTest, WhatTakesAwayUnreadablyPausesNothingWithoutASignature) {
  wire::SignedEntry entry = test::wire_of(pair_.write(mara_, kTakes));
  (*entry.mutable_signature())[3] ^= 1;
  Bytes bytes = test::serialized(entry);
  bytes.insert(bytes.end(), {0x50, 0x01});
  expect_refused(give(bytes), "entry_malformed", false);
  EXPECT_EQ(waiting(), 0U);
}

TEST_F(ChainTest, AnotherPairsEntryIsRefused) {
  const auto elsewhere = [](auto& header) { header.set_pair_id(std::string(32, 'x')); };
  expect_refused(give_changed(pair_.write(mara_, kGives), elsewhere), "entry_of_another_pair",
                 false);
  expect_refused(give_changed(pair_.write(mara_, kTakes), elsewhere), "entry_of_another_pair",
                 true);
}

TEST_F(ChainTest, AnUnknownDevicesEntryIsRefused) {
  const auto unknown = [](auto& header) { header.set_device_id(std::string(32, 'x')); };
  expect_refused(give_changed(pair_.write(mara_, kGives), unknown), "entry_device_unknown", false);
  expect_refused(give_changed(pair_.write(mara_, kTakes), unknown), "entry_device_unknown", false);
}

TEST_F(ChainTest, AWrongSignatureIsRefusedWhateverTheKind) {
  for (const EntryKind kind : {kGives, kTakes}) {
    wire::SignedEntry entry = test::wire_of(pair_.write(mara_, kind));
    (*entry.mutable_signature())[3] ^= 1;
    expect_refused(give(test::serialized(entry)), "entry_signature_wrong", false);
  }
  EXPECT_EQ(waiting(), 0U);
}

TEST_F(ChainTest, AnotherDevicesSignatureIsRefused) {
  const Entry entry = pair_.write(mara_, kGives);
  expect_refused(give(test::forged(entry, jonas_.keys->sign, [](auto&) {})),
                 "entry_signature_wrong", false);
}

TEST_F(ChainTest, FollowingAnotherDevicesEntryIsRefused) {
  const Entry theirs = pair_.write(jonas_, kGives);
  give(pair_.write(mara_, kGives));
  const auto follow = [&](auto& header) {
    header.set_seq(2);
    header.set_previous(theirs.hash().string());
  };
  expect_refused(give_changed(pair_.write(mara_, kGives), follow), "entry_previous_wrong", false);
  expect_refused(give_changed(pair_.write(mara_, kTakes), follow), "entry_previous_wrong", true);
}

TEST_F(ChainTest, SkippingASeqIsRefused) {
  give(pair_.write(mara_, kGives));
  expect_refused(give_changed(pair_.write(mara_, kGives), [](auto& header) { header.set_seq(3); }),
                 "entry_previous_wrong", false);
}

TEST_F(ChainTest, NamingWhatWasSeenByAWrongSeqIsRefused) {
  const Entry theirs = pair_.write(jonas_, kGives);
  pair_.give(mara_, theirs);
  const auto wrong = [](auto& header) { header.mutable_seen(0)->set_seq(2); };
  expect_refused(give_changed(pair_.write(mara_, kGives), wrong), "entry_seen_wrong", false);
}

TEST_F(ChainTest, NamingWhatWasSeenByAWrongDeviceIsRefused) {
  const Entry theirs = pair_.write(jonas_, kGives);
  pair_.give(mara_, theirs);
  const Entry entry = pair_.write(mara_, kTakes);
  const auto wrong = [&](auto& header) {
    header.mutable_seen(0)->set_device_id(pair_.jonas.devices[1].id.string());
  };
  expect_refused(give_changed(entry, wrong), "entry_seen_wrong", true);
}

TEST_F(ChainTest, SeenThatGoesBackIsRefused) {
  const Entry one = pair_.write(jonas_, kGives);
  const Entry two = pair_.write(jonas_, kGives);
  pair_.give(mara_, one);
  pair_.give(mara_, two);
  give(pair_.write(mara_, kGives));  // had seen two
  const auto back_to = [](const Entry& entry) {
    return [&entry](auto& header) {
      wire::Head& head = *header.add_seen();
      head.set_device_id(entry.header().device.string());
      head.set_seq(entry.header().seq);
      head.set_hash(entry.hash().string());
    };
  };
  const Entry next = pair_.write(mara_, kGives);
  expect_refused(give_changed(next, back_to(one)), "entry_seen_goes_back", false);
  expect_refused(give_changed(next, back_to(two)), "entry_seen_goes_back", false);
  EXPECT_EQ(give(next).outcome, Outcome::accepted);
}

TEST_F(ChainTest, APayloadThatWasNotSignedIsRefused) {
  wire::SignedEntry entry = test::wire_of(pair_.write(mara_, kGives));
  entry.set_payload("something else");
  expect_refused(give(test::serialized(entry)), "entry_payload_wrong", false);
}

TEST_F(ChainTest, ATooLargePayloadIsRefused) {
  wire::SignedEntry entry = test::wire_of(pair_.write(mara_, kGives));
  entry.set_payload(std::string(sizes::kPayload + 1, 'x'));
  expect_refused(give(test::serialized(entry)), "entry_payload_too_large", false);
}

TEST_F(ChainTest, WhatTakesAwayWithAnotherPayloadPausesEverythingUntilItIsReadable) {
  const Entry entry = pair_.write(mara_, kTakes);
  wire::SignedEntry damaged = test::wire_of(entry);
  damaged.set_payload("something else");
  expect_refused(give(test::serialized(damaged)), "entry_payload_wrong", true);
  ASSERT_EQ(waiting(), 1U);
  const Verdict whole = give(entry);
  EXPECT_EQ(whole.outcome, Outcome::accepted);
  EXPECT_FALSE(whole.counts_as_pause_of_everything);
  EXPECT_EQ(waiting(), 0U);
}

// Waiting.

TEST_F(ChainTest, AnEntryBehindAGapWaitsForTheOneBefore) {
  const Entry first = pair_.write(mara_, kGives);
  const Entry second = pair_.write(mara_, kGives);
  const Verdict early = give(second);
  EXPECT_EQ(early.outcome, Outcome::waiting);
  EXPECT_EQ(early.waits_for, WaitsFor::previous);
  EXPECT_EQ(early.missing, first.head());
  EXPECT_FALSE(early.counts_as_pause_of_everything);
  const auto verdicts = pair_.give(jonas_, first);
  ASSERT_EQ(verdicts.size(), 2U);
  EXPECT_EQ(verdicts[1].entry->hash(), second.hash());
  EXPECT_EQ(verdicts[1].outcome, Outcome::accepted);
  EXPECT_EQ(waiting(), 0U);
}

TEST_F(ChainTest, AnEntryWaitsForWhatItsAuthorHadSeen) {
  Side laptop = pair_.side(pair_.jonas.devices[0]);
  const Entry seen = pair_.write(laptop, kGives);
  pair_.give(mara_, seen);
  const Entry entry = pair_.write(mara_, kGives);
  const Verdict early = give(entry);
  EXPECT_EQ(early.outcome, Outcome::waiting);
  EXPECT_EQ(early.waits_for, WaitsFor::seen);
  EXPECT_EQ(early.missing, seen.head());
  EXPECT_EQ(pair_.give(jonas_, seen).size(), 2U);
}

TEST_F(ChainTest, WhatTakesAwayPausesEverythingWhileItWaits) {
  const Entry first = pair_.write(mara_, kGives);
  EXPECT_TRUE(give(pair_.write(mara_, kTakes)).counts_as_pause_of_everything);
  EXPECT_TRUE(takes_away(jonas_.log.waiting()->front().kind));
  const auto verdicts = pair_.give(jonas_, first);
  EXPECT_FALSE(verdicts[1].counts_as_pause_of_everything);
  EXPECT_EQ(waiting(), 0U);
}

TEST_F(ChainTest, WaitingEntriesComeOutInCausalOrder) {
  std::vector<Entry> entries;
  for (int i = 0; i < 6; ++i) {
    entries.push_back(pair_.write(mara_, kGives));
  }
  for (std::size_t i = entries.size() - 1; i > 0; --i) {
    EXPECT_EQ(give(entries[i]).outcome, Outcome::waiting);
  }
  const auto verdicts = pair_.give(jonas_, entries[0]);
  ASSERT_EQ(verdicts.size(), entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    EXPECT_EQ(verdicts[i].entry->hash(), entries[i].hash());
  }
}

TEST_F(ChainTest, AThousandEntriesOfADeviceWaitAndNoMore) {
  const Entry first = pair_.write(mara_, kGives);
  for (std::size_t i = 0; i < sizes::kWaitingEntries; ++i) {
    ASSERT_EQ(give(pair_.write(mara_, kGives)).outcome, Outcome::waiting);
  }
  expect_refused(give(pair_.write(mara_, kGives)), "entry_too_many_waiting", false);
  // they never crowd out what takes away
  EXPECT_EQ(give(pair_.write(mara_, kTakes)).outcome, Outcome::waiting);
  EXPECT_EQ(pair_.give(jonas_, first).size(), 1 + sizes::kWaitingEntries);
}

TEST_F(ChainTest, BeyondAThousandWhatTakesAwayStillPausesEverything) {
  pair_.write(mara_, kGives);
  for (std::size_t i = 0; i < sizes::kWaitingEntries; ++i) give(pair_.write(mara_, kTakes));
  expect_refused(give(pair_.write(mara_, kTakes)), "entry_too_many_waiting", true);
  EXPECT_EQ(waiting(), sizes::kWaitingEntries);
}

TEST_F(ChainTest, AWaitingEntryThatTurnsOutWrongIsRefusedThen) {
  const Entry first = pair_.write(mara_, kGives);
  wire::SignedEntry damaged = test::wire_of(pair_.write(mara_, kGives));
  damaged.set_payload("something else");
  EXPECT_EQ(give(test::serialized(damaged)).outcome, Outcome::waiting);
  const auto verdicts = pair_.give(jonas_, first);
  ASSERT_EQ(verdicts.size(), 2U);
  expect_refused(verdicts[1], "entry_payload_wrong", false);
  EXPECT_EQ(waiting(), 0U);
}

TEST_F(ChainTest, WhatWaitsIsReadAgainOnDemand) {
  // held while its device's certificates were there, but its past was not
  const Entry first = pair_.write(mara_, kGives);
  const Entry second = pair_.write(mara_, kTakes);
  give(second);
  ASSERT_TRUE(receive_waiting(pair_.ledger(), jonas_.log)->empty());
  EXPECT_EQ(waiting(), 1U);
  // the past comes in without the cascade, as from a backup
  const auto verdict = verify(first.encode(), pair_.ledger(), jonas_.log);
  ASSERT_TRUE(jonas_.log.append(first, *verdict->place));
  const auto verdicts = receive_waiting(pair_.ledger(), jonas_.log);
  ASSERT_EQ(verdicts->size(), 1U);
  EXPECT_EQ(verdicts->front().outcome, Outcome::accepted);
  EXPECT_EQ(waiting(), 0U);
}

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

// The log's own failures.

// Fails each call after the first few, or forgets entries that its lines name.
class FailingLog final : public test::MemoryLog {
 public:
  mutable int calls_left = 1000;
  bool forgets = false;

  Result<std::optional<Place>> find(const EntryHash& hash) const override {
    if (calls_left-- <= 0) return refuse(Code::payload_malformed);  // any Error of its own
    if (forgets) return std::nullopt;
    return MemoryLog::find(hash);
  }
  Result<std::optional<Entry>> entry(const EntryHash& hash) const override {
    if (forgets) return std::nullopt;
    return MemoryLog::entry(hash);
  }
  Status append(const Entry& entry, const Place& place) override {
    if (calls_left-- <= 0) return refuse(Code::payload_malformed);
    return MemoryLog::append(entry, place);
  }
};

TEST_F(ChainTest, TheLogsOwnErrorIsNoVerdict) {
  pair_.give(mara_, pair_.write(jonas_, kGives));
  const Entry first = pair_.write(mara_, kGives);
  const Entry second = pair_.write(mara_, kGives);
  for (int calls = 0; calls < 10; ++calls) {
    FailingLog log;
    ASSERT_TRUE(receive(jonas_.log.placed()[0].entry.encode(), pair_.ledger(), log));
    ASSERT_TRUE(receive(first.encode(), pair_.ledger(), log));
    log.calls_left = calls;
    const auto verdicts = receive(second.encode(), pair_.ledger(), log);
    EXPECT_EQ(verdicts.has_value(), log.placed().size() == 3U) << calls;
    EXPECT_EQ(verdicts.has_value(), calls >= 3) << calls;
  }
}

TEST_F(ChainTest, ALogThatContradictsItselfIsNeverSignedOnto) {
  FailingLog log;
  ASSERT_TRUE(receive(pair_.write(mara_, kGives).encode(), pair_.ledger(), log));
  log.forgets = true;
  const auto entry = sign_next({kGives, test::kStartMs, {}}, jonas_.keys->id, jonas_.keys->sign,
                               pair_.ledger(), log, pair_.random);
  ASSERT_FALSE(entry);
  EXPECT_EQ(entry.error().code, Code::ledger_damaged);
}

TEST_F(ChainTest, ALogThatLostARivalSaysThatItIsDamaged) {
  const Entry first = pair_.write(mara_, kGives);
  FailingLog log;
  ASSERT_TRUE(receive(first.encode(), pair_.ledger(), log));
  log.forgets = true;
  const auto verdict = verify(rival_of(first).encode(), pair_.ledger(), log);
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().code, Code::ledger_damaged);
}

// Signing.

TEST_F(ChainTest, AnEntryNamesOnlyWhatMovedSinceTheLastOne) {
  give(pair_.write(mara_, kGives));
  EXPECT_EQ(pair_.write(jonas_, kGives).header().seen.size(), 1U);
  EXPECT_TRUE(pair_.write(jonas_, kGives).header().seen.empty());
  give(pair_.write(mara_, kGives));
  const Entry entry = pair_.write(jonas_, kGives);
  ASSERT_EQ(entry.header().seen.size(), 1U);
  EXPECT_EQ(entry.header().seen[0].seq, 2U);
}

TEST_F(ChainTest, OfMoreThanSevenItNamesThoseThatTheOthersHadNotSeen) {
  // Nine other devices over the years: four of Mara's are revoked by now.
  Pair pair(6, 4, 1);
  for (std::size_t i = 1; i < 4; ++i) {
    const auto& gone = pair.mara.devices[i];
    CHECK(pair.mara.chain.append(make_revocation(pair.mara.chain.length(), pair.mara.chain.head(),
                                                 gone.sign.public_key(), gone.dh.public_key(), {},
                                                 pair.mara.recovery)));
  }
  for (int i = 0; i < 3; ++i) pair.mara.add_device(pair.random);
  const auto& gone = pair.mara.devices[4];
  CHECK(pair.mara.chain.append(make_revocation(pair.mara.chain.length(), pair.mara.chain.head(),
                                               gone.sign.public_key(), gone.dh.public_key(), {},
                                               pair.mara.recovery)));
  pair.mara.add_device(pair.random);
  pair.chains.own = pair.mara.chain;
  ASSERT_EQ(pair.mara.devices.size(), 8U);
  Side jonas = pair.side(pair.jonas.devices[0]);
  Side first = pair.side(pair.mara.devices[0]);
  const Entry covered = pair.write(first, kGives);
  pair.give(jonas, covered);
  for (std::size_t i = 1; i < 8; ++i) {
    Side side = pair.side(pair.mara.devices[i]);
    if (i == 7) pair.give(side, covered);
    pair.give(jonas, pair.write(side, kGives));
  }
  const Entry entry = pair.write(jonas, kGives);
  EXPECT_EQ(entry.header().seen.size(), 7U);
  for (const Head& head : entry.header().seen) EXPECT_NE(head.device, first.keys->id);
  EXPECT_TRUE(pair.write(jonas, kGives).header().seen.empty());
}

TEST_F(ChainTest, AnEntrySignedWithAnotherKeyIsNotPlacedAsOnesOwn) {
  const auto entry = sign_next({kGives, test::kStartMs, {}}, mara_.keys->id, jonas_.keys->sign,
                               pair_.ledger(), mara_.log, pair_.random);
  const auto placed = place_own(*entry, pair_.ledger(), mara_.log);
  ASSERT_FALSE(placed);
  EXPECT_EQ(placed.error().code, Code::entry_signature_wrong);
}

}  // namespace
}  // namespace troth::ledger
