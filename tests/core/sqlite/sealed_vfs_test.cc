// What the VFS refuses whoever asks it, through SQLite's own interface and past
// the Database's authorizer.
#include "core/sqlite/sealed_vfs.h"

#include <sqlite3.h>

#include "core/sqlite/sealed_file.h"
#include "tests/core/sqlite/diary.h"
#include "tests/core/sqlite/vault_fixture.h"

namespace troth::sqlite {
namespace {

class SealedVfsTest : public VaultTest {
 protected:
  void SetUp() override {
    vfs_ = SealedVfs::create(kVault, keys_of(1, 1), device_, random_).value();
    methods_ = sqlite3_vfs_find(vfs_->name());
    ASSERT_NE(methods_, nullptr);
    file_.resize(static_cast<std::size_t>(methods_->szOsFile));
  }
  int open_as(const char* path, int flags) {
    auto* file = reinterpret_cast<sqlite3_file*>(file_.data());
    const int result = methods_->xOpen(methods_, path, file,
                                       flags | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    EXPECT_EQ(result == SQLITE_OK, file->pMethods != nullptr);
    if (result == SQLITE_OK) file->pMethods->xClose(file);
    return result;
  }
  // A connection with nothing in its way but the VFS.
  sqlite3* connect() {
    sqlite3* out = nullptr;
    EXPECT_EQ(sqlite3_open_v2(kVault.c_str(), &out, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                              vfs_->name()),
              SQLITE_OK);
    return out;
  }
  static int run(sqlite3* connection, const char* sql) {
    return sqlite3_exec(connection, sql, nullptr, nullptr, nullptr);
  }
  // A sealed database with one table, made as Database does.
  sqlite3* connect_with_table() {
    sqlite3* out = connect();
    int reserved = 40;
    EXPECT_EQ(sqlite3_file_control(out, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved), SQLITE_OK);
    EXPECT_EQ(run(out,
                  "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;"
                  "PRAGMA temp_store = MEMORY; CREATE TABLE note (body BLOB) STRICT"),
              SQLITE_OK);
    return out;
  }

  std::unique_ptr<SealedVfs> vfs_;
  sqlite3_vfs* methods_ = nullptr;
  std::vector<std::max_align_t> file_;
};

TEST_F(SealedVfsTest, RefusesEveryTemporaryFile) {
  for (const int flag : {SQLITE_OPEN_TEMP_DB, SQLITE_OPEN_TRANSIENT_DB, SQLITE_OPEN_TEMP_JOURNAL,
                         SQLITE_OPEN_SUBJOURNAL, SQLITE_OPEN_SUPER_JOURNAL}) {
    EXPECT_EQ(open_as(nullptr, flag | SQLITE_OPEN_DELETEONCLOSE), SQLITE_CANTOPEN) << flag;
    EXPECT_EQ(open_as(kVault.c_str(), flag), SQLITE_CANTOPEN) << flag;
  }
  EXPECT_TRUE(device_.paths().empty());
}

TEST_F(SealedVfsTest, OpensTheVaultsOwnPathsAndNoOther) {
  EXPECT_EQ(open_as(kVault.c_str(), SQLITE_OPEN_MAIN_DB), SQLITE_OK);
  EXPECT_EQ(open_as(kLog.c_str(), SQLITE_OPEN_WAL), SQLITE_OK);
  EXPECT_EQ(open_as("/vault/other.db", SQLITE_OPEN_MAIN_DB), SQLITE_CANTOPEN);
  EXPECT_EQ(open_as("/vault/other.db-wal", SQLITE_OPEN_WAL), SQLITE_CANTOPEN);
  EXPECT_EQ(open_as(kLog.c_str(), SQLITE_OPEN_MAIN_DB), SQLITE_CANTOPEN);
  EXPECT_EQ(open_as(kVault.c_str(), SQLITE_OPEN_WAL), SQLITE_CANTOPEN);
  EXPECT_EQ(methods_->xDelete(methods_, kVault.c_str(), 0), SQLITE_IOERR_DELETE);
  EXPECT_THAT(device_.paths(), testing::ElementsAre(kVault, kLog));
}

TEST_F(SealedVfsTest, AttachesNoSecondDatabase) {
  sqlite3* connection = connect_with_table();
  EXPECT_NE(run(connection, "ATTACH '/vault/other.db' AS other"), SQLITE_OK);
  EXPECT_NE(run(connection,
                "PRAGMA temp_store = FILE; CREATE TEMP TABLE t (x); INSERT INTO t "
                "VALUES (randomblob(9000000)); SELECT count(*) FROM t"),
            SQLITE_OK);
  EXPECT_NE(run(connection, "VACUUM INTO '/vault/other.db'"), SQLITE_OK);
  EXPECT_EQ(sqlite3_close(connection), SQLITE_OK);
  EXPECT_THAT(device_.paths(), testing::ElementsAre(kVault));
}

TEST_F(SealedVfsTest, SwallowsAnotherPageSizeAndAMemoryMap) {
  sqlite3* connection = connect_with_table();
  EXPECT_EQ(run(connection,
                "PRAGMA page_size = 8192; PRAGMA mmap_size = 1000000; VACUUM;"
                "INSERT INTO note VALUES (zeroblob(100000))"),
            SQLITE_OK);
  EXPECT_EQ(sqlite3_close(connection), SQLITE_OK);
  auto database = open(existing()).value();
  EXPECT_EQ(database.number("PRAGMA page_size").value(), 4096);
}

TEST_F(SealedVfsTest, OffersNoMapNoSharedMemoryAndNoAtomicWrite) {
  auto* file = reinterpret_cast<sqlite3_file*>(file_.data());
  ASSERT_EQ(
      methods_->xOpen(methods_, kVault.c_str(), file,
                      SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr),
      SQLITE_OK);
  EXPECT_EQ(file->pMethods->iVersion, 1);
  EXPECT_EQ(file->pMethods->xFetch, nullptr);
  EXPECT_EQ(file->pMethods->xShmMap, nullptr);
  EXPECT_EQ(file->pMethods->xDeviceCharacteristics(file), SQLITE_IOCAP_POWERSAFE_OVERWRITE);
  file->pMethods->xClose(file);
}

TEST_F(SealedVfsTest, RefusesABackupFromADatabaseOfAnotherForm) {
  sqlite3* elsewhere = nullptr;
  ASSERT_EQ(sqlite3_open(":memory:", &elsewhere), SQLITE_OK);
  ASSERT_EQ(run(elsewhere, "CREATE TABLE t (x); INSERT INTO t VALUES (zeroblob(50000))"),
            SQLITE_OK);
  sqlite3* connection = connect_with_table();
  sqlite3_backup* backup = sqlite3_backup_init(connection, "main", elsewhere, "main");
  ASSERT_NE(backup, nullptr);
  EXPECT_NE(sqlite3_backup_step(backup, -1), SQLITE_DONE);
  EXPECT_NE(sqlite3_backup_finish(backup), SQLITE_OK);
  sqlite3_close(elsewhere);
  EXPECT_EQ(sqlite3_close(connection), SQLITE_OK);
  auto database = open(existing()).value();
  EXPECT_EQ(database.number("SELECT count(*) FROM note").value(), 0);
}

TEST_F(SealedVfsTest, RefusesToLeaveTheWriteAheadLog) {
  sqlite3* connection = connect_with_table();
  EXPECT_EQ(run(connection, "INSERT INTO note VALUES (zeroblob(100))"), SQLITE_OK);
  // Back to a rollback journal, the next change would copy pages into one.
  const bool left = run(connection, "PRAGMA journal_mode = DELETE") == SQLITE_OK;
  EXPECT_TRUE(!left || run(connection, "INSERT INTO note VALUES (zeroblob(100))") != SQLITE_OK);
  sqlite3_close(connection);
  EXPECT_THAT(device_.paths(), testing::Each(testing::AnyOf(kVault, kLog)));
}

TEST_F(SealedVfsTest, PlaysNoJournalBackThatSomebodyPutThere) {
  {
    auto database = open().value();
    ASSERT_THAT(Diary::open(database, Size::small)->change(), Succeeds());
  }
  const Bytes before = device_.bytes(kVault);
  // A journal as SQLite would play it back: one page, the second, of zeros.
  Writer journal;
  journal.raw(Bytes{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7});
  journal.raw(Bytes{0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 2, 0, 0, 0, 0x10, 0});
  journal.zeros(512 - journal.bytes().size()).raw(Bytes{0, 0, 0, 2}).zeros(4096 + 4);
  device_.bytes(kVault + "-journal") = journal.take();
  {
    auto database = open(existing()).value();
    EXPECT_THAT(Diary::open(database, Size::small)->check(), Succeeds());
  }
  EXPECT_EQ(device_.bytes(kVault).size(), before.size());
  int exists = 1;
  EXPECT_EQ(
      methods_->xAccess(methods_, (kVault + "-journal").c_str(), SQLITE_ACCESS_EXISTS, &exists),
      SQLITE_OK);
  EXPECT_EQ(exists, 0);
}

TEST(JournalFile, HoldsItsHeaderAndRefusesTheCopyOfAPage) {
  JournalFile journal;
  EXPECT_EQ(journal.write(Bytes(512, 7), 0), SQLITE_OK);
  EXPECT_EQ(journal.write(Bytes(12, 8), 0), SQLITE_OK);
  Bytes out(12);
  EXPECT_EQ(journal.read(out, 0), SQLITE_OK);
  EXPECT_EQ(out, Bytes(12, 8));
  EXPECT_EQ(journal.write(Bytes(4, 1), 512), SQLITE_IOERR_WRITE);
  EXPECT_EQ(journal.write(Bytes(4096, 1), 516), SQLITE_IOERR_WRITE);
  EXPECT_EQ(journal.write(Bytes(4096, 1), 0), SQLITE_IOERR_WRITE);
  EXPECT_EQ(journal.write(Bytes(4, 1), ~std::uint64_t{0}), SQLITE_IOERR_WRITE);
  EXPECT_EQ(journal.read(out, 505), SQLITE_IOERR_SHORT_READ);
  EXPECT_EQ(journal.truncate(0), SQLITE_OK);
  std::uint64_t size = 1;
  EXPECT_EQ(journal.size(size), SQLITE_OK);
  EXPECT_EQ(size, 0U);
}

TEST(PageSeal, OpensOnlyTheSamePageOfTheSameKindInTheSameVault) {
  crypto::SeededRandom random(1);
  auto ours = keys_of(1, 1);
  PageSeal seal(ours.pages.clone(), ours.vault, random);
  std::array<std::uint8_t, 4096> page{};
  page[7] = 9;
  const auto clear = page;
  seal.seal(PageKind::data, 5, page);
  const auto sealed = page;
  EXPECT_NE(sealed, clear);
  const auto opens = [&](PageSeal& with, PageKind kind, std::uint32_t number) {
    page = sealed;
    return with.open(kind, number, page);
  };
  EXPECT_TRUE(opens(seal, PageKind::data, 5));
  EXPECT_EQ(page, clear);
  EXPECT_FALSE(opens(seal, PageKind::data, 6));
  EXPECT_FALSE(opens(seal, PageKind::hole, 5));
  PageSeal other_vault(ours.pages.clone(), keys_of(2, 1).vault, random);
  EXPECT_FALSE(opens(other_vault, PageKind::data, 5));
  PageSeal other_key(keys_of(1, 2).pages, ours.vault, random);
  EXPECT_FALSE(opens(other_key, PageKind::data, 5));
}

}  // namespace
}  // namespace troth::sqlite
