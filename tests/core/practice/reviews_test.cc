#include "core/practice/reviews.h"

#include <gtest/gtest.h>

#include "core/base/sizes.h"
#include "tests/core/practice/couple.h"

namespace troth::practice {
namespace {

using test::id_of;

struct ReviewTest : testing::Test {
  EntryHash open(test::Side& side) { return couple.write(side, ReviewOpened{""}); }
  EntryHash minutes(test::Side& side, const EntryHash& review, const std::string& text,
                    std::vector<EntryHash> replaces = {}, std::vector<Action> actions = {}) {
    std::ranges::sort(replaces);
    return couple.write(side,
                        Minutes{review, text, "", std::move(actions), 0, std::move(replaces)});
  }
  EntryHash sign(test::Side& side, const EntryHash& text) {
    couple.meet();
    return couple.write(side, MinutesSigned{text});
  }
  // A review from its opening to both signatures.
  EntryHash hold(std::vector<Action> actions = {}) {
    couple.meet();
    const EntryHash review = open(mara);
    const EntryHash text = minutes(mara, review, "We spoke.", {}, std::move(actions));
    sign(jonas, text);
    couple.meet();
    return text;
  }
  Reviews all() {
    EXPECT_TRUE(test::same_in_any_order(couple.notes, reviews_of));
    return reviews_of(couple.notes);
  }
  Review only() {
    const Reviews reviews = all();
    EXPECT_EQ(reviews.reviews.size(), 1U);
    return reviews.reviews.empty() ? Review{} : reviews.reviews.front();
  }
  static const MinutesText& text_of(const Review& review, const EntryHash& entry) {
    return *std::ranges::find(review.minutes, entry, &MinutesText::entry);
  }

