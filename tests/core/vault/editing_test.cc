// The agreement as a text to edit, and the other's proposal as one to answer it by.
#include "core/vault/editing.h"

#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

class EditingTest : public Couple {
 protected:
  Editing editing(Person& person) { return {person.vault(), now_}; }
  static std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
  }
  // With a title and a reason of one's own.
  static std::string signed_with(std::string text, const std::string& title) {
    text = replaced(std::move(text), "title = \"\"", "title = \"" + title + "\"");
    return replaced(std::move(text), "reason = \"\"", "reason = \"Because.\"");
  }
  static std::string answered(std::string text) {
    return replaced(std::move(text), "reason = \"\"", "reason = \"Rather so.\"");
  }
};

TEST_F(EditingTest, TheDifferenceAloneIsProposed) {
  agree();
  const Sheet sheet = must(editing(mara_).agreement());
  const std::string text =
      replaced(signed_with(sheet.toml, "Less"), "reach = \"delegate\"", "reach = \"discuss\"");
  EXPECT_TRUE(changes(sheet.toml, text));
  const auto proposed = must(editing(mara_).propose(sheet, text));
  const auto view = must(mara_.queries().proposal(proposed.proposal->hex()));
  ASSERT_EQ(view.changes.size(), 1U);
  const std::vector<agreement::FieldDifference> expected = {{"reach", {"delegate"}, {"discuss"}}};
  EXPECT_EQ(view.changes[0].fields, expected);
}

TEST_F(EditingTest, TheWordingIsWhatIsThenSignedAndSignsNothingItself) {
  agree();
  const Sheet sheet = must(editing(mara_).agreement());
  const std::string text =
      replaced(signed_with(sheet.toml, "Less"), "reach = \"delegate\"", "reach = \"discuss\"");
  const Wording wording = must(editing(mara_).wording(sheet, text));
  EXPECT_TRUE(must(mara_.queries().proposals(Which::open)).empty());
  const auto proposed = must(editing(mara_).propose(sheet, text));
  const auto view = must(mara_.queries().proposal(proposed.proposal->hex()));
  EXPECT_EQ(wording.proposal, view.content);
  EXPECT_EQ(wording.changes, view.changes);
}

TEST_F(EditingTest, AWordingIsRefusedWhereTheProposalWouldBe) {
  agree();
  const Sheet sheet = must(editing(mara_).agreement());
  EXPECT_EQ(editing(mara_).wording(sheet, sheet.toml).error().code, Code::text_missing);
  const std::string same = signed_with(sheet.toml, "Same");
  EXPECT_EQ(editing(mara_).wording(sheet, same).error().code, Code::document_nothing_to_change);
  const std::string text = replaced(same, "reach = \"delegate\"", "reach = \"discuss\"");
  must(editing(mara_).propose(sheet, replaced(signed_with(sheet.toml, "Other"),
                                              "reach = \"delegate\"", "reach = \"outside\"")));
  sync();
  must(jonas_.commands().accept(waiting(jonas_)));
  sync();
  EXPECT_EQ(editing(mara_).wording(sheet, text).error().code, Code::standing_changed);
  EXPECT_EQ(editing(mara_).propose(sheet, text).error().code, Code::standing_changed);
}

TEST_F(EditingTest, AnUnchangedOrEmptiedTextChangesNothing) {
  agree();
  const Sheet sheet = must(editing(mara_).agreement());
  EXPECT_FALSE(changes(sheet.toml, sheet.toml));
  EXPECT_FALSE(changes(sheet.toml, ""));
  EXPECT_FALSE(changes(sheet.toml, "# nothing\n\n  \n# at all"));
}

TEST_F(EditingTest, ATitleAndAReasonAreNeeded) {
  agree();
  const Sheet sheet = must(editing(mara_).agreement());
  const std::string text = replaced(sheet.toml, "reach = \"delegate\"", "reach = \"discuss\"");
  const auto refused = editing(mara_).propose(sheet, text);
  EXPECT_EQ(refused.error().code, Code::text_missing);
  EXPECT_NE(refused.error().message.find("Line "), std::string::npos);
}

TEST_F(EditingTest, WhatDoesNotParseIsRefusedWithItsLine) {
  agree();
  const Sheet sheet = must(editing(mara_).agreement());
  const auto refused =
      editing(mara_).propose(sheet, replaced(signed_with(sheet.toml, "T"), "[rhythm]", "[rhythm"));
  EXPECT_EQ(refused.error().code, Code::document_syntax);
  EXPECT_NE(refused.error().message.find("Line "), std::string::npos);
  EXPECT_TRUE(must(mara_.queries().proposals(Which::open)).empty());
}

// The text still has the partner's older words: they must not come back by accident.
TEST_F(EditingTest, WhatChangedMeanwhileIsToldWhereBothChangeItAndElseLeftAlone) {
  agree();
  const Sheet sheet = must(editing(mara_).agreement());
  must(
      jonas_.commands().propose("title = \"T\"\nreason = \"R\"\n[[area]]\nname = \"Sleep\"\nreach "
                                "= \"discuss\"\n[rhythm]\ncheck_in "
                                "= \"week\"\n"));
  sync();
  must(mara_.commands().accept(waiting(mara_)));
  const std::string rhythm =
      replaced(signed_with(sheet.toml, "A"), "check_in = \"day\"", "check_in = \"month\"");
  EXPECT_EQ(editing(mara_).propose(sheet, rhythm).error().code, Code::standing_changed);
  const std::string reach =
      replaced(signed_with(sheet.toml, "B"), "reach = \"delegate\"", "reach = \"discuss\"");
  const auto proposed = must(editing(mara_).propose(sheet, reach));
  EXPECT_EQ(must(mara_.queries().proposal(proposed.proposal->hex())).changes.size(), 1U);
}

