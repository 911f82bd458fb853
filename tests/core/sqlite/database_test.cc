#include "core/sqlite/database.h"

#include <sys/stat.h>

#include "tests/core/sqlite/scratch.h"

namespace troth::sqlite {
namespace {

constexpr std::string_view kTable =
    "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, body BLOB) STRICT";
constexpr std::string_view kInsert = "INSERT INTO note (text, body) VALUES (?1, ?2)";
constexpr std::string_view kCount = "SELECT count(*) FROM note";
constexpr std::string_view kRead = "SELECT id, text, body FROM note ORDER BY id";

Database with_table() {
  auto database = Database::open_in_memory();
  EXPECT_THAT(database, Succeeds());
  EXPECT_THAT(database->exec(kTable), Succeeds());
  return std::move(*database);
}

TEST(Database, GivesBackWhatWasBound) {
  Database database = with_table();
  const Bytes body = {0, 1, 255};
  ASSERT_THAT(database.run(kInsert, "Mara", body), Succeeds());
  auto statement = database.prepare(kRead);
  ASSERT_THAT(statement, Succeeds());
  ASSERT_TRUE(statement->step().value());
  EXPECT_EQ(statement->number(0), 1);
  EXPECT_EQ(statement->text(1), "Mara");
  EXPECT_TRUE(equal(statement->blob(2), body));
  EXPECT_FALSE(statement->step().value());
}

TEST(Database, KeepsAnEmptyTextAndAnEmptyBlobApartFromNull) {
  Database database = with_table();
  ASSERT_THAT(database.run(kInsert, "", Bytes{}), Succeeds());
  ASSERT_THAT(database.run(kInsert, "Jonas", std::optional<Bytes>{}), Succeeds());
  auto statement = database.prepare(kRead).value();
  ASSERT_TRUE(statement.step().value());
  EXPECT_FALSE(statement.is_null(1));
  EXPECT_FALSE(statement.is_null(2));
  ASSERT_TRUE(statement.step().value());
  EXPECT_TRUE(statement.is_null(2));
}

TEST(Database, GivesAnIdOnlyForABlobOfItsLength) {
  Database database = with_table();
  VaultId id;
  id.value[3] = 7;
  ASSERT_THAT(database.run(kInsert, "Mara", id), Succeeds());
  ASSERT_THAT(database.run(kInsert, "Jonas", Bytes(15)), Succeeds());
  auto statement = database.prepare(kRead).value();
  ASSERT_TRUE(statement.step().value());
  EXPECT_EQ(statement.id<VaultId>(2), id);
  ASSERT_TRUE(statement.step().value());
  EXPECT_EQ(statement.id<VaultId>(2), std::nullopt);
}

TEST(Database, HandsOutOneStatementTwiceAtATime) {
  Database database = with_table();
  ASSERT_THAT(database.run(kInsert, "Mara", std::nullopt), Succeeds());
  auto first = database.prepare(kRead).value();
  auto second = database.prepare(kRead).value();
  ASSERT_TRUE(first.step().value());
  EXPECT_TRUE(second.step().value());
  EXPECT_FALSE(first.step().value());
}

TEST(Database, ForgetsTheValuesOfAStatementGivenBack) {
  Database database = with_table();
  constexpr std::string_view kSelect = "SELECT ?1;\n";
  {
    ASSERT_EQ(database.number(kSelect, 7).value(), 7);
  }
  auto again = database.prepare(kSelect).value();
  ASSERT_TRUE(again.step().value());
  EXPECT_TRUE(again.is_null(0));
}

TEST(Database, StaysAtTheEndUntilItIsReset) {
  Database database = with_table();
  auto statement = database.prepare("SELECT 1").value();
  ASSERT_TRUE(statement.step().value());
  ASSERT_FALSE(statement.step().value());
  EXPECT_FALSE(statement.step().value());
  statement.reset();
  EXPECT_TRUE(statement.step().value());
}

TEST(Database, RefusesADuplicateByTheConstraintsName) {
  Database database = with_table();
  ASSERT_THAT(database.run(kInsert, "Mara", std::nullopt), Succeeds());
  const auto again = database.run(kInsert, "Mara", std::nullopt);
  ASSERT_THAT(again, RefusedWith(Code::database_constraint));
  EXPECT_THAT(again.error().message, testing::HasSubstr("note.text"));
  EXPECT_THAT(again.error().message, testing::Not(testing::HasSubstr("Mara")));
}

TEST(Database, NeverRepeatsATypedSearchInItsError) {
  auto database = Database::open_in_memory().value();
  ASSERT_THAT(database.exec("CREATE VIRTUAL TABLE words USING fts5(body)"), Succeeds());
  const auto found = database.number("SELECT 1 FROM words WHERE words MATCH ?1", "secret \"");
  ASSERT_THAT(found, RefusedWith(Code::database_refused));
  EXPECT_THAT(found.error().message, testing::Not(testing::HasSubstr("secret")));
}

TEST(Database, RefusesSqlThatIsWrong) {
  Database database = with_table();
  EXPECT_THAT(database.prepare("SELECT nothing FROM note"), RefusedWith(Code::database_refused));
  EXPECT_THAT(database.exec("CREATE TABLE other (id INTEGER) STRICT; nonsense"),
              RefusedWith(Code::database_refused));
}

TEST(Database, SaysWhenThereIsNoRow) {
  Database database = with_table();
  EXPECT_THAT(database.number("SELECT id FROM note"), RefusedWith(Code::database_no_row));
}

TEST(Database, RefusesWhatReachesBeyondItself) {
  Database database = with_table();
  EXPECT_THAT(database.exec("ATTACH ':memory:' AS other"), RefusedWith(Code::database_not_allowed));
  EXPECT_THAT(database.exec("ATTACH '' AS other"), RefusedWith(Code::database_not_allowed));
  EXPECT_THAT(database.exec("DETACH main"), RefusedWith(Code::database_not_allowed));
  const auto loaded = database.exec("SELECT load_extension('x')");
  ASSERT_THAT(loaded, RefusedWith(Code::database_refused));
  EXPECT_THAT(loaded.error().message, testing::HasSubstr("not authorized"));
  EXPECT_THAT(database.exec("VACUUM INTO 'copy'"), RefusedWith(Code::database_not_allowed));
}

TEST(Database, RefusesToChangeTheFormOfItsFile) {
  Database database = with_table();
  for (const auto* pragma : {"page_size = 8192", "mmap_size = 65536", "journal_mode = DELETE",
                             "locking_mode = NORMAL", "temp_store = FILE", "trusted_schema = ON",
                             "synchronous = OFF", "cell_size_check = OFF", "writable_schema = ON"})
    EXPECT_THAT(database.exec(std::string("PRAGMA ") + pragma),
                RefusedWith(Code::database_not_allowed))
        << pragma;
}

TEST(Database, HasThePragmasOfTheDesign) {
  const Scratch scratch;
  auto database = Database::open(scratch.file("a.db")).value();
  EXPECT_EQ(database.number("PRAGMA synchronous").value(), 2);
  EXPECT_EQ(database.number("PRAGMA temp_store").value(), 2);
  EXPECT_EQ(database.number("PRAGMA cell_size_check").value(), 1);
  EXPECT_EQ(database.number("PRAGMA trusted_schema").value(), 0);
  EXPECT_EQ(database.number("PRAGMA cache_size").value(), 8000);
  EXPECT_EQ(database.number("PRAGMA foreign_keys").value(), 1);
  auto mode = database.prepare("PRAGMA journal_mode").value();
  ASSERT_TRUE(mode.step().value());
  EXPECT_EQ(mode.text(0), "wal");
}

TEST(Database, KeepsNoSharedMemoryFileWhenExclusive) {
  const Scratch scratch;
  auto database = Database::open(scratch.file("a.db")).value();
  ASSERT_THAT(database.exec(kTable), Succeeds());
  EXPECT_TRUE(std::filesystem::exists(scratch.file("a.db-wal")));
  EXPECT_FALSE(std::filesystem::exists(scratch.file("a.db-shm")));
}

TEST(Database, RefusesASecondConnectionWhileItIsExclusive) {
  const Scratch scratch;
  auto database = Database::open(scratch.file("a.db")).value();
  ASSERT_THAT(database.exec(kTable), Succeeds());
  EXPECT_THAT(Database::open(scratch.file("a.db")), RefusedWith(Code::database_busy));
}

TEST(Database, SharesTheFileWhereThatIsAsked) {
  const Scratch scratch;
  const Options shared{.locking = Options::Locking::shared};
  auto writer = Database::open(scratch.file("a.db"), shared).value();
  ASSERT_THAT(writer.exec(kTable), Succeeds());
  auto reader = Database::open(scratch.file("a.db"), shared).value();
  ASSERT_THAT(writer.run(kInsert, "Mara", std::nullopt), Succeeds());
  EXPECT_EQ(reader.number(kCount).value(), 1);
}

TEST(Database, IsReadableByItsOwnerAlone) {
  const Scratch scratch;
  auto database = Database::open(scratch.file("a.db")).value();
  ASSERT_THAT(database.exec(kTable), Succeeds());
  for (const auto* name : {"a.db", "a.db-wal"}) {
    struct stat status{};
    ASSERT_EQ(::stat(scratch.file(name).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U) << name;
  }
}

TEST(Database, RefusesAMissingFileWhereItMustBeThere) {
  const Scratch scratch;
  EXPECT_THAT(Database::open(scratch.file("a.db"), {.missing = Options::Missing::refuse}),
              RefusedWith(Code::database_missing));
  EXPECT_FALSE(std::filesystem::exists(scratch.file("a.db")));
}

TEST(Database, RefusesAFileThatIsNoDatabase) {
  const Scratch scratch;
  write_file(scratch.file("a.db"), Bytes(8192, 'x'));
  EXPECT_THAT(Database::open(scratch.file("a.db")), RefusedWith(Code::database_damaged));
}

TEST(Database, RefusesADirectory) {
  const Scratch scratch;
  EXPECT_THAT(Database::open(scratch.path()), RefusedWith(Code::database_io));
}

TEST(Database, TakesNoNameForAUri) {
  const Scratch scratch;
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(scratch.path());
  {
    auto database = Database::open("file:a.db?mode=memory");
    ASSERT_THAT(database, Succeeds());
  }
  std::filesystem::current_path(before);
  EXPECT_TRUE(std::filesystem::exists(scratch.file("file:a.db?mode=memory")));
}

TEST(Database, VacuumsWithoutATemporaryFile) {
  const Scratch scratch;
  auto database = Database::open(scratch.file("a.db")).value();
  ASSERT_THAT(database.exec(kTable), Succeeds());
  for (int i = 0; i < 50; ++i)
    ASSERT_THAT(database.run(kInsert, std::to_string(i), Bytes(4000)), Succeeds());
  ASSERT_THAT(database.checkpoint(), Succeeds());
  const auto before = std::filesystem::file_size(scratch.file("a.db"));
  ASSERT_THAT(database.run("DELETE FROM note WHERE id > ?1", 5), Succeeds());
  EXPECT_EQ(database.changes(), 45);
  ASSERT_THAT(database.vacuum(), Succeeds());
  ASSERT_THAT(database.checkpoint(), Succeeds());
  EXPECT_LT(std::filesystem::file_size(scratch.file("a.db")), before / 4);
  EXPECT_THAT(database.check_integrity(), Succeeds());
}

TEST(Database, FindsADamagedPageInItsIntegrityCheck) {
  const Scratch scratch;
  {
    auto database = Database::open(scratch.file("a.db")).value();
    ASSERT_THAT(database.exec(kTable), Succeeds());
    for (int i = 0; i < 50; ++i)
      ASSERT_THAT(database.run(kInsert, std::to_string(i), Bytes(300)), Succeeds());
  }
  Bytes bytes = read_file(scratch.file("a.db"));
  std::fill(bytes.begin() + 8192, bytes.begin() + 12288, std::uint8_t{0xff});
  write_file(scratch.file("a.db"), bytes);
  auto database = Database::open(scratch.file("a.db")).value();
  EXPECT_THAT(database.check_integrity(), RefusedWith(Code::database_damaged));
}

TEST(Database, DumpsItsSchemaInAStableOrder) {
  Database database = with_table();
  ASSERT_THAT(database.exec("CREATE TABLE area (id INTEGER) STRICT;"
                            "CREATE INDEX note_body ON note (body);"
                            "CREATE INDEX area_id ON area (id)"),
              Succeeds());
  EXPECT_EQ(database.schema().value(),
            "CREATE TABLE area (id INTEGER) STRICT;\n"
            "CREATE INDEX area_id ON area (id);\n" +
                std::string(kTable) + ";\nCREATE INDEX note_body ON note (body);\n");
}

}  // namespace
}  // namespace troth::sqlite
