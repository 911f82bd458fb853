// What a vault's database keeps to itself, and what it does like any other.
#include <algorithm>
#include <set>

#include "core/sqlite/memory.h"
#include "tests/core/sqlite/diary.h"
#include "tests/core/sqlite/vault_fixture.h"

namespace troth::sqlite {
namespace {

using SealedDatabase = VaultTest;

bool contains(ByteView bytes, std::string_view text) {
  return !std::ranges::search(bytes, bytes_of(text)).empty();
}

// The longest run of one byte: sealed bytes hold none of length.
std::size_t longest_run(ByteView bytes) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    run = i > 0 && bytes[i] == bytes[i - 1] ? run + 1 : 1;
    longest = std::max(longest, run);
  }
  return longest;
}

TEST_F(SealedDatabase, OpensAgainWithWhatWasCommitted) {
  {
    auto database = open().value();
    auto diary = Diary::open(database, Size::spilling).value();
    for (int i = 0; i < 20; ++i) ASSERT_THAT(diary.change(), Succeeds());
  }
  EXPECT_FALSE(device_.has(kLog));
  auto database = open(existing()).value();
  auto diary = Diary::open(database, Size::spilling).value();
  EXPECT_EQ(diary.last_change().value(), 20);
  EXPECT_THAT(diary.check(), Succeeds());
  EXPECT_THAT(database.check_integrity(), Succeeds());
}

TEST_F(SealedDatabase, OpensAgainFromItsLogAlone) {
  auto database = open(no_checkpoint()).value();
  {
    auto diary = Diary::open(database, Size::spilling).value();
    for (int i = 0; i < 20; ++i) ASSERT_THAT(diary.change(), Succeeds());
  }
  kill(std::move(database));
  ASSERT_TRUE(device_.has(kLog));
  auto again = open(existing()).value();
  auto diary = Diary::open(again, Size::spilling).value();
  EXPECT_EQ(diary.last_change().value(), 20);
  EXPECT_THAT(diary.check(), Succeeds());
}

TEST_F(SealedDatabase, LeavesNoPlaintextInAnyFile) {
  const std::string secret = "Mara prefers the red rope to the blue one";
  auto database = open(no_checkpoint()).value();
  ASSERT_THAT(database.exec("CREATE TABLE private_note (text TEXT) STRICT"), Succeeds());
  for (int i = 0; i < 500; ++i)
    ASSERT_THAT(database.run("INSERT INTO private_note VALUES (?1)", secret), Succeeds());
  kill(std::move(database));
  const auto with_log = device_.snapshot();
  {
    const auto again = open().value();
  }  // closing moves the log into the database
  const auto without_log = device_.snapshot();
  EXPECT_EQ(with_log.size(), 2U);
  EXPECT_EQ(without_log.size(), 1U);
  for (const auto& files : {with_log, without_log}) {
    for (const auto& [path, bytes] : files) {
      for (const auto* word : {"red rope", "private_note", "CREATE TABLE", "SQLite format 3"})
        EXPECT_FALSE(contains(bytes, word)) << path << ": " << word;
      const std::size_t clear = path == kLog ? 32 : 0;  // the log's own header
      EXPECT_LT(longest_run(ByteView(bytes).subspan(clear)), 7U) << path;
    }
  }
}

TEST_F(SealedDatabase, WritesNothingInTheClearEvenForAMoment) {
  device_.on_write = [](const std::string& path, std::uint64_t offset, ByteView bytes) {
    if (path == kLog && offset == 0) return;  // the log's own header
    EXPECT_LT(longest_run(bytes), 7U) << path << " at " << offset;
    EXPECT_TRUE(bytes.size() == 4096 || bytes.size() == 4120) << bytes.size();
  };
  auto database = open().value();
  auto diary = Diary::open(database, Size::spilling).value();
  for (int i = 0; i < 10; ++i) ASSERT_THAT(diary.change(), Succeeds());
  EXPECT_THAT(database.vacuum(), Succeeds());
}

