// The journal, drafts and settings: what stays, what goes, and that what goes is
// gone from the file.
#include "core/store/journal.h"

#include <algorithm>

#include "core/store/migrations.h"
#include "core/store/text_index.h"
#include "tests/core/store/couple.h"

namespace troth::store {
namespace {

JournalId id_of(std::uint8_t number) { return JournalId{{number}}; }

class JournalTest : public testing::Test {
 protected:
  JournalTest() {
    EXPECT_TRUE(crypto::initialize());
    // In plain sight, so that a test can look for words in the file.
    database_.emplace(std::move(*sqlite::Database::open(file())));
    EXPECT_TRUE(database_->exec("PRAGMA secure_delete = ON"));
    EXPECT_TRUE(sqlite::migrate(*database_, migrations()));
    journal_.emplace(*database_);
  }
  template <class Do>
  auto change(const Do& what) {
    auto transaction = sqlite::Transaction::begin(*database_);
    auto done = what();
    EXPECT_TRUE(transaction->commit());
    return done;
  }
  void add(std::uint8_t number, TimeMs at_ms, const std::string& text) {
    EXPECT_TRUE(change([&] { return journal_->add({id_of(number), at_ms, at_ms, text}); }));
  }
  std::vector<std::string> texts() {
    std::vector<std::string> out;
    const auto pages = journal_->newest(100);
    for (const JournalPage& page : *pages) out.push_back(page.text);
    return out;
  }
  std::size_t found(const std::string& words) {
    Search search;
    search.phrases = *phrases_of(words, *database_);
    search.most = 100;
    return TextIndex(*database_).find(search)->size();
  }
  // True where the text stands in the file of the database, once its log is emptied.
  bool is_on_the_disk(std::string_view text) {
    EXPECT_TRUE(database_->checkpoint());
    const std::string all = string_of(read_file(file()));
    return all.find(text) != std::string::npos;
  }
  [[nodiscard]] std::filesystem::path file() const { return directory_.path() / "plain.db"; }

  TemporaryDirectory directory_;
  std::optional<sqlite::Database> database_;
  std::optional<Journal> journal_;
};

TEST_F(JournalTest, ListsPagesNewestFirst) {
  add(1, 1000, "first");
  add(2, 3000, "third");
  add(3, 2000, "second");
  EXPECT_EQ(texts(), (std::vector<std::string>{"third", "second", "first"}));
  EXPECT_EQ(journal_->newest(2)->size(), 2U);
  const auto page = *journal_->find(id_of(3));
  EXPECT_EQ(page, (JournalPage{id_of(3), 2000, 2000, "second"}));
  EXPECT_EQ(*journal_->size(), 3U);
  EXPECT_FALSE(*journal_->find(id_of(9)));
}

TEST_F(JournalTest, PagesOfOneMillisecondStandInTheOrderInWhichTheyWereWritten) {
  for (std::uint8_t i = 0; i < 5; ++i) add(i, 1000, std::string(1, static_cast<char>('a' + i)));
  add(9, 999, "before");
  EXPECT_EQ(texts(), (std::vector<std::string>{"e", "d", "c", "b", "a", "before"}));
  EXPECT_EQ(journal_->find(id_of(4))->value().begun_ms, 1000);
}

TEST_F(JournalTest, ARewrittenPageKeepsItsIdAndPlace) {
  add(1, 1000, "a thing I did not mean");
  add(2, 2000, "the next day");
  EXPECT_TRUE(*change([&] { return journal_->rewrite(id_of(1), "a thing I mean", 5000); }));
  EXPECT_EQ(texts(), (std::vector<std::string>{"the next day", "a thing I mean"}));
  EXPECT_EQ(journal_->find(id_of(1))->value().changed_ms, 5000);
  EXPECT_EQ(found("\"did not\""), 0U);
  EXPECT_EQ(found("thing mean"), 1U);
}

TEST_F(JournalTest, WhatIsNotThereIsNeitherRewrittenNorRemoved) {
  add(1, 1000, "here");
  EXPECT_FALSE(*change([&] { return journal_->rewrite(id_of(2), "text", 5); }));
  EXPECT_FALSE(*change([&] { return journal_->remove(id_of(2)); }));
  EXPECT_EQ(texts(), std::vector<std::string>{"here"});
}

TEST_F(JournalTest, WhatIsDeletedIsGoneFromTheFileWithEachOfItsWords) {
  for (std::uint8_t i = 0; i < 40; ++i) add(i, 1000 + i, "an ordinary page " + std::to_string(i));
  add(77, 5000, "Xylophonist quarrelled; zwyx. " + std::string(9000, 'q'));
  ASSERT_TRUE(is_on_the_disk("Xylophonist"));
  ASSERT_TRUE(is_on_the_disk("ylophonist"));
  EXPECT_TRUE(*change([&] { return journal_->remove(id_of(77)); }));
  for (const std::string_view part :
       {"Xylophonist", "xylophon", "ylophonist", "quarrelled", "uarrell", "zwyx", "qqqqqqqq"})
    EXPECT_FALSE(is_on_the_disk(part)) << part;
  EXPECT_TRUE(is_on_the_disk("an ordinary page 39"));
  EXPECT_EQ(found("ordinary"), 40U);
}

TEST_F(JournalTest, WhatIsOverwrittenIsGoneFromTheFileToo) {
  add(1, 1000, "Xylophonist quarrelled");
  EXPECT_TRUE(*change([&] { return journal_->rewrite(id_of(1), "nothing of it", 2000); }));
  for (const std::string_view part : {"Xylophonist", "ylophon", "quarrel", "uarrell"})
    EXPECT_FALSE(is_on_the_disk(part)) << part;
}

TEST_F(JournalTest, TheOnlyPageThatIsDeletedLeavesAnEmptyIndex) {
  add(1, 1000, "alone");
  EXPECT_TRUE(*change([&] { return journal_->remove(id_of(1)); }));
  EXPECT_EQ(found("alone"), 0U);
  EXPECT_FALSE(is_on_the_disk("alone"));
}

TEST_F(JournalTest, FindsThoseBetweenTwoIdsAtMostTwo) {
  for (std::uint8_t i = 1; i < 6; ++i) add(i, 1000 + i, "page");
  EXPECT_EQ(journal_->between(id_of(2), id_of(2))->size(), 1U);
  EXPECT_EQ(journal_->between(id_of(2), id_of(5))->size(), 2U);
  EXPECT_TRUE(journal_->between(id_of(200), id_of(201))->empty());
}

using PrivateTest = CoupleTest;

TEST_F(PrivateTest, DraftsReplaceEachOtherByKindAndWhatTheyAreAbout) {
  auto change = store_->begin();
  for (const Draft& draft :
       {Draft{"check-in", "", 1, "half"}, Draft{"comment", "1a2b", 2, "some"},
        Draft{"comment", "3c4d", 3, "other"}, Draft{"check-in", "", 4, "more"}})
    ASSERT_TRUE(change->drafts().put(draft));
  ASSERT_TRUE(change->drafts().remove("comment", "3c4d"));
  ASSERT_TRUE(change->drafts().remove("comment", "never was"));
  ASSERT_TRUE(change->commit());
  open();
  const auto all = *store_->drafts().all();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0], (Draft{"check-in", "", 4, "more"}));
  EXPECT_EQ(*store_->drafts().find("comment", "1a2b"), all[1]);
  EXPECT_FALSE(*store_->drafts().find("comment", ""));
}

