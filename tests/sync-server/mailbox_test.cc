// Logins, mailboxes, tickets and writers.
#include <gmock/gmock.h>

#include "tests/sync-server/test_relay.h"

namespace troth::relay {
namespace {

using wire::Refused;

class Mailboxes : public testing::Test {
 protected:
  Mailboxes() = default;
  explicit Mailboxes(const Limits& limits) : relay(limits) {}

  crypto::SigningKey key() { return crypto::SigningKey::generate(relay.random); }

  TestRelay relay;
  crypto::SigningKey mara = key();
  crypto::SigningKey jonas = key();
  MailboxId mailbox = mailbox_of(mara.public_key());
};

struct FewLimits {
  static Limits make() {
    Limits limits;
    limits.mailboxes_in_all = 2;
    limits.tickets_per_family = 2;
    return limits;
  }
};
class FewMailboxes : public Mailboxes {
 protected:
  FewMailboxes() : Mailboxes(FewLimits::make()) {}
};

TEST_F(Mailboxes, AreMadeWithTheOperatorsToken) {
  TestClient& client = relay.connect();
  EXPECT_EQ(client.ask(create_by_token(client.hash(), mara, relay.token.view())), kDone);
}

TEST_F(Mailboxes, MadeAgainIsDoneAndChangesNothing) {
  TestClient& owner = relay.owner(mara);
  const auto write_key = key();
  TestClient& writer = relay.writer(owner, mara, 0, write_key);
  EXPECT_EQ(writer.ask(put(mailbox, 1)), kDone);
  EXPECT_EQ(owner.ask(create_by_token(owner.hash(), mara, relay.token.view())), kDone);
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kDone);
  EXPECT_THAT(owner.seqs(), testing::ElementsAre(1U));
}

TEST_F(Mailboxes, AreNotMadeWithAnotherToken) {
  TestClient& client = relay.connect();
  const auto other = relay.random.secret(32);
  EXPECT_EQ(client.ask(create_by_token(client.hash(), mara, other.view())), kNotAllowed);
}

TEST_F(Mailboxes, AreNotMadeWithATokenBoundToAnotherConnection) {
  TestClient& client = relay.connect();
  TestClient& other = relay.connect();
  EXPECT_EQ(client.ask(create_by_token(other.hash(), mara, relay.token.view())), kNotAllowed);
}

TEST_F(Mailboxes, AreNotMadeForAKeyThatDidNotSign) {
  TestClient& client = relay.connect();
  auto frame = create_by_token(client.hash(), mara, relay.token.view());
  const auto signature = create_by_token(client.hash(), jonas, relay.token.view());
  frame.mutable_create_mailbox()->set_signature(signature.create_mailbox().signature());
  EXPECT_EQ(client.ask(frame), kNotAllowed);
}

TEST_F(Mailboxes, ATicketMakesOne) {
  TestClient& owner = relay.owner(mara);
  const Bytes ticket(32, 5);
  EXPECT_EQ(owner.ask(admit(ticket)), kDone);
  TestClient& client = relay.connect();
  EXPECT_EQ(client.ask(create_by_ticket(client.hash(), jonas, ticket)), kDone);
  EXPECT_EQ(client.ask(create_by_ticket(client.hash(), jonas, ticket)), kDone) << "repeated";
  EXPECT_EQ(client.ask(create_by_ticket(client.hash(), key(), ticket)), kNotAllowed) << "used up";
}

TEST_F(Mailboxes, ATicketThatNobodyAdmittedMakesNone) {
  TestClient& client = relay.connect();
  EXPECT_EQ(client.ask(create_by_ticket(client.hash(), jonas, Bytes(32, 5))), kNotAllowed);
}

TEST_F(Mailboxes, ATicketIsGoodForEightDays) {
  TestClient& owner = relay.owner(mara);
  EXPECT_EQ(owner.ask(admit(Bytes(32, 5))), kDone);
  EXPECT_EQ(owner.ask(admit(Bytes(32, 6))), kDone);
  relay.now += 8 * kDayMs - 1;
  TestClient& client = relay.connect();
  EXPECT_EQ(client.ask(create_by_ticket(client.hash(), jonas, Bytes(32, 5))), kDone);
  relay.now += 1;
  EXPECT_EQ(client.ask(create_by_ticket(client.hash(), key(), Bytes(32, 6))), kNotAllowed);
}

TEST_F(Mailboxes, ATicketAdmittedAgainDoesNotLastLonger) {
  TestClient& owner = relay.owner(mara);
  EXPECT_EQ(owner.ask(admit(Bytes(32, 5))), kDone);
  relay.now += kDayMs;
  EXPECT_EQ(owner.ask(admit(Bytes(32, 5))), kDone);
  relay.now += 7 * kDayMs;
  TestClient& client = relay.connect();
  EXPECT_EQ(client.ask(create_by_ticket(client.hash(), jonas, Bytes(32, 5))), kNotAllowed);
}

TEST_F(Mailboxes, OnlyAnOwnerAdmits) {
  TestClient& client = relay.connect();
  EXPECT_EQ(client.ask(admit(Bytes(32, 5))), kNotAllowed);
}

TEST_F(FewMailboxes, TicketsOfOneOwnerAreCounted) {
  TestClient& owner = relay.owner(mara);
  EXPECT_EQ(owner.ask(admit(Bytes(32, 1))), kDone);
  EXPECT_EQ(owner.ask(admit(Bytes(32, 2))), kDone);
  EXPECT_EQ(owner.ask(admit(Bytes(32, 3))), refusal(Refused::TOO_MANY));
}

TEST_F(FewMailboxes, AreMadeUpToTheRelaysLimit) {
  relay.owner(mara);
  relay.owner(jonas);
  TestClient& client = relay.connect();
  EXPECT_EQ(client.ask(create_by_token(client.hash(), key(), relay.token.view())),
            refusal(Refused::FULL));
  EXPECT_EQ(client.ask(create_by_token(client.hash(), mara, relay.token.view())), kDone)
      << "one that is there is no new one";
}

TEST_F(Mailboxes, AFullRelayDoesNotUseATicketUp) {
  Limits one;
  one.mailboxes_in_all = 1;
  TestRelay small(one);
  TestClient& owner = small.owner(mara);
  EXPECT_EQ(owner.ask(admit(Bytes(32, 5))), kDone);
  TestClient& client = small.connect();
  EXPECT_EQ(client.ask(create_by_ticket(client.hash(), jonas, Bytes(32, 5))),
            refusal(Refused::FULL));
  EXPECT_EQ(owner.ask(delete_mailbox(mailbox)), kDone);
  EXPECT_EQ(client.ask(create_by_ticket(client.hash(), jonas, Bytes(32, 5))), kNotAllowed)
      << "a deleted mailbox takes its tickets along";
}

TEST_F(Mailboxes, ALoginNeedsTheMailbox) {
  TestClient& client = relay.connect();
  EXPECT_EQ(client.ask(authenticate(client.hash(), mailbox, Role::read, mara)), kNotAllowed);
  EXPECT_EQ(client.ask(authenticate(client.hash(), mailbox, Role::write, jonas)), kNotAllowed);
}

TEST_F(Mailboxes, ALoginToReadNeedsTheReadKey) {
  relay.owner(mara);
  TestClient& client = relay.connect();
  EXPECT_EQ(client.ask(authenticate(client.hash(), mailbox, Role::read, jonas)), kNotAllowed);
}

TEST_F(Mailboxes, ALoginToWriteNeedsAKeyInASlot) {
  TestClient& owner = relay.owner(mara);
  EXPECT_EQ(owner.ask(set_writer(mailbox, 3, key().public_key())), kDone);
  TestClient& client = relay.connect();
  EXPECT_EQ(client.ask(authenticate(client.hash(), mailbox, Role::write, jonas)), kNotAllowed);
  EXPECT_EQ(client.ask(authenticate(client.hash(), mailbox, Role::write, mara)), kNotAllowed)
      << "not even the owner's";
}

TEST_F(Mailboxes, ALoginOfAnotherConnectionDoesNotReplay) {
  relay.owner(mara);
  TestClient& other = relay.connect();
  TestClient& client = relay.connect();
  EXPECT_EQ(client.ask(authenticate(other.hash(), mailbox, Role::read, mara)), kNotAllowed);
}

TEST_F(Mailboxes, ASignatureForOneRoleIsNoneForTheOther) {
  relay.owner(mara);
  TestClient& client = relay.connect();
  auto frame = authenticate(client.hash(), mailbox, Role::write, mara);
  frame.mutable_authenticate()->set_role(wire::Authenticate::READ);
  EXPECT_EQ(client.ask(frame), kNotAllowed);
}

TEST_F(Mailboxes, ALoginWithoutARoleIsMalformed) {
  TestClient& client = relay.connect();
  auto frame = authenticate(client.hash(), mailbox, Role::read, mara);
  frame.mutable_authenticate()->set_role(wire::Authenticate::ROLE_UNSPECIFIED);
  EXPECT_EQ(client.ask(frame), refusal(Refused::MALFORMED));
}

TEST_F(Mailboxes, AMissingMailboxAndAWrongKeyAreRefusedInTheSameWords) {
  relay.owner(mara);
  TestClient& client = relay.connect();
  client.ask(authenticate(client.hash(), mailbox, Role::write, jonas));
  client.ask(authenticate(client.hash(), mailbox_of(jonas.public_key()), Role::write, jonas));
  auto spoilt = authenticate(client.hash(), mailbox, Role::read, mara);
  spoilt.mutable_authenticate()->set_signature(std::string(64, 'x'));
  client.ask(spoilt);
  ASSERT_EQ(client.received.size(), 3U);
  for (auto& frame : client.received) {
    frame.mutable_refused()->set_request(0);
    EXPECT_EQ(frame.SerializeAsString(), client.received.front().SerializeAsString());
  }
}

TEST_F(Mailboxes, OnlyTheOwnerSetsWriters) {
  TestClient& owner = relay.owner(mara);
  TestClient& writer = relay.writer(owner, mara, 0, jonas);
  EXPECT_EQ(writer.ask(set_writer(mailbox, 1, key().public_key())), kNotAllowed);
  TestClient& stranger = relay.owner(key());
  EXPECT_EQ(stranger.ask(set_writer(mailbox, 1, key().public_key())), kNotAllowed);
}

TEST_F(Mailboxes, HaveSlotsZeroToFifteen) {
  TestClient& owner = relay.owner(mara);
  EXPECT_EQ(owner.ask(set_writer(mailbox, 0, key().public_key())), kDone);
  EXPECT_EQ(owner.ask(set_writer(mailbox, 15, key().public_key())), kDone);
  EXPECT_EQ(owner.ask(set_writer(mailbox, 16, key().public_key())), refusal(Refused::MALFORMED));
}

TEST_F(Mailboxes, AWriterOfOneSlotIsNotSetInAnother) {
  TestClient& owner = relay.owner(mara);
  EXPECT_EQ(owner.ask(set_writer(mailbox, 0, jonas.public_key())), kDone);
  EXPECT_EQ(owner.ask(set_writer(mailbox, 0, jonas.public_key())), kDone) << "repeated";
  EXPECT_EQ(owner.ask(set_writer(mailbox, 1, jonas.public_key())), refusal(Refused::CONFLICT));
}

TEST_F(Mailboxes, AWriterWhoIsRemovedWritesNoMoreThoughLoggedIn) {
  TestClient& owner = relay.owner(mara);
  TestClient& writer = relay.writer(owner, mara, 0, jonas);
  EXPECT_EQ(owner.ask(set_writer(mailbox, 0, std::nullopt)), kDone);
  EXPECT_EQ(writer.ask(put(mailbox, 1)), kNotAllowed);
  EXPECT_EQ(writer.ask(authenticate(writer.hash(), mailbox, Role::write, jonas)), kNotAllowed);
}

TEST_F(Mailboxes, AWriterWhoIsReplacedWritesNoMoreThoughLoggedIn) {
  TestClient& owner = relay.owner(mara);
  TestClient& writer = relay.writer(owner, mara, 0, jonas);
  EXPECT_EQ(owner.ask(set_writer(mailbox, 0, key().public_key())), kDone);
  EXPECT_EQ(writer.ask(put(mailbox, 1)), kNotAllowed);
}

TEST_F(Mailboxes, ALaterLoginTakesThePlaceOfTheEarlier) {
  TestClient& owner = relay.owner(mara);
  TestClient& writer = relay.writer(owner, mara, 0, jonas);
  const auto door = key();
  EXPECT_EQ(owner.ask(set_writer(mailbox, kDoorSlot, door.public_key())), kDone);
  EXPECT_EQ(writer.ask(authenticate(writer.hash(), mailbox, Role::write, door)), kDone);
  EXPECT_EQ(writer.ask(put(mailbox, 1)), kDone);
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kDone);
  EXPECT_EQ(owner.received.at(owner.received.size() - 2).item().slot(), kDoorSlot);
}

