#include "core/vault/intake.h"

#include <algorithm>

#include "core/ledger/payload.h"
#include "core/vault/signing.h"
#include "core/vault/state.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

class IntakeTest : public Couple {
 protected:
  static std::size_t size_of(Person& person) {
    return must(person.state().store().ledger().size());
  }
};

TEST_F(IntakeTest, WhatDoesNotOpenChangesNothingAndIsTold) {
  agree();
  const auto entries = size_of(mara_);
  const auto digest = must(mara_.queries().agreement()).digest;
  for (const std::size_t size : {1024U, 4096U, 16384U, 61440U}) {
    Bytes noise(size);
    random_.fill(noise);
    const auto taken = must(mara_.receive(noise));
    EXPECT_EQ(taken.new_entries, 0U);
    EXPECT_EQ(taken.troubles.size(), 1U);
  }
  EXPECT_EQ(size_of(mara_), entries);
  EXPECT_EQ(must(mara_.queries().agreement()).digest, digest);
}

TEST_F(IntakeTest, AnEnvelopeThatComesTwiceIsTakenOnce) {
  agree();
  must(mara_.commands().check_in(saying("Once.")));
  mara_.prepare();
  const auto envelopes = mara_.take_outbox();
  ASSERT_FALSE(envelopes.empty());
  for (const Bytes& envelope : envelopes) must(jonas_.receive(envelope));
  for (const Bytes& envelope : envelopes) EXPECT_EQ(must(jonas_.receive(envelope)).new_entries, 0U);
  EXPECT_EQ(must(jonas_.queries().check_ins(10)).size(), 1U);
}

TEST_F(IntakeTest, AFlippedBitInAnEnvelopeIsNeverTaken) {
  agree();
  must(mara_.commands().check_in(saying("Whole.")));
  mara_.prepare();
  const auto envelopes = mara_.take_outbox();
  for (const Bytes& envelope : envelopes)
    for (std::size_t bit = 0; bit < envelope.size() * 8; bit += 997) {
      Bytes damaged = envelope;
      damaged[bit / 8] = static_cast<std::uint8_t>(damaged[bit / 8] ^ (1U << (bit % 8)));
      EXPECT_EQ(must(jonas_.receive(damaged)).new_entries, 0U);
    }
  for (const Bytes& envelope : envelopes) must(jonas_.receive(envelope));
  EXPECT_EQ(must(jonas_.queries().check_ins(10)).size(), 1U);
}

TEST_F(IntakeTest, EnvelopesInAnyOrderGiveTheSameAgreement) {
  agree();
  for (int i = 0; i < 5; ++i) {
    must(mara_.commands().check_in(saying("Day " + std::to_string(i))));
    mara_.prepare();
  }
  must(mara_.commands().pause(std::nullopt, ""));
  mara_.prepare();
  auto envelopes = mara_.take_outbox();
  std::ranges::reverse(envelopes);
  for (const Bytes& envelope : envelopes) must(jonas_.receive(envelope));
  EXPECT_EQ(must(jonas_.queries().check_ins(10)).size(), 5U);
  EXPECT_EQ(must(jonas_.queries().status()).status, agreement::AgreementStatus::paused);
  expect_same_agreement();
}

TEST_F(IntakeTest, ALostEnvelopeIsSentAgainAfterAWhile) {
  agree();
  must(mara_.commands().check_in(saying("Lost, then found.")));
  mara_.prepare();
  mara_.take_outbox();  // dropped
  now_ += 25 * kHourMs;
  sync();
  EXPECT_EQ(must(jonas_.queries().check_ins(10)).size(), 1U);
}

// A deadline that stayed in the past kept the link from ever reading the relay's answer.
TEST_F(IntakeTest, WhatIsConfirmedBeforeItWouldBeSentAgainIsDueNoLonger) {
  agree();
  must(mara_.commands().check_in(saying("Heard.")));
  for (int hour = 0; hour < 12; ++hour) {
    sync();
    for (Person* person : {&mara_, &jonas_}) {
      person->prepare();
      const auto due = person->state().pair()->correspondence.next_deadline();
      EXPECT_TRUE(!due || *due > now_) << person->name() << " after " << hour << " hours";
    }
    now_ += kHourMs;
  }
}

TEST_F(IntakeTest, WhatArrivesAfterACancelledPairingIsPassedOver) {
  exchange_pairing();
  jonas_.prepare();
  const auto envelopes = jonas_.take_outbox();
  ASSERT_FALSE(envelopes.empty());
  must(mara_.commands().cancel_pairing());
  for (const Bytes& envelope : envelopes) EXPECT_EQ(must(mara_.receive(envelope)).new_entries, 0U);
  EXPECT_EQ(must(mara_.state().relay())->acknowledged, envelopes.size());
}

// A partner whose client is not ours: signs whatever it likes, dated as it likes.
class HostilePartnerTest : public IntakeTest {
 protected:
  void sign_as_jonas(ledger::EntryKind kind, const Bytes& payload, TimeMs dated) {
    auto signing = must(Signing::begin(jonas_.state(), dated));
    must(signing.sign(kind, payload));
    must(signing.commit());
  }
};

TEST_F(HostilePartnerTest, SeventeenComparisonsDatedAheadStopNoPause) {
  agree();
  const TimeMs far_ahead = 200'000'000'000'000;
  for (int i = 0; i < 17; ++i)
    sign_as_jonas(ledger::EntryKind::compared,
                  encode(ledger::Compared{jonas_.state().pair()->record.transcript}), far_ahead);
  deliver(jonas_, mara_);
  EXPECT_TRUE(mara_.commands().pause(std::nullopt, "Still mine to say."));
  EXPECT_EQ(must(mara_.queries().pairing()).stage, PairingView::Stage::paired);
  EXPECT_EQ(mara_.commands().cancel_pairing().error().code, Code::pair_complete);
}

TEST_F(HostilePartnerTest, AnEntryThatSaysNothingValidChangesNothingButTheLedger) {
  agree();
  const auto digest = must(mara_.queries().agreement()).digest;
  const Bytes garbage{0xff, 0xff, 0xff};
  for (const auto kind : {ledger::EntryKind::propose, ledger::EntryKind::accept,
                          ledger::EntryKind::check_in, ledger::EntryKind::session})
    sign_as_jonas(kind, garbage, now_);
  deliver(jonas_, mara_);
  EXPECT_EQ(must(mara_.queries().agreement()).digest, digest);
  EXPECT_EQ(must(mara_.queries().status()).status, agreement::AgreementStatus::in_force);
  must(mara_.queries().verify_ledger());
}

TEST_F(HostilePartnerTest, ARestrictionThatCannotBeReadPausesEverything) {
  agree();
  sign_as_jonas(ledger::EntryKind::limit, Bytes{0xff}, now_);
  deliver(jonas_, mara_);
  EXPECT_EQ(must(mara_.queries().status()).status, agreement::AgreementStatus::paused);
}

}  // namespace
}  // namespace troth::vault