  test::Couple couple;
  test::Side& mara = couple.mara;
  test::Side& jonas = couple.jonas;
  Action lamp{"Buy a lamp", couple.mara.partner, 0};
};

// --- which openings are one review ---

TEST_F(ReviewTest, TwoOpenedAtOnceAreOneNamedByTheSmallerHash) {
  const EntryHash hers = open(mara);
  const EntryHash his = open(jonas);
  EXPECT_EQ(only().name, std::min(hers, his));
  EXPECT_EQ(only().names, (std::vector{std::min(hers, his), std::max(hers, his)}));
  const Reviews reviews = all();
  EXPECT_NE(reviews.find(hers), nullptr);
  EXPECT_EQ(reviews.find(hers), reviews.find(his));
  EXPECT_EQ(reviews.find(id_of<EntryHash>(1)), nullptr);
}

TEST_F(ReviewTest, MinutesUnderEitherNameAreOfTheOneReview) {
  const EntryHash hers = open(mara);
  const EntryHash his = open(jonas);
  minutes(mara, hers, "Mine");
  const EntryHash text = minutes(jonas, his, "His");
  sign(mara, text);
  EXPECT_EQ(only().minutes.size(), 2U);
  EXPECT_TRUE(only().is_over);
}

TEST_F(ReviewTest, OneOpenedWhileAnotherIsKnownToBeOpenIsTheSame) {
  open(mara);
  couple.meet();
  open(jonas);
  EXPECT_EQ(only().names.size(), 2U);
  EXPECT_EQ(may_open_review(all()).error().code, Code::review_open_already);
}

TEST_F(ReviewTest, OneOpenedAfterAnotherIsOverIsNew) {
  hold();
  EXPECT_TRUE(may_open_review(all()));
  EXPECT_EQ(all().open(), nullptr);
  open(jonas);
  EXPECT_EQ(all().reviews.size(), 2U);
  EXPECT_NE(all().open(), nullptr);
}

TEST_F(ReviewTest, TheNextOfTwoOpenedAtOnceIsNew) {
  const EntryHash hers = open(mara);
  open(jonas);
  couple.meet();
  sign(jonas, minutes(mara, hers, "We spoke."));
  couple.meet();
  open(mara);
  open(jonas);
  ASSERT_EQ(all().reviews.size(), 2U);
  EXPECT_EQ(all().reviews[0].names.size(), 2U);
  EXPECT_EQ(all().reviews[1].names.size(), 2U);
}

TEST_F(ReviewTest, OneOpenedWithoutHavingSeenTheSignatureIsTheSame) {
  const EntryHash review = open(mara);
  const EntryHash text = minutes(mara, review, "We spoke.");
  sign(jonas, text);
  open(mara);  // she has not heard of his signature
  EXPECT_EQ(only().names.size(), 2U);
  EXPECT_TRUE(only().is_over);
}

// --- which text counts ---

TEST_F(ReviewTest, MinutesCountWhenTheOtherSignedThatVeryText) {
  const EntryHash review = open(mara);
  const EntryHash text = minutes(mara, review, "We spoke.");
  EXPECT_FALSE(only().is_over);
  EXPECT_TRUE(text_of(only(), text).is_head);
  const EntryHash signature = sign(jonas, text);
  EXPECT_TRUE(only().is_over);
  EXPECT_EQ(text_of(only(), text).signed_by, signature);
  EXPECT_TRUE(text_of(only(), text).counts);
}

TEST_F(ReviewTest, OnesOwnSignatureUnderOnesOwnTextCountsNothing) {
  const EntryHash text = minutes(mara, open(mara), "We spoke.");
  sign(mara, text);
  EXPECT_FALSE(only().is_over);
  EXPECT_EQ(may_sign(text_of(only(), text), mara.partner).error().code, Code::minutes_own);
  EXPECT_TRUE(may_sign(text_of(only(), text), jonas.partner));
}

TEST_F(ReviewTest, ASignatureUnderAnOlderTextIsNotOneUnderTheNewer) {
  const EntryHash review = open(mara);
  const EntryHash older = minutes(mara, review, "We spoke.");
  const EntryHash newer = minutes(mara, review, "We spoke, and agreed.", {older});
  EXPECT_EQ(may_sign(text_of(only(), older), jonas.partner).error().code, Code::minutes_replaced);
  sign(jonas, older);
  EXPECT_TRUE(text_of(only(), older).counts);
  EXPECT_FALSE(text_of(only(), newer).counts);
  EXPECT_EQ(may_sign(text_of(only(), older), jonas.partner).error().code,
            Code::minutes_signed_already);
  sign(jonas, newer);
  EXPECT_FALSE(text_of(only(), older).counts) << "both signed the newer, which replaces it";
  EXPECT_TRUE(text_of(only(), newer).counts);
}

TEST_F(ReviewTest, ATextReplacedThroughAnUnsignedOneDoesNotCountBesideTheNewest) {
  const EntryHash review = open(mara);
  const EntryHash first = minutes(mara, review, "One");
  sign(jonas, first);
  const EntryHash second = minutes(jonas, review, "Two", {first});
  EXPECT_TRUE(text_of(only(), first).counts) << "the second is signed by one alone";
  const EntryHash third = minutes(jonas, review, "Three", {second});
  sign(mara, third);
  EXPECT_FALSE(text_of(only(), first).counts);
  EXPECT_TRUE(text_of(only(), third).counts);
}

TEST_F(ReviewTest, EditedByBothAtOnceThereAreTwoHeads) {
  const EntryHash review = open(mara);
  const EntryHash first = minutes(mara, review, "One");
  couple.meet();
  const EntryHash hers = minutes(mara, review, "Hers", {first});
  const EntryHash his = minutes(jonas, review, "His", {first});
  EXPECT_TRUE(only().is_edited_twice());
  EXPECT_FALSE(text_of(only(), first).is_head);
  auto both = std::vector{hers, his};
  std::ranges::sort(both);
  EXPECT_EQ(*may_write_minutes(only()), both);
  couple.meet();
  const EntryHash joined = minutes(mara, review, "Both", both);
  EXPECT_FALSE(only().is_edited_twice());
  sign(jonas, joined);
  EXPECT_EQ(may_write_minutes(only()).error().code, Code::review_over);
}

TEST_F(ReviewTest, ManyHeadsKeepNobodyFromWriting) {
  const EntryHash review = open(mara);
  couple.meet();
  std::vector<EntryHash> texts;
  for (int i = 0; i < 40; ++i) texts.push_back(minutes(jonas, review, "Again"));
  texts.erase(texts.begin(), texts.end() - sizes::kMinutesReplaced);
  std::ranges::sort(texts);
  EXPECT_EQ(*may_write_minutes(only()), texts);
  EXPECT_TRUE(validate(Minutes{review, "Ours", "", {}, 0, *may_write_minutes(only())}));
}

TEST_F(ReviewTest, MinutesOfNoKnownReviewAreNotShown) {
  minutes(mara, id_of<EntryHash>(3), "Of what?");
  EXPECT_EQ(all(), Reviews{});
}

// --- what waits for it ---

TEST_F(ReviewTest, AnItemBelongsToTheOpenReviewElseToTheNext) {
  couple.write(mara, AgendaItem{"Tea", {}});
  EXPECT_EQ(all().for_next.size(), 1U);
  open(mara);
  EXPECT_TRUE(all().for_next.empty());
  EXPECT_EQ(only().items[0].item.text, "Tea");
}

TEST_F(ReviewTest, AnItemThatTheMinutesHadNotSeenWaitsForTheNextReview) {
  couple.write(mara, AgendaItem{"Tea", {}});
  const EntryHash text = minutes(mara, open(mara), "We spoke.");
  couple.write(jonas, AgendaItem{"The evenings", id_of<ClauseId>(1)});
  sign(jonas, text);
  ASSERT_EQ(all().for_next.size(), 1U);
  EXPECT_EQ(all().for_next[0].item.text, "The evenings");
  EXPECT_EQ(all().for_next[0].about, About(id_of<ClauseId>(1)));
  EXPECT_EQ(only().items[0].item.text, "Tea");
}

// --- what came of it ---

TEST_F(ReviewTest, ActionsOfTheTextThatCountsAreOpenUntilEitherDidThem) {
  const EntryHash text = hold({lamp, {"Write to Ghent", {}, 9}});
  ASSERT_EQ(all().actions.size(), 2U);
  EXPECT_EQ(all().actions[1].action.due_ms, 9);
  EXPECT_EQ(may_be_done(all(), {text, 2}).error().code, Code::action_unknown);
  const EntryHash done = couple.write(jonas, ActionDone{text, 0});
  EXPECT_EQ(all().actions[0].done->entry, done);
  EXPECT_EQ(all().actions[1].done, std::nullopt);
  EXPECT_EQ(may_be_done(all(), {text, 0}).error().code, Code::action_done_already);
  EXPECT_TRUE(may_be_done(all(), {text, 1}));
}

TEST_F(ReviewTest, ActionsOfATextThatDoesNotCountAreNone) {
  minutes(mara, open(mara), "We spoke.", {}, {lamp});
  EXPECT_TRUE(all().actions.empty());
}

TEST_F(ReviewTest, AnOpenActionTakenOnAgainIsShownOnceAndCarriedOver) {
  hold({lamp});
  const EntryHash second = hold({lamp});
  ASSERT_EQ(all().actions.size(), 1U);
  EXPECT_EQ(all().actions[0].minutes, second);
  EXPECT_TRUE(all().actions[0].carried_over);
}

TEST_F(ReviewTest, ADoneActionTakenOnAgainIsANewOne) {
  const EntryHash first = hold({lamp});
  couple.write(mara, ActionDone{first, 0});
  hold({lamp});
  ASSERT_EQ(all().actions.size(), 2U);
  EXPECT_FALSE(all().actions[1].carried_over);
  EXPECT_EQ(all().actions[1].done, std::nullopt);
}

TEST_F(ReviewTest, AnActionDoneUnderTheReplacedTextIsDone) {
  const EntryHash review = open(mara);
  const EntryHash first = minutes(mara, review, "One", {}, {lamp});
  sign(jonas, first);
  couple.write(mara, ActionDone{first, 0});
  const EntryHash second =
      minutes(jonas, review, "Two", {first}, {{"Write to Ghent", {}, 0}, lamp});
  sign(mara, second);
  ASSERT_EQ(all().actions.size(), 2U);
  EXPECT_FALSE(all().actions[0].done);
  EXPECT_TRUE(all().actions[1].done);
}

TEST_F(ReviewTest, AnActionDoneInOtherWordsIsNotThisOne) {
  const EntryHash review = open(mara);
  const EntryHash first = minutes(mara, review, "One", {}, {lamp});
  sign(jonas, first);
  couple.write(mara, ActionDone{first, 0});
  couple.write(mara, ActionDone{first, 7});
  const Action for_jonas{lamp.text, jonas.partner, 0};
  sign(mara, minutes(jonas, review, "Two", {first}, {for_jonas}));
  ASSERT_EQ(all().actions.size(), 1U);
  EXPECT_FALSE(all().actions[0].done);
}

TEST_F(ReviewTest, WhereBothTextsCountTheirCommonActionIsShownOnce) {
  const EntryHash review = open(mara);
  couple.meet();
  const EntryHash hers = minutes(mara, review, "Hers", {}, {lamp});
  const EntryHash his = minutes(jonas, review, "His", {}, {lamp});
  sign(jonas, hers);
  sign(mara, his);
  EXPECT_TRUE(text_of(only(), hers).counts && text_of(only(), his).counts);
  EXPECT_EQ(all().actions.size(), 1U);
}

TEST_F(ReviewTest, GivesLessonsAndTheNextDate) {
  const EntryHash review = open(mara);
  const EntryHash text =
      couple.write(mara, Minutes{review, "We spoke.", "Ask earlier.", {}, 77, {}});
  EXPECT_TRUE(all().lessons.empty());
  EXPECT_EQ(all().next_review_ms, 0);
  EXPECT_EQ(all().last, std::nullopt);
  sign(jonas, text);
  EXPECT_EQ(all().lessons.at(0).text, "Ask earlier.");
  EXPECT_EQ(all().next_review_ms, 77);
  EXPECT_EQ(all().last->minutes, text);
  EXPECT_TRUE(all().last->seen.contains(couple.note(text).at));
  hold();
  EXPECT_EQ(all().next_review_ms, 0) << "the last review names no date";
  EXPECT_EQ(all().lessons.size(), 1U);
}

TEST_F(ReviewTest, LooksBackFromTheFirstTextThatBothSigned) {
  const EntryHash review = open(mara);
  const EntryHash first = minutes(mara, review, "One");
  sign(jonas, first);
  const EntryHash since = couple.write(jonas, AgendaItem{"New", {}});
  sign(mara, minutes(jonas, review, "Two", {first}));
  EXPECT_EQ(all().last->minutes, first);
  EXPECT_FALSE(all().last->seen.contains(couple.note(since).at));
}

}  // namespace
}  // namespace troth::practice
