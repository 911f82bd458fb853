// The client's own machine (core/sync/relay_client.h) against this relay, frame
// by frame: both sides of the protocol must mean the same.
#include "core/sync/relay_client.h"

#include <gmock/gmock.h>

#include "tests/sync-server/test_relay.h"

namespace troth::relay {
namespace {

using sync::RelayClient;

class WithClients : public testing::Test {
 protected:
  // A client's machine and its connection of the moment.
  struct Device {
    RelayClient client;
    TestClient* link = nullptr;
    std::size_t heard = 0;
    std::vector<sync::ClientEvent> events;

    template <class Event>
    std::vector<Event> all() const {
      std::vector<Event> found;
      for (const auto& event : events)
        if (const auto* one = std::get_if<Event>(&event)) found.push_back(*one);
      return found;
    }
  };

  void connect(Device& device) {
    device.client.on_disconnected();
    device.link = &relay.connect();
    device.heard = 0;
    device.client.on_connected(device.link->hash(), relay.now);
    pump();
  }
  // Carries frames both ways until nothing moves.
  void pump() {
    for (bool has_moved = true; has_moved;) {
      has_moved = false;
      for (Device* device : {&mara, &jonas}) has_moved = carry(*device) || has_moved;
    }
  }
  bool carry(Device& device) {
    if (device.link == nullptr) return false;
    bool has_moved = false;
    for (const Bytes& frame : device.client.take_output()) {
      device.link->say(frame);
      has_moved = true;
    }
    for (; device.heard < device.link->received.size(); has_moved = true) {
      const auto frame = device.link->received[device.heard++].SerializeAsString();
      EXPECT_TRUE(device.client.on_frame(bytes_of(frame), relay.now).has_value());
    }
    for (auto& event : device.client.take_events()) device.events.push_back(std::move(event));
    return has_moved;
  }
  void acknowledge_all(Device& device) {
    for (const auto& delivered : device.all<sync::Delivered>())
      device.client.acknowledge(delivered, relay.now);
    pump();
  }
  sync::Admission by(sync::Admission::By kind, ByteView bytes) {
    return {kind, crypto::Secret::copy_of(bytes)};
  }
  sync::OwnMailbox mailbox_by_token() {
    sync::OwnMailbox own{crypto::SigningKey::from_seed(mara_seed),
                         by(sync::Admission::By::token, relay.token.view()),
                         {{0, write_key.public_key()}},
                         0};
    return own;
  }
  sync::Outgoing an_envelope(std::uint8_t id) const {
    return {mailbox, EnvelopeId{{id}}, Bytes(4096, id)};
  }