TEST_F(Mailboxes, LoginsOfOneConnectionAreCounted) {
  TestClient& owner = relay.owner(mara);
  for (int i = 1; i < 16; ++i) {
    const auto read_key = key();
    const auto other = mailbox_of(read_key.public_key());
    EXPECT_EQ(owner.ask(create_by_token(owner.hash(), read_key, relay.token.view())), kDone);
    EXPECT_EQ(owner.ask(authenticate(owner.hash(), other, Role::read, read_key)), kDone);
  }
  EXPECT_EQ(owner.ask(authenticate(owner.hash(), mailbox, Role::write, jonas)),
            refusal(Refused::TOO_MANY));
  EXPECT_EQ(owner.ask(authenticate(owner.hash(), mailbox, Role::read, mara)), kDone)
      << "one that is there is no new one";
}

TEST_F(Mailboxes, DeletedAreGone) {
  TestClient& owner = relay.owner(mara);
  TestClient& writer = relay.writer(owner, mara, 0, jonas);
  EXPECT_EQ(writer.ask(put(mailbox, 1)), kDone);
  EXPECT_EQ(owner.ask(open_rendezvous(1, "493817", "M1", mara.public_key())), kDone);
  EXPECT_EQ(owner.ask(delete_mailbox(mailbox)), kDone);
  EXPECT_EQ(writer.ask(put(mailbox, 2)), kNotAllowed);
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kNotAllowed);
  EXPECT_EQ(owner.ask(delete_mailbox(mailbox)), kNotAllowed);
  EXPECT_EQ(writer.ask(get_rendezvous("493817", 1)), kNotAllowed);
  TestClient& again = relay.owner(mara);
  EXPECT_EQ(again.ask(subscribe(mailbox)), kDone);
  EXPECT_TRUE(again.seqs().empty());
  EXPECT_EQ(again.state().next(), 1U);
}

