#include "core/vault/reviews.h"

#include <gmock/gmock.h>

#include <random>

#include "core/base/sizes.h"
#include "core/vault/review_notes.h"
#include "tests/core/vault/reviewing_couple.h"

namespace troth::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ReviewsTest : public ReviewingCouple {};

TEST_F(ReviewsTest, NothingIsWrittenBeforeThereIsAPair) {
  begin_pairing();
  EXPECT_EQ(reviewing(mara_).open("").error().code, Code::pair_none);
  EXPECT_EQ(reviewing(mara_).add_item("The evenings").error().code, Code::pair_none);
  EXPECT_EQ(reviewing(mara_).sheet().error().code, Code::pair_none);
  EXPECT_EQ(reviews(mara_).agenda().error().code, Code::pair_none);
  EXPECT_EQ(reviews(mara_).actions(Which::all).error().code, Code::pair_none);
}

TEST_F(ReviewsTest, NothingIsWrittenBeforeTheDigitsAreCompared) {
  exchange_pairing();
  EXPECT_EQ(reviewing(mara_).open("").error().code, Code::own_comparison_missing);
  EXPECT_EQ(reviewing(mara_).write_minutes(minutes_saying("We spoke.")).error().code,
            Code::own_comparison_missing);
}

TEST_F(ReviewsTest, WithoutAReviewThereIsNothingToWriteOrSign) {
  pair();
  EXPECT_EQ(reviewing(mara_).sheet().error().code, Code::review_none);
  EXPECT_EQ(reviewing(mara_).write_minutes(minutes_saying("We spoke.")).error().code,
            Code::review_none);
  EXPECT_EQ(reviewing(mara_).join_minutes().error().code, Code::review_none);
  EXPECT_EQ(reviews(mara_).to_sign().error().code, Code::review_none);
  EXPECT_EQ(reviews(mara_).find("1a2b").error().code, Code::id_unknown);
  must(reviewing(mara_).open(""));
  EXPECT_EQ(reviewing(mara_).open("").error().code, Code::review_open_already);
  EXPECT_EQ(reviews(mara_).to_sign().error().code, Code::minutes_none);
  EXPECT_EQ(reviewing(mara_).join_minutes().error().code, Code::minutes_none);
  EXPECT_EQ(reviewing(mara_).sign_minutes("1a2b").error().code, Code::id_unknown);
}

TEST_F(ReviewsTest, AnItemWaitsForTheNextReview) {
  pair();
  must(reviewing(mara_).add_item("The evenings"));
  EXPECT_THAT(agenda(mara_), ElementsAre("The evenings"));
  must(reviewing(mara_).open("A first look back"));
  sync();
  EXPECT_THAT(agenda(jonas_), ElementsAre("The evenings"));
  EXPECT_EQ(open(jonas_).items[0].item.text, "The evenings");
  EXPECT_EQ(open(jonas_).openings[0].text, "A first look back");
}

TEST_F(ReviewsTest, MinutesCountOnceTheOtherHasSignedThatVeryText) {
  pair();
  const EntryHash opened = must(reviewing(mara_).open(""));
  const EntryHash first = must(reviewing(mara_).write_minutes(minutes_saying("We spoke.")));
  EXPECT_EQ(reviewing(mara_).sign_minutes(first.hex()).error().code, Code::minutes_own);
  EXPECT_EQ(reviews(mara_).to_sign().error().code, Code::minutes_own);
  sync();
  const EntryHash second = must(reviewing(jonas_).write_minutes(minutes_saying("At length.")));
  EXPECT_EQ(reviewing(jonas_).sign_minutes(first.hex()).error().code, Code::minutes_replaced);
  sync();
  ASSERT_THAT(must(reviews(mara_).to_sign()), SizeIs(1));
  must(reviewing(mara_).sign_minutes(second.hex()));
  EXPECT_EQ(reviewing(mara_).sign_minutes(second.hex()).error().code, Code::minutes_signed_already);
  sync();
  for (Person* person : {&mara_, &jonas_}) {
    const auto over = must(reviews(*person).find(opened.hex())).review->state;
    EXPECT_TRUE(over.is_over);
    EXPECT_FALSE(over.minutes[0].counts);
    EXPECT_TRUE(over.minutes[1].counts);
    EXPECT_FALSE(must(reviews(*person).agenda()).review);
  }
}

