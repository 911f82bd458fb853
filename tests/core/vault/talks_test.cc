#include "core/vault/talks.h"

#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

class TalksTest : public Couple {
 protected:
  Talks of(Person& person) { return {person.vault(), now_}; }
  std::vector<TalkView> waiting_for(Person& person) { return must(of(person).list(Which::open)); }
};

TEST_F(TalksTest, WaitsOnBothSidesUntilEitherNotesThatItWasHad) {
  pair();
  must(of(mara_).ask({true, "About Sunday."}));
  sync();
  const auto views = waiting_for(jonas_);
  ASSERT_EQ(views.size(), 1U);
  EXPECT_EQ(views[0].by_name, "Mara");
  EXPECT_TRUE(views[0].talk.as_equals);
  EXPECT_EQ(views[0].talk.wish.text, "About Sunday.");
  must(of(jonas_).had(""));
  sync();
  EXPECT_TRUE(waiting_for(mara_).empty());
  EXPECT_EQ(must(of(mara_).list(Which::all)).at(0).had_by_name, "Jonas");
}

TEST_F(TalksTest, NeedsNoAgreementAndIsNotHeldUpByAPause) {
  agree();
  must(jonas_.commands().pause(std::nullopt, ""));
  sync();
  EXPECT_TRUE(of(mara_).ask({}));
  EXPECT_TRUE(of(jonas_).ask({}));
}

TEST_F(TalksTest, ThePartnersStandBeforeOnesOwn) {
  pair();
  must(of(jonas_).ask({false, "His."}));
  now_ += kMinuteMs;
  must(of(mara_).ask({false, "Hers."}));
  sync();
  EXPECT_EQ(waiting_for(mara_).at(0).talk.wish.text, "His.");
  EXPECT_EQ(waiting_for(jonas_).at(0).talk.wish.text, "Hers.");
}

TEST_F(TalksTest, WhichOneIsMeantMustBeClear) {
  pair();
  EXPECT_EQ(of(mara_).had("").error().code, Code::talk_none);
  const EntryHash first = must(of(mara_).ask({}));
  must(of(mara_).ask({}));
  EXPECT_EQ(of(mara_).had("").error().code, Code::usage_wrong);
  must(of(mara_).had(first.hex().substr(0, 10)));
  EXPECT_EQ(of(mara_).had(first.hex()).error().code, Code::talk_had);
  EXPECT_EQ(of(mara_).had("abcdef").error().code, Code::id_unknown);
  must(of(mara_).had(""));
  EXPECT_TRUE(waiting_for(mara_).empty());
}

TEST_F(TalksTest, NothingIsAskedBeforeTheDigitsWereCompared) {
  exchange_pairing();
  EXPECT_EQ(of(mara_).ask({}).error().code, Code::own_comparison_missing);
  EXPECT_EQ(of(mara_).ask({false, std::string(20'000, 'a')}).error().code,
            Code::own_comparison_missing);
}

}  // namespace
}  // namespace troth::vault
