#include "core/sync/rendezvous.h"

#include <gtest/gtest.h>

#include "tests/core/sync/relay_desk.h"

namespace troth::sync {
namespace {

RendezvousStep a_step(RendezvousStep::Do what, std::uint8_t slot) {
  RendezvousStep out;
  out.what = what;
  out.id = Bytes(16, 1);
  out.slot = slot;
  if (what != RendezvousStep::Do::get) out.message = {slot};
  return out;
}
using Do = RendezvousStep::Do;

TEST(Rendezvous, AnOpenWaitsForTheOwnMailbox) {
  Desk desk(21);
  desk.client.carry_out(a_step(Do::open, 1), desk.now);
  desk.serve();
  desk.connect();
  desk.settle();
  ASSERT_EQ(desk.all<StepDone>().size(), 1U);
  EXPECT_EQ(desk.relay.rendezvous.at(Bytes(16, 1)).slots.at(1), Bytes{1});
}

TEST(Rendezvous, AGetWaitsAtTheRelayAndIsNoReasonToStay) {
  Desk desk(22);
  desk.relay.rendezvous[Bytes(16, 1)].slots[1] = {1};
  desk.connect();
  desk.client.carry_out(a_step(Do::get, 2), desk.now);
  EXPECT_FALSE(desk.client.is_idle());
  desk.settle();
  EXPECT_TRUE(desk.client.is_idle());
  EXPECT_TRUE(desk.all<StepDone>().empty());
  desk.relay.rendezvous[Bytes(16, 1)].slots[2] = {5};
  desk.relay.tell();
  desk.settle();
  ASSERT_EQ(desk.all<StepDone>().size(), 1U);
  EXPECT_EQ(desk.all<StepDone>()[0].message, Bytes{5});
}

TEST(Rendezvous, AWaitThatEndsIsBegunAgain) {
  Desk desk(23);
  desk.relay.rendezvous[Bytes(16, 1)].slots[1] = {1};
  desk.connect();
  desk.client.carry_out(a_step(Do::get, 2), desk.now);
  desk.settle();
  desk.link->end_waits(kLongestWaitMs);
  desk.settle();
  ASSERT_TRUE(desk.client.next_deadline());
  desk.wait(*desk.client.next_deadline() - desk.now);
  desk.relay.rendezvous[Bytes(16, 1)].slots[2] = {5};
  desk.relay.tell();
  desk.settle();
  EXPECT_EQ(desk.all<StepDone>().size(), 1U);
}

TEST(Rendezvous, OneThatIsGoneOrTakenFailsForGood) {
  Desk desk(24);
  desk.connect();
  desk.client.carry_out(a_step(Do::get, 3), desk.now);
  desk.settle();
  auto failed = desk.all<StepFailed>();
  ASSERT_EQ(failed.size(), 1U);
  EXPECT_EQ(failed[0].error.code, Code::rendezvous_gone);
  EXPECT_EQ(failed[0].then, StepFailed::Then::never);
  desk.relay.rendezvous[Bytes(16, 1)].slots[2] = {9};
  desk.client.carry_out(a_step(Do::put, 2), desk.now);
  desk.settle();
  failed = desk.all<StepFailed>();
  ASSERT_EQ(failed.size(), 2U);
  EXPECT_EQ(failed[1].error.code, Code::rendezvous_taken);
}

TEST(Rendezvous, AJoinerWhoIsTooEarlyIsToldOnceAndAsksAgain) {
  Desk desk(27);
  desk.connect();
  desk.client.carry_out(a_step(Do::get, 1), desk.now);
  desk.settle();
  const auto told = desk.all<StepFailed>();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].error.code, Code::rendezvous_unknown);
  EXPECT_EQ(told[0].then, StepFailed::Then::again);
  EXPECT_TRUE(desk.client.is_idle());  // a sync need not stay for it
  desk.wait(20 * kSecondMs);
  desk.relay.rendezvous[Bytes(16, 1)].slots[1] = {7};
  desk.wait(5 * kSecondMs);
  const auto done = desk.all<StepDone>();
  ASSERT_EQ(done.size(), 1U);
  EXPECT_EQ(done[0].message, Bytes{7});
  EXPECT_EQ(desk.all<StepFailed>().size(), 1U);
}

TEST(Rendezvous, AnInviteThatDoesNotComeWithinAMinuteEndsTheJoining) {
  Desk desk(28);
  desk.connect();
  desk.client.carry_out(a_step(Do::get, 1), desk.now);
  desk.settle();
  for (int seconds = 5; seconds < 60; seconds += 5) desk.wait(5 * kSecondMs);
  EXPECT_EQ(desk.all<StepFailed>().size(), 1U);
  desk.wait(5 * kSecondMs);
  const auto failed = desk.all<StepFailed>();
  ASSERT_EQ(failed.size(), 2U);
  EXPECT_EQ(failed[1].error.code, Code::rendezvous_unknown);
  EXPECT_EQ(failed[1].then, StepFailed::Then::never);
  desk.wait(60 * kSecondMs);
  EXPECT_EQ(desk.all<StepFailed>().size(), 2U);
}

TEST(Rendezvous, ABusyRelayIsTriedAgain) {
  Desk desk(25);
  desk.connect();
  desk.client.carry_out(a_step(Do::get, 1), desk.now);
  ASSERT_TRUE(desk.refuse_with(desk.said().request(), wire::Refused::TOO_MANY));
  const auto failed = std::get<StepFailed>(desk.client.take_events().at(0));
  EXPECT_EQ(failed.error.code, Code::relay_too_busy);
  EXPECT_EQ(failed.then, StepFailed::Then::again);
  ASSERT_TRUE(desk.client.next_deadline());
  desk.now = *desk.client.next_deadline();
  desk.client.on_deadline(desk.now);
  EXPECT_TRUE(desk.said().has_get_rendezvous());
}

TEST(Rendezvous, AnAnswerToAReplacedStepIsNoOnes) {
  Desk desk(26);
  desk.relay.rendezvous[Bytes(16, 1)].slots = {{1, {1}}, {2, {2}}};
  desk.connect();
  desk.client.carry_out(a_step(Do::get, 1), desk.now);
  desk.client.carry_out(a_step(Do::get, 2), desk.now);
  desk.settle();
  const auto done = desk.all<StepDone>();
  ASSERT_EQ(done.size(), 1U);
  EXPECT_EQ(done[0].message, Bytes{2});
}

TEST(Rendezvous, ALostConnectionRepeatsTheStep) {
  Desk desk(27);
  desk.relay.rendezvous[Bytes(16, 1)].slots[1] = {1};
  desk.connect();
  desk.client.carry_out(a_step(Do::put, 2), desk.now);
  desk.link->on_frame(desk.client.take_output().at(0));  // taken, but its answer is lost
  desk.client.on_disconnected();
  desk.connect();
  desk.settle();
  EXPECT_EQ(desk.all<StepDone>().size(), 1U);
}

}  // namespace
}  // namespace troth::sync