  TestRelay relay;
  crypto::Secret mara_seed = relay.random.secret(32);
  crypto::Secret write_seed = relay.random.secret(32);
  crypto::SigningKey write_key = crypto::SigningKey::from_seed(write_seed);
  MailboxId mailbox = mailbox_of(crypto::SigningKey::from_seed(mara_seed).public_key());
  Device mara;
  Device jonas;
};

TEST_F(WithClients, AMailboxIsMadeSetUpAndCaughtUp) {
  mara.client.serve(mailbox_by_token(), relay.now);
  connect(mara);
  EXPECT_EQ(mara.all<sync::SetUp>().size(), 1U);
  EXPECT_TRUE(mara.all<sync::Trouble>().empty());
  EXPECT_TRUE(mara.client.is_idle());
}

TEST_F(WithClients, EnvelopesGoFromOneToTheOther) {
  mara.client.serve(mailbox_by_token(), relay.now);
  connect(mara);
  jonas.client.add_recipient(mailbox, crypto::SigningKey::from_seed(write_seed), relay.now);
  connect(jonas);
  for (std::uint8_t id = 1; id <= 20; ++id) jonas.client.post(an_envelope(id), relay.now);
  pump();
  EXPECT_EQ(jonas.all<sync::Posted>().size(), 20U);
  ASSERT_EQ(mara.all<sync::Delivered>().size(), 20U);
  EXPECT_EQ(mara.all<sync::Delivered>()[6].envelope, Bytes(4096, 7));
  EXPECT_FALSE(mara.client.is_idle());
  acknowledge_all(mara);
  EXPECT_TRUE(mara.client.is_idle());
  EXPECT_TRUE(jonas.client.is_idle());
}

TEST_F(WithClients, WhatWaitedComesAfterAReconnectionAndOnce) {
  mara.client.serve(mailbox_by_token(), relay.now);
  connect(mara);
  jonas.client.add_recipient(mailbox, crypto::SigningKey::from_seed(write_seed), relay.now);
  connect(jonas);
  mara.client.on_disconnected();
  mara.link = nullptr;
  jonas.client.post(an_envelope(1), relay.now);
  pump();
  connect(mara);
  EXPECT_EQ(mara.all<sync::Delivered>().size(), 1U);
  connect(mara);
  EXPECT_EQ(mara.all<sync::Delivered>().size(), 1U);
}

TEST_F(WithClients, ATicketMakesTheSecondMailbox) {
  const crypto::Secret ticket = relay.random.secret(32);
  mara.client.serve(mailbox_by_token(), relay.now);
  mara.client.admit(crypto::hash(crypto::label::kTicket, {ticket.view()}), relay.now);
  connect(mara);
  sync::OwnMailbox own{crypto::SigningKey::generate(relay.random),
                       by(sync::Admission::By::ticket, ticket.view()),
                       {},
                       0};
  jonas.client.serve(std::move(own), relay.now);
  connect(jonas);
  EXPECT_EQ(jonas.all<sync::SetUp>().size(), 1U);
  EXPECT_TRUE(jonas.all<sync::Trouble>().empty());
}

TEST_F(WithClients, AnotherTokenMakesNoMailboxAndTheUserIsTold) {
  sync::OwnMailbox own = mailbox_by_token();
  own.admission = by(sync::Admission::By::token, Bytes(32, 1));
  mara.client.serve(std::move(own), relay.now);
  connect(mara);
  EXPECT_TRUE(mara.all<sync::SetUp>().empty());
  ASSERT_EQ(mara.all<sync::Trouble>().size(), 1U);
  EXPECT_EQ(mara.all<sync::Trouble>()[0].error.code, Code::relay_not_admitted);
}

TEST_F(WithClients, AWriterWhomNobodyAdmittedIsHeldBack) {
  mara.client.serve(mailbox_by_token(), relay.now);
  connect(mara);
  jonas.client.add_recipient(mailbox, crypto::SigningKey::generate(relay.random), relay.now);
  connect(jonas);
  jonas.client.post(an_envelope(1), relay.now);
  pump();
  EXPECT_EQ(jonas.client.unposted(), 1U);
  EXPECT_TRUE(mara.all<sync::Delivered>().empty());
}

TEST_F(WithClients, ARendezvousIsOpenedAnsweredAndRead) {
  using Do = sync::RendezvousStep::Do;
  const crypto::SigningKey fresh = crypto::SigningKey::generate(relay.random);
  const Bytes id(16, 4);
  const Bytes m3(200, 3);
  mara.client.serve(mailbox_by_token(), relay.now);
  connect(mara);
  connect(jonas);
  mara.client.carry_out({Do::open, id, 1, Bytes(97, 1), fresh.public_key(), {}}, relay.now);
  pump();
  mara.client.carry_out({Do::get, id, 2, {}, {}, {}}, relay.now);
  jonas.client.carry_out({Do::get, id, 1, {}, {}, {}}, relay.now);
  pump();
  ASSERT_EQ(jonas.all<sync::StepDone>().size(), 1U);
  EXPECT_EQ(jonas.all<sync::StepDone>()[0].message, Bytes(97, 1));
  jonas.client.carry_out({Do::put, id, 2, Bytes(1193, 2), {}, {}}, relay.now);
  pump();
  ASSERT_EQ(mara.all<sync::StepDone>().size(), 2U) << "its wait ended with the answer";
  EXPECT_EQ(mara.all<sync::StepDone>()[1].message, Bytes(1193, 2));
  const Signature signature =
      fresh.sign(crypto::label::kRelayRendezvous, Writer().raw(id).u8(3).raw(m3).bytes());
  mara.client.carry_out({Do::put, id, 3, m3, {}, signature}, relay.now);
  jonas.client.carry_out({Do::get, id, 3, {}, {}, {}}, relay.now);
  pump();
  EXPECT_EQ(mara.all<sync::StepDone>().size(), 3U);
  ASSERT_EQ(jonas.all<sync::StepDone>().size(), 3U);
  EXPECT_EQ(jonas.all<sync::StepDone>()[2].message, m3);
  EXPECT_TRUE(mara.all<sync::StepFailed>().empty());
  EXPECT_TRUE(jonas.all<sync::StepFailed>().empty());
}

TEST_F(WithClients, ADeletedMailboxTakesNothingMore) {
  mara.client.serve(mailbox_by_token(), relay.now);
  connect(mara);
  const auto read_key = crypto::SigningKey::from_seed(mara_seed);
  EXPECT_EQ(relay.owner(read_key).ask(delete_mailbox(mailbox)), kDone);
  jonas.client.add_recipient(mailbox, crypto::SigningKey::from_seed(write_seed), relay.now);
  connect(jonas);
  jonas.client.post(an_envelope(1), relay.now);
  pump();
  EXPECT_EQ(jonas.client.unposted(), 1U);
}

class AfterALongTime : public WithClients {
 protected:
  // Nobody comes for so long, and the relay forgets what is past its time.
  void stay_away(TimeMs duration) {
    for (Device* device : {&mara, &jonas}) {
      device->client.on_disconnected();
      device->link = nullptr;
      device->events.clear();
    }
    relay.now += duration;
    for (bool has_more = true; has_more;) has_more = *relay.store.sweep(relay.now);
  }
  // Jonas reads by a ticket of Mara's, and she writes to him.
  void serve_both() {
    const crypto::Secret ticket = relay.random.secret(32);
    mara.client.serve(mailbox_by_token(), relay.now);
    mara.client.admit(crypto::hash(crypto::label::kTicket, {ticket.view()}), relay.now);
    mara.client.add_recipient(jonas_mailbox, crypto::SigningKey::from_seed(write_seed), relay.now);
    connect(mara);
    sync::OwnMailbox own{crypto::SigningKey::from_seed(jonas_seed),
                         by(sync::Admission::By::ticket, ticket.view()),
                         {{0, write_key.public_key()}},
                         0};
    jonas.client.serve(std::move(own), relay.now);
    jonas.client.add_recipient(mailbox, crypto::SigningKey::from_seed(write_seed), relay.now);
    connect(jonas);
  }
  sync::Outgoing for_jonas(std::uint8_t id) const {
    return {jonas_mailbox, EnvelopeId{{id}}, Bytes(4096, id)};
  }

