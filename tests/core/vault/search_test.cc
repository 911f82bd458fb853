// Search as a client asks it: what both wrote and can read, and the own journal.
#include "core/vault/search.h"

#include <gmock/gmock.h>

#include "core/vault/journal.h"
#include "core/vault/state.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

class SearchTest : public Couple {
 protected:
  static SearchFor words(std::string typed) {
    SearchFor wanted;
    wanted.words = std::move(typed);
    return wanted;
  }
  std::vector<SearchHit> find(Person& person, const SearchFor& wanted) {
    return must(Searching(person.vault(), now_).find(wanted));
  }
  Code refused(const SearchFor& wanted) {
    return Searching(mara_.vault(), now_).find(wanted).error().code;
  }
};

TEST_F(SearchTest, FindsTheWordsOfBothOnBothSidesAndTheJournalOnItsOwn) {
  agree();
  must(jonas_.commands().check_in(saying("We slept. The lantern burned all night!")));
  now_ += kMinuteMs;
  must(Journal(mara_.vault(), now_).write("I lit the lantern for myself."));
  sync();
  const auto mara = find(mara_, words("lantern"));
  ASSERT_EQ(mara.size(), 2U);
  EXPECT_EQ(mara[0].subject, Subject::journal);
  EXPECT_EQ(mara[0].excerpt, "I lit the lantern for myself.");
  EXPECT_EQ(mara[0].by_name, "Mara");
  EXPECT_EQ(mara[1].subject, Subject::check_in);
  EXPECT_EQ(mara[1].by_name, "Jonas");
  EXPECT_EQ(mara[1].by, Side::partners);
  EXPECT_EQ(mara[1].excerpt, "The lantern burned all night!");
  EXPECT_EQ(mara[1].written_ms, now_ - kMinuteMs);
  EXPECT_TRUE(mara[1].counts);
  const auto jonas = find(jonas_, words("lantern"));
  ASSERT_EQ(jonas.size(), 1U);
  EXPECT_EQ(jonas[0].id, mara[1].id);
}

TEST_F(SearchTest, FindsClausesReasonsLimitsAndNoes) {
  agree();
  must(mara_.commands().add_limit("No lanterns in the bedroom", agreement::Strength::hard, {}));
  must(mara_.commands().pause(std::nullopt, "Too many lanterns."));
  const auto kitchen = find(jonas_, words("\"kitchen is clean\""));
  ASSERT_EQ(kitchen.size(), 1U);
  EXPECT_EQ(kitchen[0].subject, Subject::proposal);
  EXPECT_EQ(kitchen[0].excerpt, "The kitchen is clean before we go to bed.");
  EXPECT_EQ(find(jonas_, words("household")).size(), 1U);
  EXPECT_EQ(find(jonas_, words("dominant")).size(), 1U);
  sync();
  std::vector<Subject> found;
  for (const auto& hit : find(jonas_, words("lantern*"))) found.push_back(hit.subject);
  EXPECT_THAT(found, testing::UnorderedElementsAre(Subject::limit, Subject::pause));
}

TEST_F(SearchTest, ANoIsFoundUnderItsProposal) {
  agree();
  const auto proposed = must(mara_.commands().propose(
      "title = \"Sleep\"\nreason = \"R\"\n[[area]]\nname = \"Sleep\"\nreach = \"discuss\"\n"));
  sync();
  must(jonas_.commands().decline(proposed.proposal->hex(), "Lanterns first."));
  const auto hits = find(jonas_, words("lanterns"));
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].subject, Subject::proposal);
  EXPECT_EQ(hits[0].id, proposed.proposal->hex());
}

