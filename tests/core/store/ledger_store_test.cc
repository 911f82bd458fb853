#include "core/store/ledger_store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "core/store/migrations.h"
#include "tests/support/memory_log.h"
#include "tests/support/pair.h"

namespace troth::store {
namespace {

using ledger::Entry;
using ledger::EntryKind;
using ledger::PlacedEntry;
using test::MemoryLog;
using test::Pair;

sqlite::Database database_with_tables() {
  auto database = sqlite::Database::open_in_memory();
  CHECK(database);
  CHECK(sqlite::migrate(*database, migrations()));
  return std::move(*database);
}

// A side whose ledger is in tables.
struct Tables {
  sqlite::Database database = database_with_tables();
  LedgerStore ledger{database};

  std::vector<ledger::Verdict> give(const Pair& pair, ByteView bytes) {
    auto transaction = sqlite::Transaction::begin(database);
    auto verdicts = ledger::receive(bytes, pair.ledger(), ledger);
    CHECK(verdicts);
    CHECK(transaction->commit());
    return std::move(*verdicts);
  }
};

bool same(const std::vector<PlacedEntry>& a, const std::vector<PlacedEntry>& b) {
  return std::ranges::equal(a, b, [](const PlacedEntry& x, const PlacedEntry& y) {
    return x.entry == y.entry && x.place == y.place;
  });
}

// Everything that the interface answers is what the log in memory answers.
void expect_same(const LedgerStore& tables, const MemoryLog& memory, const Pair& pair) {
  EXPECT_EQ(*tables.lines(), *memory.lines());
  EXPECT_EQ(*tables.waiting(), *memory.waiting());
  EXPECT_EQ(*tables.size(), memory.placed().size());
  for (const PlacedEntry& placed : memory.placed()) {
    EXPECT_EQ(**tables.find(placed.place.hash), placed.place);
    EXPECT_EQ(**tables.find_at(placed.place.tick), placed.place.hash);
    EXPECT_EQ(**tables.entry(placed.place.hash), placed.entry);
    for (const std::size_t most : {std::size_t{1}, std::size_t{3}, std::size_t{1000}})
      EXPECT_TRUE(same(*tables.beyond(placed.place.clock(), most),
                       *memory.beyond(placed.place.clock(), most)));
  }
  EXPECT_TRUE(same(*tables.beyond({}, 1000), *memory.beyond({}, 1000)));
  for (const auto* partner : {&pair.mara, &pair.jonas}) {
    for (std::size_t i = 0; i < partner->devices.size(); ++i) {
      EXPECT_EQ(*tables.confirmations(partner->certificate_of(i)),
                *memory.confirmations(partner->certificate_of(i)));
      const auto counts = tables.waiting_of(partner->devices[i].id);
      EXPECT_EQ(*counts, *memory.waiting_of(partner->devices[i].id));
    }
  }
}

class LedgerStoreTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(crypto::initialize()); }
};

// Three devices write and hear of each other; now and then one signs twice.
std::vector<Bytes> a_ledger(Pair& pair, crypto::Random& random, std::size_t entries) {
  const EntryKind kinds[] = {EntryKind::check_in, EntryKind::pause, EntryKind::propose,
                             EntryKind::retract};
  std::vector<test::Side> sides = {pair.side(pair.mara.devices[0]), pair.side(pair.mara.devices[1]),
                                   pair.side(pair.jonas.devices[0])};
  std::vector<Bytes> out;
  for (std::size_t i = 0; i < entries; ++i) {
    test::Side& side = sides[random.below(sides.size())];
    const EntryKind kind = kinds[random.below(4)];
    if (random.below(12) == 0) {
      const auto rival = ledger::sign_next({kind, test::kStartMs, Bytes{1}}, side.keys->id,
                                           side.keys->sign, pair.ledger(), side.log, pair.random);
      CHECK(rival);
      out.push_back(rival->encode());
    }
    const Entry entry = pair.write(side, kind, "text", test::kStartMs + static_cast<TimeMs>(i));
    out.push_back(entry.encode());
    for (test::Side& other : sides)
      if (&other != &side && random.below(3) != 0) pair.give(other, entry);
  }
  return out;
}

