#include <gtest/gtest.h>

#include "core/crypto/secret.h"
#include "core/store/migrations.h"
#include "tests/core/store/support.h"

namespace troth::store {
namespace {

const std::filesystem::path kRoom = std::filesystem::path(TROTH_SOURCE_DIR) / "core" / "store";

TEST(Schema, AFreshDatabaseIsWhatTheSnapshotSays) {
  ASSERT_TRUE(crypto::initialize());
  auto database = sqlite::Database::open_in_memory();
  ASSERT_TRUE(database);
  ASSERT_TRUE(sqlite::migrate(*database, migrations()));
  const auto schema = database->schema();
  ASSERT_TRUE(schema);
  EXPECT_EQ(string_of(read_file(kRoom / "schema.sql")), *schema)
      << "core/store/schema.sql must be what the migrations make";
}

TEST(Schema, EveryTableIsStrict) {
  ASSERT_TRUE(crypto::initialize());
  auto database = sqlite::Database::open_in_memory();
  ASSERT_TRUE(database);
  ASSERT_TRUE(sqlite::migrate(*database, migrations()));
  EXPECT_EQ(*database->number("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND"
                              " type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite%'"),
            0);
}

TEST(Schema, EveryFileOfTheMigrationsIsAMigration) {
  std::size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator(kRoom / "migrations")) {
    ++files;
    const std::string name = file.path().stem();
    const bool known = std::ranges::any_of(
        migrations(), [&](const sqlite::Migration& one) { return one.name == name; });
    EXPECT_TRUE(known) << name;
  }
  EXPECT_EQ(files, migrations().size());
}

}  // namespace
}  // namespace troth::store