TEST_F(SearchTest, NarrowsByKindAndByWhoWrote) {
  agree();
  must(mara_.commands().check_in(saying("My lantern.")));
  must(jonas_.commands().check_in(saying("Her lantern.")));
  must(Journal(mara_.vault(), now_).write("Our lantern."));
  sync();
  SearchFor wanted = words("lantern");
  wanted.subject = Subject::check_in;
  EXPECT_EQ(find(mara_, wanted).size(), 2U);
  for (const char* name : {"Jonas", "partner"}) {
    wanted.by = name;
    ASSERT_EQ(find(mara_, wanted).size(), 1U);
    EXPECT_EQ(find(mara_, wanted)[0].excerpt, "Her lantern.");
  }
  wanted.by = "me";
  EXPECT_EQ(find(mara_, wanted)[0].excerpt, "My lantern.");
  wanted.subject = Subject::journal;
  EXPECT_EQ(find(mara_, wanted)[0].excerpt, "Our lantern.");
  wanted.by = "partner";
  EXPECT_TRUE(find(mara_, wanted).empty());
}

TEST_F(SearchTest, DaysAreWholeDaysOfTheAgreedTimeZone) {
  agree();                                    // Europe/Amsterdam: an hour before UTC in November
  const TimeMs midnight = 1'795'302'000'000;  // 2026-11-22 00:00 there
  now_ = midnight - 1;
  must(mara_.commands().check_in(saying("Lantern of Saturday.")));
  now_ = midnight;
  must(Journal(mara_.vault(), now_).write("Lantern of Sunday."));
  SearchFor wanted = words("lantern");
  wanted.since = "2026-11-22";
  ASSERT_EQ(find(mara_, wanted).size(), 1U);
  EXPECT_EQ(find(mara_, wanted)[0].excerpt, "Lantern of Sunday.");
  wanted.since = "2026-11-21";
  wanted.until = "2026-11-21";
  ASSERT_EQ(find(mara_, wanted).size(), 1U);
  EXPECT_EQ(find(mara_, wanted)[0].excerpt, "Lantern of Saturday.");
  wanted.until = "2026-11-22";
  EXPECT_EQ(find(mara_, wanted).size(), 2U);
}

TEST_F(SearchTest, WhatIsNoDayIsRefused) {
  mara_.create("");
  for (const char* day : {"yesterday", "2026-13-01", "2026-02-30", "26-11-22", "2026-11-2",
                          "2026/11/22", "0000-01-01", "1969-12-31", "-026-11-22", "2026-11-22 "}) {
    SearchFor wanted = words("x");
    wanted.since = day;
    EXPECT_EQ(refused(wanted), Code::day_malformed) << day;
    wanted.since.clear();
    wanted.until = day;
    EXPECT_EQ(refused(wanted), Code::day_malformed) << day;
  }
}

TEST_F(SearchTest, WithoutAPairTheJournalIsSearched) {
  mara_.create("");
  must(Journal(mara_.vault(), now_).write("A lantern."));
  EXPECT_EQ(find(mara_, words("lantern")).size(), 1U);
  SearchFor wanted = words("lantern");
  wanted.by = "Jonas";
  EXPECT_EQ(refused(wanted), Code::search_by_nobody);
  wanted.by = "partner";
  EXPECT_TRUE(find(mara_, wanted).empty());
}

TEST_F(SearchTest, AskingForNothingOrNobodyIsRefused) {
  mara_.create("");
  EXPECT_EQ(refused(words(" ?! ")), Code::search_words_missing);
  EXPECT_EQ(refused(words(std::string(2000, 'x'))), Code::search_too_long);
  SearchFor wanted = words("x");
  wanted.by = "somebody";
  EXPECT_EQ(refused(wanted), Code::search_by_nobody);
}

TEST_F(SearchTest, GivesNoMoreThanWasAskedFor) {
  mara_.create("");
  for (int i = 0; i < 5; ++i) {
    now_ += kMinuteMs;
    must(Journal(mara_.vault(), now_).write("lantern " + std::to_string(i)));
  }
  SearchFor wanted = words("lantern");
  wanted.most = 2;
  const auto hits = find(mara_, wanted);
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_EQ(hits[0].excerpt, "lantern 4");
}

}  // namespace
}  // namespace troth::vault