TEST_F(ReviewsTest, TwoReviewsOpenedAtOnceAreOne) {
  pair();
  const EntryHash hers = must(reviewing(mara_).open("Hers"));
  const EntryHash his = must(reviewing(jonas_).open("His"));
  must(reviewing(jonas_).write_minutes(minutes_saying("We spoke.")));
  sync();
  for (Person* person : {&mara_, &jonas_}) {
    EXPECT_THAT(must(reviews(*person).history(10)), SizeIs(1));
    EXPECT_THAT(open(*person).openings, SizeIs(2));
    EXPECT_EQ(must(reviews(*person).find(hers.hex())).review->state,
              must(reviews(*person).find(his.hex())).review->state);
  }
  must(reviewing(mara_).sign_minutes(must(reviews(mara_).to_sign())[0].entry.hex()));
  EXPECT_TRUE(must(reviews(mara_).find(hers.hex())).review->state.is_over);
}

TEST_F(ReviewsTest, MinutesEditedAtOnceBothStandUntilOneStepJoinsThem) {
  pair();
  must(reviewing(mara_).open(""));
  sync();
  must(reviewing(mara_).write_minutes(
      minutes_saying("Hers.", "lessons = \"Ask.\"\n" + action_saying("Rest"))));
  EXPECT_EQ(must(reviewing(mara_).join_minutes()), std::nullopt) << "there is one text";
  must(reviewing(jonas_).write_minutes(minutes_saying(
      "His.", "lessons = \"Ask.\"\n" + action_saying("Rest") + action_saying("Walk"))));
  sync();
  for (Person* person : {&mara_, &jonas_}) {
    EXPECT_TRUE(open(*person).is_edited_twice());
    EXPECT_THAT(must(reviews(*person).agenda()).review->waiting, SizeIs(1));
  }
  const auto joined = must(reviewing(jonas_).join_minutes());
  ASSERT_TRUE(joined);
  sync();
  for (Person* person : {&mara_, &jonas_}) {
    const auto review = open(*person);
    EXPECT_FALSE(review.is_edited_twice());
    const practice::Minutes& says = review.minutes.back().says;
    EXPECT_TRUE(says.text == "Hers.\n\nHis." || says.text == "His.\n\nHers.") << says.text;
    EXPECT_EQ(says.lessons, "Ask.");
    EXPECT_THAT(says.actions, SizeIs(2));
  }
  must(reviewing(mara_).sign_minutes(joined->hex()));
}

TEST_F(ReviewsTest, BothMayJoinAtOnceAndEitherSignatureEndsIt) {
  pair();
  must(reviewing(mara_).open(""));
  sync();
  must(reviewing(mara_).write_minutes(minutes_saying("Hers.")));
  must(reviewing(jonas_).write_minutes(minutes_saying("His.")));
  sync();
  must(reviewing(mara_).join_minutes());
  must(reviewing(jonas_).join_minutes());
  sync();
  const auto texts = standing(mara_);
  ASSERT_THAT(texts, SizeIs(2));
  EXPECT_EQ(texts[0], texts[1]);
  must(reviewing(mara_).sign_minutes(must(reviews(mara_).to_sign())[0].entry.hex()));
  must(reviewing(jonas_).sign_minutes(must(reviews(jonas_).to_sign())[0].entry.hex()));
  sync();
  EXPECT_FALSE(must(reviews(jonas_).agenda()).review);
}

TEST_F(ReviewsTest, AFileReplacesNothingThatItsAuthorHadNotBeforeThem) {
  pair();
  must(reviewing(mara_).open(""));
  must(reviewing(mara_).write_minutes(minutes_saying("Hers.")));
  sync();
  const std::string sheet = must(reviewing(jonas_).sheet());
  must(reviewing(mara_).write_minutes(minutes_saying("Hers, longer.")));
  sync();
  must(reviewing(jonas_).write_minutes(sheet));
  EXPECT_THAT(standing(jonas_), ElementsAre("Hers, longer.", "Hers."));
}

TEST_F(ReviewsTest, AFileThatNamesNoTextsReplacesThoseThatStand) {
  pair();
  must(reviewing(mara_).open(""));
  must(reviewing(mara_).write_minutes(minutes_saying("Hers.")));
  sync();
  must(reviewing(jonas_).write_minutes(minutes_saying("His.")));
  EXPECT_THAT(standing(jonas_), ElementsAre("His."));
}

