#include "core/sqlite/database.h"
#include "tests/core/sqlite/scratch.h"

namespace troth::sqlite {
namespace {

constexpr std::string_view kInsert = "INSERT INTO note VALUES (?1)";
constexpr std::string_view kCount = "SELECT count(*) FROM note";

class TransactionTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(database_.exec("CREATE TABLE note (id INTEGER PRIMARY KEY) STRICT"), Succeeds());
  }
  Database database_ = Database::open_in_memory().value();
};

TEST_F(TransactionTest, KeepsWhatWasCommitted) {
  auto transaction = Transaction::begin(database_).value();
  ASSERT_THAT(database_.run(kInsert, 1), Succeeds());
  ASSERT_THAT(transaction.commit(), Succeeds());
  EXPECT_FALSE(database_.in_transaction());
  EXPECT_EQ(database_.number(kCount).value(), 1);
}

TEST_F(TransactionTest, RollsBackWhatWasNotCommitted) {
  {
    auto transaction = Transaction::begin(database_).value();
    ASSERT_THAT(database_.run(kInsert, 1), Succeeds());
  }
  EXPECT_FALSE(database_.in_transaction());
  EXPECT_EQ(database_.number(kCount).value(), 0);
}

TEST_F(TransactionTest, RollsBackAloneTheInnerChange) {
  auto outer = Transaction::begin(database_).value();
  ASSERT_THAT(database_.run(kInsert, 1), Succeeds());
  {
    auto inner = Transaction::begin(database_).value();
    ASSERT_THAT(database_.run(kInsert, 2), Succeeds());
  }
  ASSERT_THAT(outer.commit(), Succeeds());
  EXPECT_EQ(database_.number(kCount).value(), 1);
}

TEST_F(TransactionTest, DropsACommittedInnerChangeWithTheOuter) {
  {
    auto outer = Transaction::begin(database_).value();
    auto inner = Transaction::begin(database_).value();
    ASSERT_THAT(database_.run(kInsert, 2), Succeeds());
    ASSERT_THAT(inner.commit(), Succeeds());
    EXPECT_TRUE(database_.in_transaction());
  }
  EXPECT_EQ(database_.number(kCount).value(), 0);
}

TEST_F(TransactionTest, KeepsInnermostAndOutermostApart) {
  auto outer = Transaction::begin(database_).value();
  auto middle = Transaction::begin(database_).value();
  ASSERT_THAT(database_.run(kInsert, 1), Succeeds());
  {
    auto inner = Transaction::begin(database_).value();
    ASSERT_THAT(database_.run(kInsert, 2), Succeeds());
  }
  ASSERT_THAT(middle.commit(), Succeeds());
  ASSERT_THAT(outer.commit(), Succeeds());
  EXPECT_EQ(database_.number(kCount).value(), 1);
}

TEST_F(TransactionTest, MovesWithItsDuty) {
  {
    auto first = Transaction::begin(database_).value();
    const Transaction second = std::move(first);
    ASSERT_THAT(database_.run(kInsert, 1), Succeeds());
  }
  EXPECT_EQ(database_.number(kCount).value(), 0);
}

TEST_F(TransactionTest, RefusesToCommitWhatSqliteRolledBack) {
  auto transaction = Transaction::begin(database_).value();
  ASSERT_THAT(database_.run(kInsert, 1), Succeeds());
  ASSERT_THAT(database_.run("INSERT OR ROLLBACK INTO note VALUES (1)"),
              RefusedWith(Code::database_constraint));
  EXPECT_THAT(transaction.commit(), RefusedWith(Code::database_io));
  EXPECT_EQ(database_.number(kCount).value(), 0);
}

TEST_F(TransactionTest, RollsBackAFailedCommit) {
  ASSERT_THAT(database_.exec("CREATE TABLE part (note INTEGER REFERENCES note"
                             " DEFERRABLE INITIALLY DEFERRED) STRICT"),
              Succeeds());
  auto transaction = Transaction::begin(database_).value();
  ASSERT_THAT(database_.run("INSERT INTO part VALUES (9)"), Succeeds());
  EXPECT_THAT(transaction.commit(), RefusedWith(Code::database_constraint));
  EXPECT_FALSE(database_.in_transaction());
  EXPECT_EQ(database_.number("SELECT count(*) FROM part").value(), 0);
}

TEST(Transaction, IsRefusedWhileAnotherConnectionWrites) {
  const Scratch scratch;
  const Options shared{.locking = Options::Locking::shared};
  auto one = Database::open(scratch.file("a.db"), shared).value();
  auto other = Database::open(scratch.file("a.db"), shared).value();
  auto transaction = Transaction::begin(one).value();
  EXPECT_THAT(Transaction::begin(other), RefusedWith(Code::database_busy));
}

}  // namespace
}  // namespace troth::sqlite