TEST_F(LedgerStoreTest, AnswersAsTheLogInMemoryInWhateverOrderEntriesArrive) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    Pair pair(seed, 2, 1);
    crypto::SeededRandom random(seed);
    std::vector<Bytes> arriving = a_ledger(pair, random, 40);
    for (std::size_t i = arriving.size() - 1; i > 0; --i)
      std::swap(arriving[i], arriving[i - random.below(std::min<std::size_t>(i + 1, 8))]);
    Tables tables;
    test::Side memory = pair.side(pair.jonas.devices[0]);
    for (const Bytes& bytes : arriving) {
      const auto verdicts = tables.give(pair, bytes);
      EXPECT_EQ(verdicts.size(), pair.give(memory, bytes).size());
    }
    expect_same(tables.ledger, memory.log, pair);
    if (HasFailure()) FAIL() << "seed " << seed;
  }
}

TEST_F(LedgerStoreTest, KeepsTheBytesThatTravelled) {
  Pair pair(1);
  test::Side mara = pair.side(pair.mara.devices[0]);
  const Entry entry = pair.write(mara, EntryKind::check_in);
  Tables tables;
  tables.give(pair, entry.encode());
  EXPECT_EQ((*tables.ledger.entry(entry.hash()))->encode(), entry.encode());
}

TEST_F(LedgerStoreTest, WhatIsRolledBackWasNeverThere) {
  Pair pair(1);
  test::Side mara = pair.side(pair.mara.devices[0]);
  const Entry entry = pair.write(mara, EntryKind::check_in);
  Tables tables;
  {
    auto transaction = sqlite::Transaction::begin(tables.database);
    ASSERT_TRUE(ledger::receive(entry.encode(), pair.ledger(), tables.ledger));
    EXPECT_TRUE(*tables.ledger.find(entry.hash()));
  }
  EXPECT_FALSE(*tables.ledger.find(entry.hash()));
  EXPECT_TRUE(tables.ledger.lines()->empty());
}

TEST_F(LedgerStoreTest, NothingIsFoundOfWhatIsNotThere) {
  Tables tables;
  EXPECT_FALSE(*tables.ledger.find(EntryHash{}));
  EXPECT_FALSE(*tables.ledger.entry(EntryHash{}));
  EXPECT_FALSE(*tables.ledger.placed(EntryHash{}));
  EXPECT_FALSE(*tables.ledger.find_at({DeviceId{}, 1}));
  EXPECT_TRUE(tables.ledger.beyond({}, 10)->empty());
}

TEST_F(LedgerStoreTest, ASeqThatNoColumnHoldsIsOnlyAClaim) {
  constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();
  Pair pair(1);
  test::Side mara = pair.side(pair.mara.devices[0]);
  Tables tables;
  tables.give(pair, pair.write(mara, EntryKind::check_in).encode());
  const DeviceId device = pair.mara.devices[0].id;
  EXPECT_FALSE(*tables.ledger.find_at({device, kHuge}));
  Clock clock;
  clock.raise({device, kHuge});
  EXPECT_TRUE(tables.ledger.beyond(clock, kHuge)->empty());
  ledger::WaitingEntry waiting{EntryHash{},
                               device,
                               EntryKind::pause,
                               ledger::WaitsFor::seen,
                               ledger::Head{device, kHuge, EntryHash{}},
                               Bytes{1, 2}};
  auto transaction = sqlite::Transaction::begin(tables.database);
  ASSERT_TRUE(tables.ledger.hold(waiting));
  EXPECT_EQ(tables.ledger.waiting()->front(), waiting);
}