TEST_F(ReviewsTest, OnesOwnFirstFileWrittenAgainReplacesOnesOwnText) {
  pair();
  must(reviewing(mara_).open(""));
  const std::string first = "replaces = []\n" + minutes_saying("Hers.");
  must(reviewing(mara_).write_minutes(first));
  must(reviewing(mara_).write_minutes("replaces = []\n" + minutes_saying("Hers, longer.")));
  EXPECT_THAT(standing(mara_), ElementsAre("Hers, longer."));
}

TEST_F(ReviewsTest, AFileOfAReviewThatIsOverMeanwhileIsRefused) {
  pair();
  must(reviewing(mara_).open(""));
  const EntryHash minutes = must(reviewing(mara_).write_minutes(minutes_saying("We spoke.")));
  sync();
  const std::string sheet = must(reviewing(mara_).sheet());
  must(reviewing(jonas_).sign_minutes(minutes.hex()));
  sync();
  EXPECT_EQ(reviewing(mara_).write_minutes(sheet).error().code, Code::review_over);
  must(reviewing(mara_).open(""));
  EXPECT_EQ(reviewing(mara_).write_minutes(sheet).error().code, Code::review_over);
}

TEST_F(ReviewsTest, MinutesThatAreMalformedSignNothing) {
  agree();
  must(reviewing(mara_).open(""));
  const std::string actions = [] {
    std::string all;
    for (std::size_t i = 0; i <= sizes::kActionsPerMinutes; ++i) all += action_saying("Rest");
    return all;
  }();
  const std::pair<std::string, Code> wrongs[] = {
      {"text = ", Code::document_syntax},
      {minutes_saying(""), Code::text_missing},
      {minutes_saying("We spoke.", "replaces = [\"abcdef\"]"), Code::id_unknown},
      {minutes_saying("We spoke.", "replaces = [\"ab\"]"), Code::id_malformed},
      {minutes_saying("We spoke.", "next_review = 2026-11-01"), Code::due_past},
      {minutes_saying("We spoke.", actions), Code::practice_too_many}};
  for (const auto& [toml, code] : wrongs) {
    const auto written = reviewing(mara_).write_minutes(toml);
    ASSERT_FALSE(written) << toml;
    EXPECT_EQ(written.error().code, code) << written.error().message;
  }
  EXPECT_THAT(open(mara_).minutes, IsEmpty());
  EXPECT_EQ(reviewing(mara_).add_item("").error().code, Code::text_missing);
  EXPECT_EQ(reviewing(mara_).add_item(std::string(sizes::kText + 1, 'a')).error().code,
            Code::text_too_long);
}

TEST_F(ReviewsTest, AnActionIsCarriedUntilOneOfThemMarksItAsDone) {
  pair();
  const EntryHash minutes = review(
      mara_, jonas_, minutes_saying("We spoke.", action_saying("Rest") + action_saying("Walk")));
  ASSERT_THAT(must(reviews(jonas_).actions(Which::open)), SizeIs(2));
  EXPECT_THAT(agenda(jonas_), ElementsAre("\"Rest\" is open (both).", "\"Walk\" is open (both)."));
  must(reviewing(jonas_).mark_done(minutes.hex() + ".2"));
  sync();
  for (Person* person : {&mara_, &jonas_}) {
    const auto left = must(reviews(*person).actions(Which::open));
    ASSERT_THAT(left, SizeIs(1));
    EXPECT_EQ(left[0].action.text, "Rest");
    EXPECT_THAT(must(reviews(*person).actions(Which::all)), SizeIs(2));
  }
  const EntryHash later = review(jonas_, mara_, minutes_saying("Again.", action_saying("Rest")));
  const auto carried = must(reviews(mara_).actions(Which::open));
  ASSERT_THAT(carried, SizeIs(1));
  EXPECT_EQ(carried[0].minutes, later);
  EXPECT_TRUE(carried[0].carried_over);
}