TEST_F(SealedDatabase, NeverRepeatsANonce) {
  // The design asks for a million; each is 24 random bytes.
  const std::size_t wanted = std::getenv("TROTH_CAMPAIGN") != nullptr ? 1'000'000 : 50'000;
  std::set<Bytes> seen;
  std::size_t seals = 0;
  device_.on_write = [&](const std::string& path, std::uint64_t offset, ByteView bytes) {
    if (path == kLog && offset == 0) return;
    ++seals;
    seen.insert(copy_of(bytes.last(40).first(24)));
  };
  auto database = open().value();
  ASSERT_THAT(database.exec("CREATE TABLE note (id INTEGER PRIMARY KEY, body BLOB) STRICT"),
              Succeeds());
  while (seals < wanted) {
    ASSERT_THAT(database.run("INSERT OR REPLACE INTO note VALUES (1, zeroblob(4000000))"),
                Succeeds());
  }
  EXPECT_EQ(seen.size(), seals);
}

TEST_F(SealedDatabase, KeepsOnlyTheFilesOfTheDesign) {
  auto database = open().value();
  auto diary = Diary::open(database, Size::spilling).value();
  for (int i = 0; i < 10; ++i) ASSERT_THAT(diary.change(), Succeeds());
  EXPECT_THAT(device_.paths(), testing::ElementsAre(kVault, kLog));
}

TEST_F(SealedDatabase, SortsAndSpillsWithoutATemporaryFile) {
  auto database = open().value();
  ASSERT_THAT(database.exec("CREATE TABLE note (id INTEGER PRIMARY KEY, body BLOB) STRICT;"
                            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                            " WHERE i < 3000) INSERT INTO note SELECT i, randomblob(1000) FROM n"),
              Succeeds());
  EXPECT_EQ(database
                .number("SELECT count(*) FROM (SELECT DISTINCT body FROM note ORDER BY"
                        " hex(body) DESC)")
                .value(),
            3000);
  // A statement that fails half way undoes itself from a journal in memory.
  EXPECT_THAT(database.run("UPDATE note SET body = zeroblob(2000), id = CASE id WHEN 2999"
                           " THEN 1 ELSE id END"),
              RefusedWith(Code::database_constraint));
  EXPECT_EQ(database.number("SELECT count(*) FROM note WHERE length(body) = 1000").value(), 3000);
  EXPECT_THAT(device_.paths(), testing::ElementsAre(kVault, kLog));
}

TEST_F(SealedDatabase, SearchesTextAndVacuums) {
  auto database = open().value();
  ASSERT_THAT(database.exec("CREATE VIRTUAL TABLE words USING fts5(body)"), Succeeds());
  for (int i = 0; i < 400; ++i)
    ASSERT_THAT(database.run("INSERT INTO words VALUES (?1)",
                             "Jonas wrote word" + std::to_string(i) + " about rope"),
                Succeeds());
  EXPECT_EQ(database.number("SELECT count(*) FROM words WHERE words MATCH 'rope'").value(), 400);
  EXPECT_EQ(database.number("SELECT count(*) FROM words WHERE words MATCH 'word17'").value(), 1);
  ASSERT_THAT(database.run("DELETE FROM words WHERE rowid > 50"), Succeeds());
  ASSERT_THAT(database.vacuum(), Succeeds());
  ASSERT_THAT(database.checkpoint(), Succeeds());
  EXPECT_THAT(database.check_integrity(), Succeeds());
  EXPECT_EQ(database.number("SELECT count(*) FROM words WHERE words MATCH 'rope'").value(), 50);
  EXPECT_EQ(device_.bytes(kVault).size() % 4096, 0U);
}

TEST_F(SealedDatabase, IsDamagedUnderAnotherKeyOrAnotherVaultsName) {
  {
    auto database = open().value();
    ASSERT_THAT(Diary::open(database, Size::small)->change(), Succeeds());
  }
  for (auto [vault, master] : {std::pair{1, 2}, std::pair{2, 1}}) {
    EXPECT_THAT(
        Database::open_sealed(
            kVault, keys_of(static_cast<std::uint8_t>(vault), static_cast<std::uint8_t>(master)),
            device_, random_, existing()),
        RefusedWith(Code::database_damaged));
  }
  EXPECT_THAT(open(existing()), Succeeds());
}

TEST_F(SealedDatabase, KeepsPagesAndLogUnderTheirOwnKeys) {
  auto database = open(no_checkpoint()).value();
  ASSERT_THAT(Diary::open(database, Size::small)->change(), Succeeds());
  kill(std::move(database));
  auto keys = keys_of(1, 1);
  std::swap(keys.pages, keys.log);
  EXPECT_THAT(Database::open_sealed(kVault, std::move(keys), device_, random_, existing()),
              RefusedWith(Code::database_damaged));
}

