// Old files put back, and crashes that only look like it.
#include "tests/core/store/couple.h"

namespace troth::store {
namespace {

using ledger::Freshness;

class FreshnessTest : public CoupleTest {
 protected:
  void write_some(int count) {
    for (int i = 0; i < count; ++i) ASSERT_TRUE(check_in(mara(), says("how are we")));
  }
  AnchorFiles files() {
    auto directory = ProfileDirectory::open(path(), plain_calls_);
    auto files = AnchorFiles::open(*directory, header_->id(), master_key_);
    EXPECT_TRUE(files);
    return std::move(*files);
  }
  void expect_found(Freshness counter, Freshness anchor) {
    EXPECT_EQ(store_->found().counter, counter);
    EXPECT_EQ(store_->found().anchor, anchor);
  }
  // The database's files alone.
  static FileContents database_of(const FileContents& files) {
    FileContents out;
    for (const auto& [name, bytes] : files)
      if (name.starts_with("vault.db")) out[name] = bytes;
    return out;
  }
  void put_database_back(const FileContents& files) {
    close();
    std::filesystem::remove(path() / "vault.db-wal");
    put_back(database_of(files));
  }

  FileCalls plain_calls_;
};

TEST_F(FreshnessTest, AfterEachCommitAnchorAndCounterStandWhereTheChainStands) {
  for (std::uint64_t seq = 1; seq <= 4; ++seq) {
    const auto hash = check_in(mara(), says("how are we"));
    const AnchorFiles now = files();
    EXPECT_EQ(now.counter(), seq);
    ASSERT_TRUE(now.anchor());
    const auto& chains = now.anchor()->chains;
    const auto own = std::ranges::find_if(
        chains, [&](const ChainLength& chain) { return chain.chain.value == mara().id.value; });
    ASSERT_NE(own, chains.end());
    EXPECT_EQ(own->length, seq);
    EXPECT_EQ(own->head.value, hash->value);
  }
  open();
  expect_found(Freshness::level, Freshness::level);
}

TEST_F(FreshnessTest, TheAnchorHoldsEveryChain) {
  write_some(1);
  ASSERT_TRUE(check_in(jonas(), says("well")));
  auto change = store_->begin();
  ASSERT_TRUE(change->raise(3, 40));
  ASSERT_TRUE(change->raise(2, 50));
  ASSERT_TRUE(change->commit());
  const AnchorFiles now = files();
  EXPECT_EQ(now.anchor()->root_epoch, 3U);
  EXPECT_EQ(now.anchor()->session_seq, 50U);
  EXPECT_EQ(now.anchor()->chains.size(), 4U);  // two of certificates, two of entries
}

TEST_F(FreshnessTest, AChangeWithoutEntriesLeavesTheFilesAlone) {
  write_some(1);
  const FileContents before = snapshot();
  auto change = store_->begin();
  ASSERT_TRUE(change->state().set("a", "b"));
  ASSERT_TRUE(change->commit());
  EXPECT_EQ(snapshot().at("vault.anchor"), before.at("vault.anchor"));
  EXPECT_EQ(snapshot().at("vault.counter"), before.at("vault.counter"));
}

TEST_F(FreshnessTest, ACrashAtAnyCallAfterTheCommitIsNormal) {
  for (int fail_at = 1;; ++fail_at) {
    const std::uint64_t before = entries();
    calls_.calls = 0;
    calls_.fail_at = fail_at;
    const auto written = check_in(mara(), says("how are we"));
    const bool reached = calls_.calls >= fail_at;
    calls_.fail_at = 0;
    if (!reached) {
      ASSERT_TRUE(written);
      break;
    }
    // What follows the write itself may fail without harm; else nothing may be sent.
    if (!written) {
      EXPECT_EQ(written.error().code, Code::store_not_anchored) << fail_at;
      EXPECT_EQ(store_->begin().error().code, Code::store_not_anchored) << fail_at;
    }
    open();
    EXPECT_EQ(entries(), before + 1) << fail_at;
    expect_found(Freshness::level, Freshness::level);
    EXPECT_EQ(files().counter(), before + 1) << fail_at;
    ASSERT_TRUE(store_->begin()) << fail_at;
  }
}

TEST_F(FreshnessTest, AnAnchorOrCounterFromBeforeIsBehindAndBroughtUpToDate) {
  write_some(2);
  const FileContents before = snapshot();
  write_some(2);
  for (const std::string_view name : {kAnchorFile, kCounterFile}) {
    close();
    write_file(path() / name, before.at(std::string(name)));
    open();
    expect_found(Freshness::level, Freshness::level);
    EXPECT_EQ(files().counter(), 4U);
  }
}

TEST_F(FreshnessTest, WhereTheyCannotBeBroughtUpToDateTheVaultCanStillBeRead) {
  write_some(1);
  const FileContents before = snapshot();
  write_some(1);
  int only_readable = 0;
  bool reached = true;
  for (int fail_at = 1; reached; ++fail_at) {
    close();
    write_file(path() / kAnchorFile, before.at("vault.anchor"));
    write_file(path() / kCounterFile, before.at("vault.counter"));
    calls_.calls = 0;
    calls_.fail_at = fail_at;
    calls_.reason = ENOSPC;
    const auto error = try_open();
    reached = calls_.calls >= fail_at;
    calls_.fail_at = 0;
    if (error) continue;  // what is needed to open failed
    EXPECT_EQ(entries(), 2U);
    expect_found(Freshness::level, Freshness::level);
    const auto change = store_->begin();
    if (change) continue;
    EXPECT_EQ(change.error().code, Code::store_not_anchored);
    ++only_readable;
  }
  EXPECT_GE(only_readable, 5);
}

TEST_F(FreshnessTest, AnOldDatabaseIsFoundByBoth) {
  write_some(2);
  close();
  const FileContents before = snapshot();
  open();
  write_some(1);
  put_database_back(before);
  open();
  EXPECT_EQ(entries(), 2U);
  expect_found(Freshness::ahead, Freshness::ahead);
}

TEST_F(FreshnessTest, AnOldDatabaseIsFoundByEither) {
  write_some(2);
  close();
  const FileContents before = snapshot();
  open();
  write_some(1);
  close();
  const FileContents after = snapshot();
  put_database_back(before);
  write_file(path() / kAnchorFile, before.at("vault.anchor"));
  open();
  expect_found(Freshness::ahead, Freshness::level);
  put_database_back(before);
  write_file(path() / kAnchorFile, after.at("vault.anchor"));
  write_file(path() / kCounterFile, before.at("vault.counter"));
  open();
  expect_found(Freshness::level, Freshness::ahead);
}

TEST_F(FreshnessTest, AnOldDatabaseIsFoundByThePartnersChainToo) {
  write_some(1);
  close();
  const FileContents before = snapshot();
  open();
  ASSERT_TRUE(check_in(jonas(), says("well")));
  put_database_back(before);
  open();
  expect_found(Freshness::level, Freshness::ahead);
}

TEST_F(FreshnessTest, AnOldDatabaseIsFoundByRootAndSession) {
  close();
  const FileContents before = snapshot();
  for (const auto& [root, session] : {std::pair{1U, 0ULL}, std::pair{1U, 9ULL}}) {
    open();
    auto change = store_->begin();
    ASSERT_TRUE(change->raise(root, session));
    ASSERT_TRUE(change->commit());
    put_database_back(before);
    open();
    expect_found(Freshness::level, Freshness::ahead);
    ASSERT_TRUE(store_->settle());
  }
}

TEST_F(FreshnessTest, AnotherHistoryOfTheSameLengthIsFound) {
  write_some(2);
  close();
  const FileContents before = snapshot();
  open();
  ASSERT_TRUE(check_in(mara(), says("one history")));
  put_database_back(before);
  // The rolled-back vault signs something else at the same seq, by force.
  open();
  ASSERT_TRUE(check_in(mara(), says("another history")));
  open();
  expect_found(Freshness::ahead, Freshness::ahead);
}

TEST_F(FreshnessTest, ALogCutShortIsFound) {
  write_some(1);
  const FileContents before = snapshot();
  write_some(1);
  FileContents killed = snapshot();
  const std::size_t frame = 4120;
  Bytes& log = killed.at("vault.db-wal");
  ASSERT_GT(log.size(), before.at("vault.db-wal").size());
  log.erase(log.end() - static_cast<std::ptrdiff_t>(frame), log.end());
  close();
  put_back(killed);
  open();
  EXPECT_EQ(entries(), 1U);
  expect_found(Freshness::ahead, Freshness::ahead);
}

TEST_F(FreshnessTest, WhatWasAheadStaysSoUntilItIsSettled) {
  write_some(2);
  close();
  const FileContents before = snapshot();
  open();
  write_some(1);
  const FileContents proof = snapshot();
  put_database_back(before);
  for (int i = 0; i < 2; ++i) {
    open();
    expect_found(Freshness::ahead, Freshness::ahead);
    write_some(1);  // whatever is signed meanwhile
    EXPECT_EQ(snapshot().at("vault.anchor"), proof.at("vault.anchor"));
    EXPECT_EQ(snapshot().at("vault.counter"), proof.at("vault.counter"));
  }
  ASSERT_TRUE(store_->settle());
  expect_found(Freshness::level, Freshness::level);
  EXPECT_EQ(files().counter(), 4U);
  open();
  expect_found(Freshness::level, Freshness::level);
}

TEST_F(FreshnessTest, WhatIsMissingStaysSoUntilItIsSettled) {
  write_some(2);
  close();
  std::filesystem::remove(path() / kCounterFile);
  open();
  expect_found(Freshness::missing, Freshness::level);
  write_some(1);
  open();
  expect_found(Freshness::missing, Freshness::level);
  EXPECT_FALSE(files().counter());
  ASSERT_TRUE(store_->settle());
  open();
  expect_found(Freshness::level, Freshness::level);
  EXPECT_EQ(files().counter(), 3U);
}

TEST_F(FreshnessTest, ADamagedFileIsMissing) {
  write_some(2);
  close();
  Bytes counter = read_file(path() / kCounterFile);
  counter[20] ^= 1;
  write_file(path() / kCounterFile, counter);
  write_file(path() / kAnchorFile, Bytes(8192, 7));
  open();
  expect_found(Freshness::missing, Freshness::missing);
}

TEST_F(FreshnessTest, AProofIsNotForgottenForWhatIsMissingLater) {
  write_some(2);
  close();
  const FileContents before = snapshot();
  open();
  write_some(1);
  put_database_back(before);
  open();
  close();
  std::filesystem::remove(path() / kCounterFile);
  std::filesystem::remove(path() / kAnchorFile);
  open();
  expect_found(Freshness::ahead, Freshness::ahead);
}

TEST_F(FreshnessTest, AnUnpairingIsNoRollbackWhereverItCrashes) {
  bool reached = true;
  for (int fail_at = 1; reached; ++fail_at) {
    write_some(2);
    ASSERT_TRUE(check_in(jonas(), says("well")));
    {
      auto change = store_->begin();
      ASSERT_TRUE(change->forget_pair());
      calls_.calls = 0;
      calls_.fail_at = fail_at;
      static_cast<void>(change->commit());
      reached = calls_.calls >= fail_at;
      calls_.fail_at = 0;
    }
    close();
    {
      const auto profile = Profile::open(path(), calls_);
      const auto store = Store::open(*profile, header_->id(), master_key_, random_);
      ASSERT_TRUE(store);
      EXPECT_EQ((*store)->found().counter, Freshness::level) << fail_at;
      EXPECT_EQ((*store)->found().anchor, Freshness::level) << fail_at;
      EXPECT_EQ(*(*store)->ledger().size(), 0U);
      EXPECT_FALSE(*(*store)->pair().pair());
      auto change = (*store)->begin();
      pair_up(*change);
      ASSERT_TRUE(change->commit());
    }
    open();
  }
  // The counter goes on from where it was: it never goes back.
  const std::uint64_t counted = *files().counter();
  EXPECT_GE(counted, 2U);
  write_some(1);
  EXPECT_EQ(files().counter(), counted + 1);
}

}  // namespace
}  // namespace troth::store
