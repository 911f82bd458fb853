// Versions as two vaults know them: the same for both, each as it was, and the
// life of a clause.
#include "core/vault/versions.h"

#include <algorithm>

#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

using What = agreement::AgreementVersion::What;

class VersionsTest : public Couple {
 protected:
  Versions versions(Person& person) { return {person.vault(), now_}; }
  static std::string id_of(const auto& id) { return id.hex().substr(0, 10); }
  void agree_on(Person& asks, Person& answers, const std::string& toml) {
    must(asks.commands().propose("title = \"A change\"\nreason = \"We talked.\"\n" + toml));
    sync();
    must(answers.commands().accept(waiting(answers)));
    sync();
  }
  ClauseId area(Person& person, const std::string& name) {
    for (const ClauseView& clause : must(person.queries().agreement()).clauses)
      if (clause.name == name) return clause.state.id;
    ADD_FAILURE() << name;
    return {};
  }
};

TEST_F(VersionsTest, BothHaveTheSameHistoryWithWhoAskedWhoAgreedAndWhy) {
  agree();
  now_ += kDayMs;
  must(jonas_.commands().pause("Household", "A long week."));
  sync();
  const auto hers = must(versions(mara_).history(10));
  const auto his = must(versions(jonas_).history(10));
  ASSERT_EQ(hers.size(), 2U);
  ASSERT_EQ(his.size(), 2U);
  for (std::size_t i = 0; i < hers.size(); ++i)
    EXPECT_EQ(hers[i].state.digest, his[i].state.digest);
  EXPECT_TRUE(hers[0].is_current);
  EXPECT_EQ(hers[0].state.what, What::restricted);
  EXPECT_EQ(hers[0].reason, "A long week.");
  EXPECT_EQ(hers[1].title, "A first half year");
  EXPECT_EQ(hers[1].proposed_by_name, "Mara");
  EXPECT_EQ(hers[1].by_name, "Jonas");
  EXPECT_EQ(hers[1].changed.size(), 6U);
  EXPECT_EQ(hers[0].state.digest, must(mara_.queries().agreement()).digest);
  EXPECT_EQ(must(versions(mara_).history(1)).size(), 1U);
}

TEST_F(VersionsTest, AVersionIsShownAsItWasAndNotAsItIs) {
  agree();
  const auto first = must(mara_.queries().agreement());
  now_ += kDayMs;
  agree_on(mara_, jonas_,
           "[[area]]\nid = \"" + id_of(area(mara_, "Household")) + "\"\nreach = \"discuss\"\n");
  must(jonas_.commands().end("Enough."));
  sync();
  const auto then = must(versions(jonas_).at(id_of(first.digest)));
  EXPECT_EQ(then.agreement.digest, first.digest);
  EXPECT_EQ(then.agreement.status, agreement::AgreementStatus::in_force);
  EXPECT_TRUE(then.agreement.restrictions.empty());
  EXPECT_FALSE(then.version.is_current);
  ASSERT_EQ(then.agreement.clauses.size(), first.clauses.size());
  for (std::size_t i = 0; i < first.clauses.size(); ++i)
    EXPECT_EQ(then.agreement.clauses[i].content, first.clauses[i].content);
}

TEST_F(VersionsTest, WhatAScreenShowedIsFoundAlsoWhereSomethingOlderArrivedLater) {
  agree();
  must(jonas_.commands().pause("Work", ""));
  now_ += kHourMs;
  must(mara_.commands().pause("Household", ""));
  const auto on_screen = must(mara_.queries().agreement()).digest;
  sync();
  EXPECT_EQ(must(versions(jonas_).at(id_of(on_screen))).version.by_name, "Mara");
}

TEST_F(VersionsTest, NoSuchVersionIsRefused) {
  agree();
  EXPECT_EQ(versions(mara_).at("0123456789").error().code, Code::version_unknown);
  EXPECT_EQ(versions(mara_).at("xyz").error().code, Code::id_malformed);
  EXPECT_EQ(versions(mara_).difference("0123", std::nullopt).error().code, Code::version_unknown);
  EXPECT_EQ(versions(mara_).clause("0123456789").error().code, Code::id_unknown);
}

TEST_F(VersionsTest, ALimitIsNoClauseAndItsPlaceIsTold) {
  agree();
  const auto limit =
      must(mara_.commands().add_limit("nothing at night", agreement::Strength::hard, {}));
  const auto refused = versions(mara_).clause(id_of(limit));
  EXPECT_EQ(refused.error().code, Code::id_unknown);
  EXPECT_NE(refused.error().message.find("troth restrictions --all"), std::string::npos);
  EXPECT_EQ(versions(mara_).clause("").error().message.find("restrictions"), std::string::npos);
}

