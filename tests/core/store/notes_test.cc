// The rows of practice are what the entries say, whatever the order in which
// they came; and notes are found by them without reading all the rest.
#include "core/store/notes.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "core/practice/content.h"
#include "core/practice/decisions.h"
#include "tests/core/practice/samples.h"
#include "tests/core/store/kept_ledger.h"

namespace troth::store {
namespace {

using agreement::Verdict;
using ledger::EntryKind;
using practice::Kind;
using practice::test::id_of;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr std::array kQuestions = {Kind::question};
constexpr std::array kComments = {Kind::comment};
constexpr std::array kOfAQuestion = {Kind::view, Kind::answer, Kind::reopened};
constexpr std::array kEverything = {
    Kind::opening,  Kind::check_in,       Kind::blind_check_in, Kind::open_by_hand,
    Kind::comment,  Kind::question,       Kind::view,           Kind::answer,
    Kind::reopened, Kind::observance,     Kind::moment_opened,  Kind::moment_closed,
    Kind::talk,     Kind::talked,         Kind::review_opened,  Kind::agenda_item,
    Kind::minutes,  Kind::minutes_signed, Kind::action_done};

// Two devices that tell each other of what they signed when a test says so.
class NotesTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { ASSERT_TRUE(crypto::initialize()); }

  EntryHash write(test::Side& side, Kind kind, const practice::Content& content,
                  TimeMs now = test::kStartMs) {
    return pair_.write(side, static_cast<EntryKind>(kind), *practice::test::encoded(content), now)
        .hash();
  }
  EntryHash comment(test::Side& side, const practice::About& about, const std::string& text,
                    TimeMs now = test::kStartMs) {
    return write(side, Kind::comment, practice::Comment{about, text}, now);
  }
  EntryHash ask(test::Side& side, const std::string& text, TimeMs now = test::kStartMs) {
    return write(side, Kind::question, practice::Question{area_, text, 0}, now);
  }
  EntryHash answer(test::Side& side, const EntryHash& question) {
    return write(side, Kind::answer, practice::DecisionAnswer{question, area_, "So be it."});
  }
  void tell(const test::Side& from, test::Side& to) {
    for (const ledger::PlacedEntry& placed : from.log.placed()) pair_.give(to, placed.entry);
  }
  void meet() {
    tell(mara_, jonas_);
    tell(jonas_, mara_);
  }
  static std::vector<EntryHash> entries_of(const Result<std::vector<practice::Note>>& notes) {
    std::vector<EntryHash> out;
    for (const practice::Note& note : *notes) out.push_back(note.entry);
    return out;
  }
  // Mara leads, "discuss" in the Household.
  void agree() {
    for (test::Side* side : {&mara_, &jonas_})
      pair_.write(*side, EntryKind::compared, encode(ledger::Compared{record_.transcript}),
                  test::kStartMs);
    meet();
    const agreement::Pair people = agreement_pair(record_, pair_.chains);
    agreement::Proposal proposal;
    proposal.title = "A first year";
    proposal.reason = "So that both know";
    for (const auto* chain : {&pair_.mara.chain, &pair_.jonas.chain}) {
      const agreement::Role role{chain->partner(), "partner", chain == &pair_.mara.chain};
      proposal.changes.push_back(
          {agreement::role_id(pair_.id, chain->partner()), {}, agreement::ClauseContent{0, role}});
    }
    agreement::Area area;
    area.name = "Household";
    area.reach = agreement::Reach::discuss;
    area_ = agreement::area_id(pair_.id, area.name);
    proposal.changes.push_back({area_, {}, agreement::ClauseContent{0, area}});
    std::ranges::sort(proposal.changes, {}, &agreement::ClauseChange::clause);
    const EntryHash proposed =
        pair_.write(mara_, EntryKind::propose, agreement::encode(proposal, people), test::kStartMs)
            .hash();
    meet();
    agreement::Agreement here(people);
    for (const ledger::PlacedEntry& placed : jonas_.log.placed())
      ASSERT_TRUE(here.add(*act_of(placed, reading_)));
    const agreement::Acceptance acceptance{
        proposed,
        here.digest_after_accepting(proposed, {pair_.jonas.chain.partner(), jonas_.keys->id}),
        agreement::kRulesVersion};
    pair_.write(jonas_, EntryKind::accept, agreement::encode(acceptance), test::kStartMs);
    meet();
  }

