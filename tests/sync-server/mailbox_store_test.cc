// The store's file: groups, restarts, and what it refuses to open.
#include "sync-server/mailbox_store.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/crypto/hash.h"
#include "sync-server/store_schema.h"

namespace troth::relay {
namespace {

constexpr TimeMs kNow = 1'800'000'000'000;

class StoreFile : public testing::Test {
 protected:
  StoreFile() {
    std::string name = (std::filesystem::temp_directory_path() / "troth-store-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    folder = name;
  }
  ~StoreFile() override { std::filesystem::remove_all(folder); }

  MailboxStore open() { return std::move(*MailboxStore::open(folder / "mailboxes.db", limits)); }
  static Answer ask(MailboxStore& store, const Request& request) {
    return std::move(store.apply(std::span(&request, 1), kNow).front());
  }
  Request create() const { return CreateMailbox{read_key, CreateMailbox::Admission::token, {}}; }
  Request put(std::uint8_t id, std::size_t size = 1024) const {
    return Put{mailbox, 0, write_key, EnvelopeId{{id}}, Bytes(size, id)};
  }

  std::filesystem::path folder;
  Limits limits;
  SignPublicKey read_key{{1}};
  SignPublicKey write_key{{2}};
  MailboxId mailbox = crypto::hash_as<MailboxId>(crypto::label::kMailbox, {read_key.view()});
};

TEST_F(StoreFile, KeepsEverythingAcrossARestart) {
  {
    auto store = open();
    EXPECT_EQ(ask(store, create()).outcome, Outcome::done);
    EXPECT_EQ(ask(store, SetWriter{mailbox, 0, write_key}).outcome, Outcome::done);
    EXPECT_EQ(ask(store, put(1)).outcome, Outcome::done);
    EXPECT_EQ(ask(store, put(2)).outcome, Outcome::done);
    EXPECT_EQ(ask(store, Acknowledge{mailbox, 1}).outcome, Outcome::done);
    EXPECT_EQ(ask(store, OpenRendezvous{mailbox, OpenRendezvous::Kind::code,
                                        copy_of(bytes_of("493817")), Bytes{1}, write_key})
                  .outcome,
              Outcome::done);
  }
  auto store = open();
  const Answer fetched = ask(store, Fetch{mailbox, 0});
  ASSERT_EQ(fetched.items.size(), 1U);
  EXPECT_EQ(fetched.items[0].seq, 2U);
  EXPECT_EQ(fetched.items[0].envelope, Bytes(1024, 2));
  EXPECT_EQ(fetched.state.acknowledged, 1U);
  EXPECT_EQ(ask(store, put(1)).news, Bytes{}) << "remembered";
  EXPECT_EQ(ask(store, GetRendezvous{copy_of(bytes_of("493817")), 1}).message, Bytes{1});
}

TEST_F(StoreFile, AnswersAGroupInItsOrder) {
  auto store = open();
  const std::vector<Request> group = {put(1), create(), SetWriter{mailbox, 0, write_key},
                                      put(1), put(1),   Fetch{mailbox, 0}};
  const auto answers = store.apply(group, kNow);
  ASSERT_EQ(answers.size(), 6U);
  EXPECT_EQ(answers[0].outcome, Outcome::not_allowed);
  EXPECT_EQ(answers[1].outcome, Outcome::done);
  EXPECT_EQ(answers[3].news, copy_of(mailbox.view()));
  EXPECT_EQ(answers[4].outcome, Outcome::done);
  EXPECT_EQ(answers[4].news, Bytes{});
  EXPECT_EQ(answers[5].items.size(), 1U);
}

TEST_F(StoreFile, BelongsToOneProcess) {
  auto store = open();
  const auto second = MailboxStore::open(folder / "mailboxes.db", limits);
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, Code::database_busy);
}

TEST_F(StoreFile, ThatIsNoDatabaseIsRefused) {
  std::ofstream(folder / "mailboxes.db") << std::string(8192, 'x');
  EXPECT_FALSE(MailboxStore::open(folder / "mailboxes.db", limits).has_value());
}

TEST_F(StoreFile, IsReadableByItsUserAlone) {
  auto store = open();
  EXPECT_EQ(ask(store, create()).outcome, Outcome::done);
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    EXPECT_EQ(entry.status().permissions() & std::filesystem::perms(077),
              std::filesystem::perms::none)
        << entry.path();
}

TEST_F(StoreFile, UsesTheSpaceOfWhatWentAgain) {
  auto store = open();
  ask(store, create());
  ask(store, SetWriter{mailbox, 0, write_key});
  std::uint64_t seq = 0;
  const auto fill_and_empty = [&](std::uint8_t first) {
    for (std::uint8_t i = 0; i < 100; ++i, ++seq)
      EXPECT_EQ(ask(store, put(static_cast<std::uint8_t>(first + i), 61440)).outcome,
                Outcome::done);
    EXPECT_EQ(ask(store, Acknowledge{mailbox, seq}).outcome, Outcome::done);
  };
  fill_and_empty(0);
  const auto size = std::filesystem::file_size(folder / "mailboxes.db");
  fill_and_empty(100);
  EXPECT_LE(std::filesystem::file_size(folder / "mailboxes.db"), size + size / 10);
}

TEST_F(StoreFile, AnswersInternalAndKeepsNothingWhereTheGroupCannotBeStored) {
  {
    auto store = open();
  }
  {
    auto database = *sqlite::Database::open(folder / "mailboxes.db");
    EXPECT_TRUE(database.exec("DROP TABLE writer").has_value());
  }
  auto store = open();
  const std::vector<Request> group = {create(), SetWriter{mailbox, 0, write_key}};
  for (const Answer& answer : store.apply(group, kNow))
    EXPECT_EQ(answer.outcome, Outcome::internal);
  EXPECT_EQ(ask(store, Fetch{mailbox, 0}).outcome, Outcome::not_allowed) << "no mailbox was made";
}

TEST_F(StoreFile, OfAnEarlierVersionCountsItsMailboxesDaysFromTheFirstSweep) {
  {
    auto database = *sqlite::Database::open(folder / "mailboxes.db");
    EXPECT_TRUE(sqlite::migrate(database, store_migrations().first(1)).has_value());
    EXPECT_TRUE(database
                    .run("INSERT INTO mailbox (id, next, acknowledged, used_bytes) "
                         "VALUES (?1, 5, 4, 0)",
                         mailbox)
                    .has_value());
  }
  auto store = open();
  const auto stands = [&](TimeMs now) {
    for (bool has_more = true; has_more;) has_more = *store.sweep(now);
    return ask(store, LogIn{mailbox, Role::read, read_key}).outcome == Outcome::done;
  };
  EXPECT_TRUE(stands(kNow));
  EXPECT_TRUE(stands(kNow + 400 * kDayMs));
  EXPECT_FALSE(stands(kNow + 401 * kDayMs));
}

}  // namespace
}  // namespace troth::relay
