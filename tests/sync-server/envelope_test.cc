// Putting, fetching and acknowledging envelopes.
#include <gmock/gmock.h>

#include "tests/sync-server/test_relay.h"

namespace troth::relay {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using wire::Refused;

class Envelopes : public testing::Test {
 protected:
  explicit Envelopes(const Limits& limits = {}) : relay(limits) {}

  TestRelay relay;
  crypto::SigningKey mara = crypto::SigningKey::generate(relay.random);
  crypto::SigningKey jonas = crypto::SigningKey::generate(relay.random);
  MailboxId mailbox = mailbox_of(mara.public_key());
  TestClient& owner = relay.owner(mara);
  TestClient& writer = relay.writer(owner, mara, 2, jonas);
};

class FewEnvelopes : public Envelopes {
 protected:
  FewEnvelopes() : Envelopes(few()) {}
  static Limits few() {
    Limits limits;
    limits.mailbox_bytes = 5 * 1024;
    limits.slot_bytes = 4 * 1024;
    limits.door_envelopes = 2;
    return limits;
  }
};

TEST_F(Envelopes, ArriveAtASubscriberInTheirOrder) {
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kDone);
  EXPECT_EQ(writer.ask(put(mailbox, 1)), kDone);
  EXPECT_EQ(writer.ask(put(mailbox, 2)), kDone);
  EXPECT_THAT(owner.seqs(), ElementsAre(1U, 2U));
  const wire::Item& item = owner.received.back().item();
  EXPECT_EQ(item.mailbox(), mailbox.string());
  EXPECT_EQ(item.slot(), 2U);
  EXPECT_EQ(item.envelope(), std::string(1024, 7));
}

TEST_F(Envelopes, OfTheFourSizesAreTakenAndNoOthers) {
  std::uint8_t id = 0;
  for (const std::size_t size : {1024U, 4096U, 16384U, 61440U})
    EXPECT_EQ(writer.ask(put(mailbox, ++id, size)), kDone) << size;
  for (const std::size_t size : {0U, 1U, 1023U, 1025U, 61439U, 61441U})
    EXPECT_EQ(writer.ask(put(mailbox, ++id, size)), refusal(Refused::MALFORMED)) << size;
}

TEST_F(Envelopes, NeedALoginToWriteOnThisConnection) {
  EXPECT_EQ(owner.ask(put(mailbox, 1)), kNotAllowed);
  TestClient& stranger = relay.connect();
  EXPECT_EQ(stranger.ask(put(mailbox, 1)), kNotAllowed);
}

TEST_F(Envelopes, ALoginToOneMailboxIsNoneToAnother) {
  const auto other = crypto::SigningKey::generate(relay.random);
  relay.owner(other);
  EXPECT_EQ(writer.ask(put(mailbox_of(other.public_key()), 1)), kNotAllowed);
}

TEST_F(Envelopes, PutAgainAreDoneAndArriveOnce) {
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kDone);
  EXPECT_EQ(writer.ask(put(mailbox, 1)), kDone);
  EXPECT_EQ(writer.ask(put(mailbox, 1)), kDone);
  EXPECT_THAT(owner.seqs(), ElementsAre(1U));
}

TEST_F(Envelopes, OfOtherBytesUnderTheSameIdAreRefused) {
  EXPECT_EQ(writer.ask(put(mailbox, 1, 1024, 7)), kDone);
  EXPECT_EQ(writer.ask(put(mailbox, 1, 1024, 8)), refusal(Refused::CONFLICT));
  EXPECT_EQ(writer.ask(put(mailbox, 1, 4096, 7)), refusal(Refused::CONFLICT));
}

TEST_F(Envelopes, OfAnotherSlotMayHaveTheSameId) {
  const auto other = crypto::SigningKey::generate(relay.random);
  TestClient& second = relay.writer(owner, mara, 3, other);
  EXPECT_EQ(writer.ask(put(mailbox, 1, 1024, 7)), kDone);
  EXPECT_EQ(second.ask(put(mailbox, 1, 1024, 8)), kDone);
}

TEST_F(Envelopes, AreRememberedWhenAcknowledged) {
  EXPECT_EQ(writer.ask(put(mailbox, 1, 1024, 7)), kDone);
  EXPECT_EQ(owner.ask(acknowledge(mailbox, 1)), kDone);
  EXPECT_EQ(writer.ask(put(mailbox, 1, 1024, 7)), kDone);
  EXPECT_EQ(writer.ask(put(mailbox, 1, 1024, 8)), refusal(Refused::CONFLICT));
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kDone);
  EXPECT_THAT(owner.seqs(), IsEmpty());
}

