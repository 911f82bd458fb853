#include "core/vault/commands.h"

#include "core/vault/state.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

using agreement::AgreementStatus;

class CommandsTest : public Couple {
 protected:
  AgreementStatus status(Person& person) { return must(person.queries().status()).status; }
  static std::string id_of(const EntryHash& entry) { return entry.hex().substr(0, 12); }
};

TEST_F(CommandsTest, TheEveningEndsWithOneAgreementOnBothSides) {
  agree();
  EXPECT_EQ(status(mara_), AgreementStatus::in_force);
  EXPECT_EQ(status(jonas_), AgreementStatus::in_force);
  expect_same_agreement();
  must(mara_.queries().verify_ledger());
  must(jonas_.queries().verify_ledger());
}

TEST_F(CommandsTest, NothingIsSignedBeforeTheOwnComparison) {
  exchange_pairing();
  EXPECT_EQ(mara_.commands().propose(kFirstProposal).error().code, Code::own_comparison_missing);
  EXPECT_EQ(mara_.commands().check_in(saying("early")).error().code, Code::own_comparison_missing);
}

TEST_F(CommandsTest, AnAcceptanceThatHadNotSeenBothComparisonsIsRefused) {
  exchange_pairing();
  const auto digits = must(mara_.queries().pairing()).digits;
  must(mara_.commands().confirm(digits));
  must(mara_.commands().propose(kFirstProposal));
  sync();
  EXPECT_EQ(waiting(jonas_), waiting(jonas_));
  const auto all = must(jonas_.queries().proposals(Which::all));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(jonas_.commands().accept(all[0].state.entry.hex()).error().code,
            Code::own_comparison_missing);
}

TEST_F(CommandsTest, WrongDigitsConfirmNothing) {
  exchange_pairing();
  EXPECT_EQ(mara_.commands().confirm("000 000 00").error().code, Code::digits_wrong);
  EXPECT_EQ(must(mara_.queries().pairing()).stage, PairingView::Stage::compare);
}

TEST_F(CommandsTest, CancellingForgetsThePairAndAnotherOneCanBegin) {
  exchange_pairing();
  must(mara_.commands().cancel_pairing());
  EXPECT_EQ(must(mara_.queries().pairing()).stage, PairingView::Stage::none);
  EXPECT_TRUE(mara_.commands().invite());
}

TEST_F(CommandsTest, ACompletePairingIsNotCancelled) {
  pair();
  EXPECT_EQ(mara_.commands().cancel_pairing().error().code, Code::pair_complete);
}

TEST_F(CommandsTest, APauseHoldsWhateverThePartnerAcceptsMeanwhile) {
  agree();
  must(mara_.commands().propose(
      "title = \"T\"\nreason = \"R\"\n[[area]]\nname = \"Sleep\"\nreach = \"discuss\"\n"));
  sync();
  must(mara_.commands().pause(std::nullopt, "I need this week for my mother."));
  must(jonas_.commands().accept(waiting(jonas_)));
  sync();
  EXPECT_EQ(status(mara_), AgreementStatus::paused);
  EXPECT_EQ(status(jonas_), AgreementStatus::paused);
  expect_same_agreement();
}

TEST_F(CommandsTest, ALiftTakesBothAndWaitsForTheRestrictingPartnersOwnSignature) {
  agree();
  const auto pause = must(mara_.commands().pause(std::nullopt, ""));
  const auto offer = must(mara_.commands().lift(std::vector{id_of(pause)}, ""));
  EXPECT_FALSE(offer.was_agreed);
  sync();
  must(jonas_.commands().accept(waiting(jonas_)));
  sync();
  EXPECT_EQ(status(mara_), AgreementStatus::paused) << "she has signed nothing since he accepted";
  const auto given = must(mara_.commands().lift(std::vector{id_of(pause)}, ""));
  EXPECT_TRUE(given.was_agreed);
  sync();
  EXPECT_EQ(status(mara_), AgreementStatus::in_force);
  EXPECT_EQ(status(jonas_), AgreementStatus::in_force);
}

TEST_F(CommandsTest, AWithdrawalSuspendsItsClauseAloneAndALimitWhatItNames) {
  agree();
  std::string standard;
  for (const auto& clause : must(mara_.queries().agreement()).clauses)
    if (clause.state.kind == agreement::ClauseKind::standard) standard = clause.state.id.hex();
  must(mara_.commands().withdraw(std::vector{standard}, "Not this month."));
  sync();
  for (auto* person : {&mara_, &jonas_})
    for (const auto& clause : must(person->queries().agreement()).clauses)
      EXPECT_EQ(clause.state.in_force, clause.state.id.hex() != standard) << clause.name;
}

TEST_F(CommandsTest, OnesOwnProposalIsNotAcceptedAndAnUnknownIdIsTold) {
  pair();
  const auto proposed = must(mara_.commands().propose(kFirstProposal));
  EXPECT_EQ(mara_.commands().accept(proposed.proposal->hex()).error().code, Code::proposal_own);
  EXPECT_EQ(mara_.commands().accept("abcdef").error().code, Code::id_unknown);
  EXPECT_EQ(mara_.commands().accept("xyz!").error().code, Code::id_malformed);
}

TEST_F(CommandsTest, ACounterClosesWhatItAnswers) {
  pair();
  const auto first = must(mara_.commands().propose(kFirstProposal));
  sync();
  must(jonas_.commands().counter(first.proposal->hex(), kFirstProposal));
  sync();
  EXPECT_EQ(must(mara_.queries().proposal(first.proposal->hex())).state.stage,
            agreement::ProposalState::Stage::countered);
  must(mara_.commands().accept(waiting(mara_)));
  sync();
  expect_same_agreement();
}

TEST_F(CommandsTest, ACheckInRatesOnlyWhatTheRhythmNames) {
  agree();
  EXPECT_EQ(mara_.commands().check_in(rating("colour", 3)).error().code, Code::dimension_unknown);
  must(mara_.commands().check_in(wishing_to_talk()));
  sync();
  const auto status = must(jonas_.queries().status());
  ASSERT_EQ(status.flagged.size(), 1U);
  EXPECT_TRUE(status.flagged[0].content.wants_to_talk);
}

TEST_F(CommandsTest, EverythingIsThereAfterClosingAndOpening) {
  agree();
  must(mara_.commands().pause("Household", "A day off."));
  const auto before = must(mara_.queries().agreement());
  mara_.close();
  mara_.open();
  const auto after = must(mara_.queries().agreement());
  EXPECT_EQ(before.digest, after.digest);
  EXPECT_EQ(before.clauses.size(), after.clauses.size());
  ASSERT_EQ(after.restrictions.size(), 1U);
  EXPECT_EQ(after.restrictions[0].words->reason, "A day off.");
}

TEST_F(CommandsTest, ViewsDerivedAnewFromTheEntriesAreTheKeptOnes) {
  agree();
  must(jonas_.commands().check_in(saying("A good week.")));
  must(mara_.commands().pause(std::nullopt, ""));
  sync();
  const auto before = must(mara_.queries().agreement());
  auto change = must(mara_.state().store().begin());
  must(change.rebuild_views(mara_.state().pair()->reading()));
  must(change.commit());
  must(mara_.state().reload());
  EXPECT_EQ(before.digest, must(mara_.queries().agreement()).digest);
  EXPECT_EQ(must(mara_.queries().check_ins(10)).size(), 1U);
  EXPECT_EQ(status(mara_), AgreementStatus::paused);
}

}  // namespace
}  // namespace troth::vault
