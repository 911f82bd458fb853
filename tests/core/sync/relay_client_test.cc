#include "core/sync/relay_client.h"

#include <gtest/gtest.h>

#include "core/sync/reconnect.h"
#include "tests/core/sync/relay_desk.h"

namespace troth::sync {
namespace {

TEST(RelayClient, MakesItsMailboxWithTheTokenAndSetsItUp) {
  Desk desk(1);
  desk.serve();
  desk.client.set_writer(3, SignPublicKey{{7}}, desk.now);
  desk.client.admit(Hash{{9}}, desk.now);
  desk.connect();
  EXPECT_FALSE(desk.client.is_idle());
  desk.settle();
  ASSERT_TRUE(desk.relay.mailboxes.contains(desk.own));
  EXPECT_EQ(desk.relay.mailboxes[desk.own].writers[3], SignPublicKey{{7}});
  EXPECT_TRUE(desk.relay.tickets.contains(copy_of(Hash{{9}}.view())));
  EXPECT_EQ(desk.all<sync::SetUp>().size(), 1U);
  EXPECT_TRUE(desk.client.is_idle());
}

TEST(RelayClient, AWriterThatIsRemovedIsGone) {
  Desk desk(2);
  desk.serve();
  desk.client.set_writer(3, SignPublicKey{{7}}, desk.now);
  desk.connect();
  desk.settle();
  desk.client.remove_writer(3, desk.now);
  desk.settle();
  EXPECT_TRUE(desk.relay.mailboxes[desk.own].writers.empty());
}

TEST(RelayClient, WithoutAdmissionAMissingMailboxIsSaidAndTriedAgain) {
  Desk desk(3);
  desk.serve_what_is_there();
  desk.connect();
  desk.settle();
  EXPECT_EQ(desk.last_trouble(), Code::relay_mailbox_missing);
  EXPECT_TRUE(desk.client.is_idle());
  desk.relay.mailboxes[desk.own].read_key =
      crypto::SigningKey::from_seed(desk.read_seed).public_key();
  ASSERT_EQ(desk.client.next_deadline(), desk.now + kLoginRetryMs);
  desk.wait(kLoginRetryMs);
  EXPECT_EQ(desk.all<sync::SetUp>().size(), 1U);
}

TEST(RelayClient, AWrongTokenIsSaid) {
  Desk desk(4);
  desk.serve(desk.random.secret(32));
  desk.connect();
  desk.settle();
  EXPECT_EQ(desk.last_trouble(), Code::relay_not_admitted);
  EXPECT_FALSE(desk.relay.mailboxes.contains(desk.own));
}

TEST(RelayClient, PutsBeginOnceTheOwnMailboxIsSetUp) {
  Desk desk(5);
  desk.serve();
  desk.add_recipient();
  desk.connect();
  desk.post();
  const auto frame = desk.said();
  EXPECT_EQ(frame.authenticate().role(), wire::Authenticate::READ);
  EXPECT_EQ(frame.request(), 1U);
}

TEST(RelayClient, PutsWhatWaitsAndSaysPosted) {
  Desk desk(6);
  desk.serve();
  desk.add_recipient();
  const auto first = desk.post(1);
  desk.connect();
  desk.settle();
  const auto second = desk.post(2);
  desk.settle();
  const auto posted = desk.all<Posted>();
  ASSERT_EQ(posted.size(), 2U);
  EXPECT_EQ(posted[0].id, first);
  EXPECT_EQ(posted[1].id, second);
  EXPECT_EQ(desk.relay.mailboxes[desk.theirs].items.size(), 2U);
  EXPECT_EQ(desk.client.unposted(), 0U);
}

TEST(RelayClient, KeepsAFewInFlightAndTheOrder) {
  Desk desk(7);
  desk.add_recipient();
  for (std::uint8_t i = 0; i < 20; ++i) desk.post(i);
  desk.connect();
  desk.link->on_frame(desk.client.take_output().at(0));
  ASSERT_TRUE(desk.client.on_frame(desk.link->to_client.at(0), desk.now));
  desk.link->to_client.pop_front();
  const auto puts = desk.client.take_output();
  EXPECT_EQ(puts.size(), static_cast<std::size_t>(kMostPutsInFlight));
  for (const Bytes& put : puts) desk.link->on_frame(put);
  desk.settle();
  std::uint8_t next = 0;
  for (const auto& [seq, item] : desk.relay.mailboxes[desk.theirs].items)
    EXPECT_EQ(item.envelope[0], next++);
  EXPECT_EQ(next, 20);
}

TEST(RelayClient, TheSameEnvelopeIsTakenOnce) {
  Desk desk(8);
  desk.add_recipient();
  const Outgoing outgoing{desk.theirs, EnvelopeId{{1}}, Bytes(1024)};
  desk.client.post(outgoing, desk.now);
  desk.client.post(outgoing, desk.now);
  EXPECT_EQ(desk.client.unposted(), 1U);
}

TEST(RelayClient, AClosedRecipientIsTriedAgainEverMoreSlowly) {
  Desk desk(9);
  desk.relay.mailboxes[desk.theirs].writers.clear();
  desk.add_recipient();
  desk.post();
  desk.connect();
  desk.settle();
  EXPECT_EQ(desk.last_trouble(), Code::relay_recipient_closed);
  EXPECT_TRUE(desk.client.is_idle());
  for (const TimeMs wait : {5, 10, 20, 40, 80, 160}) {
    const std::size_t before = desk.all<Trouble>().size();
    desk.wait(wait * kSecondMs - 1);
    EXPECT_EQ(desk.all<Trouble>().size(), before);
    desk.wait(1);
    EXPECT_EQ(desk.all<Trouble>().size(), before + 1);
  }
  desk.relay.mailboxes[desk.theirs].writers[0] =
      crypto::SigningKey::from_seed(desk.write_seed).public_key();
  desk.wait(kLastRetryMs);
  EXPECT_EQ(desk.all<Posted>().size(), 1U);
}

TEST(RelayClient, AConflictEndsThatEnvelopeAndNoOther) {
  Desk desk(10);
  desk.add_recipient();
  const auto first = desk.post();
  desk.relay.mailboxes[desk.theirs].remembered[{0, copy_of(first.view())}] = Bytes(5);
  const auto second = desk.post();
  desk.connect();
  desk.settle();
  const auto refused = desk.all<PostRefused>();
  ASSERT_EQ(refused.size(), 1U);
  EXPECT_EQ(refused[0].id, first);
  EXPECT_EQ(refused[0].error.code, Code::relay_conflict);
  ASSERT_EQ(desk.all<Posted>().size(), 1U);
  EXPECT_EQ(desk.all<Posted>()[0].id, second);
}

TEST(RelayClient, EachRefusalOfAPutHasItsOwnCode) {
  const std::vector<std::pair<wire::Refused::Reason, Code>> kept{
      {wire::Refused::FULL, Code::relay_full},
      {wire::Refused::TOO_MANY, Code::relay_too_busy},
      {wire::Refused::INTERNAL, Code::relay_failed},
      {wire::Refused::NOT_ALLOWED, Code::relay_recipient_closed},
      {static_cast<wire::Refused::Reason>(99), Code::relay_failed}};
  for (const auto& [reason, code] : kept) {
    Desk desk(11);
    desk.add_recipient();
    desk.connect();
    desk.post();
    desk.link->on_frame(desk.client.take_output().at(0));
    ASSERT_TRUE(desk.client.on_frame(desk.link->to_client.at(0), desk.now));
    ASSERT_TRUE(desk.refuse_with(desk.said().request(), reason));
    desk.link->to_client.clear();
    for (auto& event : desk.client.take_events()) desk.events.push_back(event);
    EXPECT_EQ(desk.last_trouble(), code);
    EXPECT_EQ(desk.client.unposted(), 1U);
    EXPECT_TRUE(desk.client.is_idle());
  }
}

TEST(RelayClient, APutThatTheRelayDoesNotUnderstandIsGivenUp) {
  Desk desk(12);
  desk.add_recipient();
  desk.connect();
  desk.post();
  desk.link->on_frame(desk.client.take_output().at(0));
  ASSERT_TRUE(desk.client.on_frame(desk.link->to_client.at(0), desk.now));
  ASSERT_TRUE(desk.refuse_with(desk.said().request(), wire::Refused::MALFORMED));
  const auto events = desk.client.take_events();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(std::get<PostRefused>(events[0]).error.code, Code::relay_command_refused);
  EXPECT_EQ(desk.client.unposted(), 0U);
}

TEST(RelayClient, WhatArrivesIsDeliveredOnceAndAcknowledgedOnWord) {
  Desk desk(13);
  desk.serve();
  desk.connect();
  desk.settle();
  desk.give(1);
  desk.give(2);
  const auto delivered = desk.all<Delivered>();
  ASSERT_EQ(delivered.size(), 2U);
  EXPECT_EQ(desk.relay.mailboxes[desk.own].items.size(), 2U);
  EXPECT_FALSE(desk.client.is_idle());
  desk.client.acknowledge(delivered[0], desk.now);
  desk.settle();
  EXPECT_EQ(desk.relay.mailboxes[desk.own].items.size(), 1U);
  desk.link.reset();
  desk.client.on_disconnected();
  desk.connect();
  desk.settle();
  EXPECT_EQ(desk.all<Delivered>().size(), 2U);  // handed over before, in this program
  desk.client.acknowledge(delivered[1], desk.now);
  desk.settle();
  EXPECT_TRUE(desk.relay.mailboxes[desk.own].items.empty());
  EXPECT_TRUE(desk.client.is_idle());
}

TEST(RelayClient, AnAcknowledgementThatWasLostIsSaidAgain) {
  Desk desk(14);
  desk.serve();
  desk.connect();
  desk.settle();
  desk.give(1);
  desk.link.reset();
  desk.client.on_disconnected();
  desk.client.acknowledge(desk.all<Delivered>().at(0), desk.now);
  desk.connect();
  desk.settle();
  EXPECT_TRUE(desk.relay.mailboxes[desk.own].items.empty());
}

TEST(RelayClient, ARestoredRelayIsSubscribedToAgainAndOldAcknowledgementsDoNotCount) {
  Desk desk(15);
  desk.serve();
  desk.connect();
  desk.settle();
  const auto backup = desk.relay.mailboxes;
  desk.give(1);
  const auto old = desk.all<Delivered>();
  desk.link.reset();
  desk.client.on_disconnected();
  desk.relay.mailboxes = backup;
  desk.connect();
  desk.settle();
  const auto renumbered = desk.all<Renumbered>();
  ASSERT_FALSE(renumbered.empty());
  EXPECT_EQ(renumbered.back().acknowledged, 0U);
  desk.give(2);
  ASSERT_EQ(desk.all<Delivered>().size(), 2U);
  desk.client.acknowledge(old[0], desk.now);
  desk.settle();
  EXPECT_EQ(desk.relay.mailboxes[desk.own].items.size(), 1U);
  desk.client.acknowledge(desk.all<Delivered>()[1], desk.now);
  desk.settle();
  EXPECT_TRUE(desk.relay.mailboxes[desk.own].items.empty());
}

TEST(RelayClient, ADeletedMailboxIsServedNoMore) {
  Desk desk(16);
  desk.serve();
  desk.connect();
  desk.settle();
  ASSERT_TRUE(desk.relay.mailboxes.contains(desk.own));
  desk.delete_mailbox();
  desk.settle();
  EXPECT_EQ(desk.all<MailboxDeleted>().size(), 1U);
  EXPECT_FALSE(desk.relay.mailboxes.contains(desk.own));
  EXPECT_TRUE(desk.client.is_idle());
  desk.connect();  // nothing makes it anew
  desk.settle();
  EXPECT_FALSE(desk.relay.mailboxes.contains(desk.own));
}

TEST(RelayClient, AMailboxThatIsGoneAlreadyCountsAsDeletedAndIsNotMadeForIt) {
  Desk desk(18);
  desk.delete_mailbox();
  desk.connect();
  desk.settle();
  EXPECT_EQ(desk.all<MailboxDeleted>().size(), 1U);
  EXPECT_TRUE(desk.all<Trouble>().empty());
  EXPECT_FALSE(desk.relay.mailboxes.contains(desk.own));
}

TEST(RelayClient, ADeletionThatAConnectionTookWithItIsAskedAgain) {
  Desk desk(19);
  desk.serve();
  desk.connect();
  desk.settle();
  desk.delete_mailbox();
  desk.client.on_disconnected();
  desk.connect();
  desk.settle();
  EXPECT_EQ(desk.all<MailboxDeleted>().size(), 1U);
  EXPECT_FALSE(desk.relay.mailboxes.contains(desk.own));
}

TEST(RelayClient, ADeletionThatTheRelayPutsOffIsTriedAgain) {
  Desk desk(20);
  desk.serve();
  desk.connect();
  desk.settle();
  desk.delete_mailbox();
  const auto login = desk.said();
  ASSERT_TRUE(desk.refuse_with(login.request(), wire::Refused::TOO_MANY));
  desk.settle();
  EXPECT_EQ(desk.last_trouble(), Code::relay_too_busy);
  EXPECT_TRUE(desk.all<MailboxDeleted>().empty());
  ASSERT_EQ(desk.client.next_deadline(), desk.now + kLoginRetryMs);
  desk.connect();
  desk.wait(kLoginRetryMs);
  EXPECT_EQ(desk.all<MailboxDeleted>().size(), 1U);
}

TEST(RelayClient, ARelayThatHeardOfMoreThanIsHereTellsThatTheseFilesAreOld) {
  Desk desk(16);
  desk.serve();
  desk.connect();
  desk.settle();
  desk.give(1);
  desk.client.acknowledge(desk.all<Delivered>().at(0), desk.now);
  desk.settle();
  EXPECT_TRUE(desk.all<Behind>().empty());
  const auto renumbered = desk.all<Renumbered>().size();
  desk.link.reset();
  desk.client.on_disconnected();
  auto& mailbox = desk.relay.mailboxes[desk.own];
  mailbox.acknowledged = 5;  // by the files that this copy was made of
  mailbox.next = 6;
  desk.connect();
  desk.settle();
  ASSERT_EQ(desk.all<Behind>().size(), 1U);
  EXPECT_EQ(desk.all<Behind>().at(0).acknowledged, 5U);
  EXPECT_EQ(desk.all<Renumbered>().size(), renumbered) << "its numbers are still those";
}

TEST(RelayClient, ASilentRelayIsLeftAfterAMinute) {
  Desk desk(17);
  desk.serve();
  desk.connect();
  EXPECT_EQ(desk.client.next_deadline(), desk.now + kAnswerMs);
  EXPECT_FALSE(desk.client.wants_reconnect(desk.now + kAnswerMs - 1));
  EXPECT_TRUE(desk.client.wants_reconnect(desk.now + kAnswerMs));
}

TEST(RelayClient, AQuietConnectionIsPingedAndReplacedDaily) {
  Desk desk(18);
  desk.serve();
  desk.connect();
  desk.settle();
  ASSERT_EQ(desk.client.next_deadline(), desk.now + kPingMs);
  desk.now += kPingMs;
  desk.client.on_deadline(desk.now);
  const auto frames = desk.client.take_output();
  ASSERT_EQ(frames.size(), 1U);
  wire::ClientFrame ping;
  ASSERT_TRUE(ping.ParseFromArray(frames[0].data(), static_cast<int>(frames[0].size())));
  EXPECT_TRUE(ping.has_ping());
  desk.link->on_frame(frames[0]);
  desk.settle();
  EXPECT_FALSE(desk.client.wants_reconnect(kStartMs + kDayMs - 1));
  EXPECT_TRUE(desk.client.wants_reconnect(kStartMs + kDayMs));
}

TEST(RelayClient, FramesThatNoRelayOfOursSendsAreRefused) {
  Desk desk(19);
  desk.serve();
  desk.connect();
  desk.settle();
  const auto code = [&](const wire::RelayFrame& frame) {
    return desk.client.on_frame(bytes_of(frame.SerializeAsString()), desk.now).error().code;
  };
  wire::RelayFrame frame;
  EXPECT_EQ(code(frame), Code::relay_frame_malformed);
  frame.mutable_done()->set_request(99);  // never asked
  EXPECT_EQ(code(frame), Code::relay_frame_malformed);
  frame.mutable_refused()->set_request(1);  // answered already
  EXPECT_EQ(code(frame), Code::relay_frame_malformed);
  frame.mutable_item()->set_mailbox(desk.theirs.string());
  frame.mutable_item()->set_seq(1);
  EXPECT_EQ(code(frame), Code::relay_frame_malformed);  // another's mailbox
  frame.mutable_item()->set_mailbox(desk.own.string());
  frame.mutable_item()->set_seq(0);
  EXPECT_EQ(code(frame), Code::relay_frame_malformed);
  frame.mutable_item()->set_seq(1);
  frame.mutable_item()->set_slot(16);
  EXPECT_EQ(code(frame), Code::relay_frame_malformed);
  frame.mutable_state()->set_mailbox("short");
  EXPECT_EQ(code(frame), Code::relay_frame_malformed);
  frame.mutable_state()->set_mailbox(desk.theirs.string());
  EXPECT_EQ(code(frame), Code::relay_frame_malformed);
  EXPECT_EQ(desk.client.on_frame(Bytes{0xff, 0xff}, desk.now).error().code,
            Code::relay_frame_malformed);
}

TEST(RelayClient, BeforeAConnectionThereIsNothingToHear) {
  Desk desk(20);
  EXPECT_EQ(desk.client.on_frame({}, desk.now).error().code, Code::relay_frame_malformed);
  EXPECT_FALSE(desk.client.is_idle());
  EXPECT_EQ(desk.client.next_deadline(), std::nullopt);
}

TEST(Reconnect, BacksOffFromASecondToFiveMinutesWithinItsUpperHalf) {
  crypto::SeededRandom random(28);
  Reconnect reconnect;
  TimeMs delay = kFirstReconnectMs;
  for (int i = 0; i < 12; ++i) {
    const TimeMs wait = reconnect.on_failed(kStartMs, random) - kStartMs;
    EXPECT_GE(wait, delay / 2);
    EXPECT_LE(wait, delay);
    delay = std::min(2 * delay, kLastReconnectMs);
  }
  EXPECT_EQ(delay, kLastReconnectMs);
}

TEST(Reconnect, OnlyAConnectionThatStoodForAMinuteStartsOver) {
  crypto::SeededRandom random(29);
  Reconnect reconnect;
  for (int i = 0; i < 12; ++i) reconnect.on_failed(kStartMs, random);
  reconnect.on_connected(kStartMs);
  EXPECT_GE(reconnect.on_failed(kStartMs + kMinuteMs - 1, random) - kStartMs, kLastReconnectMs / 2);
  reconnect.on_connected(kStartMs);
  EXPECT_LE(reconnect.on_failed(kStartMs + kMinuteMs, random),
            kStartMs + kMinuteMs + kFirstReconnectMs);
}

}  // namespace
}  // namespace troth::sync