TEST_F(Envelopes, AcknowledgedAreGoneAndTheRoomIsFreeAgain) {
  for (std::uint8_t id = 1; id <= 3; ++id) EXPECT_EQ(writer.ask(put(mailbox, id)), kDone);
  EXPECT_EQ(owner.ask(acknowledge(mailbox, 2)), kDone);
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kDone);
  EXPECT_THAT(owner.seqs(), ElementsAre(3U));
  EXPECT_EQ(owner.state().next(), 4U);
  EXPECT_EQ(owner.state().acknowledged(), 2U);
  EXPECT_EQ(owner.state().used_bytes(), 1024U);
  EXPECT_EQ(owner.state().limit_bytes(), 64U * 1024 * 1024);
}

TEST_F(Envelopes, AnAcknowledgementAgainOrOfLessIsDone) {
  for (std::uint8_t id = 1; id <= 2; ++id) EXPECT_EQ(writer.ask(put(mailbox, id)), kDone);
  EXPECT_EQ(owner.ask(acknowledge(mailbox, 2)), kDone);
  EXPECT_EQ(owner.ask(acknowledge(mailbox, 2)), kDone);
  EXPECT_EQ(owner.ask(acknowledge(mailbox, 1)), kDone);
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kDone);
  EXPECT_EQ(owner.state().acknowledged(), 2U);
}

TEST_F(Envelopes, AnAcknowledgementBeyondWhatCameIsRefused) {
  EXPECT_EQ(writer.ask(put(mailbox, 1)), kDone);
  EXPECT_EQ(owner.ask(acknowledge(mailbox, 2)), refusal(Refused::CONFLICT));
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kDone);
  EXPECT_THAT(owner.seqs(), ElementsAre(1U));
}

TEST_F(Envelopes, AWriterNeitherReadsNorAcknowledges) {
  EXPECT_EQ(writer.ask(put(mailbox, 1)), kDone);
  EXPECT_EQ(writer.ask(subscribe(mailbox)), kNotAllowed);
  EXPECT_EQ(writer.ask(acknowledge(mailbox, 1)), kNotAllowed);
  EXPECT_THAT(writer.seqs(), IsEmpty());
}

TEST_F(Envelopes, ANumberThatNoTableHoldsIsMalformed) {
  for (const std::uint64_t number : {(1ULL << 53) + 1, 1ULL << 63, ~0ULL}) {
    EXPECT_EQ(owner.ask(acknowledge(mailbox, number)), refusal(Refused::MALFORMED));
    EXPECT_EQ(owner.ask(subscribe(mailbox, number)), refusal(Refused::MALFORMED));
  }
}

TEST_F(FewEnvelopes, FillASlotUpToItsShare) {
  for (std::uint8_t id = 1; id <= 4; ++id) EXPECT_EQ(writer.ask(put(mailbox, id)), kDone);
  EXPECT_EQ(writer.ask(put(mailbox, 5)), refusal(Refused::FULL));
  EXPECT_EQ(writer.ask(put(mailbox, 4)), kDone) << "what is there already takes no room";
  EXPECT_EQ(owner.ask(acknowledge(mailbox, 1)), kDone);
  EXPECT_EQ(writer.ask(put(mailbox, 5)), kDone);
}

TEST_F(FewEnvelopes, FillAMailboxUpToItsLimitWithoutTheOneSlotTakingItAll) {
  const auto other = crypto::SigningKey::generate(relay.random);
  TestClient& second = relay.writer(owner, mara, 3, other);
  EXPECT_EQ(writer.ask(put(mailbox, 1, 4096)), kDone);
  EXPECT_EQ(second.ask(put(mailbox, 1)), kDone);
  EXPECT_EQ(second.ask(put(mailbox, 2)), refusal(Refused::FULL));
}

TEST_F(FewEnvelopes, AtTheDoorAreCounted) {
  const auto door = crypto::SigningKey::generate(relay.random);
  TestClient& newcomer = relay.writer(owner, mara, kDoorSlot, door);
  EXPECT_EQ(newcomer.ask(put(mailbox, 1)), kDone);
  EXPECT_EQ(newcomer.ask(put(mailbox, 2)), kDone);
  EXPECT_EQ(newcomer.ask(put(mailbox, 3)), refusal(Refused::FULL));
  EXPECT_EQ(writer.ask(put(mailbox, 3)), kDone) << "the door's limit is the door's alone";
  EXPECT_EQ(owner.ask(acknowledge(mailbox, 1)), kDone);
  EXPECT_EQ(newcomer.ask(put(mailbox, 3)), kDone);
}

