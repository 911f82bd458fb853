#include "core/vault/commands.h"

#include <algorithm>

#include "core/base/sizes.h"
#include "core/vault/ground.h"
#include "core/vault/signing.h"
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

// Two standards as long as a text may be, and a third of `letters`; and a limit.
std::string long_file(std::size_t letters) {
  std::string file = "title = \"Much\"\nreason = \"All of it.\"\n";
  for (const std::size_t size : {std::size_t{16384}, std::size_t{16384}, letters})
    file += "[[standard]]\narea = \"Household\"\napplies_to = \"me\"\ntext = \"" +
            std::string(size, 'a') + "\"\n";
  return file + "[[limit]]\nowner = \"me\"\nstrength = \"hard\"\ntext = \"nothing at night\"\n";
}

TEST_F(CommandsTest, AProposalThatFillsItsEntryArrivesAndOneByteMoreIsRefusedWhole) {
  agree();
  constexpr std::size_t kSome = 10'000;
  const auto payload_size = [&](const EntryHash& entry) {
    return (*must(mara_.state().store().ledger().entry(entry))).payload().size();
  };
  const auto some = must(mara_.commands().propose(long_file(kSome)));
  const std::size_t fits = kSome + sizes::kPayload - payload_size(*some.proposal);
  ASSERT_LT(fits, 16'250U);  // as many bytes tell its length
  must(mara_.commands().retract(id_of(*some.proposal), ""));
  const std::uint64_t before = must(mara_.state().own_seq());

  const auto refused = mara_.commands().propose(long_file(fits + 1));
  EXPECT_EQ(refused.error().code, Code::proposal_too_long);
  EXPECT_NE(refused.error().message.find("49153 bytes"), std::string::npos);
  EXPECT_EQ(must(mara_.state().own_seq()), before);  // its limit is not signed either

  const auto full = must(mara_.commands().propose(long_file(fits)));
  EXPECT_EQ(payload_size(*full.proposal), sizes::kPayload);
  sync();
  must(jonas_.commands().accept(id_of(*full.proposal)));
  sync();
  expect_same_agreement();
}

TEST_F(CommandsTest, ACounterThatIsTooLongIsRefusedAsAProposalIs) {
  agree();
  const auto some = must(mara_.commands().propose(long_file(100)));
  sync();
  const std::uint64_t before = must(jonas_.state().own_seq());
  const auto refused = jonas_.commands().counter(id_of(*some.proposal), long_file(16'384));
  EXPECT_EQ(refused.error().code, Code::proposal_too_long);
  EXPECT_EQ(must(jonas_.state().own_seq()), before);
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

// His program asks nobody whether there is such a clock. By it she could write no check-in.
TEST_F(CommandsTest, AClockThatThisSystemDoesNotKnowIsNotAgreedTo) {
  agree();
  const store::Proposals source(jonas_.state().store().ledger(), jonas_.state().pair()->reading());
  const document::Ground ground = must(ground_of(jonas_.state(), source, now_));
  const ClauseId id = agreement::rhythm_id(ground.pair.id);
  agreement::ClauseContent content = ground.contents.at(id);
  std::get<agreement::Rhythm>(content.body).time_zone = "Mars/Jezero";
  const auto state = std::ranges::find(ground.clauses, id, &agreement::ClauseState::id);
  agreement::Proposal proposal;
  proposal.title = "Another clock";
  proposal.reason = "It is far away.";
  proposal.changes.push_back({id, state->standing, content});
  must(sign_one(jonas_.state(), ledger::EntryKind::propose,
                agreement::encode(proposal, ground.pair), now_));
  sync();
  EXPECT_EQ(mara_.commands().accept(waiting(mara_)).error().code, Code::document_time_zone_unknown);
  must(mara_.commands().check_in(saying("As ever.")));
}

TEST_F(CommandsTest, ACheckInRatesOnlyWhatTheRhythmNames) {
  agree();
  EXPECT_EQ(mara_.commands().check_in(rating("colour", 3)).error().code, Code::dimension_unknown);
  must(mara_.commands().check_in(wishing_to_talk()));
  sync();
  const auto status = must(jonas_.queries().status());
  ASSERT_EQ(status.flagged.size(), 1U);
  EXPECT_TRUE(status.flagged[0].content->wants_to_talk);
}

TEST_F(CommandsTest, WithoutARhythmACheckInRatesTheDefaultDimensions) {
  pair();
  const std::vector<std::string> defaults = {"connection", "trust", "energy", "safety",
                                             "being heard"};
  EXPECT_EQ(must(mara_.queries().dimensions()), defaults);
  for (const std::string& dimension : defaults)
    EXPECT_TRUE(mara_.commands().check_in(rating(dimension, 4))) << dimension;
  EXPECT_EQ(mara_.commands().check_in(rating("obedience", 4)).error().code,
            Code::dimension_unknown);
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

TEST_F(CommandsTest, PausesStandAboveLimitsOnBothSidesThePartnersFirst) {
  agree();
  must(mara_.commands().add_limit("nothing at night", agreement::Strength::hard, {}));
  must(mara_.commands().pause("Household", "Hers."));
  must(jonas_.commands().pause("Work", "His."));
  sync();
  const auto reasons = [](Person& person) {
    std::vector<std::string> out;
    for (const auto& view : must(person.queries().status()).restrictions)
      out.push_back(view.words->reason);
    return out;
  };
  EXPECT_EQ(reasons(mara_), (std::vector<std::string>{"His.", "Hers.", ""}));
  EXPECT_EQ(reasons(jonas_), (std::vector<std::string>{"Hers.", "His.", ""}));
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
