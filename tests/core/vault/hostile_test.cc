// A partner who lies, and what that must not be able to do.
#include "tests/core/vault/hostile.h"

#include <algorithm>

#include "core/base/sizes.h"
#include "core/ledger/payload.h"
#include "core/sync/envelope.h"
#include "core/vault/state.h"

namespace troth::vault {
namespace {

class HostileTest : public Couple {
 protected:
  Taken receive(const sync::SyncMessage& message) {
    return must(mara_.receive(seal_as(jonas_, message, now_, random_)));
  }
  // Jonas's frontier with a claim about Mara's device.
  sync::SyncMessage claiming(std::uint64_t seq) {
    auto message = honest_message(jonas_);
    for (ledger::Head& head : message.receipt.frontier.heads)
      if (head.device == mara_.state().device()) head = {head.device, seq, random_.id<EntryHash>()};
    return message;
  }
  Code refused_check_in() {
    const auto signed_entry = mara_.commands().check_in(saying("Mine."));
    EXPECT_FALSE(signed_entry);
    return signed_entry ? Code{} : signed_entry.error().code;
  }
  // The ratchet's key that an envelope for Mara was sealed under.
  DhPublicKey chain_of(const Bytes& envelope) {
    const auto& roots = mara_.state().pair()->correspondence.roots();
    const Bytes bytes = must(sync::open_envelope(roots, mara_.state().mailbox(), envelope));
    return std::get<sync::SessionMessage>(must(sync::parse_message(bytes))).header.key;
  }
  static bool has(const std::vector<Error>& troubles, Code code) {
    return std::ranges::find(troubles, code, &Error::code) != troubles.end();
  }
  Bytes check_in_by_jonas(std::string text) {
    practice::CheckIn check_in;
    check_in.period = practice::period_of(now_, std::nullopt);
    check_in.text = std::move(text);
    return must(practice::encode(check_in));
  }
  static std::vector<std::string> newest_kinds(Person& person, std::size_t most) {
    std::vector<std::string> kinds;
    for (const LedgerLine& line : must(person.queries().ledger(most))) kinds.push_back(line.kind);
    return kinds;
  }
};

TEST_F(HostileTest, AClaimOfEntriesThatNeverWereHoldsGivingUpUntilThePersonOverridesIt) {
  agree();
  EXPECT_TRUE(has(receive(claiming(1000)).troubles, Code::own_ledger_maybe_behind));
  EXPECT_EQ(refused_check_in(), Code::own_ledger_maybe_behind);
  must(mara_.commands().pause(std::nullopt, "Taking away never waits."));

  EXPECT_TRUE(must(mara_.commands().trust_this_device()));
  must(mara_.commands().check_in(saying("Given again.")));
  EXPECT_FALSE(must(mara_.queries().status()).signing);
}

TEST_F(HostileTest, TheSameClaimAgainDoesNotUndoThePersonsWord) {
  agree();
  const auto claim = claiming(1000);
  receive(claim);
  must(mara_.commands().trust_this_device());
  EXPECT_TRUE(receive(claim).troubles.empty());
  mara_.close();
  mara_.open();
  must(mara_.commands().check_in(saying("Still given.")));
}

TEST_F(HostileTest, ThePersonsWordAgainstOneClaimIsNoneAgainstTheNext) {
  agree();
  receive(claiming(1000));
  for (const std::uint64_t next : {2000U, 500U}) {  // higher, or below what was no truth
    must(mara_.commands().trust_this_device());
    EXPECT_TRUE(has(receive(claiming(next)).troubles, Code::own_ledger_maybe_behind));
    EXPECT_EQ(refused_check_in(), Code::own_ledger_maybe_behind);
  }
}

TEST_F(HostileTest, AnOlderMessageThatComesLaterEndsNoHint) {
  agree();
  const Bytes older = seal_as(jonas_, honest_message(jonas_), now_, random_);
  receive(claiming(1000));
  must(mara_.receive(older));
  EXPECT_EQ(refused_check_in(), Code::own_ledger_maybe_behind);
  receive(honest_message(jonas_));
  must(mara_.commands().check_in(saying("Answered.")));
}

TEST_F(HostileTest, NorDoesOneOfAnOlderChain) {
  agree();
  receive(honest_message(jonas_));
  const Bytes older = seal_as(jonas_, honest_message(jonas_), now_, random_);
  const Bytes last = seal_as(jonas_, honest_message(jonas_), now_, random_);
  must(mara_.commands().check_in(saying("Something to hear.")));
  deliver(mara_, jonas_);
  const Bytes claim = seal_as(jonas_, claiming(1000), now_, random_);
  ASSERT_NE(chain_of(older), chain_of(claim));
  must(mara_.receive(claim));
  for (const Bytes& before : {older, last}) {  // the latter with a higher number than the claim
    must(mara_.receive(before));
    EXPECT_EQ(refused_check_in(), Code::own_ledger_maybe_behind);
  }
  receive(honest_message(jonas_));
  must(mara_.commands().check_in(saying("Answered.")));
}

TEST_F(HostileTest, AnOlderClaimOfLessDoesNotUndoThePersonsWord) {
  agree();
  const Bytes older = seal_as(jonas_, claiming(999), now_, random_);
  receive(claiming(1000));
  must(mara_.commands().trust_this_device());
  EXPECT_TRUE(must(mara_.receive(older)).troubles.empty());
  must(mara_.commands().check_in(saying("Still given.")));
}

TEST_F(HostileTest, AnAnswerEndsTheHintAndThePersonsWordAgainstIt) {
  agree();
  receive(claiming(1000));
  must(mara_.commands().trust_this_device());
  receive(honest_message(jonas_));
  must(mara_.commands().check_in(saying("Nothing is in doubt.")));
  EXPECT_FALSE(must(mara_.commands().trust_this_device()));
  receive(claiming(3000));
  EXPECT_EQ(refused_check_in(), Code::own_ledger_maybe_behind);
}

TEST_F(HostileTest, WhereNothingIsInDoubtThereIsNothingToTrust) {
  agree();
  EXPECT_FALSE(must(mara_.commands().trust_this_device()));
  must(mara_.commands().check_in(saying("As ever.")));
}

TEST_F(HostileTest, AFrontierThatMakesNoSenseLosesNothingBesideIt) {
  agree();
  auto message = honest_message(jonas_);
  std::ranges::reverse(message.receipt.frontier.heads);
  const auto pause = sign_as(jonas_, ledger::EntryKind::pause,
                             agreement::encode(agreement::Restriction{}), now_, random_);
  message.entries.push_back(pause.encode());
  const Taken taken = receive(message);
  EXPECT_TRUE(has(taken.troubles, Code::frontier_malformed));
  EXPECT_EQ(taken.new_entries, 1U);
  EXPECT_EQ(must(mara_.queries().status()).status, agreement::AgreementStatus::paused);
}

TEST_F(HostileTest, AnImpossibleSessionNumberDoesNotStopASessionFromBeingReplaced) {
  agree();
  auto message = honest_message(jonas_);
  message.receipt.held_session_seq = sizes::kSessionSeq;
  EXPECT_TRUE(has(receive(message).troubles, Code::session_seq_too_large));
  must(mara_.commands().check_in(saying("Unanswered.")));
  mara_.prepare();
  mara_.take_outbox();  // lost
  now_ += 15 * kDayMs;
  EXPECT_TRUE(mara_.prepare().empty());
  EXPECT_EQ(newest_kinds(mara_, 1), std::vector<std::string>{"session"});
  sync();
  EXPECT_EQ(must(jonas_.queries().check_ins(10)).size(), 1U);
}

TEST_F(HostileTest, APrekeyThatProtectsNothingIsToldAndTheOldOneStays) {
  agree();
  auto message = honest_message(jonas_);
  message.prekey = ledger::sign_prekey({99, DhPublicKey{}, now_}, jonas_.state().device(),
                                       jonas_.state().keys().sign)
                       .encode();
  EXPECT_TRUE(has(receive(message).troubles, Code::weak_key));
  must(mara_.commands().check_in(saying("Unanswered.")));
  mara_.prepare();
  mara_.take_outbox();
  now_ += 15 * kDayMs;
  EXPECT_TRUE(mara_.prepare().empty());
  sync();
  EXPECT_EQ(must(jonas_.queries().check_ins(10)).size(), 1U);
}

TEST_F(HostileTest, AProofOfContradictionHoldsUpNoPauseAndVoidsNoAcceptanceOfWhatWasBefore) {
  agree();
  const auto proposed = must(jonas_.commands().propose(
      "title = \"T\"\nreason = \"R\"\n[[area]]\nname = \"Sleep\"\nreach = \"discuss\"\n"));
  sync();
  auto message = honest_message(jonas_);
  for (const char* text : {"One history.", "Another one."})
    message.entries.push_back(
        sign_as(jonas_, ledger::EntryKind::check_in, check_in_by_jonas(text), now_, random_)
            .encode());
  EXPECT_TRUE(has(receive(message).troubles, Code::device_equivocated));

  must(mara_.commands().pause(std::nullopt, "First of all."));
  EXPECT_EQ(newest_kinds(mara_, 1), std::vector<std::string>{"pause"});
  EXPECT_EQ(must(mara_.queries().status()).status, agreement::AgreementStatus::paused);

  must(mara_.commands().accept(proposed.proposal->hex()));
  EXPECT_EQ(newest_kinds(mara_, 3), (std::vector<std::string>{"pause", "equivocated", "accept"}));
  const auto accepted = must(mara_.queries().proposal(proposed.proposal->hex()));
  EXPECT_EQ(accepted.state.stage, agreement::ProposalState::Stage::accepted);
  EXPECT_TRUE(accepted.notes.empty());
}

TEST_F(HostileTest, APairingThatFailsAfterThePairWasFoundedLeavesThePair) {
  exchange_pairing();
  must(UnfinishedPairing::give_up(mara_.state()));
  EXPECT_NE(mara_.state().pair(), nullptr);
  const auto digits = must(mara_.queries().pairing()).digits;
  must(mara_.commands().confirm(digits));
  must(jonas_.commands().confirm(digits));
  sync();
  EXPECT_EQ(must(mara_.queries().pairing()).stage, PairingView::Stage::paired);
}

TEST_F(HostileTest, APairingThatFailsBeforeThatLeavesNothing) {
  const auto invite = begin_pairing();
  must(UnfinishedPairing::give_up(mara_.state()));
  EXPECT_EQ(must(mara_.queries().pairing()).stage, PairingView::Stage::none);
  EXPECT_FALSE(
      crypto::equal_in_constant_time(must(mara_.commands().invite()).view(), invite.view()));
}

}  // namespace
}  // namespace troth::vault
