#include "core/vault/observances.h"

#include "core/vault/state.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

using Sort = practice::Observance::Sort;

class ObservancesTest : public Couple {
 protected:
  // Agreed, and with what happens when the standard is missed.
  void SetUp() override {
    agree();
    must(mara_.commands().propose("title = \"T\"\nreason = \"R\"\n[[standard]]\nid = \"" +
                                  standard() + "\"\nif_missed = \"We talk about why.\"\n"));
    sync();
    must(jonas_.commands().accept(waiting(jonas_)));
    sync();
  }
  std::string standard() {
    for (const auto& clause : must(mara_.queries().agreement()).clauses)
      if (clause.state.kind == agreement::ClauseKind::standard) return clause.state.id.hex();
    return {};
  }
  Observances of(Person& person) { return {person.vault(), now_}; }
  NewObservance about_the_standard(Sort sort) {
    return {sort, standard().substr(0, 8), std::nullopt, {}, {}};
  }
  ObservanceView newest(Person& person) { return must(of(person).newest(1)).at(0); }
};

TEST_F(ObservancesTest, IsOfWhoTheStandardAppliesToAndBothSeeIt) {
  must(of(jonas_).write(about_the_standard(Sort::kept)));
  sync();
  const ObservanceView view = newest(mara_);
  EXPECT_EQ(view.by_name, "Jonas");
  EXPECT_EQ(view.about_name, "Mara");
  EXPECT_EQ(view.standard, "The kitchen is clean before we go to bed.");
  EXPECT_EQ(view.agreed_response, "") << "of a miss alone";
}

TEST_F(ObservancesTest, IsByAndAboutEither) {
  NewObservance own = about_the_standard(Sort::missed);
  own.about = Side::partners;
  must(of(mara_).write(own));
  EXPECT_EQ(newest(mara_).about_name, "Jonas");
  must(of(jonas_).write({Sort::appreciated, {}, std::nullopt, {}, "The soup."}));
  EXPECT_EQ(newest(jonas_).about_name, "Mara");
}

TEST_F(ObservancesTest, OfAMissTheAgreedResponseIsShownAndNothingFollowsFromIt) {
  const std::uint64_t before = must(mara_.state().own_seq());
  must(of(mara_).write(about_the_standard(Sort::missed)));
  EXPECT_EQ(newest(mara_).agreed_response, "We talk about why.");
  EXPECT_EQ(must(mara_.state().own_seq()), before + 1);
  EXPECT_EQ(must(mara_.queries().status()).status, agreement::AgreementStatus::in_force);
}

TEST_F(ObservancesTest, WhileTheStandardIsPausedNoResponseIsShown) {
  must(of(mara_).write(about_the_standard(Sort::missed)));
  must(mara_.commands().pause("Household", ""));
  EXPECT_EQ(newest(mara_).agreed_response, "");
}

TEST_F(ObservancesTest, WhereNothingIsExpectedNothingIsMissed) {
  must(mara_.commands().pause(std::nullopt, ""));
  sync();
  for (Person* person : {&mara_, &jonas_}) {
    const auto refused = of(*person).write(about_the_standard(Sort::missed));
    EXPECT_EQ(refused.error().code, Code::observance_not_expected);
    must(of(*person).write(about_the_standard(Sort::appreciated)));
  }
}

TEST_F(ObservancesTest, AmendsNameWhatTheyAnswer) {
  const EntryHash missed = must(of(mara_).write(about_the_standard(Sort::missed)));
  sync();
  now_ += kMinuteMs;
  must(of(jonas_).write({Sort::amends, {}, std::nullopt, missed.hex().substr(0, 8), "I did it."}));
  EXPECT_EQ(newest(jonas_).says.amends_for, missed);
  EXPECT_EQ(newest(jonas_).about_name, "Jonas");
  EXPECT_EQ(of(jonas_).write({Sort::amends, {}, {}, "abcdef", ""}).error().code, Code::id_unknown);
  EXPECT_EQ(of(jonas_).write({Sort::kept, standard(), {}, missed.hex(), ""}).error().code,
            Code::observance_amends_misplaced);
}

TEST_F(ObservancesTest, WhatIsNoStandardIsTold) {
  const std::string area = agreement::area_id(mara_.state().pair()->record.pair, "Household").hex();
  for (const std::string& id : {area, std::string("abcdef"), std::string("the kitchen")}) {
    const auto refused = of(mara_).write({Sort::kept, id, {}, {}, {}});
    EXPECT_EQ(refused.error().code, Code::standard_unknown) << id;
  }
  EXPECT_EQ(of(mara_).write({Sort::missed, {}, {}, {}, "No."}).error().code,
            Code::observance_standard_missing);
  EXPECT_EQ(of(mara_).write({Sort::appreciated, {}, {}, {}, " "}).error().code,
            Code::observance_empty);
  EXPECT_TRUE(must(of(mara_).newest(10)).empty());
}

TEST_F(ObservancesTest, AreListedNewestFirstAndNoMoreThanWereAskedFor) {
  for (const char* text : {"one", "two", "three"}) {
    now_ += kMinuteMs;
    must(of(mara_).write({Sort::appreciated, {}, {}, {}, text}));
  }
  const auto views = must(of(mara_).newest(2));
  ASSERT_EQ(views.size(), 2U);
  EXPECT_EQ(views[0].says.text, "three");
  EXPECT_EQ(views[1].says.text, "two");
}

}  // namespace
}  // namespace troth::vault
