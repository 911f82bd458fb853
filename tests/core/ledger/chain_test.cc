#include "core/ledger/chain.h"

#include <gtest/gtest.h>

#include "core/base/sizes.h"
#include "tests/core/ledger/chain_fixture.h"

namespace troth::ledger {
namespace {

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

// Neither its author's copy nor the partner's can make a pause of what stands here, lifted long ago
// perhaps.
TEST_F(ChainTest, ADamagedCopyOfWhatStandsHereIsADuplicate) {
  const Entry entry = pair_.write(mara_, kTakes);
  give(entry);
  wire::SignedEntry salted = test::wire_of(entry);
  salted.set_salt(std::string(15, 's'));
  Bytes longer = entry.encode();
  longer.insert(longer.end(), {0x50, 0x01});
  for (const Bytes& copy : {test::serialized(salted), longer}) {
    const Verdict verdict = give(copy);
    EXPECT_EQ(verdict.outcome, Outcome::duplicate);
    EXPECT_FALSE(verdict.error);
    EXPECT_FALSE(verdict.counts_as_pause_of_everything);
  }
  EXPECT_EQ(waiting(), 0U);
}

TEST_F(ChainTest, ADamagedCopyThatWaitsGoesOnceTheEntryStands) {
  const Entry entry = pair_.write(mara_, kTakes);
  give(entry);
  Bytes longer = entry.encode();
  longer.insert(longer.end(), {0x50, 0x01});
  WaitingEntry held{entry.hash(), entry.header().device, kTakes, WaitsFor::reading, {}, longer};
  ASSERT_TRUE(jonas_.log.hold(held));
  ASSERT_TRUE(receive_waiting(pair_.ledger(), jonas_.log));
  EXPECT_EQ(waiting(), 0U);
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
  const Entry taken = pair_.write(mara_, kTakes);
  expect_refused(give_changed(taken, elsewhere), "entry_of_another_pair", false);
  const auto elsewhere_and_newer = [&](auto& header) {
    elsewhere(header);
    header.set_format(2);
  };
  expect_refused(give_changed(taken, elsewhere_and_newer), "entry_format_newer", false);
  EXPECT_EQ(waiting(), 0U);
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

TEST_F(ChainTest, WhatWaitsOfOnePartnerIsBoundedInBytesAndNothingIsLost) {
  const Entry first = pair_.write(mara_, kGives);
  const std::string long_text(sizes::kPayload, 'x');
  std::vector<Entry> behind;
  std::size_t bytes = 0;
  while (bytes <= sizes::kWaitingBytes) {
    behind.push_back(pair_.write(mara_, kGives, long_text));
    bytes += behind.back().encode().size();
  }
  for (std::size_t i = 0; i + 1 < behind.size(); ++i)
    ASSERT_EQ(give(behind[i]).outcome, Outcome::waiting) << i;
  expect_refused(give(behind.back()), "entry_too_many_waiting", false);
  // What takes away has room of its own.
  EXPECT_EQ(give(pair_.write(mara_, kTakes)).outcome, Outcome::waiting);
  EXPECT_EQ(pair_.give(jonas_, first).size(), behind.size());
  EXPECT_EQ(give(behind.back()).outcome, Outcome::accepted);  // sent again
  EXPECT_EQ(waiting(), 0U);
}

TEST_F(ChainTest, TheOtherPartnersEntriesHaveRoomOfTheirOwn) {
  const Entry first = pair_.write(mara_, kGives);
  const std::string long_text(sizes::kPayload, 'x');
  for (std::size_t bytes = 0; bytes <= sizes::kWaitingBytes; bytes += sizes::kPayload)
    give(pair_.write(mara_, kGives, long_text));
  Side other = pair_.side(pair_.jonas.devices[1]);
  pair_.write(other, kGives);
  EXPECT_EQ(give(pair_.write(other, kGives, long_text)).outcome, Outcome::waiting);
}

// A log that counts what is written of the waiting ones.
class CountingLog : public test::MemoryLog {
 public:
  explicit CountingLog(const test::MemoryLog& log) : MemoryLog(log) {}
  Status hold(const WaitingEntry& waiting) override {
    ++writes;
    return MemoryLog::hold(waiting);
  }
  Status release(const EntryHash& hash) override {
    ++writes;
    return MemoryLog::release(hash);
  }
  int writes = 0;
};

TEST_F(ChainTest, WhatStillWaitsForTheSameIsNotWrittenAgain) {
  pair_.write(mara_, kGives);
  for (int i = 0; i < 5; ++i) give(pair_.write(mara_, i % 2 == 0 ? kGives : kTakes));
  CountingLog log(jonas_.log);
  EXPECT_TRUE(receive_waiting(pair_.ledger(), log)->empty());
  EXPECT_EQ(log.writes, 0);
  EXPECT_EQ(*log.waiting(), *jonas_.log.waiting());
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