TEST_F(Envelopes, AreForgottenAfterTheirTime) {
  EXPECT_EQ(writer.ask(put(mailbox, 1)), kDone);
  relay.now += 60 * kDayMs - 1;
  EXPECT_FALSE(*relay.store.sweep(relay.now));
  TestClient& early = relay.owner(mara);
  EXPECT_EQ(early.ask(subscribe(mailbox)), kDone);
  EXPECT_THAT(early.seqs(), ElementsAre(1U));
  relay.now += 1;
  EXPECT_FALSE(*relay.store.sweep(relay.now));
  TestClient& late = relay.owner(mara);
  EXPECT_EQ(late.ask(subscribe(mailbox)), kDone);
  EXPECT_THAT(late.seqs(), IsEmpty());
  EXPECT_EQ(late.state().used_bytes(), 0U);
  EXPECT_EQ(late.state().next(), 2U) << "numbers are not given out twice";
}

TEST_F(Envelopes, TheirIdsAreForgottenAfterSixtyDays) {
  EXPECT_EQ(writer.ask(put(mailbox, 1, 1024, 7)), kDone);
  EXPECT_EQ(owner.ask(acknowledge(mailbox, 1)), kDone);
  relay.now += 60 * kDayMs;
  EXPECT_FALSE(*relay.store.sweep(relay.now));
  EXPECT_EQ(writer.ask(put(mailbox, 1, 1024, 8)), kDone);
}

TEST_F(Envelopes, AreForgottenPieceByPiece) {
  for (int i = 0; i < 200; ++i) {
    EXPECT_EQ(writer.ask(put(mailbox, static_cast<std::uint8_t>(i))), kDone);
    EXPECT_EQ(writer.ask(put(mailbox, static_cast<std::uint8_t>(i), 4096, 1)),
              refusal(Refused::CONFLICT));
  }
  const auto other = crypto::SigningKey::generate(relay.random);
  TestClient& second = relay.writer(owner, mara, 3, other);
  for (int i = 0; i < 200; ++i)
    EXPECT_EQ(second.ask(put(mailbox, static_cast<std::uint8_t>(i))), kDone);
  relay.now += 60 * kDayMs;
  EXPECT_TRUE(*relay.store.sweep(relay.now)) << "400 are more than one piece";
  EXPECT_FALSE(*relay.store.sweep(relay.now));
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kDone);
  EXPECT_THAT(owner.seqs(), IsEmpty());
  EXPECT_EQ(owner.state().used_bytes(), 0U);
}

TEST_F(Envelopes, WaitAtTheRelayWhileASlowClientDoesNotRead) {
  for (std::uint8_t id = 0; id < 10; ++id) EXPECT_EQ(writer.ask(put(mailbox, id, 61440)), kDone);
  owner.reads = false;
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kNothing);
  int frames = 0;
  while (owner.machine.take_output()) ++frames;
  EXPECT_LE(frames, 5) << "the rest waits on the disk";
  owner.reads = true;
  relay.settle();
  EXPECT_EQ(owner.told(owner.last_request()), kDone);
  EXPECT_EQ(owner.seqs().back(), 10U);
}

TEST_F(Envelopes, TheirIdsFillASlotHoweverFastItIsEmptied) {
  Limits limits;
  limits.remembered_per_slot = 2;
  TestRelay small(limits);
  TestClient& reader = small.owner(mara);
  TestClient& to = small.writer(reader, mara, 0, crypto::SigningKey::generate(small.random));
  for (std::uint8_t id = 1; id <= 2; ++id) {
    EXPECT_EQ(to.ask(put(mailbox, id)), kDone);
    EXPECT_EQ(reader.ask(acknowledge(mailbox, id)), kDone);
  }
  EXPECT_EQ(to.ask(put(mailbox, 3)), refusal(Refused::FULL));
  small.now += 60 * kDayMs;
  EXPECT_FALSE(*small.store.sweep(small.now));
  EXPECT_EQ(to.ask(put(mailbox, 3)), kDone);
}

}  // namespace
}  // namespace troth::relay
