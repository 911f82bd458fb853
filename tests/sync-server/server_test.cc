// The relay as a whole but for its process: real sockets on the loopback, a
// store on the disk's place in memory, and the log that it writes.
#include "sync-server/server.h"

#include <gmock/gmock.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <asio/co_spawn.hpp>
#include <sstream>

#include "core/net/dial.h"
#include "core/net/relay_address.h"
#include "tests/sync-server/stream_client.h"

namespace troth::relay {
namespace {

using asio::awaitable;
using wire::Refused;

class Servers : public testing::Test {
 protected:
  explicit Servers(const Limits& with_limits = {}) : limits(with_limits) {
    auto listener = net::Listener::open(io.get_executor(), "127.0.0.1", 0);
    server.emplace(
        io, std::move(*listener),
        RelayKeys{crypto::DhKey::from_secret(relay_key.secret().clone()), token.clone()}, limits,
        *MailboxStore::open_in_memory(limits), [] { return kStart; }, random);
    earlier_log = spdlog::default_logger();
    spdlog::set_default_logger(std::make_shared<spdlog::logger>(
        "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(log)));
    spdlog::set_level(spdlog::level::trace);
  }
  ~Servers() override { spdlog::set_default_logger(earlier_log); }

  // Runs the client's story to its end, then the relay to its own.
  void run(awaitable<void> story) {
    asio::co_spawn(io, std::move(story), [&](const std::exception_ptr& exception) {
      EXPECT_FALSE(exception);
      server->stop();
      io.stop();
    });
    io.run();
    server.reset();
  }
  [[nodiscard]] RelayPlace place() const {
    return {"127.0.0.1", server->port(), relay_key.public_key()};
  }
  awaitable<StreamClient> connect() { return StreamClient::connect(place(), random); }
  awaitable<StreamClient> owner() {
    auto client = co_await connect();
    auto create = create_by_token(client.hash(), mara, token.view());
    co_await client.expect(std::move(create), kDone);
    auto log_in = authenticate(client.hash(), mailbox, Role::read, mara);
    co_await client.expect(std::move(log_in), kDone);
    co_return client;
  }
  awaitable<StreamClient> writer(StreamClient& owner) {
    auto set = set_writer(mailbox, 0, jonas.public_key());
    co_await owner.expect(std::move(set), kDone);
    auto client = co_await connect();
    auto log_in = authenticate(client.hash(), mailbox, Role::write, jonas);
    co_await client.expect(std::move(log_in), kDone);
    co_return client;
  }

  Limits limits;
  crypto::SeededRandom random{1};
  crypto::DhKey relay_key = crypto::DhKey::generate(random);
  crypto::Secret token = random.secret(32);
  crypto::SigningKey mara = crypto::SigningKey::generate(random);
  crypto::SigningKey jonas = crypto::SigningKey::generate(random);
  MailboxId mailbox = mailbox_of(mara.public_key());
  std::ostringstream log;
  std::shared_ptr<spdlog::logger> earlier_log;
  asio::io_context io{1};
  std::optional<Server> server;
};

class CrowdedServers : public Servers {
 protected:
  CrowdedServers() : Servers(two()) {}
  static Limits two() {
    Limits limits;
    limits.connections_per_network = 2;
    return limits;
  }
};

TEST_F(Servers, CarryEnvelopesFromOneClientToAnother) {
  run([&]() -> awaitable<void> {
    auto reader = co_await owner();
    auto sender = co_await writer(reader);
    auto subscription = subscribe(mailbox);
    co_await reader.expect(std::move(subscription), kDone);
    std::uint8_t id = 0;
    const std::vector<std::size_t> sizes{1024, 4096, 16384, 61440};
    for (const std::size_t size : sizes) {
      auto envelope = put(mailbox, ++id, size);
      co_await sender.expect(std::move(envelope), kDone);
      co_await reader.expect_item();
      EXPECT_EQ(reader.received.back().item().envelope().size(), size);
    }
    auto done = acknowledge(mailbox, 4);
    co_await reader.expect(std::move(done), kDone);
  }());
}

TEST_F(Servers, AnswerManyCommandsThatCameAtOnce) {
  run([&]() -> awaitable<void> {
    auto reader = co_await owner();
    auto sender = co_await writer(reader);
    for (int i = 0; i < 100; ++i) {
      auto envelope = put(mailbox, static_cast<std::uint8_t>(i), 4096);
      co_await sender.say(std::move(envelope));
    }
    co_await sender.expect_answer(sender.last_request);
    for (const auto& frame : sender.received) EXPECT_TRUE(frame.has_done());
    auto subscription = subscribe(mailbox);
    co_await reader.expect(std::move(subscription), kDone);
    EXPECT_EQ(std::ranges::count_if(reader.received, [](auto& f) { return f.has_item(); }), 100);
  }());
}

TEST_F(Servers, WakeWhoWaitsAtARendezvous) {
  run([&]() -> awaitable<void> {
    auto inviter = co_await owner();
    auto open = open_rendezvous(1, "493817", "M1", mara.public_key());
    co_await inviter.expect(std::move(open), kDone);
    auto wait = get_rendezvous("493817", 2, 25'000);
    co_await inviter.say(std::move(wait));
    auto joiner = co_await connect();
    auto answer = put_rendezvous("493817", 2, "M2");
    co_await joiner.expect(std::move(answer), kDone);
    co_await inviter.expect_answer(inviter.last_request);
    EXPECT_EQ(inviter.received.back().done().message(), "M2");
  }());
}

TEST_F(Servers, SayWhyBeforeTheyHangUp) {
  run([&]() -> awaitable<void> {
    auto client = co_await connect();
    Bytes garbage(10, 0xff);
    co_await client.stream.write_frame(std::move(garbage), net::after(std::chrono::seconds(20)));
    co_await client.expect_answer(0);
    EXPECT_EQ(client.received.back().refused().reason(), Refused::MALFORMED);
    co_await client.read_to_end();
  }());
}

TEST_F(Servers, GoOnWhenAClientVanishesInTheMiddle) {
  run([&]() -> awaitable<void> {
    auto reader = co_await owner();
    {
      auto sender = co_await writer(reader);
      for (int i = 0; i < 5; ++i) {
        auto envelope = put(mailbox, static_cast<std::uint8_t>(i), 61440);
        co_await sender.say(std::move(envelope));
      }
    }
    auto sender = co_await writer(reader);
    auto envelope = put(mailbox, 9);
    co_await sender.expect(std::move(envelope), kDone);
  }());
}

TEST_F(CrowdedServers, TurnAwayWhoComesWhenItIsFull) {
  run([&]() -> awaitable<void> {
    auto first = co_await connect();
    {
      auto second = co_await connect();
      const auto third =
          co_await net::NoiseStream::connect(place(), random, net::after(std::chrono::seconds(20)));
      EXPECT_EQ(third.error().code, Code::relay_unreachable);
      auto still = ping();
      co_await second.expect(std::move(still), kDone);
    }
    // The second one's place is free once the relay has seen it leave.
    for (;;) {
      auto again =
          co_await net::NoiseStream::connect(place(), random, net::after(std::chrono::seconds(20)));
      if (again) break;
    }
  }());
  EXPECT_THAT(log.str(), testing::HasSubstr("turned away"));
}

TEST_F(CrowdedServers, LogNoAddressNoIdAndNoKey) {
  run([&]() -> awaitable<void> {
    auto reader = co_await owner();
    auto sender = co_await writer(reader);
    auto third =
        co_await net::dial("127.0.0.1", server->port(), net::after(std::chrono::seconds(20)));
    auto envelope = put(mailbox, 1);
    co_await sender.expect(std::move(envelope), kDone);
    auto other = put(mailbox_of(jonas.public_key()), 1);
    co_await sender.expect(std::move(other), refusal(Refused::NOT_ALLOWED));
  }());
  EXPECT_FALSE(log.str().empty()) << "the log is looked at, or this test could not fail";
  EXPECT_THAT(log.str(), testing::Not(testing::HasSubstr("127.0.0.1")));
  for (const ByteView secret :
       {mailbox.view(), mara.public_key().view(), jonas.public_key().view(), token.view()}) {
    EXPECT_THAT(log.str(), testing::Not(testing::HasSubstr(to_hex(secret.first(4)))));
    EXPECT_THAT(log.str(), testing::Not(testing::HasSubstr(to_base64url(secret.first(6)))));
  }
}

}  // namespace
}  // namespace troth::relay