  test::Pair pair_{31};
  test::Side mara_ = pair_.side(pair_.mara.devices[0]);
  test::Side jonas_ = pair_.side(pair_.jonas.devices[0]);
  PairRecord record_{pair_.id, Hash{{5}}};
  agreement::CivilTime civil_time_ = [](std::string_view, TimeMs) {
    return std::optional<agreement::WeekTime>();
  };
  Reading reading_{record_, pair_.chains, civil_time_};
  KeptLedger kept_{reading_};
  ClauseId area_ = id_of<ClauseId>(65);
};

TEST_F(NotesTest, EveryKindOfPracticeIsKeptAndReadBackWhole) {
  const auto all = practice::test::samples();
  for (const auto& sample : all) write(mara_, sample.kind, sample.content);
  kept_.take(mara_.log);
  const auto notes = kept_.notes().beyond({}, kEverything, 100);
  ASSERT_EQ(notes->size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const practice::Note& note = (*notes)[i];
    EXPECT_EQ(note.content, all[i].content) << all[i].name;
    EXPECT_EQ(note.at, (Tick{mara_.keys->id, i + 1})) << all[i].name;
    EXPECT_EQ(note.past.seq_of(mara_.keys->id), i) << all[i].name;
    EXPECT_EQ(note.by, pair_.mara.chain.partner());
    EXPECT_EQ(note.written_ms, test::kStartMs);
  }
}

TEST_F(NotesTest, OtherOrdersOfArrivalAndARebuildGiveTheSameRowsAndVerdicts) {
  agree();
  const EntryHash question = ask(jonas_, "Shall we go to Ghent?");
  write(jonas_, Kind::view, practice::DecisionView{question, "I would rather stay."});
  comment(mara_, area_, "Crosses all that.");
  meet();
  answer(mara_, question);
  ask(jonas_, "Crosses the answer.");
  meet();
  KeptLedger hers(reading_);
  KeptLedger his(reading_);
  hers.take(mara_.log);
  his.take(jonas_.log);
  EXPECT_NE(hers.practice(), his.practice());  // other places
  EXPECT_EQ(hers.practice_by_hash(), his.practice_by_hash());
  const auto kept = hers.practice();
  ASSERT_EQ(kept.size(), 5U);
  hers.rebuild();
  EXPECT_EQ(hers.practice(), kept);
}

TEST_F(NotesTest, AnAnswerKeepsTheVerdictOfItsOwnPast) {
  agree();
  const EntryHash question = ask(jonas_, "Shall we go to Ghent?");
  meet();
  const EntryHash alone = answer(mara_, question);
  const EntryHash not_his = answer(jonas_, question);
  write(jonas_, Kind::view, practice::DecisionView{question, "I would rather stay."});
  meet();
  const EntryHash with_view = answer(mara_, question);
  // What comes later changes nothing.
  pair_.write(jonas_, EntryKind::pause, agreement::encode(agreement::Restriction{}),
              test::kStartMs);
  tell(jonas_, mara_);
  const EntryHash paused = answer(mara_, question);
  kept_.take(mara_.log);
  const Notes notes = kept_.notes();
  using Outcome = Verdict::Outcome;
  EXPECT_EQ(*notes.verdict(alone), (Verdict{Outcome::inside, std::nullopt, true}));
  EXPECT_EQ(*notes.verdict(with_view), (Verdict{Outcome::inside, std::nullopt, false}));
  EXPECT_EQ((*notes.verdict(not_his))->why, agreement::Outside::other_leads);
  EXPECT_EQ((*notes.verdict(paused))->why, agreement::Outside::paused);
  EXPECT_FALSE(*notes.verdict(question));
  EXPECT_FALSE(*notes.verdict(EntryHash{}));
}

// Whoever answers has not heard the other by writing a view of their own.
TEST_F(NotesTest, OnesOwnViewIsNotTheOthers) {
  agree();
  const EntryHash question = ask(jonas_, "Shall we go to Ghent?");
  meet();
  write(mara_, Kind::view, practice::DecisionView{question, "Hear me."});
  const EntryHash answered = answer(mara_, question);
  kept_.take(mara_.log);
  EXPECT_TRUE((*kept_.notes().verdict(answered))->without_view);
}

TEST_F(NotesTest, WhatCannotBeReadOrDoesNotCountIsNoNote) {
  test::Pair pair(41, 1, 2);
  const PairRecord record{pair.id, Hash{{5}}};
  KeptLedger kept({record, pair.chains, civil_time_});
  test::Side confirmed = pair.side(pair.jonas.devices[0]);
  test::Side unconfirmed = pair.side(pair.jonas.devices[1]);
  const Bytes payload = *practice::encode(practice::Comment{area_, "hello"});
  const auto good = pair.write(confirmed, EntryKind::comment, payload, test::kStartMs).hash();
  const auto bad = pair.write(confirmed, EntryKind::comment, Bytes{0xff}, test::kStartMs).hash();
  pair.write(confirmed, EntryKind{99}, Bytes{0xff}, test::kStartMs);
  const auto early = pair.write(unconfirmed, EntryKind::comment, payload, test::kStartMs).hash();
  kept.take(confirmed.log);
  kept.take(unconfirmed.log);
  const Notes notes = kept.notes();
  EXPECT_THAT(entries_of(notes.newest(kEverything, 10)), ElementsAre(good));
  EXPECT_THAT(entries_of(notes.about(area_, kComments, 10)), ElementsAre(good));
  EXPECT_THAT(entries_of(notes.beyond({}, kEverything, 10)), ElementsAre(good));
  EXPECT_EQ(*notes.count_about(area_, Kind::comment), 1U);
  EXPECT_FALSE(*notes.find(bad));
  EXPECT_FALSE(*notes.find(early));
  EXPECT_TRUE(*notes.find(good));
}

TEST_F(NotesTest, WhatLiesBeyondACutIsNoNote) {
  const EntryHash question = ask(jonas_, "A question");
  const EntryHash answered = answer(jonas_, question);
  const EntryHash before = comment(mara_, area_, "before");
  test::Side copied = mara_;  // the same keys sign twice at one place
  const EntryHash after = comment(mara_, area_, "after");
  comment(copied, area_, "elsewhere");
  tell(jonas_, mara_);
  tell(copied, mara_);
  kept_.take(mara_.log);
  const Notes notes = kept_.notes();
  EXPECT_THAT(entries_of(notes.newest(kComments, 10)), ElementsAre(before));
  EXPECT_FALSE(*notes.find(after));
  // Which answers lie beyond one, no row knows: every question may be open.
  EXPECT_THAT(entries_of(notes.open_questions(10)), ElementsAre(question));
  EXPECT_TRUE(*notes.find(answered));
}

TEST_F(NotesTest, TheNewestByTheirClaimAreListedFirstAndNoMoreThanWereAskedFor) {
  const EntryHash late = ask(mara_, "third", test::kStartMs + 3);
  const EntryHash early = ask(mara_, "first", test::kStartMs + 1);
  const EntryHash second = comment(jonas_, area_, "second", test::kStartMs + 2);
  meet();
  kept_.take(mara_.log);
  const Notes notes = kept_.notes();
  EXPECT_THAT(entries_of(notes.newest(kEverything, 10)), ElementsAre(late, second, early));
  EXPECT_THAT(entries_of(notes.newest(kEverything, 2)), ElementsAre(late, second));
  EXPECT_THAT(entries_of(notes.newest(kQuestions, 10)), ElementsAre(late, early));
  EXPECT_THAT(entries_of(notes.newest(kEverything, 10, {test::kStartMs + 1, test::kStartMs + 3})),
              ElementsAre(second, early));
  EXPECT_THAT(entries_of(notes.newest(kEverything, 0)), IsEmpty());
}

TEST_F(NotesTest, WhatIsAboutAnEntryOrAClauseIsFound) {
  const EntryHash question = ask(jonas_, "Shall we go to Ghent?");
  const EntryHash other = ask(jonas_, "Another");
  const EntryHash view =
      write(jonas_, Kind::view, practice::DecisionView{question, "I would rather stay."});
  const EntryHash remark = comment(jonas_, question, "Why now?");
  const EntryHash given = answer(jonas_, question);
  kept_.take(jonas_.log);
  const Notes notes = kept_.notes();
  EXPECT_THAT(entries_of(notes.about(question, kOfAQuestion)), UnorderedElementsAre(view, given));
  EXPECT_THAT(entries_of(notes.about(question, kComments)), ElementsAre(remark));
  EXPECT_THAT(entries_of(notes.about(other, kEverything)), IsEmpty());
  // An answer is about its question, and names the area all the same.
  EXPECT_THAT(entries_of(notes.about(area_, kEverything, 10)),
              UnorderedElementsAre(question, other, given));
  EXPECT_EQ(*notes.count_about(question, Kind::comment), 1U);
  EXPECT_EQ(*notes.count_about(other, Kind::comment), 0U);
}

TEST_F(NotesTest, NobodyCrowdsOutWhatTheOtherSaysAboutOneThing) {
  const EntryHash question = ask(jonas_, "A question");
  for (std::size_t i = 0; i < kMostAboutOne + 5; ++i) comment(jonas_, question, "again");
  const EntryHash hers = comment(mara_, question, "one word");
  meet();
  kept_.take(jonas_.log);
  const auto found = entries_of(kept_.notes().about(question, kComments));
  EXPECT_EQ(found.size(), kMostAboutOne + 1);
  EXPECT_NE(std::ranges::find(found, hers), found.end());
  EXPECT_EQ(*kept_.notes().count_about(question, Kind::comment), kMostAboutOne + 6);
}

TEST_F(NotesTest, WhatOneHadNotSeenIsFoundBehindTheirClock) {
  const EntryHash seen = comment(mara_, area_, "seen");
  meet();
  const Clock clock = jonas_.log.placed().back().place.clock();
  const EntryHash hers = comment(mara_, area_, "hers");
  const EntryHash his = comment(jonas_, area_, "his");
  meet();
  kept_.take(mara_.log);
  const Notes notes = kept_.notes();
  EXPECT_THAT(entries_of(notes.beyond(clock, kComments, 10)), UnorderedElementsAre(hers, his));
  EXPECT_THAT(entries_of(notes.beyond({}, kComments, 1)), ElementsAre(seen));
  EXPECT_THAT(entries_of(notes.beyond(clock, kQuestions, 10)), IsEmpty());
}

TEST_F(NotesTest, QuestionsWithoutAnAnswerOrReopenedMayBeOpen) {
  const EntryHash open = ask(jonas_, "open", test::kStartMs + 4);
  const EntryHash answered = ask(jonas_, "answered", test::kStartMs + 3);
  const EntryHash reopened = ask(jonas_, "reopened", test::kStartMs + 2);
  const EntryHash misled = ask(jonas_, "answered in another area", test::kStartMs + 1);
  answer(jonas_, answered);
  answer(jonas_, reopened);
  write(jonas_, Kind::reopened, practice::Reopened{reopened, ""});
  write(jonas_, Kind::answer, practice::DecisionAnswer{misled, id_of<ClauseId>(99), "Elsewhere."});
  kept_.take(jonas_.log);
  EXPECT_THAT(entries_of(kept_.notes().open_questions(10)), ElementsAre(open, reopened, misled));
  EXPECT_THAT(entries_of(kept_.notes().open_questions(1)), ElementsAre(open));
}

TEST_F(NotesTest, TalksThatNobodySaysWereHadMayBeOpen) {
  const EntryHash had = write(mara_, Kind::talk, practice::Talk{}, test::kStartMs + 3);
  const EntryHash open = write(mara_, Kind::talk, practice::Talk{}, test::kStartMs + 2);
  const EntryHash older = write(mara_, Kind::talk, practice::Talk{}, test::kStartMs + 1);
  write(mara_, Kind::talked, practice::Talked{had});
  kept_.take(mara_.log);
  EXPECT_THAT(entries_of(kept_.notes().open_talks(10)), ElementsAre(open, older));
  EXPECT_THAT(entries_of(kept_.notes().open_talks(1)), ElementsAre(open));
}

TEST_F(NotesTest, CheckInsAndOpeningsAreFoundByTheirPeriod) {
  const practice::CheckIn week = practice::test::maras_week();
  practice::CheckIn next = week;
  next.period = {11 * kDayMs, 18 * kDayMs};
  const EntryHash open = write(mara_, Kind::check_in, week);
  const auto blinded = practice::blinded(week, pair_.id, pair_.mara.chain.partner(), {});
  const EntryHash blind = write(mara_, Kind::blind_check_in, blinded->check_in);
  const EntryHash opening =
      write(mara_, Kind::opening, practice::Opening{blind, {}, blinded->content});
  const EntryHash later = write(mara_, Kind::check_in, next);
  write(mara_, Kind::opening, practice::Opening{blind, {}, Bytes{0xff}});  // no check-in at all
  kept_.take(mara_.log);
  const Notes notes = kept_.notes();
  EXPECT_THAT(entries_of(notes.of_periods(kEverything, {4 * kDayMs, 5 * kDayMs}, 10)),
              UnorderedElementsAre(open, blind, opening));
  EXPECT_THAT(entries_of(notes.of_periods(kEverything, {0, 30 * kDayMs}, 1)),
              UnorderedElementsAre(later, blind, opening));
}

// However often somebody commits to a period: what they said first still counts, and the other
// is still heard.
TEST_F(NotesTest, OfAPeriodLaterOnesHideNeitherTheFirstNorTheOthers) {
  constexpr std::array kCommitments = {Kind::blind_check_in};
  const practice::Period week = practice::test::maras_week().period;
  const auto commit = [&](test::Side& side, std::uint8_t number) {
    return write(side, Kind::blind_check_in, practice::BlindCheckIn{week, Hash{{number}}});
  };
  const EntryHash first = commit(jonas_, 1);
  const EntryHash hers = commit(mara_, 2);
  const EntryHash second = commit(jonas_, 3);
  for (std::uint8_t number = 4; number < 10; ++number) commit(jonas_, number);
  meet();
  kept_.take(mara_.log);
  const auto found = kept_.notes().of_periods(kCommitments, {4 * kDayMs, 5 * kDayMs}, 2);
  EXPECT_THAT(entries_of(found), UnorderedElementsAre(first, second, hers));
}

TEST_F(NotesTest, TheLastCheckInsOfEachWithinAClockAreFound) {
  const practice::CheckIn week = practice::test::maras_week();
  const auto blinded = practice::blinded(week, pair_.id, pair_.mara.chain.partner(), {});
  write(mara_, Kind::check_in, week);
  const EntryHash hers = write(mara_, Kind::check_in, week);
  const EntryHash blind = write(mara_, Kind::blind_check_in, blinded->check_in);
  const EntryHash opening =
      write(mara_, Kind::opening, practice::Opening{blind, {}, blinded->content});
  const EntryHash his = write(jonas_, Kind::check_in, week);
  meet();
  comment(jonas_, area_, "And a word.");
  const Clock clock = jonas_.log.placed().back().place.clock();
  write(mara_, Kind::check_in, week);
  meet();
  kept_.take(mara_.log);
  EXPECT_THAT(entries_of(kept_.notes().last_check_ins(clock)),
              UnorderedElementsAre(hers, opening, his));
  EXPECT_THAT(entries_of(kept_.notes().last_check_ins({})), IsEmpty());
}

TEST_F(NotesTest, AnIdIsFoundByItsBeginningAmongItsKinds) {
  const EntryHash question = ask(jonas_, "A question");
  comment(jonas_, question, "A comment");
  kept_.take(jonas_.log);
  const Notes notes = kept_.notes();
  const std::string hex = question.hex();
  EXPECT_THAT(*notes.beginning_with(hex.substr(0, 5), kQuestions, 2), ElementsAre(question));
  EXPECT_THAT(*notes.beginning_with(hex, kQuestions, 2), ElementsAre(question));
  EXPECT_THAT(*notes.beginning_with("", kEverything, 9), testing::SizeIs(2));
  EXPECT_THAT(*notes.beginning_with(hex.substr(0, 5), kComments, 2), IsEmpty());
  EXPECT_THAT(*notes.beginning_with(hex + "0", kQuestions, 2), IsEmpty());
}

}  // namespace
}  // namespace troth::store
