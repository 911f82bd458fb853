#include <gtest/gtest.h>

#include "core/store/migrations.h"
#include "core/store/outbox.h"
#include "core/store/pair_records.h"
#include "core/store/private_state.h"
#include "tests/core/store/support.h"
#include "tests/support/pair.h"

namespace troth::store {
namespace {

using crypto::Secret;

class RecordsTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(crypto::initialize());
    auto database = sqlite::Database::open_in_memory();
    ASSERT_TRUE(database);
    database_.emplace(std::move(*database));
    ASSERT_TRUE(sqlite::migrate(*database_, migrations()));
    auto transaction = sqlite::Transaction::begin(*database_);
    ASSERT_TRUE(transaction);
    transaction_.emplace(std::move(*transaction));
  }

  std::optional<sqlite::Database> database_;
  std::optional<sqlite::Transaction> transaction_;
};

using OutboxTest = RecordsTest;

OutboxItem item(std::uint8_t number) {
  return {MailboxId{{1}}, EnvelopeId{{number}}, Bytes(1024, number), 1000 + number};
}

TEST_F(OutboxTest, GivesTheOldestFirstUntilTheyAreRemoved) {
  Outbox outbox(*database_);
  for (const OutboxItem& one : {item(3), item(1), item(2)}) ASSERT_TRUE(outbox.put(one));
  EXPECT_EQ(*outbox.oldest(2), (std::vector{item(3), item(1)}));
  ASSERT_TRUE(outbox.remove(MailboxId{{1}}, EnvelopeId{{3}}));
  ASSERT_TRUE(outbox.remove(MailboxId{{1}}, EnvelopeId{{3}}));
  EXPECT_EQ(*outbox.oldest(9), (std::vector{item(1), item(2)}));
  EXPECT_EQ(*outbox.size(), 2U);
}

TEST_F(OutboxTest, NeverTakesOtherBytesUnderAnIdThatIsOut) {
  Outbox outbox(*database_);
  ASSERT_TRUE(outbox.put(item(1)));
  OutboxItem other = item(1);
  other.envelope[0] ^= 1;
  EXPECT_EQ(outbox.put(other).error().code, Code::database_constraint);
  EXPECT_EQ(outbox.oldest(9)->front(), item(1));
}

TEST_F(OutboxTest, WhatComesAfterARemovalStillComesAfter) {
  Outbox outbox(*database_);
  ASSERT_TRUE(outbox.put(item(1)));
  ASSERT_TRUE(outbox.put(item(2)));
  ASSERT_TRUE(outbox.remove(MailboxId{{1}}, EnvelopeId{{2}}));
  ASSERT_TRUE(outbox.put(item(3)));
  EXPECT_EQ(*outbox.oldest(9), (std::vector{item(1), item(3)}));
}

using PrivateStateTest = RecordsTest;

TEST_F(PrivateStateTest, KeepsStatesByNameAndKey) {
  PrivateState state(*database_);
  const Bytes mara{1};
  const Bytes jonas{2};
  ASSERT_TRUE(state.put(StateName::mailbox_write_seed, secret_text("b"), jonas));
  ASSERT_TRUE(state.put(StateName::mailbox_write_seed, secret_text("a"), mara));
  ASSERT_TRUE(state.put(StateName::correspondence, secret_text("c")));
  EXPECT_TRUE(equal((**state.find(StateName::mailbox_write_seed, mara)).view(), bytes_of("a")));
  EXPECT_TRUE(equal((**state.find(StateName::correspondence)).view(), bytes_of("c")));
  EXPECT_FALSE(*state.find(StateName::mailbox_write_seed));
  EXPECT_FALSE(*state.find(StateName::pairing));
  EXPECT_TRUE(equal((**state.find(StateName::mailbox_write_seed, jonas)).view(), bytes_of("b")));
}

TEST_F(PrivateStateTest, ANewValueReplacesTheOldOne) {
  PrivateState state(*database_);
  ASSERT_TRUE(state.put(StateName::pairing, secret_text("before")));
  ASSERT_TRUE(state.put(StateName::pairing, secret_text("after")));
  EXPECT_TRUE(equal((**state.find(StateName::pairing)).view(), bytes_of("after")));
  ASSERT_TRUE(state.put(StateName::pairing, Secret()));
  EXPECT_TRUE((**state.find(StateName::pairing)).empty());
  ASSERT_TRUE(state.remove(StateName::pairing));
  EXPECT_FALSE(*state.find(StateName::pairing));
  ASSERT_TRUE(state.put(StateName::mailbox_place, secret_text("x"), Bytes{1}));
  ASSERT_TRUE(state.remove_all(StateName::mailbox_place));
  EXPECT_FALSE(*state.find(StateName::mailbox_place, Bytes{1}));
}