TEST_F(PrivateTest, OwnSettingsStandApartFromThoseOfTheVault) {
  auto change = store_->begin();
  ASSERT_TRUE(change->own_settings().set("width", "80"));
  ASSERT_TRUE(change->own_settings().set("width", "100"));
  ASSERT_TRUE(change->state().set("leaving", "t1"));
  ASSERT_TRUE(change->commit());
  open();
  EXPECT_EQ(*store_->own_settings().find("width"), "100");
  EXPECT_EQ(*store_->own_settings().find("leaving"), std::nullopt);
  EXPECT_EQ(*store_->state().setting("width"), std::nullopt);
}

TEST_F(PrivateTest, WhatIsPrivateStaysWhenThePairIsForgotten) {
  const auto in_a_change = [&](const auto& what) {
    auto change = store_->begin();
    what(*change);
    ASSERT_TRUE(change->commit());
  };
  in_a_change([](Change& change) {
    ASSERT_TRUE(change.journal().add({id_of(1), 5, 5, "mine alone"}));
    ASSERT_TRUE(change.drafts().put({"check-in", "", 4, "half"}));
    ASSERT_TRUE(change.own_settings().set("width", "100"));
  });
  in_a_change([](Change& change) { ASSERT_TRUE(change.forget_pair()); });
  in_a_change([&](Change& change) {
    pair_up(change);
    ASSERT_TRUE(change.rebuild_views(reading()));
  });
  open();
  EXPECT_EQ(store_->journal().newest(9)->at(0).text, "mine alone");
  EXPECT_EQ(store_->drafts().all()->size(), 1U);
  EXPECT_EQ(*store_->own_settings().find("width"), "100");
  Search search{*store_->phrases_of("alone"), {}, {}, {}, {}, 9};
  EXPECT_EQ(store_->views().texts().find(search)->size(), 1U);
}

TEST_F(PrivateTest, AChangeThatIsNotCommittedLeavesNoPage) {
  {
    auto change = store_->begin();
    ASSERT_TRUE(change->journal().add({id_of(1), 5, 5, "never"}));
  }
  EXPECT_TRUE(store_->journal().newest(9)->empty());
  Search search{*store_->phrases_of("never"), {}, {}, {}, {}, 9};
  EXPECT_TRUE(store_->views().texts().find(search)->empty());
}

}  // namespace
}  // namespace troth::store
