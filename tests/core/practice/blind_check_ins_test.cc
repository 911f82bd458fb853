#include "core/practice/blind_check_ins.h"

#include <gtest/gtest.h>

#include "tests/core/practice/couple.h"

namespace troth::practice {
namespace {

using test::id_of;
using test::kNow;
using Stage = BlindAnswer::Stage;
using Sight = BlindAnswer::Sight;

struct Blind : testing::Test {
  // A blind check-in that says `text`, with what opens it.
  EntryHash commit(test::Side& side, const std::string& text) {
    CheckIn check_in = test::maras_week();
    check_in.period = week;
    check_in.text = text;
    content = *encode(check_in);
    const Hash commitment = commitment_of(couple.pair, side.partner, week, nonce, content);
    return couple.write(side, BlindCheckIn{week, commitment});
  }
  EntryHash open(test::Side& side, const EntryHash& check_in) {
    return couple.write(side, Opening{check_in, nonce, content});
  }
  std::vector<BlindPeriod> all() {
    const auto derive = [&](const auto& notes) { return blind_periods(notes, couple.pair); };
    EXPECT_TRUE(test::same_in_any_order(couple.notes, derive));
    return derive(couple.notes);
  }
  BlindAnswer of(const test::Side& side) {
    const auto periods = all();
    const BlindAnswer* answer = periods.empty() ? nullptr : periods.front().of(side.partner);
    EXPECT_NE(answer, nullptr);
    return answer == nullptr ? BlindAnswer{} : *answer;
  }

