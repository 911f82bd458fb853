// What may not be signed, and what is said instead. (Those that belong to one
// rule stand with that rule.)
#include <gtest/gtest.h>

#include "tests/core/agreement/story.h"

namespace troth::agreement {
namespace {

struct Refusals : testing::Test {
  std::string proposing(const Proposal& proposal) {
    const Status status = story.all.may_propose(proposal, story.mara.author(), story);
    return status ? "none" : std::string(name_of(status.error().code));
  }
  std::string proposing(const std::vector<Change>& changes) {
    return proposing(story.draft(story.mara, changes));
  }
  template <class Answer>
  static std::string code_of(const Answer& status) {
    return status ? "none" : std::string(name_of(status.error().code));
  }
  static Change renamed(Change change, std::string name) {
    std::get<Area>(change.content->body).name = std::move(name);
    return change;
  }

  Story story;
  ClauseId house = story.area_named("Household");
};

TEST_F(Refusals, AProposalThatSaysWhatStandsAlready) {
  EXPECT_EQ(proposing({story.area("Household")}), "none");
  story.agree({story.area("Household")});
  EXPECT_EQ(proposing({story.area("Household")}), "proposal_changes_nothing");
  EXPECT_EQ(proposing({story.area("Household", Reach::consult)}), "none");
  EXPECT_EQ(proposing({story.area("Household"), story.area("Bedroom")}), "none");
}

TEST_F(Refusals, WhatStandsAlreadyMayBeAgreedAgainWhereItIsOnHold) {
  story.agree({story.area("Household")});
  const auto p = story.propose(story.mara, {story.area("Household", Reach::outside)});
  story.sync();
  story.accept(story.jonas, p);
  story.say_no(story.mara, p);
  story.sync();
  EXPECT_EQ(proposing({story.area("Household")}), "none");
  story.agree({story.area("Household")});
  EXPECT_TRUE(story.in_force(house));
}

TEST_F(Refusals, AnEmptyProposal) {
  EXPECT_EQ(proposing(Proposal{"A", "B", {}, {}, {}, {}}), "proposal_empty");
}

TEST_F(Refusals, TwoAreasByOneName) {
  story.agree({story.area("Household"), story.area("Bedroom")});
  EXPECT_EQ(proposing({renamed(story.area("Bedroom"), "Household")}), "area_name_taken");
  EXPECT_EQ(proposing({renamed(story.area("Bedroom"), "Garden"), story.area("Garden")}),
            "area_name_taken");
  EXPECT_EQ(proposing({story.area("House\u00adhold")}), "area_name_taken") << "reads alike";
  EXPECT_EQ(proposing({renamed(story.area("Bedroom"), "Garden")}), "none");
}

TEST_F(Refusals, ANewAreaByTheFirstNameOfAnother) {
  story.agree({story.area("Household")});
  story.agree({renamed(story.area("Household"), "Home")});
  Proposal proposal = story.draft(story.mara, {story.area("Household")});
  proposal.changes.front().standing = {};
  EXPECT_EQ(proposing(proposal), "area_name_used_before");
}

TEST_F(Refusals, AcceptingWhatWouldMakeTwoAreasByOneName) {
  story.agree({story.area("Household"), story.area("Bedroom")});
  const auto p = story.propose(story.mara, {renamed(story.area("Bedroom"), "Garden")});
  story.agree({renamed(story.area("Household"), "Garden")});
  EXPECT_EQ(code_of(story.jonas.agreement.may_accept(p, story.jonas.author(), story)),
            "area_name_taken");
}

TEST_F(Refusals, AnotherKindUnderAClausesId) {
  story.agree({story.area("Household")});
  Change wrong = story.area("Household");
  wrong.content->body = Expectation{story.mara.partner, {}, "To be heard"};
  std::get<Expectation>(wrong.content->body).sort = Expectation::Sort::desire;
  EXPECT_EQ(proposing({wrong}), "clause_kind_differs");
  story.agree({story.removed(house)});
  EXPECT_EQ(proposing({wrong}), "clause_kind_differs");
}

TEST_F(Refusals, RemovingWhatIsNotThere) {
  EXPECT_EQ(proposing({story.removed(house)}), "clause_not_there");
}

TEST_F(Refusals, AStandardInAnAreaThatIsRemoved) {
  story.agree({story.area("Household")});
  EXPECT_EQ(proposing({story.standard(1, house)}), "none");
  EXPECT_EQ(proposing({story.standard(1, house), story.removed(house)}), "area_not_there");
  story.agree({story.preamble("We")});
  EXPECT_EQ(proposing({story.standard(1, preamble_id(story.pair.id))}), "area_not_there");
}

TEST_F(Refusals, AcceptingAStandardWhoseAreaIsGone) {
  story.agree({story.area("Household")});
  const auto p = story.propose(story.mara, {story.standard(1, house)});
  story.agree({story.removed(house)});
  EXPECT_EQ(code_of(story.jonas.agreement.may_accept(p, story.jonas.author(), story)),
            "area_not_there");
}

TEST_F(Refusals, LiftingAndCounteringWhatIsNotThere) {
  Proposal lift = story.draft(story.mara, {});
  lift.lifts = {test_id<EntryHash>("nothing")};
  EXPECT_EQ(proposing(lift), "lift_not_of_a_restriction");
  Proposal counter = story.draft(story.mara, {story.area("Household")});
  counter.counters = test_id<EntryHash>("nothing");
  EXPECT_EQ(proposing(counter), "proposal_unknown");
  counter.counters = story.agree({story.area("Bedroom")});
  EXPECT_EQ(proposing(counter), "proposal_accepted");
}

TEST_F(Refusals, AnsweringWhatIsNotThereOrNotTheirs) {
  const Author mara = story.mara.author();
  const Author jonas = story.jonas.author();
  const EntryHash nothing = test_id<EntryHash>("nothing");
  EXPECT_EQ(code_of(story.all.may_accept(nothing, jonas, story)), "proposal_unknown");
  EXPECT_EQ(code_of(story.all.may_decline(nothing, jonas)), "proposal_unknown");
  EXPECT_EQ(code_of(story.all.may_retract(nothing, mara)), "proposal_unknown");
  const auto p = story.propose(story.mara, {story.area("Household")});
  EXPECT_EQ(code_of(story.all.may_decline(p, mara)), "proposal_own");
  EXPECT_EQ(code_of(story.all.may_retract(p, jonas)), "proposal_not_own");
  EXPECT_EQ(code_of(story.all.may_decline(p, jonas)), "none");
  EXPECT_EQ(code_of(story.all.may_retract(p, mara)), "none");
  story.say_no(story.mara, p);
  EXPECT_EQ(code_of(story.all.may_retract(p, mara)), "proposal_closed");
  EXPECT_EQ(code_of(story.all.may_decline(p, jonas)), "proposal_closed");
}

TEST_F(Refusals, AProposalWhoseWordsAreNotHere) {
  const auto p =
      story.sign(story.mara, facts_of(story.draft(story.mara, {story.area("Household")})));
  EXPECT_EQ(code_of(story.all.may_accept(p, story.jonas.author(), story)), "proposal_unknown");
}

TEST_F(Refusals, AStrangerGivesNothing) {
  const Author stranger{test_id<PartnerId>("stranger"), story.mara.id};
  EXPECT_EQ(code_of(story.all.may_propose(story.draft(story.mara, {story.area("Household")}),
                                          stranger, story)),
            "partner_unknown");
  EXPECT_EQ(
      code_of(story.all.may_restrict({RestrictionKind::ending, {}, {}, "", {}, ""}, stranger)),
      "partner_unknown");
}

}  // namespace
}  // namespace troth::agreement
