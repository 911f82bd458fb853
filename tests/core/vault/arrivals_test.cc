#include "core/vault/arrivals.h"

#include <gmock/gmock.h>

#include "core/vault/check_ins.h"
#include "core/vault/decisions.h"
#include "core/vault/talks.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

using ledger::EntryKind;
using testing::ElementsAre;
using testing::IsEmpty;

class ArrivalsTest : public Couple {
 protected:
  // What came to `person` since, by kind.
  std::vector<EntryKind> kinds(Arrivals& arrivals) {
    std::vector<EntryKind> kinds;
    for (const Arrival& arrival : must(arrivals.take(now_))) kinds.push_back(arrival.kind);
    return kinds;
  }
  CheckIns check_ins(Person& person) { return {person.vault(), now_}; }
  static std::string id_of(const EntryHash& entry) { return entry.hex().substr(0, 12); }
};

TEST_F(ArrivalsTest, WhatTakesAwayComesFirstAndTheRestInItsOrder) {
  agree();
  auto arrivals = must(Arrivals::begin(jonas_.vault(), now_));
  must(mara_.commands().check_in(wishing_to_talk()));
  must(mara_.commands().propose("title = \"More\"\nreason = \"Why not.\"\npreamble = \"Us.\"\n"));
  must(mara_.commands().add_limit("nothing at night", agreement::Strength::hard, {}));
  must(mara_.commands().pause(std::nullopt, "A long week."));
  deliver(mara_, jonas_);

  const auto came = must(arrivals.take(now_));
  ASSERT_EQ(came.size(), 4U);
  EXPECT_EQ(came[0].kind, EntryKind::limit);
  EXPECT_EQ(came[1].kind, EntryKind::pause);
  EXPECT_EQ(came[1].restriction->words->reason, "A long week.");
  EXPECT_EQ(came[2].kind, EntryKind::check_in);
  EXPECT_TRUE(came[2].check_in->content->wants_to_talk);
  EXPECT_EQ(came[3].proposal->content.title, "More");
  EXPECT_EQ(came[3].by_name, "Mara");
}

TEST_F(ArrivalsTest, TheOpeningOfABlindCheckInThatCameBeforeIsNews) {
  pair();
  must(check_ins(mara_).write(wishing_to_talk(), Openness::blind));
  sync();
  auto arrivals = must(Arrivals::begin(jonas_.vault(), now_));
  must(check_ins(jonas_).write(saying("Good days."), Openness::blind));
  sync();
  const auto came = must(arrivals.take(now_));
  ASSERT_EQ(came.size(), 1U);
  EXPECT_EQ(came[0].kind, EntryKind::opening);
  EXPECT_TRUE(came[0].check_in->content->wants_to_talk);
}

TEST_F(ArrivalsTest, WhatCameOpenIsNotOpenedOnceMore) {
  pair();
  must(check_ins(jonas_).write(saying("Good days."), Openness::blind));
  sync();
  auto arrivals = must(Arrivals::begin(jonas_.vault(), now_));
  must(check_ins(mara_).write(wishing_to_talk(), Openness::blind));
  sync();
  const auto came = must(arrivals.take(now_));
  ASSERT_EQ(came.size(), 1U);
  EXPECT_EQ(came[0].kind, EntryKind::blind_check_in);
  EXPECT_TRUE(came[0].check_in->content->wants_to_talk);
}

TEST_F(ArrivalsTest, ACheckInIsFoundHoweverOldItSaysThatItIs) {
  agree();
  auto arrivals = must(Arrivals::begin(jonas_.vault(), now_));
  must(CheckIns(mara_.vault(), now_ - 400 * kDayMs).write(saying("Long ago."), Openness::open));
  deliver(mara_, jonas_);
  const auto came = must(arrivals.take(now_));
  ASSERT_EQ(came.size(), 1U);
  EXPECT_EQ(came[0].check_in->content->text, "Long ago.");
}

TEST_F(ArrivalsTest, NothingIsToldTwice) {
  agree();
  auto arrivals = must(Arrivals::begin(jonas_.vault(), now_));
  must(mara_.commands().pause(std::nullopt, ""));
  deliver(mara_, jonas_);
  EXPECT_THAT(kinds(arrivals), ElementsAre(EntryKind::pause));
  EXPECT_THAT(kinds(arrivals), IsEmpty());
}

TEST_F(ArrivalsTest, OnesOwnEntriesAndWhatDevicesSignOfThemselvesAreNoNews) {
  agree();
  auto arrivals = must(Arrivals::begin(jonas_.vault(), now_));
  must(jonas_.commands().pause(std::nullopt, ""));
  sync();
  EXPECT_THAT(kinds(arrivals), IsEmpty());
}