TEST_F(Mailboxes, OnlyTheOwnerDeletes) {
  TestClient& owner = relay.owner(mara);
  TestClient& writer = relay.writer(owner, mara, 0, jonas);
  EXPECT_EQ(writer.ask(delete_mailbox(mailbox)), kNotAllowed);
  EXPECT_EQ(writer.ask(put(mailbox, 1)), kDone);
}

class Places : public Mailboxes {
 protected:
  static Limits limits() {
    Limits limits;
    limits.tickets_per_family = 4;
    limits.new_by_token_a_day = 3;
    return limits;
  }
  Places() : Mailboxes(limits()) {}
  // A client that owns a mailbox made by the ticket, which `from` admitted.
  TestClient& owner_by_ticket(TestClient& from, const crypto::SigningKey& read_key,
                              std::uint8_t ticket) {
    EXPECT_EQ(from.ask(admit(Bytes(32, ticket))), kDone);
    TestClient& client = relay.connect();
    EXPECT_EQ(client.ask(create_by_ticket(client.hash(), read_key, Bytes(32, ticket))), kDone);
    log_in(client, read_key);
    return client;
  }
  static void log_in(TestClient& client, const crypto::SigningKey& read_key) {
    const auto id = mailbox_of(read_key.public_key());
    EXPECT_EQ(client.ask(authenticate(client.hash(), id, Role::read, read_key)), kDone);
  }
  // Whether the mailbox can still be logged in to.
  bool stands(const crypto::SigningKey& read_key) {
    TestClient& client = relay.connect();
    const auto id = mailbox_of(read_key.public_key());
    return client.ask(authenticate(client.hash(), id, Role::read, read_key)) == kDone;
  }
  void sweep_after(TimeMs duration) {
    relay.now += duration;
    for (bool has_more = true; has_more;) has_more = *relay.store.sweep(relay.now);
  }
};