  test::Couple couple;
  test::Side& mara = couple.mara;
  test::Side& jonas = couple.jonas;
  Period week{kNow, kNow + kWeekMs};
  Nonce nonce = id_of<Nonce>(5);
  Bytes content;  // of the newest commit()
};

TEST_F(Blind, OnesOwnWaitsForTheOthers) {
  const EntryHash own = commit(mara, "Good");
  EXPECT_EQ(of(mara).stage, Stage::committed);
  EXPECT_TRUE(to_open(all(), mara.partner).empty());
  commit(jonas, "Fine");
  EXPECT_EQ(to_open(all(), mara.partner), std::vector{own});
  EXPECT_EQ(to_open(all(), jonas.partner).size(), 1U);
}

TEST_F(Blind, OneThatIsOpenIsNotOpenedAgain) {
  commit(jonas, "Fine");
  const EntryHash own = commit(mara, "Good");
  const EntryHash opening = open(mara, own);
  EXPECT_EQ(of(mara).stage, Stage::opened);
  EXPECT_EQ(of(mara).opening, opening);
  EXPECT_EQ(of(mara).content->text, "Good");
  EXPECT_TRUE(to_open(all(), mara.partner).empty());
}

TEST_F(Blind, AnotherPeriodsOpensNothing) {
  commit(mara, "Good");
  couple.write(jonas, BlindCheckIn{{week.start_ms, week.end_ms - 1}, {}});
  EXPECT_EQ(all().size(), 2U);
  EXPECT_TRUE(to_open(all(), mara.partner).empty());
}

TEST_F(Blind, AnOpenCheckInOpensNothing) {
  commit(mara, "Good");
  CheckIn open_one = test::maras_week();
  open_one.period = week;
  couple.write(jonas, open_one);
  EXPECT_TRUE(to_open(all(), mara.partner).empty());
}

TEST_F(Blind, OpensByHandOnceThePeriodIsOver) {
  commit(mara, "Good");
  const auto refused_at = [&](TimeMs now_ms) {
    const auto periods = all();
    return may_open_by_hand(periods[0], *periods[0].of(mara.partner), now_ms);
  };
  EXPECT_EQ(refused_at(week.end_ms - 1).error().code, Code::check_in_blind_waits);
  EXPECT_TRUE(refused_at(week.end_ms));
  open(mara, of(mara).entry);
  EXPECT_EQ(refused_at(week.end_ms).error().code, Code::check_in_opened_already);
}

TEST_F(Blind, SomethingElseThanCommittedIsShownAsSuch) {
  const EntryHash own = commit(mara, "Good");
  commit(mara, "Better");  // leaves other content to open with
  open(mara, own);
  EXPECT_EQ(of(mara).stage, Stage::opened_falsely);
  EXPECT_EQ(of(mara).content, std::nullopt);
  EXPECT_EQ(name_of(of(mara).stage), "opened_falsely");
}

TEST_F(Blind, ATrueOpeningOutdoesAFalseOne) {
  const EntryHash own = commit(mara, "Good");
  couple.write(mara, Opening{own, nonce, Bytes{1}});
  const EntryHash truly = open(mara, own);
  couple.write(mara, Opening{own, nonce, Bytes{2}});
  EXPECT_EQ(of(mara).stage, Stage::opened);
  EXPECT_EQ(of(mara).opening, truly);
}

TEST_F(Blind, TheOtherCannotOpenIt) {
  const EntryHash own = commit(mara, "Good");
  couple.meet();
  open(jonas, own);
  EXPECT_EQ(of(mara).stage, Stage::committed);
}

TEST_F(Blind, ACopyOfTheOthersCommitmentOpensToNothing) {
  commit(mara, "Good");
  couple.meet();
  const Hash hers = std::get<BlindCheckIn>(couple.notes[0].content).commitment;
  const EntryHash copy = couple.write(jonas, BlindCheckIn{week, hers});
  open(jonas, copy);
  EXPECT_EQ(of(jonas).stage, Stage::opened_falsely);
}

TEST_F(Blind, ContentOfAnotherPeriodIsSomethingElse) {
  CheckIn other_week = test::maras_week();
  content = *encode(other_week);
  const EntryHash own = couple.write(
      mara, BlindCheckIn{week, commitment_of(couple.pair, mara.partner, week, nonce, content)});
  open(mara, own);
  EXPECT_EQ(of(mara).stage, Stage::opened_falsely);
}

TEST_F(Blind, ContentThatIsNoCheckInIsSomethingElseAndOfANewerVersionIsNot) {
  const auto opened_with = [&](Bytes bytes) {
    couple.notes.clear();
    content = std::move(bytes);
    open(mara, couple.write(mara, BlindCheckIn{week, commitment_of(couple.pair, mara.partner, week,
                                                                   nonce, content)}));
    return of(mara);
  };
  EXPECT_EQ(opened_with({1, 2, 3}).stage, Stage::opened_falsely);
  CheckIn check_in = test::maras_week();
  check_in.period = week;
  Bytes newer = *encode(check_in);
  newer.insert(newer.end(), {0x78, 0x01});
  EXPECT_EQ(opened_with(newer).stage, Stage::opened);
  EXPECT_EQ(of(mara).content, std::nullopt);
}

TEST_F(Blind, OfTwoTheFirstCounts) {
  const EntryHash first = commit(mara, "Good");
  const EntryHash second = commit(mara, "Better");
  EXPECT_EQ(of(mara).entry, first);
  EXPECT_EQ(of(mara).later, std::vector{second});
  EXPECT_EQ(may_commit(all(), week, mara.partner).error().code, Code::check_in_blind_twice);
  EXPECT_TRUE(may_commit(all(), week, jonas.partner));
  EXPECT_TRUE(may_commit(all(), {week.end_ms, week.end_ms + kWeekMs}, mara.partner));
}

TEST_F(Blind, ALaterDevicesLowerNumberIsNotTheFirst) {
  couple.write(mara, Talk{});
  const EntryHash first = commit(mara, "Good");
  test::Side tablet{mara.partner, id_of<DeviceId>(9), mara.seen};
  const EntryHash second = commit(tablet, "Better");
  EXPECT_LT(couple.note(second).at.seq, couple.note(first).at.seq);
  EXPECT_EQ(of(mara).entry, first) << "the tablet had seen it";
}

TEST_F(Blind, OfTwoDevicesAtOnceTheLowerNumberIsTheFirst) {
  couple.write(mara, Talk{});
  commit(mara, "Good");
  test::Side tablet{mara.partner, id_of<DeviceId>(9)};
  const EntryHash lower = commit(tablet, "Better");
  EXPECT_EQ(of(mara).entry, lower);
}

// --- whether it leaned on the other's ---

TEST_F(Blind, BothAreBlindWhereEachOpenedHavingSeenTheOthers) {
  const EntryHash hers = commit(mara, "Good");
  const Bytes her_content = content;
  const EntryHash his = commit(jonas, "Fine");
  EXPECT_EQ(of(mara).sight, Sight::nothing_to_see);
  couple.meet();
  open(jonas, his);
  couple.write(mara, Opening{hers, nonce, her_content});
  EXPECT_EQ(of(mara).sight, Sight::blind);
  EXPECT_EQ(of(jonas).sight, Sight::blind);
}

TEST_F(Blind, OneCommittedAfterSeeingTheOthersOpenIsMarked) {
  const EntryHash own = commit(mara, "Good");
  open(mara, own);
  couple.meet();
  commit(jonas, "The same");
  EXPECT_EQ(of(jonas).sight, Sight::after_the_other);
  EXPECT_EQ(of(mara).sight, Sight::nothing_to_see);
}

// Whoever reads an opening and claims not to have seen it gains no word "blind".
TEST_F(Blind, OneWhoSaysNotToHaveSeenTheOthersOpenIsNotShownAsBlind) {
  const EntryHash own = commit(mara, "Good");
  couple.meet();
  open(mara, own);
  commit(jonas, "The same");  // his `seen` does not name her opening
  EXPECT_EQ(of(jonas).sight, Sight::cannot_be_told);
}

TEST_F(Blind, AnOpenCheckInOfTheOthersCanBeLeanedOnToo) {
  CheckIn open_one = test::maras_week();
  open_one.period = week;
  const EntryHash hers = couple.write(mara, open_one);
  commit(jonas, "Fine");
  EXPECT_EQ(of(jonas).sight, Sight::cannot_be_told);
  couple.notes.clear();
  couple.write_as(hers, mara, kNow, open_one);
  couple.meet();
  commit(jonas, "Fine");
  EXPECT_EQ(of(jonas).sight, Sight::after_the_other);
}

TEST_F(Blind, OfAnotherPeriodNothingCanBeLeanedOn) {
  CheckIn open_one = test::maras_week();
  open_one.period = {week.end_ms, week.end_ms + kWeekMs};
  couple.write(mara, open_one);
  couple.meet();
  commit(jonas, "Fine");
  EXPECT_EQ(all().size(), 1U);
  EXPECT_EQ(of(jonas).sight, Sight::nothing_to_see);
}

TEST_F(Blind, AFalseOpeningShowsNothingToLeanOn) {
  const EntryHash hers = commit(mara, "Good");
  couple.write(mara, Opening{hers, nonce, Bytes{1}});
  couple.meet();
  commit(jonas, "Fine");
  EXPECT_EQ(of(jonas).sight, Sight::nothing_to_see);
}

// A second commitment that opens counts for nothing, and can be read.
TEST_F(Blind, WhatTheOtherOpenedBesideTheirFirstCanBeLeanedOn) {
  commit(mara, "Good");
  const EntryHash second = commit(mara, "Better");
  open(mara, second);
  commit(jonas, "Fine");
  EXPECT_EQ(of(jonas).sight, Sight::cannot_be_told);
}

TEST_F(Blind, OneOpeningThatHadSeenItDoesNotOutweighOneThatHadNot) {
  const EntryHash hers = commit(mara, "Good");
  const Bytes her_content = content;
  test::Side tablet{mara.partner, id_of<DeviceId>(9), mara.seen};
  couple.write(tablet, Opening{hers, nonce, her_content});
  commit(jonas, "Fine");
  couple.meet();
  couple.write(mara, Opening{hers, nonce, her_content});
  EXPECT_EQ(of(jonas).sight, Sight::cannot_be_told);
}

TEST_F(Blind, EachStateHasItsNameAndNoneReproaches) {
  EXPECT_EQ(name_of(Sight::nothing_to_see), "nothing_to_see");
  EXPECT_EQ(words_for(Sight::nothing_to_see), "");
  EXPECT_EQ(name_of(Sight::blind), "blind");
  EXPECT_EQ(words_for(Sight::blind), "written before the other's could be read");
  EXPECT_EQ(name_of(Sight::after_the_other), "after_the_other");
  EXPECT_EQ(words_for(Sight::after_the_other), "written when the other's could be read");
  EXPECT_EQ(name_of(Sight::cannot_be_told), "cannot_be_told");
  EXPECT_EQ(words_for(Sight::cannot_be_told),
            "it cannot be told whether the other's could be read by then");
}

}  // namespace
}  // namespace troth::practice