TEST_F(ArrivalsTest, AnAnswerNamesTheProposalThatItAnswersAndHowItStandsNow) {
  agree();
  const auto pause = must(mara_.commands().pause(std::nullopt, ""));
  deliver(mara_, jonas_);
  must(jonas_.commands().lift(std::vector{id_of(pause)}, ""));
  deliver(jonas_, mara_);
  auto arrivals = must(Arrivals::begin(jonas_.vault(), now_));
  must(mara_.commands().accept(waiting(mara_)));
  deliver(mara_, jonas_);

  const auto came = must(arrivals.take(now_));
  ASSERT_EQ(came.size(), 1U);
  EXPECT_EQ(came[0].kind, EntryKind::accept);
  ASSERT_EQ(came[0].proposal->lifts.size(), 1U);
  EXPECT_EQ(came[0].proposal->state.stage, agreement::ProposalState::Stage::accepted);
}

TEST_F(ArrivalsTest, ANoComesWithItsReasonToBothSides) {
  agree();
  const char* const file = "title = \"More\"\nreason = \"Why not.\"\npreamble = \"Us.\"\n";
  const auto declined = must(mara_.commands().propose(file));
  const auto retracted = must(mara_.commands().propose(file));
  deliver(mara_, jonas_);
  auto arrivals = must(Arrivals::begin(jonas_.vault(), now_));
  must(jonas_.commands().decline(id_of(*declined.proposal), "I would rather talk first."));
  must(mara_.commands().retract(id_of(*retracted.proposal), "One is enough."));
  sync();

  const auto came = must(arrivals.take(now_));
  ASSERT_EQ(came.size(), 1U);
  ASSERT_EQ(came[0].proposal->noes.size(), 1U);
  EXPECT_EQ(came[0].proposal->noes[0].reason, "One is enough.");
  EXPECT_TRUE(came[0].proposal->noes[0].is_retraction);
  for (Person* person : {&mara_, &jonas_}) {
    const auto view = must(person->queries().proposal(id_of(*declined.proposal)));
    ASSERT_EQ(view.noes.size(), 1U);
    EXPECT_EQ(view.noes[0].by_name, "Jonas");
    EXPECT_EQ(view.noes[0].reason, "I would rather talk first.");
  }
}

TEST_F(ArrivalsTest, WhatIsSaidOfSomethingNamesIt) {
  agree();
  const auto question = must(Decisions(mara_.vault(), now_).ask("Household", "A lamp?", {}));
  deliver(mara_, jonas_);
  auto arrivals = must(Arrivals::begin(mara_.vault(), now_));
  must(Decisions(jonas_.vault(), now_).answer(id_of(question), "Yes."));
  must(Comments(jonas_.vault(), now_).write(id_of(question), "A green one."));
  must(jonas_.commands().check_in(wishing_to_talk()));
  must(Talks(jonas_.vault(), now_).ask({}));
  deliver(jonas_, mara_);

  const auto came = must(arrivals.take(now_));
  ASSERT_EQ(came.size(), 4U);
  for (const std::size_t at : {0U, 1U}) {
    ASSERT_TRUE(came[at].about);
    EXPECT_EQ(came[at].about->sort, CommentedView::Sort::decision);
    EXPECT_EQ(came[at].about->name, "A lamp?");
    EXPECT_EQ(came[at].about->about, practice::About(question));
  }
  EXPECT_EQ(came[2].about->about, practice::About(came[2].entry));
}

TEST_F(ArrivalsTest, AQuestionIsNamedByItsOwnWordsAndFoundByItsOwnId) {
  agree();
  auto arrivals = must(Arrivals::begin(jonas_.vault(), now_));
  const auto question = must(Decisions(mara_.vault(), now_).ask("Household", "A lamp?", {}));
  deliver(mara_, jonas_);
  const auto came = must(arrivals.take(now_));
  ASSERT_EQ(came.size(), 1U);
  ASSERT_TRUE(came[0].about);
  EXPECT_EQ(came[0].about->sort, CommentedView::Sort::decision);
  EXPECT_EQ(came[0].about->name, "A lamp?");
  EXPECT_EQ(came[0].about->about, practice::About(question));
}

TEST_F(ArrivalsTest, BeforeThereIsAPairNothingIsNews) {
  mara_.create("");
  auto none = must(Arrivals::begin(mara_.vault(), now_));
  EXPECT_THAT(kinds(none), IsEmpty());
}

TEST_F(ArrivalsTest, TheComparisonOfThePartnerIsNews) {
  exchange_pairing();
  auto arrivals = must(Arrivals::begin(mara_.vault(), now_));
  must(jonas_.commands().confirm(must(jonas_.queries().pairing()).digits));
  sync();
  EXPECT_THAT(kinds(arrivals), ElementsAre(EntryKind::compared));
}

}  // namespace
}  // namespace troth::vault
