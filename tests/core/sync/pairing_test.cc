#include "core/sync/pairing.h"

#include <gtest/gtest.h>

#include "core/sync/pairing_transcript.h"
#include "tests/core/sync/vectors.h"
#include "tests/support/pairing.h"

namespace troth::sync {
namespace {

using test::kStartMs;
using test::PairingTable;

template <class Machine>
Machine restarted(const Machine& machine) {
  auto parsed = Machine::parse(machine.serialize().view());
  EXPECT_TRUE(parsed);
  return std::move(*parsed);
}

Bytes flipped(Bytes bytes, std::size_t at) {
  bytes[at] ^= 1;
  return bytes;
}

TEST(Pairing, BothSidesEndWithTheSamePair) {
  PairingTable table(1);
  table.finish();
  const auto mara = table.inviter.result();
  const auto jonas = table.joiner.result();
  EXPECT_EQ(mara.pair, jonas.pair);
  EXPECT_EQ(mara.transcript, jonas.transcript);
  EXPECT_TRUE(equal(mara.root.view(), jonas.root.view()));
  EXPECT_TRUE(equal(mara.ticket.view(), jonas.ticket.view()));
  EXPECT_EQ(mara.self, jonas.partner);
  EXPECT_EQ(mara.partner, jonas.self);
  EXPECT_EQ(mara.bundle.name, "Jonas");
  EXPECT_EQ(jonas.bundle.name, "Mara");
  EXPECT_EQ(mara.partner_device, table.jonas.device().id);
  EXPECT_EQ(jonas.relay, test::test_relay());
  EXPECT_EQ(short_authentication_string(mara.transcript),
            short_authentication_string(jonas.transcript));
}

TEST(Pairing, HasItsKnownBytes) {
  PairingTable table(7);
  const test::Vectors vectors("pairing.json");
  vectors.expect("invite", string_of(encode(table.inviter.invite()).view()));
  const Bytes m1 = table.m1();
  ASSERT_TRUE(table.joiner.on_message(m1, kStartMs, table.random));
  const Bytes m2 = table.put(table.joiner);
  ASSERT_TRUE(table.inviter.on_message(m2, kStartMs, table.random));
  const RendezvousStep m3 = table.inviter.next_step();
  vectors.expect("rendezvous", m3.id);
  vectors.expect("m1", m1);
  vectors.expect("m2_hash", crypto::generic_hash(m2).view());
  vectors.expect("m3_hash", crypto::generic_hash(m3.message).view());
  vectors.expect("m3_signature", m3.signature.view());
  const auto result = table.inviter.result();
  vectors.expect("transcript", result.transcript.view());
  vectors.expect("pair_id", result.pair.view());
  vectors.expect("digits", short_authentication_string(result.transcript));
}

TEST(Pairing, TheStepsAreOpenGetPutAndGetPutGet) {
  using Do = RendezvousStep::Do;
  PairingTable table(2);
  EXPECT_EQ(table.inviter.next_step().what, Do::open);
  EXPECT_EQ(table.inviter.next_step().slot, 1);
  EXPECT_EQ(table.joiner.next_step().what, Do::get);
  EXPECT_EQ(table.joiner.next_step().slot, 1);
  EXPECT_EQ(table.inviter.next_step().id, table.joiner.next_step().id);
  const Bytes m1 = table.m1();
  EXPECT_EQ(table.inviter.next_step().what, Do::get);
  EXPECT_EQ(table.inviter.next_step().slot, 2);
  ASSERT_TRUE(table.joiner.on_message(m1, kStartMs, table.random));
  EXPECT_EQ(table.joiner.next_step().what, Do::put);
  EXPECT_EQ(table.joiner.next_step().slot, 2);
  const Bytes m2 = table.put(table.joiner);
  EXPECT_EQ(table.joiner.next_step().slot, 3);
  ASSERT_TRUE(table.inviter.on_message(m2, kStartMs, table.random));
  const auto put = table.inviter.next_step();
  EXPECT_EQ(put.what, Do::put);
  EXPECT_EQ(put.slot, 3);
  ASSERT_TRUE(table.joiner.on_message(table.put(table.inviter), kStartMs, table.random));
  EXPECT_EQ(table.inviter.next_step().what, Do::nothing);
  EXPECT_EQ(table.joiner.next_step().what, Do::nothing);
  EXPECT_TRUE(table.inviter.is_over(kStartMs));
}

TEST(Pairing, Slot3IsSignedByTheKeyThatOpened) {
  PairingTable table(3);
  const auto opening = table.inviter.next_step();
  ASSERT_TRUE(table.inviter.on_message(table.m2(), kStartMs, table.random));
  const auto put = table.inviter.next_step();
  EXPECT_TRUE(crypto::verify(opening.fresh_key, crypto::label::kRelayRendezvous,
                             Writer().raw(put.id).u8(3).raw(put.message).bytes(), put.signature));
}

TEST(Pairing, ACrashAfterAnyStepResumesWithIdenticalBytes) {
  PairingTable table(4);
  table.inviter = restarted(table.inviter);
  const Bytes m1 = table.inviter.next_step().message;
  table.inviter = restarted(table.inviter);
  EXPECT_EQ(table.m1(), m1);
  table.inviter = restarted(table.inviter);
  table.joiner = restarted(table.joiner);
  ASSERT_TRUE(table.joiner.on_message(m1, kStartMs, table.random));
  const Bytes m2 = table.joiner.next_step().message;
  table.joiner = restarted(table.joiner);
  EXPECT_EQ(table.put(table.joiner), m2);
  table.joiner = restarted(table.joiner);
  ASSERT_TRUE(table.inviter.on_message(m2, kStartMs, table.random));
  const Bytes m3 = table.inviter.next_step().message;
  table.inviter = restarted(table.inviter);
  EXPECT_EQ(table.put(table.inviter), m3);
  table.inviter = restarted(table.inviter);
  ASSERT_TRUE(table.joiner.on_message(m3, kStartMs, table.random));
  table.joiner = restarted(table.joiner);
  EXPECT_EQ(table.inviter.result().pair, table.joiner.result().pair);
  EXPECT_TRUE(equal(table.inviter.result().root.view(), table.joiner.result().root.view()));
}

TEST(Pairing, AWrongCodeBurnsTheInvite) {
  PairingTable table(5);
  Invite guess{test::test_relay(), table.random.secret(32)};
  auto stranger = *Joiner::start(guess, table.jonas.bundle, kStartMs);
  ASSERT_TRUE(stranger.on_message(table.m1(), kStartMs, table.random));
  const auto status =
      table.inviter.on_message(stranger.next_step().message, kStartMs, table.random);
  EXPECT_EQ(status.error().code, Code::pairing_wrong_code);
  EXPECT_TRUE(table.inviter.is_over(kStartMs));
  EXPECT_FALSE(table.inviter.has_result());
  EXPECT_EQ(
      table.inviter.on_message(stranger.next_step().message, kStartMs, table.random).error().code,
      Code::pairing_over);
}

TEST(Pairing, AnyFlippedByteOfM2EndsItBeforeTheBoxIsBelieved) {
  PairingTable table(6);
  const Bytes m2 = table.m2();
  const crypto::Secret waiting = table.inviter.serialize();
  const auto code_at = [&](std::size_t at) {
    auto inviter = *Inviter::parse(waiting.view());
    const auto status = inviter.on_message(flipped(m2, at), kStartMs, table.random);
    EXPECT_TRUE(inviter.is_over(kStartMs)) << at;
    return status ? Code{} : status.error().code;
  };
  EXPECT_EQ(code_at(0), Code::pairing_newer);
  EXPECT_EQ(code_at(1), Code::pairing_malformed);
  for (std::size_t at = 34; at < 98; ++at) EXPECT_EQ(code_at(at), Code::pairing_wrong_code);
  for (std::size_t at = 98; at < m2.size(); at += 13)
    EXPECT_EQ(code_at(at), Code::pairing_box_not_open);
  for (std::size_t at = 2; at < 34; ++at) {  // the share: no point, or another one
    const Code code = code_at(at);
    EXPECT_TRUE(code == Code::weak_key || code == Code::pairing_wrong_code) << at;
  }
}

TEST(Pairing, AnyFlippedByteOfM3EndsIt) {
  PairingTable table(8);
  const Bytes m3 = table.m3();
  const crypto::Secret waiting = table.joiner.serialize();
  const auto code_at = [&](std::size_t at) {
    auto joiner = *Joiner::parse(waiting.view());
    const auto status = joiner.on_message(flipped(m3, at), kStartMs, table.random);
    EXPECT_TRUE(joiner.is_over(kStartMs)) << at;
    EXPECT_FALSE(joiner.has_result()) << at;
    return status ? Code{} : status.error().code;
  };
  EXPECT_EQ(code_at(0), Code::pairing_newer);
  EXPECT_EQ(code_at(1), Code::pairing_malformed);
  for (std::size_t at = 2; at < 66; ++at) EXPECT_EQ(code_at(at), Code::pairing_answer_wrong);
  for (std::size_t at = 66; at < m3.size(); at += 13)
    EXPECT_EQ(code_at(at), Code::pairing_box_not_open);
}

TEST(Pairing, AChangedM1IsFoundByTheInviter) {
  for (const std::size_t at : {std::size_t{5}, std::size_t{70}, kM1Size - 1}) {  // nonce, c_I
    PairingTable table(9);
    ASSERT_TRUE(table.joiner.on_message(flipped(table.m1(), at), kStartMs, table.random));
    EXPECT_EQ(
        table.inviter.on_message(table.put(table.joiner), kStartMs, table.random).error().code,
        Code::pairing_wrong_code);
  }
}

TEST(Pairing, MessagesOfAnotherLengthVersionOrModeAreRefused) {
  PairingTable table(10);
  const Bytes m1 = table.m1();
  const crypto::Secret reading = table.joiner.serialize();
  const auto code = [&](Bytes bytes) {
    auto joiner = *Joiner::parse(reading.view());
    return joiner.on_message(bytes, kStartMs, table.random).error().code;
  };
  Bytes longer = m1;
  longer.push_back(0);
  EXPECT_EQ(code(longer), Code::pairing_malformed);
  EXPECT_EQ(code(Bytes(m1.begin(), m1.end() - 1)), Code::pairing_malformed);
  EXPECT_EQ(code({}), Code::pairing_malformed);
  EXPECT_EQ(code(flipped(m1, 0)), Code::pairing_newer);
  EXPECT_EQ(code(flipped(m1, 1)), Code::pairing_malformed);
  Bytes identity = m1;
  std::fill_n(identity.begin() + 34, 32, std::uint8_t{0});
  EXPECT_EQ(code(identity), Code::weak_key);
}

TEST(Pairing, OnlyTheFirstM2IsAnswered) {
  PairingTable table(11);
  auto second = *Joiner::start(table.inviter.invite(), table.jonas.bundle, kStartMs);
  const Bytes m1 = table.m1();
  ASSERT_TRUE(second.on_message(m1, kStartMs, table.random));
  ASSERT_TRUE(table.joiner.on_message(m1, kStartMs, table.random));
  const Bytes first_m2 = table.put(table.joiner);
  ASSERT_TRUE(table.inviter.on_message(first_m2, kStartMs, table.random));
  const Bytes m3 = table.inviter.next_step().message;
  EXPECT_TRUE(table.inviter.on_message(first_m2, kStartMs, table.random));  // the same again
  EXPECT_EQ(
      table.inviter.on_message(second.next_step().message, kStartMs, table.random).error().code,
      Code::pairing_answered);
  EXPECT_EQ(table.inviter.next_step().message, m3);
  ASSERT_TRUE(table.joiner.on_message(table.put(table.inviter), kStartMs, table.random));
}

// Whoever copied the invite stands between the two and pairs with each: the
// digits differ, and neither side's bundle can be passed on as it is.
TEST(Pairing, AManInTheMiddleWithTheInviteGetsOtherDigits) {
  PairingTable table(12);
  auto between = test::Newcomer::make("Mara", table.random);
  auto to_jonas = *Inviter::start(between.bundle, test::test_relay(), kStartMs, table.random);
  // He answers Mara with her own invite, and Jonas with one under the same secret.
  auto to_mara = *Joiner::start(table.inviter.invite(), between.bundle, kStartMs);
  auto jonas = *Joiner::start(to_jonas.invite(), table.jonas.bundle, kStartMs);
  ASSERT_TRUE(to_mara.on_message(table.m1(), kStartMs, table.random));
  ASSERT_TRUE(table.inviter.on_message(table.put(to_mara), kStartMs, table.random));
  ASSERT_TRUE(jonas.on_message(table.put(to_jonas), kStartMs, table.random));
  ASSERT_TRUE(to_jonas.on_message(table.put(jonas), kStartMs, table.random));
  ASSERT_TRUE(jonas.on_message(table.put(to_jonas), kStartMs, table.random));
  EXPECT_NE(short_authentication_string(table.inviter.result().transcript),
            short_authentication_string(jonas.result().transcript));
}

// The inviter of an attacker commits before it sees J's share: another bundle
// in M3 than the one committed to is refused.
TEST(Pairing, ABundleThatWasNotCommittedToIsRefused) {
  PairingTable table(13);
  const Bytes m1 = table.m1();
  ASSERT_TRUE(table.joiner.on_message(m1, kStartMs, table.random));
  const Bytes m2 = table.put(table.joiner);
  // An inviter that knows everything but answers with another bundle: its stored
  // state holds another bundle at the place of the committed one.
  const auto other = *encode(test::Newcomer::make("Mara", table.random).bundle);
  const auto own = *encode(table.mara.bundle);
  ASSERT_EQ(own.size(), other.size());
  Bytes state = copy_of(table.inviter.serialize().view());
  const auto at = std::ranges::search(state, own);
  ASSERT_FALSE(at.empty());
  std::ranges::copy(other, at.begin());
  auto liar = *Inviter::parse(state);
  ASSERT_TRUE(liar.on_message(m2, kStartMs, table.random));
  EXPECT_EQ(table.joiner.on_message(liar.next_step().message, kStartMs, table.random).error().code,
            Code::pairing_commitment_broken);
}

TEST(Pairing, OnesOwnInviteIsRefusedByBoth) {
  PairingTable table(14);
  auto self = *Joiner::start(table.inviter.invite(), table.mara.bundle, kStartMs);
  ASSERT_TRUE(self.on_message(table.m1(), kStartMs, table.random));
  EXPECT_EQ(table.inviter.on_message(table.put(self), kStartMs, table.random).error().code,
            Code::pairing_own_invite);
}

TEST(Pairing, AnExpiredInviteIsRefused) {
  PairingTable table(15);
  const Bytes m2 = table.m2();
  const TimeMs late = kStartMs + kInviteMs;
  EXPECT_FALSE(table.inviter.is_over(late - 1));
  EXPECT_TRUE(table.inviter.is_over(late));
  EXPECT_EQ(table.inviter.on_message(m2, late, table.random).error().code, Code::pairing_expired);
  EXPECT_TRUE(table.joiner.is_over(late));
}

TEST(Pairing, DamagedStatesAreRefused) {
  PairingTable table(16);
  const crypto::Secret inviter = table.inviter.serialize();
  const crypto::Secret joiner = table.joiner.serialize();
  for (std::size_t size = 0; size < inviter.size(); size += 7)
    EXPECT_FALSE(Inviter::parse(inviter.view().first(size)));
  for (std::size_t size = 0; size < joiner.size(); size += 7)
    EXPECT_FALSE(Joiner::parse(joiner.view().first(size)));
  EXPECT_EQ(Joiner::parse(inviter.view()).error().code, Code::sync_state_damaged);
  EXPECT_EQ(Inviter::parse(joiner.view()).error().code, Code::sync_state_damaged);
}

TEST(Bundle, ComesBackAsItWas) {
  crypto::SeededRandom random(17);
  const auto mara = test::Newcomer::make("Mara", random);
  const auto bytes = encode(mara.bundle);
  ASSERT_TRUE(bytes);
  const auto parsed = parse_bundle(*bytes);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(*encode(*parsed), *bytes);
}

TEST(Bundle, WhatDoesNotBelongTogetherIsRefused) {
  crypto::SeededRandom random(18);
  const auto mara = test::Newcomer::make("Mara", random);
  const auto jonas = test::Newcomer::make("Jonas", random);
  Bundle mixed = mara.bundle;
  mixed.prekey = jonas.bundle.prekey;
  EXPECT_EQ(parse_bundle(*encode(mixed)).error().code, Code::prekey_signature_wrong);
  mixed = mara.bundle;
  mixed.recovery = jonas.bundle.recovery;
  EXPECT_FALSE(parse_bundle(*encode(mixed)));
  mixed = mara.bundle;
  mixed.genesis = mara.bundle.recovery;
  EXPECT_FALSE(parse_bundle(*encode(mixed)));
}

TEST(Bundle, NamesThatNobodyMayHaveAreRefused) {
  crypto::SeededRandom random(19);
  auto mara = test::Newcomer::make("Mara", random);
  mara.bundle.name = std::string(65, 'm');
  EXPECT_EQ(parse_bundle(*encode(mara.bundle)).error().code, Code::text_too_long);
  mara.bundle.name = "Ma\nra";
  EXPECT_EQ(parse_bundle(*encode(mara.bundle)).error().code, Code::text_control_character);
  mara.bundle.name = " ";
  EXPECT_EQ(parse_bundle(*encode(mara.bundle)).error().code, Code::text_missing);
  mara.bundle.name = std::string(900, 'm');
  EXPECT_EQ(encode(mara.bundle).error().code, Code::bundle_malformed);
}

TEST(Bundle, BytesThatAreNotTheStrictFormAreRefused) {
  crypto::SeededRandom random(20);
  const auto mara = test::Newcomer::make("Mara", random);
  const Bytes bytes = *encode(mara.bundle);
  Bytes unknown = bytes;
  unknown.insert(unknown.end(), {0x30, 0x01});  // field 6: 1
  EXPECT_EQ(parse_bundle(unknown).error().code, Code::bundle_malformed);
  Bytes twice = bytes;
  twice.insert(twice.end(), {0x2a, 0x01, 'M'});  // the name again
  EXPECT_EQ(parse_bundle(twice).error().code, Code::bundle_malformed);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(parse_bundle(ByteView(bytes).first(size))) << size;
}

}  // namespace
}  // namespace troth::sync
