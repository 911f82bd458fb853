// A profile that an older program made: its entries are all that is needed.
#include "core/crypto/kdf.h"
#include "core/practice/comment.h"
#include "core/store/migrations.h"
#include "tests/core/store/couple.h"

namespace troth::store {
namespace {

using ledger::EntryKind;

class OlderProfileTest : public CoupleTest {
 protected:
  sqlite::Database open_database() {
    return std::move(*sqlite::Database::open_sealed(
        path() / kDatabaseFile,
        {header_->id(), crypto::store_key(master_key_, 1), crypto::store_key(master_key_, 2)},
        device_, random_));
  }
  // Makes the database what the first version of the schema had.
  void make_older() {
    close();
    sqlite::Database database = open_database();
    const std::string_view first = migrations()[0].sql;
    for (const char* later : {"practice", "views", "journal", "journal_words", "drafts",
                              "own_settings", "texts", "text_words"})
      ASSERT_TRUE(database.exec("DROP TABLE " + std::string(later)));
    ASSERT_TRUE(database.exec(first.substr(first.find("-- Check-ins, by when"))));
    ASSERT_TRUE(database.exec("PRAGMA user_version = 1"));
    auto fresh = sqlite::Database::open_in_memory();
    ASSERT_TRUE(sqlite::migrate(*fresh, migrations().first(1)));
    ASSERT_EQ(*database.schema(), *fresh->schema());
    ASSERT_TRUE(
        database.run("INSERT INTO check_ins (hash, partner, written_at_ms, flagged, counts)"
                     " VALUES (?1, ?1, 5, 0, 1)",
                     Hash{{9}}));
  }

  sqlite::SystemDevice device_;
};

TEST_F(OlderProfileTest, ItsPracticeIsDerivedFromItsEntriesOnce) {
  const auto flagged = check_in(jonas(), says("long ago", true), test::kStartMs);
  const auto comment = write(mara(), EntryKind::comment,
                             *practice::encode(practice::Comment{*flagged, "Thank you."}));
  make_older();
  open();
  EXPECT_FALSE(*store_->views().are_current());
  EXPECT_TRUE(store_->views().check_ins(10)->empty());
  auto change = store_->begin();
  ASSERT_TRUE(change->rebuild_views(reading()));
  ASSERT_TRUE(change->commit());
  open();
  EXPECT_TRUE(*store_->views().are_current());
  EXPECT_EQ(store_->views().flagged(pair_.jonas.chain.partner(), 0, 10)->size(), 1U);
  EXPECT_TRUE(*store_->notes(pair_.chains).find(*comment));
  const Search search{*store_->phrases_of("thank"), {}, {}, {}, {}, 9};
  EXPECT_EQ(store_->views().texts().find(search)->size(), 1U);
}

TEST_F(OlderProfileTest, OneWithoutEntriesHasNothingToDerive) {
  make_older();
  open();
  EXPECT_TRUE(*store_->views().are_current());
  ASSERT_TRUE(check_in(jonas(), says("the first")));
  EXPECT_EQ(store_->views().check_ins(10)->size(), 1U);
}

}  // namespace
}  // namespace troth::store