TEST_F(PrivateStateTest, KeepsSettings) {
  PrivateState state(*database_);
  EXPECT_EQ(*state.setting("lock_after_minutes"), std::nullopt);
  ASSERT_TRUE(state.set("lock_after_minutes", "5"));
  ASSERT_TRUE(state.set("lock_after_minutes", "10"));
  EXPECT_EQ(*state.setting("lock_after_minutes"), "10");
  ASSERT_TRUE(state.unset("lock_after_minutes"));
  EXPECT_EQ(*state.setting("lock_after_minutes"), std::nullopt);
}

using PairRecordsTest = RecordsTest;

TEST_F(PairRecordsTest, NothingIsThereBeforeItIsMade) {
  const PairRecords records(*database_);
  EXPECT_FALSE(*records.chain(Side::own));
  EXPECT_FALSE(*records.name(Side::own));
  EXPECT_FALSE(*records.pair());
  EXPECT_FALSE(*records.chains());
}

TEST_F(PairRecordsTest, KeepsBothPartnersAndThePair) {
  const test::Pair pair(1, 2, 1);
  PairRecords records(*database_);
  ASSERT_TRUE(records.put_partner(Side::own, pair.mara.chain, "Mara"));
  EXPECT_FALSE(*records.chains());
  ASSERT_TRUE(records.put_partner(Side::other, pair.jonas.chain, "Jonas"));
  const PairRecord record{pair.id, Hash{{4}}};
  ASSERT_TRUE(records.put_pair(record));
  EXPECT_EQ(**records.pair(), record);
  EXPECT_EQ(**records.name(Side::other), "Jonas");
  const auto chains = records.chains();
  ASSERT_TRUE(chains && *chains);
  EXPECT_EQ((*chains)->own.certificates(), pair.mara.chain.certificates());
  EXPECT_EQ((*chains)->other.partner(), pair.jonas.chain.partner());
}

TEST_F(PairRecordsTest, AChainGrows) {
  test::Pair pair(2);
  PairRecords records(*database_);
  ASSERT_TRUE(records.put_partner(Side::own, pair.mara.chain, "Mara"));
  pair.mara.add_device(pair.random);
  ASSERT_TRUE(records.extend_chain(Side::own, pair.mara.chain));
  ASSERT_TRUE(records.extend_chain(Side::own, pair.mara.chain));
  EXPECT_EQ((**records.chain(Side::own)).certificates(), pair.mara.chain.certificates());
}

TEST_F(PairRecordsTest, AChainWithAMissingOrForeignCertificateIsRefused) {
  const test::Pair pair(3, 2, 1);
  PairRecords records(*database_);
  ASSERT_TRUE(records.put_partner(Side::own, pair.mara.chain, "Mara"));
  ASSERT_TRUE(records.put_partner(Side::other, pair.jonas.chain, "Jonas"));
  ASSERT_TRUE(database_->exec("DELETE FROM certificates WHERE side = 1 AND number = 1"));
  EXPECT_FALSE(records.chain(Side::own));
  ASSERT_TRUE(
      database_->exec("UPDATE certificates SET certificate = (SELECT certificate FROM certificates"
                      " WHERE side = 1 AND number = 2) WHERE side = 2 AND number = 1"));
  EXPECT_FALSE(records.chain(Side::other));
  EXPECT_FALSE(records.chains());
}

TEST_F(PairRecordsTest, AnUnpairingLeavesTheOwnPartner) {
  const test::Pair pair(4);
  PairRecords records(*database_);
  ASSERT_TRUE(records.put_partner(Side::own, pair.mara.chain, "Mara"));
  ASSERT_TRUE(records.put_partner(Side::other, pair.jonas.chain, "Jonas"));
  ASSERT_TRUE(records.put_pair({pair.id, Hash{}}));
  EXPECT_EQ(records.put_pair({pair.id, Hash{}}).error().code, Code::database_constraint);
  ASSERT_TRUE(records.clear_pair());
  EXPECT_FALSE(*records.pair());
  EXPECT_FALSE(*records.chain(Side::other));
  EXPECT_TRUE(*records.chain(Side::own));
  EXPECT_EQ(**records.name(Side::own), "Mara");
}

}  // namespace
}  // namespace troth::store
