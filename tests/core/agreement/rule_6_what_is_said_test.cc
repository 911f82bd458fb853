// Rule 6: what the client says before an answer is signed and beside it after,
// what may be signed about a decision, and the words and stored form of verdicts.
#include <set>

#include "tests/core/agreement/lived.h"

namespace troth::agreement {
namespace {

using Rule6Said = Lived;

// --- what the client asks ---

TEST_F(Rule6Said, TheClientCanSayItBeforeItIsSigned) {
  const auto told = [&](Device& by, const ClauseId& area) {
    return by.agreement
        .verdict_if_answered_now({area, by.author(), true}, story.now, story, made_up_time)
        .value();
  };
  EXPECT_EQ(told(story.mara, house).outcome, Verdict::Outcome::inside);
  EXPECT_EQ(told(story.jonas, house).why, Outside::other_leads);
  // A pause that has arrived before its past: no mark can say it, and still.
  story.mara.agreement.add_waiting(test_id<EntryHash>("a pause"), story.jonas.partner, story.now);
  EXPECT_EQ(told(story.mara, house).why, Outside::paused);
}

TEST_F(Rule6Said, NoAnswerIsRefusedForBeingOutside) {
  story.end(story.jonas);
  story.sync();
  EXPECT_TRUE(story.all.may_answer(story.mara.author()));
  EXPECT_TRUE(story.all.may_answer(story.jonas.author()));
  EXPECT_TRUE(story.all.may_reopen(story.jonas.author()));
  EXPECT_TRUE(story.all.may_ask(house, story.jonas.author()));
}

TEST_F(Rule6Said, QuestionsAreAskedInAnAreaAndTheViewIsTheOthersToGive) {
  EXPECT_EQ(story.all.may_ask(story.area_named("Cellar"), story.mara.author()).error().code,
            Code::clause_not_there);
  EXPECT_EQ(story.all.may_ask(story.role_of(story.mara), story.mara.author()).error().code,
            Code::clause_not_there);
  EXPECT_EQ(story.all.may_give_view(house, story.mara.author()).error().code,
            Code::view_by_who_decides);
  EXPECT_TRUE(story.all.may_give_view(house, story.jonas.author()));
  amend(led({}, Reach::consult));
  EXPECT_EQ(story.all.who_decides(house), story.jonas.partner);
  EXPECT_TRUE(story.all.may_give_view(house, story.mara.author()));
  EXPECT_EQ(story.all.may_give_view(house, story.jonas.author()).error().code,
            Code::view_by_who_decides);
  amend(led({}, Reach::outside));
  EXPECT_EQ(story.all.who_decides(house), std::nullopt);
}

TEST_F(Rule6Said, ADeviceThatDoesNotCountSignsNoPartOfADecision) {
  const Device& phone = story.link_device(story.mara);
  for (const Status& status :
       {story.all.may_ask(house, phone.author()), story.all.may_give_view(house, phone.author()),
        story.all.may_answer(phone.author()), story.all.may_reopen(phone.author()),
        story.all.may_open_moment({{bed}, 0}, phone.author(), story.now)})
    EXPECT_EQ(status.error().code, Code::device_not_confirmed);
  const Author stranger{test_id<PartnerId>("stranger"), phone.id};
  EXPECT_EQ(story.all.may_answer(stranger).error().code, Code::partner_unknown);
}

TEST_F(Rule6Said, AnAnswerIsJudgedInAPastThatIsHeldAndWithTheTextsOfIt) {
  story.practice(story.mara);  // has not reached Jonas
  const Answer answer = story.answer(story.mara, garden);
  EXPECT_EQ(story.jonas.agreement.verdict_of(answer, story, made_up_time).error().code,
            Code::act_out_of_order);
  Answer stranger = answer;
  stranger.by = test_id<PartnerId>("stranger");
  EXPECT_EQ(story.all.verdict_of(stranger, story, made_up_time).error().code,
            Code::partner_unknown);
  const Story without_texts;
  EXPECT_EQ(story.all.verdict_of(answer, without_texts, made_up_time).error().code,
            Code::proposal_unknown);
}

// --- words ---

TEST(Rule6Words, EveryReasonHasItsOwnNameAndSentence) {
  std::set<std::string_view> names;
  std::set<std::string> sentences;
  const int last = static_cast<int>(Outside::no_moment);
  for (int why = 1; why <= last; ++why) {
    names.insert(name_of(static_cast<Outside>(why)));
    const std::string words = words_for(static_cast<Outside>(why), "Mara", "Jonas");
    sentences.insert(words);
    EXPECT_EQ(words.back(), '.');
  }
  EXPECT_EQ(names.size(), static_cast<std::size_t>(last));
  EXPECT_EQ(sentences.size(), static_cast<std::size_t>(last));
  EXPECT_EQ(words_for(Outside::other_leads, "Jonas", "Mara"), "In this area Mara leads.");
}

TEST(Rule6Words, AVerdictSaysAllThatThereIsToSay) {
  const Verdict paused{Verdict::Outcome::outside, Outside::paused, true};
  EXPECT_EQ(mark_for(paused), "outside the agreement");
  EXPECT_EQ(words_for(paused, "Mara", "Jonas"),
            "Everything was paused. It was answered without Jonas's view.");
  const Verdict free{Verdict::Outcome::outside, Outside::own_decision, false};
  EXPECT_EQ(mark_for(free), "decided freely");
  const Verdict unclear{Verdict::Outcome::time_unclear, {}, false};
  EXPECT_EQ(mark_for(unclear), "time unclear");
  EXPECT_EQ(words_for(unclear, "Mara", "Jonas"),
            "It is dated before something that Mara had seen.");
  EXPECT_EQ(words_for(Verdict{Verdict::Outcome::inside, {}, false}, "Mara", "Jonas"), "");
}

TEST(Rule6Words, AVerdictIsItsStoredFormAndNoDamagedOne) {
  const Verdict verdict{Verdict::Outcome::outside, Outside::no_moment, true};
  const Bytes stored = encode(verdict);
  EXPECT_EQ(*decode_verdict(stored), verdict);
  for (std::size_t at = 0; at < stored.size(); ++at) {
    Bytes damaged = stored;
    damaged[at] = 0xFF;
    EXPECT_EQ(decode_verdict(damaged).error().code, Code::act_malformed) << at;
  }
  EXPECT_FALSE(decode_verdict({}));
  EXPECT_FALSE(decode_verdict(ByteView(stored).first(3)));
  // A reason exactly where it is outside.
  EXPECT_FALSE(decode_verdict(Bytes{1, 1, 5, 0}));
  EXPECT_FALSE(decode_verdict(Bytes{1, 2, 0, 0}));
}

}  // namespace
}  // namespace troth::agreement
