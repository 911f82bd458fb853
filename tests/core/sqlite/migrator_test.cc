#include "core/sqlite/migrator.h"

#include <vector>

#include "tests/core/sqlite/scratch.h"

namespace troth::sqlite {
namespace {

const std::vector<Migration> kSteps = {
    {1, "notes", "CREATE TABLE note (id INTEGER PRIMARY KEY) STRICT;"},
    {2, "areas", "CREATE TABLE area (id INTEGER) STRICT; INSERT INTO area VALUES (5);"},
};

TEST(Migrator, BringsANewDatabaseToTheNewestSchema) {
  auto database = Database::open_in_memory().value();
  ASSERT_THAT(migrate(database, kSteps), Succeeds());
  EXPECT_EQ(schema_version(database).value(), 2);
  EXPECT_EQ(database.number("SELECT id FROM area").value(), 5);
}

TEST(Migrator, RunsOnlyWhatIsMissing) {
  auto database = Database::open_in_memory().value();
  ASSERT_THAT(migrate(database, std::span(kSteps).first(1)), Succeeds());
  ASSERT_THAT(migrate(database, kSteps), Succeeds());
  ASSERT_THAT(migrate(database, kSteps), Succeeds());
  EXPECT_EQ(database.number("SELECT count(*) FROM area").value(), 1);
}

TEST(Migrator, RefusesANewerSchemaAndChangesNothing) {
  auto database = Database::open_in_memory().value();
  ASSERT_THAT(migrate(database, kSteps), Succeeds());
  EXPECT_THAT(migrate(database, std::span(kSteps).first(1)), RefusedWith(Code::database_newer));
  EXPECT_EQ(schema_version(database).value(), 2);
}

TEST(Migrator, LeavesNothingOfAStepThatFails) {
  auto steps = kSteps;
  steps[1].sql = "CREATE TABLE area (id INTEGER) STRICT; CREATE TABLE note (id INTEGER) STRICT";
  auto database = Database::open_in_memory().value();
  const auto done = migrate(database, steps);
  ASSERT_THAT(done, RefusedWith(Code::database_refused));
  EXPECT_THAT(done.error().message, testing::HasSubstr("areas"));
  EXPECT_EQ(schema_version(database).value(), 1);
  EXPECT_EQ(database.number("SELECT count(*) FROM sqlite_schema").value(), 1);
}

TEST(Migrator, RefusesASchemaNumberBelowZero) {
  auto database = Database::open_in_memory().value();
  ASSERT_THAT(database.exec("PRAGMA user_version = -3"), Succeeds());
  EXPECT_THAT(migrate(database, kSteps), RefusedWith(Code::database_damaged));
}

TEST(MigratorDeathTest, StopsAtAListWithAGap) {
  auto database = Database::open_in_memory().value();
  const std::vector<Migration> gap = {{2, "areas", "SELECT 1"}};
  EXPECT_DEATH((void)migrate(database, gap), "migration.version");
}

}  // namespace
}  // namespace troth::sqlite
