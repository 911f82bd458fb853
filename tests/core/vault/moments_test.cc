#include "core/vault/moments.h"

#include "core/document/calendar.h"
#include "core/vault/signing.h"
#include "core/vault/state.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

using agreement::Outside;

class MomentsTest : public Couple {
 protected:
  // Agreed, and an area that applies in moments, where Jonas decides.
  void SetUp() override {
    agree();
    must(
        mara_.commands().propose("title = \"T\"\nreason = \"R\"\n[[area]]\nname = \"Evenings\"\n"
                                 "reach = \"delegate\"\nwhen = \"moments\"\n"));
    sync();
    must(jonas_.commands().accept(waiting(jonas_)));
    sync();
  }
  Moments of(Person& person) { return {person.vault(), now_}; }
  std::size_t open_ones(Person& person) { return must(of(person).list(Which::open)).size(); }
  // Why what Jonas decides there now would be outside of the agreement.
  std::optional<Outside> outside() {
    const PairState& pair = *jonas_.state().pair();
    const store::Proposals proposals(jonas_.state().store().ledger(), pair.reading());
    const agreement::Agreement::Answering answering{
        agreement::area_id(pair.record.pair, "Evenings"), jonas_.state().author(), false};
    return must(pair.agreement.verdict_if_answered_now(answering, now_, proposals,
                                                       document::civil_time()))
        .why;
  }
};

TEST_F(MomentsTest, GivesTheAreaWhileItIsOpenAndNoLonger) {
  EXPECT_EQ(outside(), Outside::no_moment);
  must(of(jonas_).open({{"Evenings"}, 0, "Till we sleep."}));
  EXPECT_EQ(outside(), std::nullopt);
  sync();
  const auto views = must(of(mara_).list(Which::open));
  ASSERT_EQ(views.size(), 1U);
  EXPECT_EQ(views[0].areas, std::vector<std::string>{"Evenings"});
  EXPECT_EQ(views[0].by_name, "Jonas");
  must(of(mara_).close("", ""));
  EXPECT_EQ(open_ones(mara_), 0U) << "at once, and offline";
  EXPECT_EQ(outside(), std::nullopt) << "he has not heard of it";
  sync();
  EXPECT_EQ(outside(), Outside::no_moment);
  const auto over = must(of(jonas_).list(Which::all));
  ASSERT_EQ(over.size(), 1U);
  EXPECT_EQ(over[0].closed_by_name, "Mara");
  EXPECT_FALSE(over[0].is_open);
}

TEST_F(MomentsTest, SaysWhatOfItIsNotInForce) {
  must(of(jonas_).open({{"Evenings"}, 0, ""}));
  EXPECT_TRUE(must(of(jonas_).list(Which::open)).at(0).resting.empty());
  must(jonas_.commands().pause(std::nullopt, ""));
  const auto view = must(of(jonas_).list(Which::open)).at(0);
  EXPECT_EQ(view.resting, std::vector<std::string>{"Evenings"});
  EXPECT_EQ(view.areas, view.resting);
}

TEST_F(MomentsTest, WithoutAnAreaItOpensAllThatApplyInMoments) {
  must(of(mara_).open({}));
  EXPECT_EQ(must(of(mara_).list(Which::open)).at(0).areas, std::vector<std::string>{"Evenings"});
}

TEST_F(MomentsTest, EndsByItselfWhereItSaysSo) {
  must(of(jonas_).open({{}, now_ + kHourMs, ""}));
  EXPECT_EQ(outside(), std::nullopt);
  now_ += kHourMs;
  EXPECT_EQ(outside(), Outside::no_moment);
  EXPECT_EQ(open_ones(jonas_), 0U);
  EXPECT_EQ(of(jonas_).close("", "").error().code, Code::moment_none);
}

TEST_F(MomentsTest, WhatWouldOpenNothingIsRefused) {
  EXPECT_EQ(of(mara_).open({{"Household"}, 0, ""}).error().code, Code::moment_opens_nothing);
  EXPECT_EQ(of(mara_).open({{}, now_, ""}).error().code, Code::moment_opens_nothing);
  EXPECT_EQ(of(mara_).open({{"Nowhere"}, 0, ""}).error().code, Code::area_unknown);
  must(jonas_.commands().pause(std::nullopt, ""));
  EXPECT_EQ(of(jonas_).open({}).error().code, Code::moment_opens_nothing);
  EXPECT_TRUE(must(of(jonas_).list(Which::all)).empty());
}

TEST_F(MomentsTest, AllThatAreOpenAreClosedAtOnceOrOneByItsId) {
  const EntryHash first = must(of(mara_).open({}));
  must(of(mara_).open({}));
  must(of(mara_).open({}));
  EXPECT_EQ(must(of(mara_).close(first.hex().substr(0, 10), "Enough.")), std::vector{first});
  EXPECT_EQ(open_ones(mara_), 2U);
  EXPECT_EQ(of(mara_).close(first.hex(), "").error().code, Code::moment_over);
  EXPECT_EQ(must(of(mara_).close("", "")).size(), 2U);
  EXPECT_EQ(of(mara_).close("", "").error().code, Code::moment_none);
  EXPECT_EQ(of(mara_).close("abcdef", "").error().code, Code::id_unknown);
}

// More than a list shows: as many as somebody wants to open, to keep one of them.
TEST_F(MomentsTest, HoweverManyTheOtherOpensAllOfThemAreClosed) {
  constexpr std::size_t kMany = 501;
  {
    auto signing = must(Signing::begin(jonas_.state(), now_));
    for (std::size_t i = 0; i < kMany; ++i)
      must(signing.sign(ledger::EntryKind::moment_opened,
                        must(practice::encode(practice::MomentOpened{{}, 0, std::to_string(i)}))));
    must(signing.commit());
  }
  deliver(jonas_, mara_);
  EXPECT_EQ(open_ones(mara_), kMany);
  EXPECT_EQ(must(of(mara_).close("", "Enough.")).size(), kMany);
  EXPECT_EQ(open_ones(mara_), 0U);
  EXPECT_EQ(of(mara_).close("", "").error().code, Code::moment_none);
  deliver(mara_, jonas_);
  EXPECT_EQ(outside(), Outside::no_moment);
}

TEST_F(MomentsTest, AReasonThatIsTooLongClosesNothing) {
  must(of(mara_).open({}));
  EXPECT_EQ(of(mara_).close("", std::string(5000, 'a')).error().code, Code::text_too_long);
  EXPECT_EQ(open_ones(mara_), 1U);
}

}  // namespace
}  // namespace troth::vault
