// Search: what is found, in which order, and that the index is a view of the
// entries like any other.
#include "core/store/text_index.h"

#include "core/practice/comment.h"
#include "core/practice/review.h"
#include "core/store/time_order.h"
#include "tests/core/store/couple.h"

namespace troth::store {
namespace {

using ledger::EntryKind;

class TextIndexTest : public CoupleTest {
 protected:
  std::vector<EntryHash> find(Search search) {
    std::vector<EntryHash> out;
    const auto hits = store_->views().texts().find(search);
    EXPECT_TRUE(hits);
    for (const Hit& hit : *hits)
      if (const auto* hash = std::get_if<EntryHash>(&hit.where)) out.push_back(*hash);
    return out;
  }
  std::vector<EntryHash> find(std::string_view typed) { return find(searching(typed)); }
  Search searching(std::string_view typed) {
    Search search;
    const auto phrases = store_->phrases_of(typed);
    EXPECT_TRUE(phrases) << phrases.error().message;
    search.phrases = *phrases;
    search.most = 100;
    return search;
  }
  EntryHash says_at(TimeMs at_ms, std::string text) {
    return *check_in(mara(), says(std::move(text)), at_ms);
  }
  EntryHash comments(const test::DeviceKeys& by, const EntryHash& about, std::string text) {
    return *write(by, EntryKind::comment,
                  *practice::encode(practice::Comment{about, std::move(text)}));
  }
  EntryHash pauses(std::string reason) {
    agreement::Restriction pause;
    pause.reason = std::move(reason);
    return *write(jonas(), EntryKind::pause, agreement::encode(pause));
  }
};

using Hashes = std::vector<EntryHash>;

TEST_F(TextIndexTest, FindsWordsPhrasesAndBeginningsNewestFirst) {
  const EntryHash first = says_at(test::kStartMs, "The kitchen was clean");
  const EntryHash third = says_at(test::kStartMs + 2, "A clean kitchen, at last");
  const EntryHash second = says_at(test::kStartMs + 1, "We cooked; the kitchens were full");
  EXPECT_EQ(find("kitchen"), (Hashes{third, first}));
  EXPECT_EQ(find("kitchen*"), (Hashes{third, second, first}));
  EXPECT_EQ(find("\"clean kitchen\""), Hashes{third});
  EXPECT_EQ(find("\"a clean kit\"*"), Hashes{third});
  EXPECT_EQ(find("CLEAN the"), Hashes{first});
  EXPECT_EQ(find("c* full"), Hashes{second});
  EXPECT_TRUE(find("garden").empty());
  EXPECT_TRUE(find("kitchen garden").empty());
}

TEST_F(TextIndexTest, FindsInEveryScript) {
  const EntryHash french = says_at(test::kStartMs, "Une crème brûlée, très bien");
  const EntryHash russian = says_at(test::kStartMs + 1, "Сегодня было хорошо.");
  const EntryHash greek = says_at(test::kStartMs + 2, "Καλημέρα, αγάπη μου");
  const EntryHash chinese = says_at(test::kStartMs + 3, "我们今天很好。明天再谈。");
  const EntryHash arabic = says_at(test::kStartMs + 4, "كان يومًا هادئًا");
  const EntryHash hindi = says_at(test::kStartMs + 5, "आज का दिन अच्छा था");
  const EntryHash thai = says_at(test::kStartMs + 6, "วันนี้ดีมาก");
  EXPECT_EQ(find("creme BRULEE"), Hashes{french});
  EXPECT_EQ(find("ХОРОШО"), Hashes{russian});
  EXPECT_EQ(find("καλημερα"), Hashes{greek});
  EXPECT_EQ(find("今天"), Hashes{chinese});
  EXPECT_EQ(find("再谈"), Hashes{chinese});
  EXPECT_TRUE(find("天今").empty());
  EXPECT_EQ(find("كان"), Hashes{arabic});
  EXPECT_EQ(find("अच्छा"), Hashes{hindi});
  EXPECT_EQ(find("ดีมาก"), Hashes{thai});
}

TEST_F(TextIndexTest, EverythingThatWasWrittenIsFoundUnderItsSubject) {
  const EntryHash day = says_at(test::kStartMs, "a lantern");
  const EntryHash comment = comments(jonas(), day, "which lantern?");
  const EntryHash pause = pauses("no lantern today");
  const auto review = *write(mara(), EntryKind::review_opened,
                             *practice::encode(practice::ReviewOpened{"of lanterns"}));
  EXPECT_EQ(find("lantern*").size(), 4U);
  const auto of = [&](Subject subject) {
    Search search = searching("lantern*");
    search.subject = subject;
    return find(search);
  };
  EXPECT_EQ(of(Subject::check_in), Hashes{day});
  EXPECT_EQ(of(Subject::comment), Hashes{comment});
  EXPECT_EQ(of(Subject::pause), Hashes{pause});
  EXPECT_EQ(of(Subject::review), Hashes{review});
  EXPECT_TRUE(of(Subject::limit).empty());
  EXPECT_TRUE(of(Subject::journal).empty());
}

TEST_F(TextIndexTest, TheNamesOfSubjectsAreNoWordsOfTheText) {
  says_at(test::kStartMs, "a lantern");
  EXPECT_TRUE(find("subject6").empty());
  EXPECT_TRUE(find("own").empty());
  EXPECT_EQ(find("lantern own*").size(), 0U);
}

TEST_F(TextIndexTest, FindsWhatOneOfThemWrote) {
  const EntryHash day = says_at(test::kStartMs, "a lantern");
  const EntryHash comment = comments(jonas(), day, "which lantern?");
  Search search = searching("lantern");
  search.by = Side::own;
  EXPECT_EQ(find(search), Hashes{day});
  search.by = Side::other;
  EXPECT_EQ(find(search), Hashes{comment});
}

TEST_F(TextIndexTest, FindsWithinASpanOfTimeByWhatAuthorsClaim) {
  const EntryHash late = says_at(test::kStartMs + 2000, "a lantern");
  const EntryHash early = says_at(test::kStartMs + 1000, "a lantern");
  Search search = searching("lantern");
  search.since_ms = test::kStartMs + 1001;
  EXPECT_EQ(find(search), Hashes{late});
  search.since_ms = test::kStartMs + 1000;
  search.before_ms = test::kStartMs + 2000;
  EXPECT_EQ(find(search), Hashes{early});
  search.before_ms = test::kStartMs + 2001;
  EXPECT_EQ(find(search), (Hashes{late, early}));
  search.most = 1;
  EXPECT_EQ(find(search), Hashes{late});
}

// Whatever somebody claims about time: it is found, at one end or the other.
TEST_F(TextIndexTest, TheWildestClaimsAreFoundAtTheEnds) {
  const EntryHash ordinary = says_at(test::kStartMs, "a lantern");
  practice::CheckIn content = says("lantern of nowhen");
  content.period = practice::period_of(test::kStartMs, std::nullopt);
  const auto payload = *practice::encode(content);
  const EntryHash before = *write(jonas(), EntryKind::check_in, payload, 0);
  const EntryHash after = *write(jonas(), EntryKind::check_in, payload, ledger::kLatestWrittenAtMs);
  EXPECT_EQ(find("lantern"), (Hashes{after, ordinary, before}));
}

TEST_F(TextIndexTest, ManyThatClaimOneMillisecondAreAllFound) {
  auto change = store_->begin();
  practice::CheckIn content = says("a lantern");
  content.period = practice::period_of(test::kStartMs, std::nullopt);
  const Bytes payload = *practice::encode(content);
  Hashes newest_first;
  for (int i = 0; i < 20; ++i)
    newest_first.insert(newest_first.begin(),
                        *write_in(*change, mara(), EntryKind::check_in, payload));
  ASSERT_TRUE(change->commit());
  EXPECT_EQ(find("lantern"), newest_first);
}

TEST_F(TextIndexTest, WhatCannotBeReadHasNoWords) {
  ASSERT_TRUE(write(jonas(), EntryKind::check_in, Bytes{0xff}));
  ASSERT_TRUE(write(jonas(), EntryKind{99}, copy_of(bytes_of("a lantern"))));
  ASSERT_TRUE(write(jonas(), EntryKind::propose, copy_of(bytes_of("a lantern"))));
  EXPECT_TRUE(find("lantern").empty());
}

TEST_F(TextIndexTest, NothingThatIsTypedIsAnError) {
  says_at(test::kStartMs, "it's a \"lantern\": (red) AND {blue} NOT near");
  for (const std::string_view typed : {"lantern",
                                       "\"lantern",
                                       "lantern\"",
                                       "\"\"lantern\"\"",
                                       "lantern*",
                                       "(lantern",
                                       "lantern)",
                                       "lantern:",
                                       "^lantern",
                                       "{lantern}",
                                       "lan*tern*",
                                       "-lantern",
                                       "+lantern",
                                       "lantern OR",
                                       "NOT lantern",
                                       "NEAR(lantern",
                                       "it's",
                                       "text:lantern",
                                       "lantern; DROP TABLE texts",
                                       "\\lantern",
                                       "' lantern",
                                       "* lantern",
                                       "\"* lantern",
                                       "lantern AND AND",
                                       "a\tlantern\n"})
    EXPECT_TRUE(store_->views().texts().find(searching(typed))) << typed;
  EXPECT_EQ(find("\"it's a\" lantern").size(), 1U);
  EXPECT_EQ(find("\"lantern").size(), 1U);
  EXPECT_EQ(find("red AND blue").size(), 1U);  // words like any other
  EXPECT_EQ(find("^lantern*").size(), 1U);
}

TEST_F(TextIndexTest, AskingForNoWordIsRefusedInOneSentence) {
  for (const std::string_view typed : {"", "   ", "\"\"", "*", "!!! ...", "\"*\" ()", "。"})
    EXPECT_EQ(store_->phrases_of(typed).error().code, Code::search_words_missing) << typed;
}

TEST_F(TextIndexTest, ExactlyAsManyWordsAndBytesAsASearchMayHaveAreTaken) {
  std::string most;
  for (int i = 0; i < 32; ++i) most += "wört ";
  EXPECT_EQ(store_->phrases_of(most)->size(), 32U);
  EXPECT_EQ(store_->phrases_of(most + "x").error().code, Code::search_too_long);
  EXPECT_EQ(store_->phrases_of(std::string("\"") + most + "x\"").error().code,
            Code::search_too_long);
  EXPECT_TRUE(store_->phrases_of(std::string(1024, 'x')));
  EXPECT_EQ(store_->phrases_of(std::string(1025, 'x')).error().code, Code::search_too_long);
  std::string cyrillic;
  for (int i = 0; i < 512; ++i) cyrillic += "ж";
  EXPECT_TRUE(store_->phrases_of(cyrillic));
  EXPECT_EQ(store_->phrases_of(cyrillic + "x").error().code, Code::search_too_long);
  EXPECT_EQ(store_->phrases_of("a\u202eb").error().code, Code::text_control_character);
  EXPECT_EQ(store_->phrases_of("\xff").error().code, Code::text_not_utf8);
}

TEST_F(TextIndexTest, RebuiltFromTheEntriesItFindsTheSame) {
  const EntryHash day = says_at(test::kStartMs, "a lantern");
  comments(jonas(), day, "which lantern?");
  pauses("no lantern today");
  says_at(test::kStartMs - 5, "an older lantern");
  const Hashes kept = find("lantern");
  ASSERT_EQ(kept.size(), 4U);
  auto change = store_->begin();
  ASSERT_TRUE(change->views().clear());
  EXPECT_TRUE(find("lantern").empty());
  ASSERT_TRUE(change->rebuild_views(reading()));
  ASSERT_TRUE(change->commit());
  EXPECT_EQ(find("lantern"), kept);
  open();
  EXPECT_EQ(find("lantern"), kept);
}

TEST_F(TextIndexTest, WithThePairGoesAllThatWasFoundOfIt) {
  says_at(test::kStartMs, "a lantern");
  auto change = store_->begin();
  ASSERT_TRUE(change->forget_pair());
  ASSERT_TRUE(change->commit());
  EXPECT_TRUE(find("lantern").empty());
}

TEST_F(TextIndexTest, FullMillisecondsArePassedOver) {
  EXPECT_EQ(time_at(position_at(test::kStartMs)), test::kStartMs);
  EXPECT_EQ(position_at(-1), 0);
  auto database = sqlite::Database::open_in_memory();
  ASSERT_TRUE(database->exec("CREATE TABLE t (position INTEGER PRIMARY KEY)"));
  constexpr std::string_view kBefore = "SELECT max(position) FROM t WHERE position < ?1";
  const std::int64_t first = position_at(5);
  EXPECT_EQ(*free_position(*database, kBefore, 5), first);
  ASSERT_TRUE(database->run("INSERT INTO t VALUES (?1)", first + kPositionsPerMs - 1));
  EXPECT_EQ(*free_position(*database, kBefore, 5), first + kPositionsPerMs);
  ASSERT_TRUE(database->run("INSERT INTO t VALUES (?1)", first + kPositionsPerMs));
  EXPECT_EQ(*free_position(*database, kBefore, 5), first + kPositionsPerMs + 1);
  EXPECT_EQ(*free_position(*database, kBefore, 4), position_at(4));
}

}  // namespace
}  // namespace troth::store
