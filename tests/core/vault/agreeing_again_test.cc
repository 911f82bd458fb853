// What is on hold says so on both sides, and one step asks for it again.
#include "core/vault/editing.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

class AgreeingAgainTest : public Couple {
 protected:
  // Each accepts the other's, not knowing that their own was accepted.
  void cross(const std::string& by_mara, const std::string& by_jonas) {
    must(mara_.commands().propose(by_mara));
    must(jonas_.commands().propose(by_jonas));
    sync();
    mine_ = waiting(jonas_);
    must(mara_.commands().accept(waiting(mara_)));
    must(jonas_.commands().accept(mine_));
    sync();
  }
  std::vector<HeldView> held(Person& person) { return must(person.queries().status()).on_hold; }
  // Mara asks for hers anew, and Jonas accepts.
  void agree_again() {
    const std::string toml = must(Editing(mara_.vault(), now_).toml_of(mine_));
    EXPECT_NE(toml.find("then: troth propose FILE"), std::string::npos) << toml;
    EXPECT_EQ(toml.find("troth counter"), std::string::npos) << toml;
    must(mara_.commands().propose(toml));
    sync();
    must(jonas_.commands().accept(waiting(jonas_)));
    sync();
  }

  std::string mine_;  // the id of Mara's proposal
};

constexpr const char* kByMara = "title = \"M\"\nreason = \"R\"\npreamble = \"As Mara says.\"\n";
constexpr const char* kByJonas = "title = \"J\"\nreason = \"R\"\npreamble = \"As Jonas says.\"\n";

TEST_F(AgreeingAgainTest, StatusNamesTheHoldUntilItIsAgreedAgain) {
  agree();
  must(mara_.commands().propose("title = \"T\"\nreason = \"R\"\npreamble = \"We choose this.\"\n"));
  sync();
  must(jonas_.commands().accept(waiting(jonas_)));
  sync();
  EXPECT_TRUE(held(mara_).empty());
  cross(kByMara, kByJonas);
  for (Person* person : {&mara_, &jonas_}) {
    ASSERT_EQ(held(*person).size(), 1U);
    EXPECT_EQ(held(*person)[0].proposals.size(), 2U);
    EXPECT_TRUE(must(person->queries().proposal(mine_)).leaves_on_hold);
  }

  agree_again();
  for (Person* person : {&mara_, &jonas_}) {
    EXPECT_TRUE(held(*person).empty());
    EXPECT_FALSE(must(person->queries().proposal(mine_)).leaves_on_hold);
    EXPECT_EQ(must(person->queries().proposal(mine_)).state.stage,
              agreement::ProposalState::Stage::voided);
  }
  expect_same_agreement();
}

TEST_F(AgreeingAgainTest, WhatEndsAHoldIsShownToWhomItIsProposedThoughItsWordsStay) {
  agree();
  must(mara_.commands().propose("title = \"T\"\nreason = \"R\"\npreamble = \"We choose this.\"\n"));
  sync();
  must(jonas_.commands().accept(waiting(jonas_)));
  sync();
  cross(kByMara, kByJonas);
  must(jonas_.commands().propose(
      "title = \"A film on Fridays\"\nreason = \"R\"\npreamble = \"We choose this.\"\n"
      "[[expectation]]\nowner = \"me\"\nsort = \"desire\"\ntext = \"A film.\"\n"));
  sync();
  const auto view = must(mara_.queries().proposal(waiting(mara_)));
  ASSERT_EQ(view.content.changes.size(), 2U);
  ASSERT_EQ(view.changes.size(), 2U);
  EXPECT_EQ(view.changes[0].sort, agreement::ClauseDifference::Sort::again);
  must(mara_.commands().accept(view.state.entry.hex()));
  EXPECT_TRUE(held(mara_).empty());
}

TEST_F(AgreeingAgainTest, AlsoWhereNothingStoodBefore) {
  pair();
  cross(kFirstProposal,
        std::string("title = \"J\"\nreason = \"R\"\n[[area]]\nname = \"Household\"\n") +
            "reach = \"outside\"\n");
  const auto status = must(jonas_.queries().status());
  EXPECT_EQ(status.status, agreement::AgreementStatus::none);
  EXPECT_FALSE(status.on_hold.empty());

  agree_again();
  EXPECT_TRUE(held(jonas_).empty());
  EXPECT_EQ(must(jonas_.queries().status()).status, agreement::AgreementStatus::in_force);
}

TEST_F(AgreeingAgainTest, WhatWasTakenBackIsAskedForAnewFromItsFile) {
  agree();
  const auto proposed = must(
      mara_.commands().propose(std::string("title = \"T\"\nreason = \"R\"\n[[standard]]\n") +
                               "area = \"Household\"\napplies_to = \"me\"\ntext = \"Tea.\"\n"));
  mine_ = proposed.proposal->hex();
  sync();
  must(mara_.commands().retract(mine_, ""));
  sync();
  agree_again();
  const auto agreed = must(jonas_.queries().agreement());
  EXPECT_TRUE(std::ranges::any_of(agreed.clauses, [](const ClauseView& clause) {
    return clause.state.in_force && clause.name.find("Tea.") != std::string::npos;
  }));
}

TEST_F(AgreeingAgainTest, AnOpenProposalOfTheOtherIsStillAFileToCounterWith) {
  agree();
  const auto proposed = must(mara_.commands().propose(kByMara));
  sync();
  const auto toml = [&](Person& person) {
    return must(Editing(person.vault(), now_).toml_of(proposed.proposal->hex()));
  };
  EXPECT_NE(toml(jonas_).find("troth counter ID FILE"), std::string::npos);
  EXPECT_EQ(toml(mara_).find("troth counter"), std::string::npos);
}

}  // namespace
}  // namespace troth::vault
