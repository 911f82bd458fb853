// The store as a whole: one change is one transaction, nothing of it can be
// read on the disk, and what was changed there is refused.
#include "core/store/store.h"

#include <array>
#include <set>

#include "core/crypto/kdf.h"
#include "core/sqlite/page_seal.h"
#include "tests/core/store/couple.h"
#include "tests/core/store/failing_device.h"

namespace troth::store {
namespace {

using ledger::EntryKind;

class StoreTest : public CoupleTest {
 protected:
  Faults faults_;  // outlives the store that it strikes
};

TEST_F(StoreTest, WhatIsCommittedIsThereAfterwards) {
  const auto hash = check_in(mara(), says("how are we"));
  {
    auto change = store_->begin();
    ASSERT_TRUE(change->outbox().put({MailboxId{{1}}, EnvelopeId{{2}}, Bytes(1024, 3), 4}));
    ASSERT_TRUE(change->state().put(StateName::correspondence, secret_text("ratchet")));
    ASSERT_TRUE(change->commit());
  }
  open();
  EXPECT_EQ(entries(), 1U);
  EXPECT_TRUE(*store_->ledger().find(*hash));
  EXPECT_EQ(*store_->outbox().size(), 1U);
  EXPECT_TRUE(*store_->state().find(StateName::correspondence));
  EXPECT_EQ(**store_->pair().name(Side::other), "Jonas");
  EXPECT_EQ(store_->views().check_ins(10)->size(), 1U);
}

TEST_F(StoreTest, AChangeThatIsNotCommittedLeavesNoTraceInAnyTable) {
  {
    auto change = store_->begin();
    ASSERT_TRUE(
        write_in(*change, mara(), EntryKind::pause, agreement::encode(agreement::Restriction{})));
    ASSERT_TRUE(change->outbox().put({MailboxId{{1}}, EnvelopeId{{2}}, Bytes(1024, 3), 4}));
    ASSERT_TRUE(change->state().put(StateName::correspondence, secret_text("ratchet")));
    ASSERT_TRUE(change->state().set("a", "b"));
  }
  EXPECT_EQ(entries(), 0U);
  EXPECT_EQ(*store_->outbox().size(), 0U);
  EXPECT_FALSE(*store_->state().find(StateName::correspondence));
  EXPECT_FALSE(*store_->state().setting("a"));
  auto agreement = store_->views().agreement(reading());
  EXPECT_TRUE(agreement->restrictions(test::kStartMs).empty());
}

TEST_F(StoreTest, OneProcessHoldsAProfile) {
  EXPECT_EQ(Profile::open(path(), calls_).error().code, Code::profile_in_use);
  EXPECT_EQ(Profile::create(path(), calls_).error().code, Code::profile_in_use);
}

TEST_F(StoreTest, AVaultIsNeverMadeOverAnother) {
  close();
  EXPECT_EQ(Profile::create(path(), calls_).error().code, Code::profile_exists);
  // Without its header a vault may still be opened by a copy of it.
  std::filesystem::rename(path() / kHeaderFile, temporary_.path() / "copy");
  EXPECT_EQ(Profile::create(path(), calls_).error().code, Code::profile_not_empty);
  EXPECT_EQ(Profile::open(path(), calls_).error().code, Code::profile_missing);
  std::filesystem::rename(temporary_.path() / "copy", path() / kHeaderFile);
  open();
}

TEST_F(StoreTest, AnInterruptedCreationIsNoVaultAndIsClearedByTheNext) {
  close();
  std::filesystem::remove_all(path());
  {
    const auto profile = Profile::create(path(), calls_);
    ASSERT_TRUE(profile);
    crypto::SeededRandom random(4);
    ASSERT_TRUE(Store::create(*profile, random.id<VaultId>(), random.secret(32), random));
  }
  EXPECT_EQ(Profile::open(path(), calls_).error().code, Code::profile_missing);
  create();
  open();
  EXPECT_FALSE(profile_->directory().has(kUnfinishedFile));
}

TEST_F(StoreTest, WhicheverCallOfACreationFailsTheNextOneMakesTheVault) {
  close();
  for (int fail_at = 1;; ++fail_at) {
    std::filesystem::remove_all(path());
    calls_.calls = 0;
    calls_.fail_at = fail_at;
    const auto make = [&]() -> Status {
      TROTH_ASSIGN(Profile profile, Profile::create(path(), calls_));
      TROTH_TRY(Store::create(profile, header_->id(), master_key_, random_));
      return profile.write_header(*header_, master_key_);
    };
    const Status made = make();
    const bool reached = calls_.calls >= fail_at;
    calls_.fail_at = 0;
    if (!reached) break;
    if (std::filesystem::exists(path() / kHeaderFile)) {
      const auto profile = Profile::open(path(), calls_);
      ASSERT_TRUE(profile) << fail_at;
      EXPECT_TRUE(Store::open(*profile, header_->id(), master_key_, random_)) << fail_at;
    } else {
      EXPECT_FALSE(made) << fail_at;
      EXPECT_TRUE(make()) << fail_at;
    }
  }
}

TEST_F(StoreTest, OpensOnlyUnderItsOwnKeyAndName) {
  ASSERT_TRUE(check_in(mara(), says("how are we")));
  close();
  const auto profile = Profile::open(path(), calls_);
  crypto::SeededRandom random(5);
  const crypto::Secret other_key = random.secret(kMasterKey);
  EXPECT_EQ(Store::open(*profile, header_->id(), other_key, random_).error().code,
            Code::database_damaged);
  EXPECT_EQ(Store::open(*profile, random.id<VaultId>(), master_key_, random_).error().code,
            Code::database_damaged);
  EXPECT_TRUE(Store::open(*profile, header_->id(), master_key_, random_));
}

TEST_F(StoreTest, AHeaderOfAnotherVaultOpensNothingHere) {
  close();
  crypto::SeededRandom random(6);
  VaultFile other(random.id<VaultId>());
  const crypto::Secret other_key = random.secret(kMasterKey);
  ASSERT_TRUE(other.set_passphrase(other_key, secret_text("theirs"), crypto::kLowCost, random));
  write_file(path() / kHeaderFile, other.encode(other_key));
  const auto profile = Profile::open(path(), calls_);
  const auto unlocked = profile->header().open_with_passphrase(secret_text("theirs"));
  ASSERT_TRUE(unlocked);
  EXPECT_EQ(
      Store::open(*profile, profile->header().id(), unlocked->master_key, random).error().code,
      Code::database_damaged);
}

TEST_F(StoreTest, ADatabaseOfAnotherVaultIsRefused) {
  close();
  const FileContents own = snapshot();
  const std::filesystem::path elsewhere = temporary_.path() / "elsewhere";
  crypto::SeededRandom random(7);
  {
    const auto profile = Profile::create(elsewhere, calls_);
    ASSERT_TRUE(Store::create(*profile, random.id<VaultId>(), random.secret(32), random));
  }
  write_file(path() / kDatabaseFile, read_file(elsewhere / kDatabaseFile));
  EXPECT_EQ(try_open()->code, Code::database_damaged);
}

TEST_F(StoreTest, AMissingDatabaseIsNotMadeAnew) {
  ASSERT_TRUE(check_in(mara(), says("how are we")));
  close();
  std::filesystem::remove(path() / kDatabaseFile);
  EXPECT_EQ(try_open()->code, Code::database_missing);
  EXPECT_FALSE(std::filesystem::exists(path() / kDatabaseFile));
}

// But for the few pages that are free: SQLite reads none of those, and they hold nothing.
TEST_F(StoreTest, AFlippedBitAnywhereInTheDatabaseIsFound) {
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(check_in(mara(), says(std::string(300, 'x'))));
  close();
  const Bytes sound = read_file(path() / kDatabaseFile);
  ASSERT_EQ(sound.size() % 4096, 0U);
  // Two places of the sealed content, the nonce, the tag: by turns.
  constexpr std::array<std::size_t, 4> kWithin = {17, 2000, 4060, 4090};
  std::size_t free_pages = 0;
  for (std::size_t page = 0; page < sound.size() / 4096; ++page) {
    Bytes damaged = sound;
    damaged[page * 4096 + kWithin[page % 4]] ^= 4;
    write_file(path() / kDatabaseFile, damaged);
    const auto error = try_open();
    if (error || !store_->check_integrity()) continue;
    ++free_pages;
    ASSERT_EQ(entries(), 20U) << page;
    const auto notes = store_->views().check_ins(20);
    ASSERT_TRUE(notes) << page;
    ASSERT_EQ(notes->size(), 20U) << page;
    for (const auto& kept : *notes) ASSERT_TRUE(kept.content) << page;
  }
  EXPECT_LE(free_pages, 4U);
}

TEST_F(StoreTest, AFlippedBitInTheLogLosesNothingInSilence) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(check_in(mara(), says("how are we")));
  const FileContents killed = snapshot();
  const std::size_t size = killed.at("vault.db-wal").size();
  ASSERT_GT(size, 0U);
  for (std::size_t at = 0; at < size; at += 997) {
    close();
    FileContents damaged = killed;
    damaged.at("vault.db-wal")[at] ^= 8;
    put_back(damaged);
    if (try_open()) continue;
    const bool lost = entries() < 3;
    EXPECT_EQ(store_->found().anchor, lost ? ledger::Freshness::ahead : ledger::Freshness::level)
        << at;
  }
}

TEST_F(StoreTest, NothingOfWhatWasWrittenCanBeReadOnTheDisk) {
  const std::vector<std::string> texts = {"the quiet word that Mara wrote",
                                          "Jonas asks for more time",
                                          "ratchet state of a session",
                                          "a setting of hers",
                                          "relay.example.org",
                                          "Mara",
                                          "Jonas",
                                          "SQLite format 3",
                                          "CREATE TABLE",
                                          "check_ins",
                                          "correspondence"};
  ASSERT_TRUE(check_in(mara(), says(texts[0])));
  agreement::Restriction pause;
  pause.reason = texts[1];
  ASSERT_TRUE(write(jonas(), EntryKind::pause, agreement::encode(pause)));
  {
    auto change = store_->begin();
    ASSERT_TRUE(change->state().put(StateName::correspondence, secret_text(texts[2])));
    ASSERT_TRUE(change->state().set(texts[3], texts[4]));
    ASSERT_TRUE(change->outbox().put({MailboxId{{1}}, EnvelopeId{{2}}, Bytes(1024, 0x5a), 4}));
    ASSERT_TRUE(change->commit());
  }
  std::vector<Bytes> needles = {Bytes(32, 0x5a), copy_of(master_key_.view()),
                                copy_of(mara().id.view()), copy_of(pair_.id.view()),
                                copy_of(jonas().sign.public_key().view())};
  for (const std::string& text : texts) needles.push_back(copy_of(bytes_of(text)));
  const auto expect_nothing = [&](const FileContents& files) {
    for (const auto& [name, bytes] : files)
      for (const Bytes& needle : needles)
        EXPECT_TRUE(std::ranges::search(bytes, needle).empty())
            << name << " holds " << string_of(needle);
  };
  const FileContents open_files = snapshot();
  ASSERT_TRUE(open_files.contains("vault.db-wal"));
  expect_nothing(open_files);
  close();
  expect_nothing(snapshot());
}

TEST_F(StoreTest, WhatWasForgottenIsInNoPageAnyMore) {
  Bytes ratchet(20'000);  // fills pages of its own
  crypto::SeededRandom(8).fill(ratchet);
  const auto change_state = [&](bool keep) {
    auto change = store_->begin();
    ASSERT_TRUE(
        keep ? change->state().put(StateName::correspondence, crypto::Secret::copy_of(ratchet))
             : change->state().remove(StateName::correspondence));
    ASSERT_TRUE(change->commit());
    close();
  };
  // The ends of what an overflow page can hold of it, wherever it was cut.
  const auto is_in_a_page = [&] {
    sqlite::PageSeal seal(crypto::store_key(master_key_, 1), header_->id(), random_);
    Bytes file = read_file(path() / kDatabaseFile);
    for (std::size_t page = 0; page * sqlite::kPageSize < file.size(); ++page) {
      const std::span all(file);
      const sqlite::PageBuffer buffer(
          all.subspan(page * sqlite::kPageSize).first(sqlite::kPageSize));
      EXPECT_TRUE(seal.open(sqlite::PageKind::data, static_cast<std::uint32_t>(page + 1), buffer));
      for (std::size_t at = 0; at + 16 <= ratchet.size(); at += 1000)
        if (!std::ranges::search(buffer, ByteView(ratchet).subspan(at, 16)).empty()) return true;
    }
    return false;
  };
  change_state(true);
  ASSERT_TRUE(is_in_a_page());
  open();
  change_state(false);
  EXPECT_FALSE(is_in_a_page());
}

TEST_F(StoreTest, WhicheverCallOfTheDatabaseFailsWhatWasAcknowledgedIsThere) {
  std::uint64_t acknowledged = 0;
  bool reached = true;
  for (int fail_at = 1; reached; ++fail_at) {
    faults_ = {};
    ASSERT_FALSE(try_open(std::make_unique<FailingDevice>(faults_)));
    acknowledged = entries();
    faults_ = {0, fail_at, fail_at % 2 == 0 ? Code::database_io : Code::database_full};
    if (check_in(mara(), says("how are we"))) ++acknowledged;
    reached = faults_.calls >= fail_at;
    open();
    EXPECT_GE(entries(), acknowledged) << fail_at;
    EXPECT_LE(entries(), acknowledged + 1) << fail_at;
    EXPECT_EQ(store_->found().counter, ledger::Freshness::level) << fail_at;
    EXPECT_EQ(store_->found().anchor, ledger::Freshness::level) << fail_at;
    EXPECT_TRUE(store_->check_integrity()) << fail_at;
  }
  EXPECT_GT(acknowledged, 0U);
}

TEST_F(StoreTest, AFailedCommitLeavesTheStoreInUse) {
  ASSERT_FALSE(try_open(std::make_unique<FailingDevice>(faults_)));
  faults_ = {0, 1, Code::database_full};
  {
    auto change = store_->begin();
    ASSERT_TRUE(change->state().set("a", "b"));
    EXPECT_EQ(change->commit().error().code, Code::database_full);
  }
  EXPECT_FALSE(*store_->state().setting("a"));
  auto change = store_->begin();
  ASSERT_TRUE(change->state().set("a", "c"));
  ASSERT_TRUE(change->commit());
  EXPECT_EQ(*store_->state().setting("a"), "c");
}

TEST_F(StoreTest, OnlyTheFilesOfAProfileAreThereAndOnlyForTheirOwner) {
  const std::set<std::string> known = {"vault.hdr",    "vault.anchor",  "vault.db",
                                       "vault.db-wal", "vault.counter", "vault.lock"};
  ASSERT_TRUE(check_in(mara(), says("how are we")));
  for (const auto& file : std::filesystem::directory_iterator(path())) {
    EXPECT_TRUE(known.contains(file.path().filename())) << file.path();
    EXPECT_EQ(file.status().permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)
        << file.path();
  }
}

TEST_F(StoreTest, ANewPassphraseOpensTheSameStore) {
  ASSERT_TRUE(check_in(mara(), says("how are we")));
  VaultFile header = profile_->header();
  ASSERT_TRUE(
      header.set_passphrase(master_key_, secret_text("a new one"), crypto::kLowCost, random_));
  ASSERT_TRUE(profile_->write_header(header, master_key_));
  close();
  const auto profile = Profile::open(path(), calls_);
  EXPECT_FALSE(profile->header().open_with_passphrase(secret_text("a passphrase")));
  const auto unlocked = profile->header().open_with_passphrase(secret_text("a new one"));
  ASSERT_TRUE(unlocked);
  EXPECT_TRUE(Store::open(*profile, profile->header().id(), unlocked->master_key, random_));
}

}  // namespace
}  // namespace troth::store