TEST_F(LedgerStoreTest, AHeldEntryIsReplacedInItsPlaceAndReleasedOnce) {
  Tables tables;
  auto transaction = sqlite::Transaction::begin(tables.database);
  ledger::WaitingEntry first{EntryHash{{1}},
                             DeviceId{{9}},
                             EntryKind::accept,
                             ledger::WaitsFor::seen,
                             ledger::Head{DeviceId{{8}}, 4, EntryHash{{7}}},
                             Bytes{1}};
  const ledger::WaitingEntry second{EntryHash{{2}},   DeviceId{{9}},
                                    EntryKind::pause, ledger::WaitsFor::reading,
                                    std::nullopt,     Bytes{2}};
  ASSERT_TRUE(tables.ledger.hold(first));
  ASSERT_TRUE(tables.ledger.hold(second));
  first.waits_for = ledger::WaitsFor::previous;
  first.missing->hash = EntryHash{{6}};
  ASSERT_TRUE(tables.ledger.hold(first));
  EXPECT_EQ(*tables.ledger.waiting(), (std::vector{first, second}));
  EXPECT_TRUE(tables.ledger.waiting_for(EntryHash{{7}})->empty());
  EXPECT_EQ(tables.ledger.waiting_for(EntryHash{{6}})->size(), 1U);
  EXPECT_EQ(tables.ledger.waiting_of(DeviceId{{9}})->giving, 1U);
  EXPECT_EQ(tables.ledger.waiting_of(DeviceId{{9}})->taking_away, 1U);
  EXPECT_TRUE(tables.ledger.release(first.hash));
  EXPECT_TRUE(tables.ledger.release(first.hash));
  EXPECT_EQ(*tables.ledger.waiting(), std::vector{second});
}

TEST_F(LedgerStoreTest, AnEntryBeyondAGapOrTwiceIsRefused) {
  Pair pair(1);
  test::Side mara = pair.side(pair.mara.devices[0]);
  for (int i = 0; i < 3; ++i) pair.write(mara, EntryKind::check_in);
  const std::vector<PlacedEntry>& placed = mara.log.placed();
  Tables tables;
  auto transaction = sqlite::Transaction::begin(tables.database);
  ASSERT_TRUE(tables.ledger.append(placed[0].entry, placed[0].place));
  EXPECT_EQ(tables.ledger.append(placed[2].entry, placed[2].place).error().code,
            Code::store_inconsistent);
  EXPECT_EQ(tables.ledger.append(placed[0].entry, placed[0].place).error().code,
            Code::database_constraint);
}

TEST_F(LedgerStoreTest, RowsThatContradictEachOtherAreRefused) {
  Pair pair(1);
  test::Side mara = pair.side(pair.mara.devices[0]);
  const Entry first = pair.write(mara, EntryKind::check_in);
  const Entry second = pair.write(mara, EntryKind::check_in);
  const auto after = [&](std::string_view sql) {
    Tables tables;
    tables.give(pair, first.encode());
    tables.give(pair, second.encode());
    EXPECT_TRUE(tables.database.exec(sql)) << sql;
    const auto found = tables.ledger.placed(second.hash());
    return found ? Code::database_no_row : found.error().code;
  };
  EXPECT_EQ(after("UPDATE entries SET signed = (SELECT signed FROM entries WHERE seq = 1)"),
            Code::store_inconsistent);
  EXPECT_EQ(after("UPDATE entries SET past = x'05'"), Code::store_inconsistent);
  EXPECT_EQ(after("UPDATE entries SET standing = 7"), Code::store_inconsistent);
  EXPECT_EQ(after("UPDATE entries SET confirms = x'01'"), Code::store_inconsistent);
  EXPECT_EQ(after("UPDATE entries SET signed = x'01'"), Code::entry_malformed);
}

TEST_F(LedgerStoreTest, GoesThroughTheLedgerPageByPageInCausalOrder) {
  Pair pair(3, 2, 1);
  crypto::SeededRandom random(3);
  Tables tables;
  for (const Bytes& bytes : a_ledger(pair, random, 25)) tables.give(pair, bytes);
  const std::uint64_t size = *tables.ledger.size();
  Clock seen;
  std::uint64_t count = 0;
  for (std::int64_t position = 0;;) {
    const auto page = tables.ledger.next(position, 7);
    ASSERT_TRUE(page);
    if (page->empty()) break;
    for (const PlacedEntry& placed : *page) {
      EXPECT_TRUE(seen.contains(placed.place.past));
      seen.merge(placed.place.clock());
      ++count;
    }
  }
  EXPECT_EQ(count, size);
}