TEST_F(VersionsTest, BeforeAPairThereAreNoVersionsToAskFor) {
  begin_pairing();
  EXPECT_EQ(versions(mara_).history(10).error().code, Code::pair_none);
  EXPECT_EQ(versions(mara_).at("abcd").error().code, Code::pair_none);
}

TEST_F(VersionsTest, TwoVersionsDifferByClauseAndByRestriction) {
  agree();
  const auto first = must(mara_.queries().agreement()).digest;
  agree_on(jonas_, mara_,
           "remove = [\"" + id_of(area(jonas_, "Work")) +
               "\"]\n[[area]]\nname = \"Sleep\"\nreach = \"consult\"\n");
  must(mara_.commands().add_limit("nothing at night", agreement::Strength::hard, {}));
  sync();
  const auto difference = must(versions(jonas_).difference(id_of(first), std::nullopt));
  ASSERT_EQ(difference.clauses.size(), 2U);
  EXPECT_NE(difference.clauses[0].sort, difference.clauses[1].sort);
  ASSERT_EQ(difference.restricted.size(), 1U);
  EXPECT_EQ(difference.restricted[0].words->text, "nothing at night");
  EXPECT_TRUE(difference.lifted.empty());
  const auto back =
      must(versions(jonas_).difference(id_of(difference.after.state.digest), id_of(first)));
  EXPECT_EQ(back.lifted.size(), 1U);
}

TEST_F(VersionsTest, TheLifeOfAClauseHasEveryContentAndWhatStoodBefore) {
  agree();
  const ClauseId household = area(mara_, "Household");
  const std::string table = "[[area]]\nid = \"" + id_of(household) + "\"\n";
  now_ += kDayMs;
  agree_on(mara_, jonas_, table + "reach = \"discuss\"\n");
  now_ += kDayMs;
  must(jonas_.commands().withdraw(std::vector{id_of(household)}, "Not this."));
  sync();
  const auto life = must(versions(mara_).clause(id_of(household)));
  ASSERT_EQ(life.steps.size(), 3U);
  EXPECT_EQ(life.steps[0].change->sort, agreement::ClauseDifference::Sort::added);
  const std::vector<agreement::FieldDifference> expected = {{"reach", {"delegate"}, {"discuss"}}};
  EXPECT_EQ(life.steps[1].change->fields, expected);
  EXPECT_EQ(life.steps[1].version.proposed_by_name, "Mara");
  EXPECT_EQ(life.steps[2].what, ClauseStep::What::restricted);
  ASSERT_EQ(life.restrictions.size(), 1U);
  EXPECT_FALSE(life.state.in_force);
}

TEST_F(VersionsTest, ARemovedClauseKeepsItsLifeAndItsName) {
  agree();
  const ClauseId work = area(mara_, "Work");
  agree_on(mara_, jonas_, "remove = [\"" + id_of(work) + "\"]\n");
  const auto life = must(versions(jonas_).clause(id_of(work)));
  EXPECT_FALSE(life.content);
  EXPECT_EQ(life.name, "Work");
  ASSERT_EQ(life.steps.size(), 2U);
  EXPECT_EQ(life.steps[1].what, ClauseStep::What::removed);
}

TEST_F(VersionsTest, AnAcceptanceThatARetractionCrossedIsToldAsSuch) {
  agree();
  const ClauseId household = area(mara_, "Household");
  const auto proposed =
      must(mara_.commands().propose("title = \"Less\"\nreason = \"Because.\"\n[[area]]\nid = \"" +
                                    id_of(household) + "\"\nreach = \"consult\"\n"));
  sync();
  now_ += kHourMs;
  must(jonas_.commands().accept(waiting(jonas_)));
  now_ += kHourMs;
  must(mara_.commands().retract(id_of(*proposed.proposal), "I thought again."));
  sync();
  const auto history = must(versions(mara_).history(2));
  EXPECT_EQ(history[0].state.what, What::retracted);
  EXPECT_EQ(history[0].reason, "I thought again.");
  EXPECT_EQ(history[1].notes.size(), 1U);
  const auto life = must(versions(jonas_).clause(id_of(household)));
  EXPECT_EQ(life.steps.back().what, ClauseStep::What::held);
  EXPECT_TRUE(life.state.on_hold);
}

}  // namespace
}  // namespace troth::vault