TEST_F(ReviewsTest, AnActionThatIsNoneOrDoneIsRefused) {
  pair();
  const EntryHash minutes =
      review(mara_, jonas_, minutes_saying("We spoke.", action_saying("Rest")));
  const std::string id = minutes.hex();
  for (const char* number : {".0", ".2", ".", "", ".one", ".1x", ".99999999999"})
    EXPECT_EQ(reviewing(mara_).mark_done(id + number).error().code, Code::action_unknown) << number;
  EXPECT_EQ(reviewing(mara_).mark_done("1a2b.1").error().code, Code::id_unknown);
  EXPECT_EQ(reviewing(mara_).mark_done(".1").error().code, Code::id_malformed);
  must(reviewing(mara_).mark_done(id.substr(0, 10) + ".1"));
  EXPECT_EQ(reviewing(mara_).mark_done(id + ".1").error().code, Code::action_done_already);
}

TEST_F(ReviewsTest, AnActionOfATextThatDoesNotCountIsNotDone) {
  pair();
  must(reviewing(mara_).open(""));
  const EntryHash text =
      must(reviewing(mara_).write_minutes(minutes_saying("We spoke.", action_saying("Rest"))));
  EXPECT_EQ(reviewing(mara_).mark_done(text.hex() + ".1").error().code, Code::action_unknown);
}

TEST_F(ReviewsTest, LessonsAreThoseOfMinutesThatCount) {
  pair();
  review(mara_, jonas_, minutes_saying("We spoke.", "lessons = \"Ask sooner.\""));
  review(jonas_, mara_, minutes_saying("Again.", "lessons = \"Rest.\""));
  must(reviewing(mara_).open(""));
  must(reviewing(mara_).write_minutes(minutes_saying("Third.", "lessons = \"Not yet.\"")));
  sync();
  const auto lessons = must(reviews(jonas_).lessons());
  ASSERT_THAT(lessons, SizeIs(2));
  EXPECT_EQ(lessons[0].text, "Rest.");
  EXPECT_EQ(lessons[1].text, "Ask sooner.");
}

TEST_F(ReviewsTest, TheSheetHoldsTheAgendaAndWhatIsOpenAndIsNothingYet) {
  pair();
  review(mara_, jonas_, minutes_saying("We spoke.", action_saying("Buy a lamp")));
  must(reviewing(mara_).add_item("The evenings,\nonce more"));
  must(reviewing(mara_).open(""));
  const std::string sheet = must(reviewing(mara_).sheet());
  EXPECT_NE(sheet.find("#   The evenings, once more\n"), std::string::npos) << sheet;
  EXPECT_NE(sheet.find("#text = \"Buy a lamp\"\n"), std::string::npos) << sheet;
  EXPECT_EQ(reviewing(mara_).write_minutes(sheet).error().code, Code::text_missing);
}

// How far the agenda looks back is counted by whoever opened: the two of them by turns.
TEST_F(ReviewsTest, TheAgendaLooksBackOverSoManyReviewsOfEachAndTheListsOverAll) {
  agree();
  const auto lamp = [&] { return testing::Contains(testing::HasSubstr("Buy a lamp")); };
  must(reviewing(mara_).add_item("The evenings"));
  review(mara_, jonas_, minutes_saying("We spoke.", action_saying("Buy a lamp")));
  for (std::size_t i = 1; i < kReviewsLately; ++i) {
    review(jonas_, mara_, minutes_saying("We spoke."));
    review(mara_, jonas_, minutes_saying("We spoke."));
  }
  EXPECT_THAT(agenda(jonas_), lamp());
  const EntryHash newest = review(mara_, jonas_, minutes_saying("And again."));
  const auto next = must(reviews(mara_).reminder()).next_ms;
  EXPECT_TRUE(next);
  for (Person* person : {&mara_, &jonas_}) {
    EXPECT_THAT(agenda(*person), testing::Not(lamp()));
    EXPECT_THAT(agenda(*person), testing::Not(testing::Contains("The evenings")));
    EXPECT_THAT(must(reviews(*person).actions(Which::open)), SizeIs(1));
    EXPECT_THAT(must(reviews(*person).history(1000)), SizeIs(2 * kReviewsLately));
    EXPECT_EQ(must(reviews(*person).reminder()).next_ms, next);
    const auto lately = must(reviews(*person).history(kReviewsLately));
    ASSERT_THAT(lately, SizeIs(kReviewsLately));
    EXPECT_EQ(lately.front().state.minutes.front().entry, newest);
  }
}