  crypto::Secret jonas_seed = relay.random.secret(32);
  MailboxId jonas_mailbox = mailbox_of(crypto::SigningKey::from_seed(jonas_seed).public_key());
};

TEST_F(AfterALongTime, BothMailboxesAreMadeAgainWithoutAnybodyBeingAsked) {
  serve_both();
  jonas.client.post(an_envelope(1), relay.now);
  mara.client.post(for_jonas(2), relay.now);
  pump();
  acknowledge_all(mara);
  acknowledge_all(jonas);
  stay_away(401 * kDayMs);
  connect(jonas);
  connect(mara);
  for (Device* device : {&mara, &jonas}) {
    ASSERT_EQ(device->all<sync::Renumbered>().size(), 1U);
    EXPECT_EQ(device->all<sync::Renumbered>()[0].acknowledged, 0U);
    EXPECT_EQ(device->all<sync::SetUp>().size(), 1U);
    EXPECT_TRUE(device->all<sync::Trouble>().empty());
  }
  jonas.client.post(an_envelope(3), relay.now);
  mara.client.post(for_jonas(4), relay.now);
  pump();
  ASSERT_EQ(mara.all<sync::Delivered>().size(), 1U);
  EXPECT_EQ(mara.all<sync::Delivered>()[0].envelope, Bytes(4096, 3));
  ASSERT_EQ(jonas.all<sync::Delivered>().size(), 1U);
  EXPECT_EQ(jonas.all<sync::Delivered>()[0].seq, 1U);
}

TEST_F(AfterALongTime, WhoComesBackFirstIsHeldBackUntilTheOtherDoes) {
  serve_both();
  jonas.client.post(an_envelope(1), relay.now);
  pump();
  stay_away(401 * kDayMs);
  connect(jonas);
  jonas.client.post(an_envelope(2), relay.now);
  pump();
  ASSERT_FALSE(jonas.all<sync::Trouble>().empty());
  EXPECT_EQ(jonas.all<sync::Trouble>().back().error.code, Code::relay_recipient_closed);
  connect(mara);
  relay.now += 5 * kSecondMs;
  jonas.client.on_deadline(relay.now);
  pump();
  ASSERT_EQ(mara.all<sync::Delivered>().size(), 1U);
  EXPECT_EQ(mara.all<sync::Delivered>()[0].envelope, Bytes(4096, 2));
}

TEST_F(AfterALongTime, WhoseTicketsMailboxWasNeverUsedIsTold) {
  serve_both();
  stay_away(31 * kDayMs);
  connect(jonas);
  ASSERT_EQ(jonas.all<sync::Trouble>().size(), 1U);
  EXPECT_EQ(jonas.all<sync::Trouble>()[0].error.code, Code::relay_not_admitted);
  EXPECT_TRUE(jonas.client.is_idle()) << "a sync does not wait for it";
}

}  // namespace
}  // namespace troth::relay