TEST_F(Places, AreSharedByAllGenerationsOfAFamily) {
  TestClient& first = relay.owner(mara);
  TestClient& second = owner_by_ticket(first, jonas, 1);
  const auto grandchild = key();
  TestClient& third = owner_by_ticket(second, grandchild, 2);
  for (TestClient* one : {&second, &third})
    EXPECT_EQ(one->ask(admit(Bytes(32, 3))), refusal(Refused::TOO_MANY));
  EXPECT_EQ(third.ask(delete_mailbox(mailbox_of(grandchild.public_key()))), kDone);
  EXPECT_EQ(second.ask(admit(Bytes(32, 3))), kDone);
  EXPECT_EQ(second.ask(admit(Bytes(32, 4))), refusal(Refused::TOO_MANY))
      << "a ticket holds a place";
}

TEST_F(Places, AreByHalfTheFirstOnesAlone) {
  TestClient& first = relay.owner(mara);
  TestClient& thief = owner_by_ticket(first, jonas, 1);
  EXPECT_EQ(thief.ask(admit(Bytes(32, 2))), kDone);
  EXPECT_EQ(thief.ask(admit(Bytes(32, 3))), refusal(Refused::TOO_MANY));
  EXPECT_EQ(first.ask(admit(Bytes(32, 3))), kDone) << "the true partner's";
  EXPECT_EQ(first.ask(admit(Bytes(32, 4))), kDone);
  EXPECT_EQ(first.ask(admit(Bytes(32, 5))), refusal(Refused::TOO_MANY));
}

