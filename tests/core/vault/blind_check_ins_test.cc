#include "core/vault/blind_check_ins.h"

#include "core/vault/check_ins.h"
#include "core/vault/leaving.h"
#include "core/vault/signing.h"
#include "core/vault/state.h"
#include "tests/core/vault/hostile.h"

namespace troth::vault {
namespace {

using Stage = practice::BlindAnswer::Stage;
using Sight = practice::BlindAnswer::Sight;
using ledger::EntryKind;

class BlindCheckInsTest : public Couple {
 protected:
  CheckIns check_ins(Person& person) { return {person.vault(), now_}; }
  CheckInWritten blind(Person& person, const CheckInAnswers& answers) {
    return must(check_ins(person).write(answers, Openness::blind));
  }
  // How `reader` sees the newest of one of the two.
  CheckInView seen(Person& reader, Side by) {
    for (const auto& view : must(reader.queries().check_ins(10)))
      if (view.by == by) return view;
    ADD_FAILURE() << "no check-in is there";
    return {};
  }
  static bool is_readable(const CheckInView& view, const std::string& text) {
    return view.content && view.content->text == text;
  }
  // Whether any entry that the person holds has these words.
  static bool holds(Person& person, const std::string& text) {
    for (const auto& placed : must(person.state().store().ledger().newest(1000)))
      if (string_of(placed.entry.payload()).find(text) != std::string::npos) return true;
    return false;
  }
  static std::size_t openings(Person& person) {
    std::size_t count = 0;
    for (const auto& placed : must(person.state().store().ledger().newest(1000)))
      if (placed.place.kind == EntryKind::opening || placed.place.kind == EntryKind::open_by_hand)
        ++count;
    return count;
  }
  void tell_mara(const std::vector<Bytes>& entries) {
    auto message = honest_message(jonas_);
    message.entries = entries;
    must(mara_.receive(seal_as(jonas_, message, now_, random_)));
  }
};

TEST_F(BlindCheckInsTest, NeitherSeesTheOthersBeforeBothHaveAnswered) {
  pair();
  EXPECT_FALSE(blind(mara_, saying("Slept badly.")).is_open);
  sync();
  const CheckInView hers = seen(jonas_, Side::partners);
  EXPECT_EQ(hers.blind->stage, Stage::committed);
  EXPECT_FALSE(hers.content);
  EXPECT_FALSE(hers.blind->may_be_opened);
  EXPECT_FALSE(holds(jonas_, "Slept badly."));

  EXPECT_TRUE(blind(jonas_, saying("Good days.")).is_open);
  EXPECT_FALSE(holds(mara_, "Good days."));
  sync();
  EXPECT_TRUE(is_readable(seen(jonas_, Side::partners), "Slept badly."));
  EXPECT_TRUE(is_readable(seen(mara_, Side::partners), "Good days."));
  for (Person* person : {&mara_, &jonas_})
    for (const Side side : {Side::mine, Side::partners})
      EXPECT_EQ(seen(*person, side).blind->sight, Sight::blind) << person->name();
}

TEST_F(BlindCheckInsTest, BothOfflineOpenOnceTheyMeet) {
  pair();
  EXPECT_FALSE(blind(mara_, saying("Slept badly.")).is_open);
  EXPECT_FALSE(blind(jonas_, saying("Good days.")).is_open);
  deliver(mara_, jonas_);
  EXPECT_FALSE(holds(jonas_, "Slept badly."));
  sync();
  EXPECT_TRUE(is_readable(seen(jonas_, Side::partners), "Slept badly."));
  EXPECT_TRUE(is_readable(seen(mara_, Side::partners), "Good days."));
  EXPECT_EQ(seen(mara_, Side::mine).blind->sight, Sight::blind);
  EXPECT_EQ(seen(mara_, Side::partners).blind->sight, Sight::blind);
  EXPECT_EQ(openings(mara_), 2U);
  EXPECT_EQ(openings(jonas_), 2U);
}

TEST_F(BlindCheckInsTest, WhatIsNotOpenIsThereForItsAuthorAlso) {
  pair();
  blind(mara_, saying("Slept badly."));
  mara_.close();  // as a crash would
  mara_.open();
  const CheckInView own = seen(mara_, Side::mine);
  EXPECT_TRUE(is_readable(own, "Slept badly."));
  EXPECT_EQ(own.blind->stage, Stage::committed);
  sync();
  blind(jonas_, saying("Good days."));
  deliver(jonas_, mara_);
  mara_.close();  // between what arrived and the opening
  mara_.open();
  EXPECT_TRUE(seen(mara_, Side::mine).blind->other_has_answered);
  sync();
  EXPECT_TRUE(is_readable(seen(jonas_, Side::partners), "Slept badly."));
  EXPECT_TRUE(
      must(mara_.state().store().state().keys(store::StateName::unopened_check_in)).empty());
}

TEST_F(BlindCheckInsTest, NobodyAnswersBlindlyTwiceForAPeriod) {
  pair();
  blind(mara_, saying("Slept badly."));
  const std::uint64_t before = must(mara_.state().own_seq());
  EXPECT_EQ(check_ins(mara_).write(saying("Slept well."), Openness::blind).error().code,
            Code::check_in_blind_twice);
  EXPECT_EQ(must(mara_.state().own_seq()), before);
  EXPECT_TRUE(is_readable(seen(mara_, Side::mine), "Slept badly."));
}

TEST_F(BlindCheckInsTest, WhatWasChangedAfterwardsStaysClosed) {
  pair();
  const auto hers = blind(mara_, saying("Slept badly."));
  practice::CheckIn other = *seen(mara_, Side::mine).content;
  other.text = "Slept well.";
  Bytes swapped(practice::Nonce::kSize);
  const Bytes content = must(practice::encode(other));
  swapped.insert(swapped.end(), content.begin(), content.end());
  auto change = must(mara_.state().store().begin());
  must(change.state().put(store::StateName::unopened_check_in, crypto::Secret::copy_of(swapped),
                          hers.entry.view()));
  must(change.commit());
  sync();
  blind(jonas_, saying("Good days."));
  sync();
  EXPECT_EQ(seen(jonas_, Side::partners).blind->stage, Stage::committed);
  EXPECT_EQ(check_ins(mara_).open(hers.entry.hex()).error().code, Code::check_in_not_as_committed);
  EXPECT_EQ(openings(mara_), 1U) << "his alone";
}

TEST_F(BlindCheckInsTest, AnOpeningOfSomethingElseIsShownAsJustThat) {
  pair();
  const auto his = blind(jonas_, saying("Good days."));
  sync();
  practice::CheckIn other = *seen(jonas_, Side::mine).content;
  other.text = "Whatever she wrote.";
  other.wants_to_talk = true;
  const practice::Opening opening{his.entry, {}, must(practice::encode(other))};
  tell_mara({sign_as(jonas_, EntryKind::opening, must(practice::encode(opening)), now_, random_)
                 .encode()});
  const CheckInView shown = seen(mara_, Side::partners);
  EXPECT_EQ(shown.blind->stage, Stage::opened_falsely);
  EXPECT_FALSE(shown.content);
  EXPECT_TRUE(must(mara_.queries().status()).flagged.empty());
}

// Who commits to a period a thousand times more has still committed once, and hers opens.
TEST_F(BlindCheckInsTest, AThousandMoreCommitmentsHideNeitherTheFirstNorTheOthers) {
  pair();
  const auto hers = blind(mara_, saying("Slept badly."));
  const auto his = blind(jonas_, saying("Good days."));
  {
    const practice::Period period = seen(jonas_, Side::mine).content->period;
    auto signing = must(Signing::begin(jonas_.state(), now_));
    for (std::size_t i = 0; i < 1000; ++i)
      must(signing.sign(EntryKind::blind_check_in, must(practice::encode(practice::BlindCheckIn{
                                                       period, random_.id<Hash>()}))));
    must(signing.commit());
  }
  deliver(jonas_, mara_);
  deliver(mara_, jonas_);
  EXPECT_TRUE(holds(jonas_, "Slept badly."));
  bool has_his = false;
  for (const auto& view : must(mara_.queries().check_ins(2000)))
    has_his = has_his || view.entry == his.entry;
  EXPECT_TRUE(has_his);
  EXPECT_EQ(check_ins(mara_).write(saying("Again."), Openness::blind).error().code,
            Code::check_in_blind_twice);
  EXPECT_EQ(check_ins(mara_).open(hers.entry.hex()).error().code, Code::check_in_opened_already);
}

TEST_F(BlindCheckInsTest, OneThatTheOtherNeverAnswersIsOpenedByHandAfterItsPeriod) {
  pair();
  const auto hers = blind(mara_, saying("Slept badly."));
  sync();
  EXPECT_EQ(check_ins(mara_).open(hers.entry.hex()).error().code, Code::check_in_blind_waits);
  now_ += kWeekMs;
  sync();
  EXPECT_FALSE(holds(jonas_, "Slept badly.")) << "nothing opens by itself";
  EXPECT_TRUE(seen(mara_, Side::mine).blind->may_be_opened);
  must(check_ins(mara_).open(hers.entry.hex()));
  sync();
  EXPECT_TRUE(is_readable(seen(jonas_, Side::partners), "Slept badly."));
  EXPECT_EQ(check_ins(mara_).open(hers.entry.hex()).error().code, Code::check_in_opened_already);
}

TEST_F(BlindCheckInsTest, OnlyItsAuthorOpensIt) {
  pair();
  const auto hers = blind(mara_, saying("Slept badly."));
  sync();
  now_ += kWeekMs;
  EXPECT_EQ(check_ins(jonas_).open(hers.entry.hex()).error().code, Code::usage_wrong);
  EXPECT_EQ(check_ins(jonas_).open("abcdef").error().code, Code::id_unknown);
  EXPECT_EQ(check_ins(jonas_).open("xyz").error().code, Code::id_malformed);
}

TEST_F(BlindCheckInsTest, AnOpenOneOpensNothingAndCanBeLeanedOn) {
  pair();
  blind(mara_, saying("Slept badly."));
  must(jonas_.commands().check_in(saying("Good days.")));
  sync();
  EXPECT_EQ(seen(jonas_, Side::partners).blind->stage, Stage::committed);
  must(mara_.commands().check_in(saying("And openly.")));
  sync();
  now_ += kMinuteMs;
  blind(jonas_, saying("Me too."));
  sync();
  EXPECT_EQ(seen(mara_, Side::partners).blind->sight, Sight::after_the_other);
}

TEST_F(BlindCheckInsTest, ItsFlagsComeToTheTopOnceItIsOpen) {
  pair();
  blind(mara_, wishing_to_talk());
  sync();
  EXPECT_TRUE(must(jonas_.queries().status()).flagged.empty());
  blind(jonas_, saying("Good days."));
  sync();
  const auto flagged = must(jonas_.queries().status()).flagged;
  ASSERT_EQ(flagged.size(), 1U);
  EXPECT_TRUE(flagged[0].content->wants_to_talk);
  EXPECT_TRUE(must(mara_.queries().status()).flagged.empty());
}

TEST_F(BlindCheckInsTest, TheRhythmSaysWhetherOneIsBlindAndWhoWritesItMaySayOtherwise) {
  agree();
  EXPECT_FALSE(must(check_ins(mara_).write(saying("Open."), Openness::as_agreed)).is_blind);
  must(mara_.commands().propose(
      "title = \"T\"\nreason = \"R\"\n[rhythm]\ncheck_in = \"day\"\nblind = true\n"));
  sync();
  must(jonas_.commands().accept(waiting(jonas_)));
  EXPECT_TRUE(must(check_ins(jonas_).write(saying("Blind."), Openness::as_agreed)).is_blind);
  EXPECT_FALSE(must(check_ins(jonas_).write(saying("Open."), Openness::open)).is_blind);
}

TEST_F(BlindCheckInsTest, WhatIsRefusedLeavesNothingBehind) {
  agree();
  EXPECT_EQ(check_ins(mara_).write(rating("colour", 3), Openness::blind).error().code,
            Code::dimension_unknown);
  EXPECT_EQ(check_ins(mara_).write({}, Openness::blind).error().code, Code::check_in_empty);
  EXPECT_TRUE(
      must(mara_.state().store().state().keys(store::StateName::unopened_check_in)).empty());
  EXPECT_TRUE(must(mara_.queries().check_ins(10)).empty());
}

TEST_F(BlindCheckInsTest, GoesWithThePair) {
  pair();
  blind(mara_, saying("Slept badly."));
  must(unpair(mara_.state()));
  EXPECT_TRUE(
      must(mara_.state().store().state().keys(store::StateName::unopened_check_in)).empty());
}

TEST_F(BlindCheckInsTest, TheNextIsDueByTheRhythmWhileThatIsInForce) {
  pair();
  EXPECT_FALSE(must(check_ins(mara_).due())) << "no rhythm is agreed";
  must(mara_.commands().propose(kFirstProposal));
  sync();
  must(jonas_.commands().accept(waiting(jonas_)));
  sync();
  const auto due = must(check_ins(mara_).due());
  ASSERT_TRUE(due);
  EXPECT_TRUE(due->period.contains(now_));
  EXPECT_FALSE(due->is_answered);
  blind(mara_, saying("Slept badly."));
  EXPECT_TRUE(must(check_ins(mara_).due())->is_answered);
  EXPECT_FALSE(must(check_ins(jonas_).due())->is_answered);
  must(mara_.commands().pause(std::nullopt, ""));
  EXPECT_FALSE(must(check_ins(mara_).due())) << "nothing is expected of anybody";
}

}  // namespace
}  // namespace troth::vault