TEST_F(LedgerStoreTest, GivesTheNewestInCausalOrder) {
  Pair pair(8);
  test::Side mara = pair.side(pair.mara.devices[0]);
  Tables tables;
  for (int i = 0; i < 6; ++i) tables.give(pair, pair.write(mara, EntryKind::check_in).encode());
  const auto newest = tables.ledger.newest(3);
  ASSERT_EQ(newest->size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ((*newest)[i].place.tick.seq, 4 + i);
  EXPECT_EQ(tables.ledger.newest(100)->size(), 6U);
}

TEST_F(LedgerStoreTest, FindsHashesByTheirBeginningAndByTheirAuthorAndKind) {
  Pair pair(4);
  test::Side mara = pair.side(pair.mara.devices[0]);
  Tables tables;
  std::vector<EntryHash> check_ins;
  for (int i = 0; i < 30; ++i) {
    const EntryKind kind = i % 3 == 0 ? EntryKind::pause : EntryKind::check_in;
    const Entry entry = pair.write(mara, kind, "text", test::kStartMs + i);
    tables.give(pair, entry.encode());
    if (kind == EntryKind::check_in) check_ins.push_back(entry.hash());
  }
  const DeviceId& device = pair.mara.devices[0].id;
  EXPECT_EQ(*tables.ledger.of_kind_by(device, EntryKind::check_in, 100), check_ins);
  EXPECT_EQ(tables.ledger.of_kind_by(device, EntryKind::check_in, 5)->size(), 5U);
  EXPECT_TRUE(tables.ledger.of_kind_by(DeviceId{}, EntryKind::check_in, 5)->empty());
}

TEST_F(LedgerStoreTest, RebuiltLinesAreTheKeptOnes) {
  Pair pair(5, 2, 1);
  crypto::SeededRandom random(5);
  Tables tables;
  for (const Bytes& bytes : a_ledger(pair, random, 40)) tables.give(pair, bytes);
  const auto kept = *tables.ledger.lines();
  ASSERT_TRUE(std::ranges::any_of(kept, &ledger::Line::is_branch));
  auto transaction = sqlite::Transaction::begin(tables.database);
  ASSERT_TRUE(tables.database.exec("UPDATE lines SET seq = 99"));
  ASSERT_TRUE(tables.ledger.rebuild_lines());
  EXPECT_EQ(*tables.ledger.lines(), kept);
}

TEST_F(LedgerStoreTest, KeepsTheFirstProofOfAnEquivocation) {
  Tables tables;
  auto transaction = sqlite::Transaction::begin(tables.database);
  const ledger::Equivocation proof{
      DeviceId{{1}}, 7, {Bytes{1}, Signature{{1}}}, {Bytes{2}, Signature{{2}}}};
  ledger::Equivocation later = proof;
  later.second.header = Bytes{3};
  ASSERT_TRUE(tables.ledger.keep_equivocation(proof));
  ASSERT_TRUE(tables.ledger.keep_equivocation(later));
  const auto kept = tables.ledger.equivocations();
  ASSERT_EQ(kept->size(), 1U);
  EXPECT_EQ(kept->front().second.header, proof.second.header);
  EXPECT_EQ(kept->front().first.signature, proof.first.signature);
}

TEST_F(LedgerStoreTest, ClearForgetsEverything) {
  Pair pair(6);
  test::Side mara = pair.side(pair.mara.devices[0]);
  Tables tables;
  tables.give(pair, pair.write(mara, EntryKind::check_in).encode());
  auto transaction = sqlite::Transaction::begin(tables.database);
  ASSERT_TRUE(tables.ledger.clear());
  EXPECT_EQ(*tables.ledger.size(), 0U);
  EXPECT_TRUE(tables.ledger.lines()->empty());
}

}  // namespace
}  // namespace troth::store