TEST_F(Places, OfAFamilyAreNoneOfAnothers) {
  TestClient& first = relay.owner(mara);
  for (std::uint8_t ticket = 1; ticket <= 4; ++ticket) owner_by_ticket(first, key(), ticket);
  EXPECT_EQ(first.ask(admit(Bytes(32, 5))), refusal(Refused::TOO_MANY));
  EXPECT_EQ(relay.owner(jonas).ask(admit(Bytes(32, 5))), kDone);
}

TEST_F(Places, AreNotWonByDeletingTheFirstOfAFamily) {
  TestClient& first = relay.owner(mara);
  TestClient& second = owner_by_ticket(first, jonas, 1);
  for (std::uint8_t ticket = 2; ticket <= 4; ++ticket) owner_by_ticket(first, key(), ticket);
  EXPECT_EQ(first.ask(delete_mailbox(mailbox)), kDone);
  EXPECT_EQ(second.ask(admit(Bytes(32, 5))), refusal(Refused::TOO_MANY));
  EXPECT_EQ(relay.owner(mara).ask(admit(Bytes(32, 5))), refusal(Refused::TOO_MANY));
}

TEST_F(Places, ForTheTokenAreSoManyADay) {
  for (int i = 0; i < 3; ++i) relay.owner(key());
  TestClient& client = relay.connect();
  const auto fourth = create_by_token(client.hash(), mara, relay.token.view());
  EXPECT_EQ(client.ask(fourth), refusal(Refused::TOO_MANY));
  relay.now += kDayMs;
  EXPECT_EQ(client.ask(fourth), kDone);
}