TEST_F(ReviewsTest, ManyTextsOfOnePartnerKeepNobodyFromWriting) {
  pair();
  const EntryHash opened = must(reviewing(mara_).open(""));
  sync();
  for (std::size_t i = 0; i < sizes::kMinutesReplaced + 8; ++i)
    say(jonas_, ledger::EntryKind::minutes,
        practice::Minutes{opened, "Text " + std::to_string(i), "", {}, 0, {}});
  sync();
  must(reviewing(mara_).write_minutes(must(reviewing(mara_).sheet())));
  must(reviewing(mara_).write_minutes(must(reviewing(mara_).sheet())));
  EXPECT_THAT(standing(mara_), SizeIs(1));
}

TEST_F(ReviewsTest, TheStatusSaysWhatWaitsAndWhenTheNextOneIs) {
  agree();  // a review every month, on Sunday at 20:00 in Amsterdam
  const auto reminder = [&](Person& person) { return must(reviews(person).reminder()); };
  const auto planned = reminder(mara_).next_ms;
  ASSERT_TRUE(planned);
  EXPECT_EQ(planned, reminder(jonas_).next_ms);
  EXPECT_GT(*planned, now_ + 25 * kDayMs);
  must(reviewing(mara_).open(""));
  EXPECT_TRUE(reminder(mara_).is_open);
  EXPECT_EQ(reminder(mara_).next_ms, std::nullopt);
  const EntryHash minutes =
      must(reviewing(mara_).write_minutes(minutes_saying("We spoke.", "next_review = 2026-12-06")));
  sync();
  EXPECT_EQ(reminder(mara_).minutes_waiting, 0U);
  EXPECT_EQ(reminder(jonas_).minutes_waiting, 1U);
  must(reviewing(jonas_).sign_minutes(minutes.hex()));
  EXPECT_EQ(reminder(jonas_).minutes_waiting, 0U);
  const auto next = reminder(jonas_).next_ms;
  ASSERT_TRUE(next);
  EXPECT_EQ(*next % kDayMs, 19 * kHourMs) << "at the rhythm's hour";
  must(jonas_.commands().end(""));
  EXPECT_EQ(reminder(jonas_).next_ms, std::nullopt) << "nothing is due once it is ended";
}

TEST_F(ReviewsTest, WithoutARhythmNoReviewIsPlanned) {
  pair();
  EXPECT_EQ(must(reviews(mara_).reminder()).next_ms, std::nullopt);
}

TEST_F(ReviewsTest, BothSeeTheSameWhateverArrivedFirst) {
  pair();
  std::mt19937 random(3);
  const auto write = [&](Person& person) {
    const std::string text = "Text " + std::to_string(random() % 1000);
    // What may not be done now is refused, and changes nothing.
    switch (random() % 6) {
      case 0:
        static_cast<void>(reviewing(person).open(text));
        break;
      case 1:
        static_cast<void>(reviewing(person).add_item(text));
        break;
      case 2:
        static_cast<void>(reviewing(person).write_minutes(
            minutes_saying(text, "lessons = \"Rest.\"\n" + action_saying("Walk"))));
        break;
      case 3:
        static_cast<void>(reviewing(person).join_minutes());
        break;
      case 4:
        if (const auto texts = reviews(person).to_sign())
          must(reviewing(person).sign_minutes(texts->front().entry.hex()));
        break;
      default:
        if (const auto actions = must(reviews(person).actions(Which::open)); !actions.empty())
          static_cast<void>(reviewing(person).mark_done(actions[0].minutes.hex() + "." +
                                                        std::to_string(actions[0].number + 1)));
    }
  };
  for (int i = 0; i < 60; ++i) {
    write(random() % 2 == 0 ? mara_ : jonas_);
    now_ += kMinuteMs;
    if (random() % 5 == 0) deliver(mara_, jonas_);
    if (random() % 5 == 0) deliver(jonas_, mara_);
  }
  sync();
  const auto states = [&](Person& person) {
    std::vector<practice::Review> out;
    for (auto& view : must(reviews(person).history(1000))) out.push_back(view.state);
    return out;
  };
  EXPECT_GT(states(mara_).size(), 1U);
  EXPECT_EQ(states(mara_), states(jonas_));
  EXPECT_EQ(must(reviews(mara_).actions(Which::all)), must(reviews(jonas_).actions(Which::all)));
  EXPECT_EQ(must(reviews(mara_).lessons()), must(reviews(jonas_).lessons()));
  EXPECT_EQ(agenda(mara_), agenda(jonas_));
}

}  // namespace
}  // namespace troth::vault
