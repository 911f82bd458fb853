// What holds for every command: numbers, order, faults, time.
#include "sync-server/connection.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "tests/sync-server/test_relay.h"

namespace troth::relay {
namespace {

using wire::Refused;

class Connections : public testing::Test {
 protected:
  TestRelay relay;
  crypto::SigningKey mara = crypto::SigningKey::generate(relay.random);
  MailboxId mailbox = mailbox_of(mara.public_key());
  TestClient& client = relay.connect();
};

TEST_F(Connections, AnswerAPing) { EXPECT_EQ(client.ask(ping()), kDone); }

TEST_F(Connections, EndAtBytesThatAreNoFrame) {
  client.say(Bytes{0xff, 0xff, 0xff});
  EXPECT_TRUE(client.is_finished());
  EXPECT_EQ(client.told(0), refusal(Refused::MALFORMED));
}

TEST_F(Connections, EndAtARequestNumberThatDoesNotFollow) {
  for (const std::uint64_t number : {0ULL, 2ULL, ~0ULL}) {
    TestClient& other = relay.connect();
    auto frame = ping();
    frame.set_request(number);
    other.say(bytes_of_frame(frame));
    EXPECT_TRUE(other.is_finished()) << number;
  }
}

TEST_F(Connections, SayNothingAfterTheirEnd) {
  client.say(Bytes{0xff});
  const auto count = client.received.size();
  EXPECT_EQ(client.ask(ping()), kNothing);
  EXPECT_EQ(client.received.size(), count);
}

TEST_F(Connections, RefuseACommandOfANewerClientAndGoOn) {
  wire::ClientFrame unknown;
  EXPECT_EQ(client.ask(unknown), refusal(Refused::MALFORMED));
  EXPECT_EQ(client.ask(ping()), kDone);
}

TEST_F(Connections, EndWhenRefusedSixteenTimes) {
  for (int i = 0; i < 16; ++i) {
    EXPECT_FALSE(client.is_finished()) << i;
    EXPECT_EQ(client.ask(put(mailbox, 1)), refusal(Refused::NOT_ALLOWED)) << i;
  }
  EXPECT_TRUE(client.is_finished());
}

TEST_F(Connections, RefuseIdsOfAnotherLength) {
  const auto spoilt = [&](auto change) {
    TestClient& other = relay.connect();
    wire::ClientFrame frame;
    change(frame);
    EXPECT_EQ(other.ask(frame), refusal(Refused::MALFORMED)) << frame.command_case();
  };
  for (const std::size_t size : {0U, 31U, 33U}) {
    const std::string id(size, 'x');
    spoilt([&](auto& frame) {
      frame = authenticate(client.hash(), mailbox, Role::read, mara);
      frame.mutable_authenticate()->set_mailbox(id);
    });
    spoilt([&](auto& frame) {
      frame = authenticate(client.hash(), mailbox, Role::read, mara);
      frame.mutable_authenticate()->set_key(id);
    });
    spoilt([&](auto& frame) {
      frame = authenticate(client.hash(), mailbox, Role::read, mara);
      frame.mutable_authenticate()->set_signature(id);
    });
    spoilt([&](auto& frame) {
      frame = create_by_token(client.hash(), mara, relay.token.view());
      frame.mutable_create_mailbox()->set_read_key(id);
    });
    spoilt([&](auto& frame) {
      frame = create_by_token(client.hash(), mara, relay.token.view());
      frame.mutable_create_mailbox()->set_admission(id);
    });
    spoilt([&](auto& frame) { frame.mutable_admit()->set_ticket_hash(id); });
    spoilt([&](auto& frame) { frame.mutable_set_writer()->set_mailbox(id); });
    spoilt([&](auto& frame) {
      frame = put(mailbox, 1);
      frame.mutable_put()->set_mailbox(id);
    });
    spoilt([&](auto& frame) {
      frame = put(mailbox, 1);
      frame.mutable_put()->set_envelope_id(id);
    });
    spoilt([&](auto& frame) { frame.mutable_subscribe()->set_mailbox(id); });
    spoilt([&](auto& frame) { frame.mutable_acknowledge()->set_mailbox(id); });
    spoilt([&](auto& frame) { frame.mutable_delete_mailbox()->set_mailbox(id); });
    spoilt([&](auto& frame) {
      frame = open_rendezvous(1, "493817", "M1", mara.public_key());
      frame.mutable_open_rendezvous()->set_fresh_key(id);
    });
  }
}

TEST_F(Connections, KeepTheOrderOfWhatFollowsALogin) {
  relay.owner(mara);
  auto log_in = authenticate(client.hash(), mailbox, Role::read, mara);
  auto next = subscribe(mailbox);
  log_in.set_request(1);
  next.set_request(2);
  client.machine.on_frame(bytes_of_frame(log_in), relay.now);
  client.machine.on_frame(bytes_of_frame(next), relay.now);  // before the login's answer
  relay.settle();
  EXPECT_EQ(client.told(1), kDone);
  EXPECT_EQ(client.told(2), kDone);
}

TEST_F(Connections, TakeNoMoreFramesWhileTooMuchIsUnderWay) {
  relay.owner(mara);
  std::uint64_t request = 0;
  while (client.machine.wants_frames() && request < 1000) {
    auto frame = admit(Bytes(32, 1));
    if (request == 0) frame = authenticate(client.hash(), mailbox, Role::read, mara);
    frame.set_request(++request);
    client.machine.on_frame(bytes_of_frame(frame), relay.now);
  }
  EXPECT_LE(request, 8U);
  relay.settle();
  EXPECT_TRUE(client.machine.wants_frames());
  EXPECT_EQ(client.told(request), kDone);
}

TEST_F(Connections, EndWhenNothingIsSaidForLong) {
  TestClient& owner = relay.owner(mara);
  relay.pass(5 * kMinuteMs - 1);
  EXPECT_FALSE(client.is_finished());
  relay.pass(1);
  EXPECT_TRUE(client.is_finished()) << "five minutes without a login";
  EXPECT_FALSE(owner.is_finished());
  relay.pass(10 * kMinuteMs);
  EXPECT_TRUE(owner.is_finished()) << "fifteen with one";
}

TEST_F(Connections, LiveWhileTheClientPings) {
  for (int i = 0; i < 10; ++i) {
    relay.pass(4 * kMinuteMs);
    EXPECT_EQ(client.ask(ping()), kDone);
  }
}

TEST_F(Connections, EndAfterADayHoweverBusy) {
  TestClient& owner = relay.owner(mara);
  for (int i = 0; i < 25 * 6 - 1; ++i) {
    relay.pass(10 * kMinuteMs);
    ASSERT_EQ(owner.ask(ping()), kDone);
  }
  relay.pass(10 * kMinuteMs);
  EXPECT_TRUE(owner.is_finished());
}

TEST_F(Connections, AnAnswerThatComesAfterTheEndChangesNothing) {
  auto frame = authenticate(client.hash(), mailbox, Role::read, mara);
  frame.set_request(1);
  client.machine.on_frame(bytes_of_frame(frame), relay.now);
  const auto calls = client.machine.take_calls();
  ASSERT_EQ(calls.size(), 1U);
  client.machine.on_deadline(relay.now + kHourMs);
  client.machine.on_answer(calls[0].id, Answer{}, relay.now);
  EXPECT_FALSE(client.machine.take_output().has_value());
}

RC_GTEST_PROP(AnyBytes, NeverCrashAConnection, (const std::vector<Bytes>& frames)) {
  TestRelay relay;
  TestClient& client = relay.connect();
  for (const Bytes& frame : frames) client.say(frame);
}

// A frame that parses, with its fields at random: the numbers stay right, so
// that many commands are reached on one connection.
Bytes a_mutated_frame(std::uint64_t request, const MailboxId& mailbox) {
  const auto text = [](std::size_t usual) {
    const auto size =
        *rc::gen::weightedElement<std::size_t>({{10, usual}, {1, usual + 1}, {1, 0}, {1, 61440}});
    return std::string(size, *rc::gen::arbitrary<char>());
  };
  const auto number = [] {
    return *rc::gen::oneOf(rc::gen::arbitrary<std::uint64_t>(),
                           rc::gen::inRange<std::uint64_t>(0, 20));
  };
  const auto any_mailbox = [&] {
    return *rc::gen::arbitrary<bool>() ? mailbox.string() : text(32);
  };
  wire::ClientFrame frame;
  frame.set_request(request);
  switch (*rc::gen::inRange(0, 12)) {
    case 0:
      frame.mutable_authenticate()->set_mailbox(any_mailbox());
      frame.mutable_authenticate()->set_role(
          static_cast<wire::Authenticate::Role>(*rc::gen::inRange(-1, 4)));
      frame.mutable_authenticate()->set_key(text(32));
      frame.mutable_authenticate()->set_signature(text(64));
      break;
    case 1:
      frame.mutable_create_mailbox()->set_read_key(text(32));
      frame.mutable_create_mailbox()->set_admission(text(32));
      frame.mutable_create_mailbox()->set_signature(text(64));
      frame.mutable_create_mailbox()->set_by_ticket(*rc::gen::arbitrary<bool>());
      break;
    case 2:
      frame.mutable_admit()->set_ticket_hash(text(32));
      break;
    case 3:
      frame.mutable_set_writer()->set_mailbox(any_mailbox());
      frame.mutable_set_writer()->set_slot(static_cast<std::uint32_t>(number()));
      frame.mutable_set_writer()->set_key(text(32));
      break;
    case 4:
      frame.mutable_put()->set_mailbox(any_mailbox());
      frame.mutable_put()->set_envelope_id(text(16));
      frame.mutable_put()->set_envelope(text(1024));
      break;
    case 5:
      frame.mutable_subscribe()->set_mailbox(any_mailbox());
      frame.mutable_subscribe()->set_after(number());
      break;
    case 6:
      frame.mutable_acknowledge()->set_mailbox(any_mailbox());
      frame.mutable_acknowledge()->set_up_to(number());
      break;
    case 7:
      frame.mutable_open_rendezvous()->set_kind(static_cast<std::uint32_t>(number()));
      frame.mutable_open_rendezvous()->set_id(text(16));
      frame.mutable_open_rendezvous()->set_message(text(100));
      frame.mutable_open_rendezvous()->set_fresh_key(text(32));
      break;
    case 8:
      frame.mutable_put_rendezvous()->set_id(text(16));
      frame.mutable_put_rendezvous()->set_slot(static_cast<std::uint32_t>(number()));
      frame.mutable_put_rendezvous()->set_message(text(100));
      frame.mutable_put_rendezvous()->set_signature(text(64));
      break;
    case 9:
      frame.mutable_get_rendezvous()->set_id(text(16));
      frame.mutable_get_rendezvous()->set_slot(static_cast<std::uint32_t>(number()));
      frame.mutable_get_rendezvous()->set_wait_ms(static_cast<std::uint32_t>(number()));
      break;
    case 10:
      frame.mutable_delete_mailbox()->set_mailbox(text(32));
      break;
    default:
      frame.mutable_ping();
  }
  return bytes_of_frame(frame);
}

RC_GTEST_PROP(AnyCommands, AreEachAnsweredOnce, ()) {
  TestRelay relay;
  const auto key = crypto::SigningKey::generate(relay.random);
  TestClient& client = relay.owner(key);
  const auto mailbox = mailbox_of(key.public_key());
  const auto first = client.last_request() + 1;
  const auto count = *rc::gen::inRange<std::uint64_t>(1, 30);
  for (std::uint64_t i = 0; i < count; ++i) client.say(a_mutated_frame(first + i, mailbox));
  relay.pass(kLongestWaitMs);
  const bool is_finished = client.is_finished();
  std::map<std::uint64_t, int> answers;
  for (const auto& frame : client.received) {
    if (frame.has_done()) ++answers[frame.done().request()];
    if (frame.has_refused()) ++answers[frame.refused().request()];
  }
  for (std::uint64_t i = 0; i < count; ++i) {
    const int times = answers[first + i];
    RC_ASSERT(times <= 1);
    RC_ASSERT(times == 1 || is_finished);
  }
}

}  // namespace
}  // namespace troth::relay
