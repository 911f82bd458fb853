// What is unsure, says no or asks to talk stands at the top of the partner's home
// page until it was read: for a week, and until a review has seen it.
#include <gmock/gmock.h>

#include "core/vault/check_ins.h"
#include "tests/core/vault/reviewing_couple.h"

namespace troth::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class FlagsTest : public ReviewingCouple {
 protected:
  void check_in(Person& person, const CheckInAnswers& answers, Openness openness = Openness::open) {
    must(CheckIns(person.vault(), now_).write(answers, openness));
  }
  static CheckInAnswers no(std::string text = "") {
    CheckInAnswers answers = saying(std::move(text));
    answers.works = practice::Answer::no;
    return answers;
  }
  // What stands at the top, by its words.
  static std::vector<std::string> flagged(Person& person) {
    std::vector<std::string> texts;
    for (const CheckInView& view : must(person.queries().status()).flagged)
      texts.push_back(view.content->text);
    return texts;
  }
  void talk_it_over() { review(mara_, jonas_, minutes_saying("We spoke.")); }
};

TEST_F(FlagsTest, ANoThatCameLateStaysUntilAReviewHasSeenIt) {
  pair();
  check_in(mara_, no("Not now."));
  now_ += 9 * kDayMs;
  sync();
  EXPECT_THAT(flagged(jonas_), ElementsAre("Not now."));
  EXPECT_THAT(flagged(mara_), IsEmpty());
  now_ += 30 * kDayMs;
  EXPECT_THAT(flagged(jonas_), ElementsAre("Not now."));
  talk_it_over();
  EXPECT_THAT(flagged(jonas_), IsEmpty());
}

TEST_F(FlagsTest, ABlindOneToo) {
  pair();
  check_in(mara_, no("Not now."), Openness::blind);
  check_in(jonas_, saying("Good days."), Openness::blind);
  deliver(jonas_, mara_);
  mara_.prepare();  // opens hers; but none of it leaves
  now_ += 9 * kDayMs;
  EXPECT_THAT(flagged(jonas_), IsEmpty());
  sync();
  EXPECT_THAT(flagged(jonas_), ElementsAre("Not now."));
  talk_it_over();
  EXPECT_THAT(flagged(jonas_), IsEmpty());
}

TEST_F(FlagsTest, ForAWeekItStaysAlsoAfterAReview) {
  pair();
  check_in(mara_, no("Not now."));
  sync();
  talk_it_over();
  EXPECT_THAT(flagged(jonas_), ElementsAre("Not now."));
  now_ += 8 * kDayMs;
  EXPECT_THAT(flagged(jonas_), IsEmpty());
}

TEST_F(FlagsTest, WhatCrossedTheMinutesIsNotOverWithThem) {
  pair();
  must(reviewing(jonas_).open(""));
  const EntryHash minutes = must(reviewing(jonas_).write_minutes(minutes_saying("We spoke.")));
  check_in(mara_, no("Not now."));
  sync();
  must(reviewing(mara_).sign_minutes(minutes.hex()));
  sync();
  now_ += 8 * kDayMs;
  EXPECT_THAT(flagged(jonas_), ElementsAre("Not now."));
}

TEST_F(FlagsTest, OfManyTheNewestAreShown) {
  pair();
  for (int day = 0; day < 20; ++day) {
    check_in(mara_, no("Day " + std::to_string(day)));
    check_in(mara_, saying("A quiet day."));
    now_ += kDayMs;
  }
  sync();
  const auto shown = flagged(jonas_);
  ASSERT_THAT(shown, SizeIs(8));
  EXPECT_EQ(shown.front(), "Day 19");
  EXPECT_EQ(shown.back(), "Day 12");
}

}  // namespace
}  // namespace troth::vault