TEST_F(SealedDatabase, IsMissingWhereItsFileIsNotThereOrEmpty) {
  EXPECT_THAT(open(existing()), RefusedWith(Code::database_missing));
  device_.bytes(kVault).clear();
  EXPECT_THAT(open(existing()), RefusedWith(Code::database_missing));
}

TEST_F(SealedDatabase, RefusesASecondConnection) {
  auto database = open().value();
  ASSERT_THAT(Diary::open(database, Size::small)->change(), Succeeds());
  EXPECT_THAT(open(existing()), RefusedWith(Code::database_busy));
  EXPECT_THAT(open(), RefusedWith(Code::database_busy));
}

TEST_F(SealedDatabase, RefusesAPlainDatabase) {
  const Scratch scratch;
  {
    auto plain = Database::open(scratch.file("a.db")).value();
    ASSERT_THAT(plain.exec("CREATE TABLE note (id INTEGER) STRICT"), Succeeds());
  }
  device_.bytes(kVault) = read_file(scratch.file("a.db"));
  EXPECT_THAT(open(existing()), RefusedWith(Code::database_damaged));
}

TEST_F(SealedDatabase, HasNoClock) {
  auto database = open().value();
  EXPECT_THAT(database.number("SELECT strftime('%s', 'now')").value_or(0), 0);
}

TEST_F(SealedDatabase, StandsOnTheFilesOfThisMachineToo) {
  const Scratch scratch;
  SystemDevice device;
  {
    auto database =
        Database::open_sealed(scratch.file("vault.db"), keys_of(1, 1), device, random_).value();
    auto diary = Diary::open(database, Size::spilling).value();
    for (int i = 0; i < 6; ++i) ASSERT_THAT(diary.change(), Succeeds());
    EXPECT_THAT(
        Database::open_sealed(scratch.file("vault.db"), keys_of(1, 1), device, random_, existing()),
        RefusedWith(Code::database_busy));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(scratch.path()), {}), 2);
  }
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(scratch.path()), {}), 1);
  auto database =
      Database::open_sealed(scratch.file("vault.db"), keys_of(1, 1), device, random_, existing())
          .value();
  EXPECT_THAT(Diary::open(database, Size::spilling)->check(), Succeeds());
}

TEST_F(SealedDatabase, GrowsPastTheLockPageAtOneGibibyte) {
  if (std::getenv("TROTH_CAMPAIGN") == nullptr) GTEST_SKIP() << "TROTH_CAMPAIGN is not set";
  const Scratch scratch;
  SystemDevice device;
  const auto path = scratch.file("vault.db");
  {
    auto database = Database::open_sealed(path, keys_of(1, 1), device, random_).value();
    ASSERT_THAT(database.exec("CREATE TABLE note (id INTEGER PRIMARY KEY, body BLOB) STRICT"),
                Succeeds());
    for (int i = 0; i < 1080; ++i)
      ASSERT_THAT(database.run("INSERT INTO note VALUES (?1, randomblob(1000000))", i), Succeeds());
  }
  EXPECT_GT(std::filesystem::file_size(path), std::uintmax_t{1} << 30);
  auto database = Database::open_sealed(path, keys_of(1, 1), device, random_, existing()).value();
  EXPECT_THAT(database.check_integrity(), Succeeds());
  EXPECT_EQ(database.number("SELECT sum(length(body)) FROM note").value(), 1'080'000'000);
}

TEST_F(SealedDatabase, DoesNotFollowALinkInPlaceOfItsFile) {
  const Scratch scratch;
  SystemDevice device;
  std::filesystem::create_symlink(scratch.file("elsewhere"), scratch.file("vault.db"));
  EXPECT_THAT(Database::open_sealed(scratch.file("vault.db"), keys_of(1, 1), device, random_),
              RefusedWith(Code::database_io));
  EXPECT_FALSE(std::filesystem::exists(scratch.file("elsewhere")));
}

TEST_F(SealedDatabase, KeepsItsPagesInTheRegionSetAsideForThem) {
  auto database = open().value();
  ASSERT_THAT(Diary::open(database, Size::small)->change(), Succeeds());
  const auto state = memory_state();
  EXPECT_GE(state.page_bytes, std::size_t{16'000} * 4096);
  EXPECT_LE(state.locked_bytes, state.page_bytes);
}

}  // namespace
}  // namespace troth::sqlite