TEST_F(Places, OfAMailboxThatWasNeverUsedAreFreeAfterThirtyDays) {
  relay.owner(mara);
  sweep_after(30 * kDayMs);
  EXPECT_TRUE(stands(mara));
  sweep_after(kDayMs);
  EXPECT_FALSE(stands(mara));
  TestClient& client = relay.connect();
  EXPECT_EQ(client.ask(create_by_ticket(client.hash(), mara, Bytes(32, 1))), kNotAllowed)
      << "of what held nothing no name is kept";
}

TEST_F(Places, AreKeptByVisits) {
  TestClient& owner = relay.owner(mara);
  relay.now += 20 * kDayMs;
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kDone);
  sweep_after(20 * kDayMs);
  EXPECT_TRUE(stands(mara));
}

TEST_F(Places, AreKeptByNothingThatOthersDo) {
  TestClient& owner = relay.owner(mara);
  const auto write_key = key();
  relay.writer(owner, mara, 0, write_key);
  relay.now += 20 * kDayMs;
  TestClient& other = relay.connect();
  auto forged = authenticate(other.hash(), mailbox, Role::read, mara);
  forged.mutable_authenticate()->set_signature(std::string(64, 'x'));
  EXPECT_EQ(other.ask(forged), kNotAllowed);
  EXPECT_EQ(other.ask(authenticate(other.hash(), mailbox, Role::write, write_key)), kDone);
  sweep_after(11 * kDayMs);
  EXPECT_FALSE(stands(mara));
}

TEST_F(Places, OfAMailboxThatNobodyVisitsAreFreeAfterFourHundredDays) {
  TestClient& first = relay.owner(mara);
  TestClient& owner = owner_by_ticket(first, jonas, 1);
  const auto id = mailbox_of(jonas.public_key());
  TestClient& writer = relay.writer(owner, jonas, 0, key());
  EXPECT_EQ(writer.ask(put(id, 1)), kDone);
  sweep_after(400 * kDayMs);
  EXPECT_TRUE(stands(jonas));
  EXPECT_FALSE(stands(mara)) << "never used";
  relay.now += kDayMs - 1;
  EXPECT_EQ(writer.ask(put(id, 2)), kDone) << "a writer's is no visit";
  sweep_after(1);
  EXPECT_FALSE(stands(jonas));
  EXPECT_EQ(writer.ask(put(id, 3)), kNotAllowed);
}

TEST_F(Places, OfAUsedMailboxAreGivenToItsOwnerAgainOnce) {
  TestClient& owner = owner_by_ticket(relay.owner(mara), jonas, 1);
  TestClient& writer = relay.writer(owner, jonas, 0, key());
  EXPECT_EQ(writer.ask(put(mailbox_of(jonas.public_key()), 1)), kDone);
  sweep_after(401 * kDayMs);
  TestClient& client = relay.connect();
  EXPECT_EQ(client.ask(create_by_ticket(client.hash(), key(), Bytes(32, 1))), kNotAllowed)
      << "the ticket is used up";
  EXPECT_EQ(client.ask(create_by_ticket(client.hash(), jonas, Bytes(32, 1))), kDone);
  log_in(client, jonas);
  EXPECT_EQ(client.ask(subscribe(mailbox_of(jonas.public_key()))), kDone);
  EXPECT_TRUE(client.seqs().empty());
  EXPECT_EQ(client.ask(delete_mailbox(mailbox_of(jonas.public_key()))), kDone);
  EXPECT_EQ(client.ask(create_by_ticket(client.hash(), jonas, Bytes(32, 1))), kNotAllowed)
      << "whoever deletes it is forgotten";
}

}  // namespace
}  // namespace troth::relay