TEST_F(EditingTest, ACounterIsTheirProposalInOnesOwnWordsAndShowsWhatItMakesOtherwise) {
  pair();
  must(mara_.commands().propose(kFirstProposal));
  sync();
  const Sheet sheet = must(editing(jonas_).counter_to(waiting(jonas_)));
  // "partner" is Mara now.
  EXPECT_NE(sheet.toml.find("applies_to = \"partner\""), std::string::npos);
  const std::string text =
      replaced(answered(sheet.toml), "before we go to bed", "before ten o'clock");
  const auto countered = must(editing(jonas_).propose(sheet, text));
  sync();
  const auto view = must(mara_.queries().proposal(countered.proposal->hex()));
  EXPECT_EQ(view.answers_title, "A first half year");
  ASSERT_EQ(view.against_answered.size(), 1U);
  EXPECT_EQ(view.against_answered[0].sort, agreement::ClauseDifference::Sort::changed);
  ASSERT_EQ(view.against_answered[0].fields.size(), 1U);
  EXPECT_EQ(view.against_answered[0].fields[0].field, "text");
  EXPECT_EQ(view.changes.size(), 6U);
  must(mara_.commands().accept(countered.proposal->hex()));
  sync();
  expect_same_agreement();
}

TEST_F(EditingTest, WhatAProposalRemovesAndLiftsStandsInItsTextAsWell) {
  agree();
  const auto pause = must(mara_.commands().pause("Work", ""));
  sync();
  const auto view = must(mara_.queries().agreement());
  std::string work;
  for (const ClauseView& clause : view.clauses)
    if (clause.name == "Work") work = clause.state.id.hex();
  must(mara_.commands().propose("title = \"T\"\nreason = \"R\"\nremove = [\"" + work +
                                "\"]\nlift = [\"" + pause.hex() + "\"]\n"));
  sync();
  const std::string toml = must(editing(jonas_).toml_of(waiting(jonas_)));
  EXPECT_NE(toml.find("remove = [\"" + work.substr(0, 8)), std::string::npos);
  EXPECT_NE(toml.find("lift = [\"" + pause.hex().substr(0, 8)), std::string::npos);
  // As a counter it says the same.
  const auto countered = must(jonas_.commands().counter(waiting(jonas_), toml));
  EXPECT_TRUE(must(jonas_.queries().proposal(countered.proposal->hex())).against_answered.empty());
}

TEST_F(EditingTest, ALimitThatStandsIsNotSignedAgainWithAMendedFile) {
  agree();
  const std::string title = "title = \"T\"\nreason = \"R\"\n";
  const std::string limit =
      "[[limit]]\nowner = \"me\"\nstrength = \"hard\"\ntext = \"No photographs\"\n";
  const std::string first = title + "preamble = \"We chose this.\"\n" + limit;
  ASSERT_EQ(must(mara_.commands().propose(first)).limits.size(), 1U);
  const auto again = must(mara_.commands().propose(replaced(first, "chose", "choose")));
  EXPECT_TRUE(again.limits.empty());
  EXPECT_TRUE(again.proposal);
  const std::string alone = title + limit;
  EXPECT_EQ(mara_.commands().propose(alone).error().code, Code::proposal_changes_nothing);
  EXPECT_EQ(must(mara_.commands().propose(replaced(alone, "No", "No more"))).limits.size(), 1U);
  EXPECT_EQ(must(mara_.queries().restrictions(Which::open)).size(), 2U);
}

TEST_F(EditingTest, WhatWouldHaveEndedBeforeItIsAgreedIsNotProposed) {
  agree();
  const auto propose = [&](const std::string& table) {
    return mara_.commands().propose("title = \"T\"\nreason = \"R\"\n" + table).error();
  };
  const auto area =
      propose("[[area]]\nname = \"Garden\"\nreach = \"discuss\"\nuntil = 2001-01-01\n");
  EXPECT_EQ(area.code, Code::until_past);
  EXPECT_NE(area.message.find("area “Garden”"), std::string::npos);
  EXPECT_EQ(propose("[term]\nrenew_by = 2001-01-01\n").code, Code::renew_by_past);
}

TEST_F(EditingTest, OnesOwnProposalIsNotCountered) {
  agree();
  const auto own = must(mara_.commands().propose(
      "title = \"T\"\nreason = \"R\"\n[[area]]\nname = \"Sleep\"\nreach = \"discuss\"\n"));
  EXPECT_EQ(editing(mara_).counter_to(own.proposal->hex()).error().code, Code::proposal_own);
  EXPECT_EQ(editing(mara_).counter_to("0123456789").error().code, Code::id_unknown);
  EXPECT_EQ(editing(mara_).toml_of("0123456789").error().code, Code::id_unknown);
}

TEST_F(EditingTest, NothingIsEditedBeforeTheOwnComparison) {
  exchange_pairing();
  EXPECT_EQ(editing(mara_).agreement().error().code, Code::own_comparison_missing);
}

TEST_F(EditingTest, AnAcceptedProposalShowsWhatItChangedThen) {
  agree();
  const auto all = must(jonas_.queries().proposals(Which::all));
  EXPECT_EQ(all.at(0).changes.size(), 6U);
}

}  // namespace
}  // namespace troth::vault
