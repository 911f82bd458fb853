// Streams over real sockets of this machine's loopback. Every wait has a
// deadline far beyond what it takes, or one that has passed already.
#include "core/net/noise_stream.h"

#include <gtest/gtest.h>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/read.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>
#include <functional>

#include "core/net/dial.h"
#include "core/net/frame.h"
#include "core/net/listen.h"

namespace troth::net {
namespace {

using asio::awaitable;
using asio::ip::tcp;
using std::chrono::seconds;

Deadline soon() { return after(seconds(20)); }
Deadline passed() { return Deadline{}; }

class NoiseStreams : public testing::Test {
 protected:
  [[nodiscard]] RelayPlace place() const {
    return {"127.0.0.1", listener.port(), relay_key.public_key()};
  }
  // Runs both coroutines to their ends; an exception in one fails the test.
  void run(awaitable<void> relay, awaitable<void> client) {
    for (auto* one : {&relay, &client})
      asio::co_spawn(io, std::move(*one),
                     [](const std::exception_ptr& exception) { EXPECT_FALSE(exception); });
    io.run();
  }
  awaitable<std::optional<NoiseStream>> answer_one() {
    auto socket = co_await listener.accept();
    auto stream = co_await NoiseStream::answer(std::move(*socket), relay_key, random, soon());
    if (!stream) co_return std::nullopt;
    co_return std::move(*stream);
  }
  awaitable<void> answer_twice() {
    co_await answer_one();
    co_await answer_one();
  }
  // The raw bytes of a client that does not follow the protocol, then silence.
  awaitable<tcp::socket> send_raw(Bytes bytes) {
    auto socket = co_await dial("127.0.0.1", listener.port(), soon());
    co_await asio::async_write(*socket, asio::buffer(bytes), asio::use_awaitable);
    co_return std::move(*socket);
  }
  static awaitable<void> expect_closed(tcp::socket& socket) {
    asio::error_code ended;
    std::array<char, 1> byte{};
    co_await asio::async_read(socket, asio::buffer(byte),
                              asio::redirect_error(asio::use_awaitable, ended));
    EXPECT_TRUE(ended);
  }
  awaitable<void> expect_no_stream() {
    const auto stream = co_await answer_one();
    EXPECT_FALSE(stream.has_value());
  }

  crypto::SeededRandom random{1};
  crypto::DhKey relay_key = crypto::DhKey::generate(random);
  asio::io_context io{1};
  Listener listener = *Listener::open(io.get_executor(), "127.0.0.1", 0);
};

TEST_F(NoiseStreams, CarryFramesOfEverySizeBothWays) {
  const std::vector<std::size_t> sizes{0, 1, 510, 511, 16894, kLargestBody};
  run(
      [&]() -> awaitable<void> {
        auto stream = co_await answer_one();
        for (const std::size_t size : sizes) {
          auto frame = co_await stream->read_frame(soon());
          EXPECT_EQ(frame.value_or(Bytes(3)).size(), size);
          const auto sent = co_await stream->write_frame(std::move(*frame), soon());
          EXPECT_TRUE(sent.has_value());
        }
      }(),
      [&]() -> awaitable<void> {
        auto stream = co_await NoiseStream::connect(place(), random, soon());
        for (const std::size_t size : sizes) {
          Bytes body(size, 9);
          const auto sent = co_await stream->write_frame(body, soon());
          EXPECT_TRUE(sent.has_value());
          const auto back = co_await stream->read_frame(soon());
          EXPECT_EQ(back.value_or(Bytes(3)), body);
        }
      }());
}

TEST_F(NoiseStreams, BothEndsKnowTheSameHandshakeHash) {
  crypto::Sha512 at_relay{};
  crypto::Sha512 at_client{};
  run(
      [&]() -> awaitable<void> {
        auto stream = co_await answer_one();
        at_relay = stream->handshake_hash();
      }(),
      [&]() -> awaitable<void> {
        auto stream = co_await NoiseStream::connect(place(), random, soon());
        at_client = stream->handshake_hash();
      }());
  EXPECT_EQ(at_relay, at_client);
  EXPECT_NE(at_client, crypto::Sha512{});
}

TEST_F(NoiseStreams, ARelayWithAnotherKeyIsNamedAsSuch) {
  RelayPlace other = place();
  other.key.value[0] ^= 1;
  run(answer_twice(), [&]() -> awaitable<void> {
    const auto stream = co_await NoiseStream::connect(other, random, soon());
    EXPECT_EQ(stream.error().code, Code::relay_wrong_key);
  }());
}

TEST_F(NoiseStreams, ARelayThatHangsUpIsUnreachableAndNoOtherRelay) {
  run(
      [&]() -> awaitable<void> {
        co_await listener.accept();  // closed at once, as by a relay that is full
        co_await answer_one();       // and asked for its key
      }(),
      [&]() -> awaitable<void> {
        const auto stream = co_await NoiseStream::connect(place(), random, soon());
        EXPECT_EQ(stream.error().code, Code::relay_unreachable);
      }());
}

TEST_F(NoiseStreams, WhereNobodyListensTheRelayIsUnreachable) {
  const RelayPlace nowhere = place();
  listener.close();
  run([]() -> awaitable<void> { co_return; }(),
      [&]() -> awaitable<void> {
        const auto stream = co_await NoiseStream::connect(nowhere, random, soon());
        EXPECT_EQ(stream.error().code, Code::relay_unreachable);
      }());
}

TEST_F(NoiseStreams, WhereTheDeadlineHasPassedTheRelayIsUnreachable) {
  run([]() -> awaitable<void> { co_return; }(),
      [&]() -> awaitable<void> {
        const auto stream = co_await NoiseStream::connect(place(), random, passed());
        EXPECT_EQ(stream.error().code, Code::relay_unreachable);
      }());
}

TEST_F(NoiseStreams, ARelayThatNeverAnswersIsUnreachableAtTheDeadline) {
  run([]() -> awaitable<void> { co_return; }(),
      [&]() -> awaitable<void> {  // the kernel accepts; nobody answers
        const auto stream =
            co_await NoiseStream::connect(place(), random, after(std::chrono::milliseconds(50)));
        EXPECT_EQ(stream.error().code, Code::relay_unreachable);
      }());
}

TEST_F(NoiseStreams, TheKeyIsGivenToWhoAsksAndTheConnectionCloses) {
  run(
      [&]() -> awaitable<void> {
        auto socket = co_await listener.accept();
        const auto stream =
            co_await NoiseStream::answer(std::move(*socket), relay_key, random, soon());
        EXPECT_TRUE(stream.has_value() && !stream->has_value());
      }(),
      [&]() -> awaitable<void> {
        Bytes question(1, kFirstByteKey);
        auto socket = co_await send_raw(std::move(question));
        DhPublicKey key;
        co_await asio::async_read(socket, asio::buffer(key.value), asio::use_awaitable);
        EXPECT_EQ(key, relay_key.public_key());
        co_await expect_closed(socket);
      }());
}

TEST_F(NoiseStreams, FetchingTheKeyGivesIt) {
  run([&]() -> awaitable<void> { co_await answer_one(); }(),
      [&]() -> awaitable<void> {
        const auto key = co_await fetch_relay_key("127.0.0.1", listener.port(), soon());
        EXPECT_EQ(key.value_or(DhPublicKey{}), relay_key.public_key());
      }());
}

TEST_F(NoiseStreams, AnyOtherFirstByteIsHungUpOn) {
  run(expect_no_stream(), [&]() -> awaitable<void> {
    Bytes bytes(1, 'G');
    auto socket = co_await send_raw(std::move(bytes));
    co_await expect_closed(socket);
  }());
}

TEST_F(NoiseStreams, AHandshakeOfAnotherLengthIsHungUpOnAtItsLength) {
  run(expect_no_stream(), [&]() -> awaitable<void> {
    Bytes bytes{kFirstByteNoise, 0xff, 0xff};
    auto socket = co_await send_raw(std::move(bytes));
    co_await expect_closed(socket);
  }());
}

TEST_F(NoiseStreams, AHandshakeOfRandomBytesIsHungUpOn) {
  run(expect_no_stream(), [&]() -> awaitable<void> {
    const auto noise = random.array<48>();
    Bytes bytes = Writer().u8(kFirstByteNoise).raw(with_length(noise)).take();
    auto socket = co_await send_raw(std::move(bytes));
    co_await expect_closed(socket);
  }());
}

TEST_F(NoiseStreams, AHandshakeThatStallsIsHungUpOnAtTheDeadline) {
  run(
      [&]() -> awaitable<void> {
        auto socket = co_await listener.accept();
        const auto stream = co_await NoiseStream::answer(std::move(*socket), relay_key, random,
                                                         after(std::chrono::milliseconds(50)));
        EXPECT_FALSE(stream.has_value());
      }(),
      [&]() -> awaitable<void> {
        Bytes bytes(1, kFirstByteNoise);  // and no more
        auto socket = co_await send_raw(std::move(bytes));
        co_await expect_closed(socket);
      }());
}

// A relay whose client's handshake is done by hand, so that the test may send
// what no client would. Calls `then` with the socket.
class RawClients : public NoiseStreams {
 protected:
  awaitable<tcp::socket> shake_hands() {
    auto handshake = crypto::NoiseHandshake::initiator(
        bytes_of(kNoisePrologue), relay_key.public_key(), crypto::DhKey::generate(random));
    const Bytes first = *handshake.write_message({});
    Bytes bytes = Writer().u8(kFirstByteNoise).raw(with_length(first)).take();
    auto socket = co_await send_raw(std::move(bytes));
    Bytes answer(50);
    co_await asio::async_read(socket, asio::buffer(answer), asio::use_awaitable);
    EXPECT_TRUE(handshake.read_message(ByteView(answer).subspan(2)).has_value());
    transport.emplace(handshake.finish());
    co_return socket;
  }
  // What the relay's next read of such a client's bytes ends with.
  Code read_after(Bytes bytes, Duration within = kFrameWithin) {
    Code code = Code::text_missing;
    run(
        [&]() -> awaitable<void> {
          auto stream = co_await answer_one();
          const auto frame = co_await stream->read_frame(soon(), within);
          if (!frame) code = frame.error().code;
          const auto again = co_await stream->read_frame(soon());
          EXPECT_FALSE(again.has_value()) << "closed";
        }(),
        [&]() -> awaitable<void> {
          auto socket = co_await shake_hands();
          co_await asio::async_write(socket, asio::buffer(bytes), asio::use_awaitable);
          co_await expect_closed(socket);
        }());
    return code;
  }

  std::optional<crypto::NoiseTransport> transport;
};

TEST_F(RawClients, ThatSendALengthOfNoFrameAreHungUpOn) {
  EXPECT_EQ(read_after(Bytes{0xff, 0xff}), Code::frame_malformed);
}

TEST_F(RawClients, ThatSendAFrameWhichDoesNotOpenAreHungUpOn) {
  EXPECT_EQ(read_after(with_length(Bytes(528, 1))), Code::frame_malformed);
}

TEST_F(RawClients, WhoseFrameStallsAreHungUpOn) {
  EXPECT_EQ(read_after(Bytes{0x10}, std::chrono::milliseconds(50)), Code::relay_silent);
}

TEST_F(RawClients, ThatLeaveAtAnyByteAreAnErrorAndNoMore) {
  // 3 of the 530 bytes of a frame: in its length, after it, and before its end.
  for (const std::size_t count : {0U, 1U, 2U, 529U}) {
    io.restart();
    run(
        [&]() -> awaitable<void> {
          auto stream = co_await answer_one();
          const auto frame = co_await stream->read_frame(soon());
          EXPECT_EQ(frame.error().code, Code::relay_connection_lost) << count;
        }(),
        [&]() -> awaitable<void> {
          auto socket = co_await shake_hands();
          Bytes bytes = with_length(*transport->send.encrypt({}, pad_frame({})));
          bytes.resize(count);
          co_await asio::async_write(socket, asio::buffer(bytes), asio::use_awaitable);
        }());
  }
}

TEST_F(RawClients, WhoseFrameIsSentTwiceAreHungUpOn) {
  run(
      [&]() -> awaitable<void> {
        auto stream = co_await answer_one();
        const auto first = co_await stream->read_frame(soon());
        EXPECT_TRUE(first.has_value());
        const auto again = co_await stream->read_frame(soon());
        EXPECT_EQ(again.error().code, Code::frame_malformed);
      }(),
      [&]() -> awaitable<void> {
        auto socket = co_await shake_hands();
        const Bytes bytes = with_length(*transport->send.encrypt({}, pad_frame({})));
        co_await asio::async_write(socket, asio::buffer(bytes), asio::use_awaitable);
        co_await asio::async_write(socket, asio::buffer(bytes), asio::use_awaitable);
        co_await expect_closed(socket);
      }());
}

TEST_F(NoiseStreams, AReadThatWasSilentGoesOnWithoutALostByte) {
  run(
      [&]() -> awaitable<void> {
        auto stream = co_await answer_one();
        co_await stream->read_frame(soon());  // until the client has waited in vain
        Bytes body(1, 5);
        co_await stream->write_frame(std::move(body), soon());
        co_await stream->read_frame(soon());
      }(),
      [&]() -> awaitable<void> {
        auto stream = co_await NoiseStream::connect(place(), random, soon());
        for (int i = 0; i < 3; ++i) {
          const auto nothing = co_await stream->read_frame(passed());
          EXPECT_EQ(nothing.error().code, Code::relay_silent);
        }
        Bytes body(1, 4);
        co_await stream->write_frame(std::move(body), soon());
        const auto frame = co_await stream->read_frame(soon());
        EXPECT_EQ(frame.value_or(Bytes{}), Bytes(1, 5));
      }());
}

TEST_F(NoiseStreams, AReadThatWasCancelledGoesOnWithoutALostByte) {
  asio::cancellation_signal cancel;
  std::optional<NoiseStream> client;
  bool was_cancelled = false;
  const auto read_in_vain = [&]() -> awaitable<void> {
    co_await client->read_frame(soon());
    ADD_FAILURE() << "nothing was there to read";
  };
  run(
      [&]() -> awaitable<void> {
        auto stream = co_await answer_one();
        co_await stream->read_frame(soon());
        Bytes body(1, 5);
        co_await stream->write_frame(std::move(body), soon());
        co_await stream->read_frame(soon());
      }(),
      [&]() -> awaitable<void> {
        auto stream = co_await NoiseStream::connect(place(), random, soon());
        client.emplace(std::move(*stream));
        asio::co_spawn(
            io, read_in_vain(),
            asio::bind_cancellation_slot(cancel.slot(), [&](const std::exception_ptr& exception) {
              was_cancelled = static_cast<bool>(exception);
            }));
        co_await asio::post(io, asio::use_awaitable);  // the read begins
        cancel.emit(asio::cancellation_type::all);
        co_await asio::post(io, asio::use_awaitable);
        Bytes body(1, 4);
        co_await client->write_frame(std::move(body), soon());
        const auto frame = co_await client->read_frame(soon());
        EXPECT_EQ(frame.value_or(Bytes{}), Bytes(1, 5));
        client->close();
      }());
  EXPECT_TRUE(was_cancelled);
}

TEST_F(NoiseStreams, AWriteWhoseDeadlinePassedClosesTheStream) {
  run(
      [&]() -> awaitable<void> {
        auto stream = co_await answer_one();
        for (;;) {  // what came before the end, if anything did
          const auto frame = co_await stream->read_frame(soon());
          if (!frame) break;
        }
      }(),
      [&]() -> awaitable<void> {
        auto stream = co_await NoiseStream::connect(place(), random, soon());
        Bytes body(1, 4);
        const auto late = co_await stream->write_frame(body, passed());
        EXPECT_EQ(late.error().code, Code::relay_connection_lost);
        const auto again = co_await stream->write_frame(std::move(body), soon());
        EXPECT_EQ(again.error().code, Code::relay_connection_lost);
        const auto frame = co_await stream->read_frame(soon());
        EXPECT_EQ(frame.error().code, Code::relay_connection_lost);
      }());
}

TEST_F(NoiseStreams, AClosedStreamEndsItsReader) {
  std::optional<NoiseStream> client;
  run(
      [&]() -> awaitable<void> {
        auto stream = co_await answer_one();
        co_await stream->read_frame(soon());
      }(),
      [&]() -> awaitable<void> {
        auto stream = co_await NoiseStream::connect(place(), random, soon());
        client.emplace(std::move(*stream));
        asio::co_spawn(
            io,
            [&]() -> awaitable<void> {
              client->close();
              co_return;
            },
            asio::detached);
        const auto frame = co_await client->read_frame(soon());
        EXPECT_EQ(frame.error().code, Code::relay_connection_lost);
        Bytes body(1, 4);
        const auto sent = co_await client->write_frame(std::move(body), soon());
        EXPECT_EQ(sent.error().code, Code::relay_connection_lost);
      }());
}

TEST_F(NoiseStreams, AnAddressOfNoneOfOursCannotBeListenedOn) {
  for (const std::string address : {"192.0.2.1", "not an address", ""}) {
    const auto refused = Listener::open(io.get_executor(), address, 0);
    EXPECT_EQ(refused.error().code, Code::listen_failed) << address;
  }
  const auto taken = Listener::open(io.get_executor(), "127.0.0.1", listener.port());
  EXPECT_EQ(taken.error().code, Code::listen_failed);
}

TEST_F(NoiseStreams, ConnectionsOfOneAddressAreOfOneNetwork) {
  run(
      [&]() -> awaitable<void> {
        const auto first = co_await listener.accept();
        const auto second = co_await listener.accept();
        EXPECT_EQ(network_of(*first), network_of(*second));
        EXPECT_EQ(network_of(*first), (Bytes{127, 0, 0, 1}));
      }(),
      [&]() -> awaitable<void> {
        const auto first = co_await dial("127.0.0.1", listener.port(), soon());
        const auto second = co_await dial("127.0.0.1", listener.port(), soon());
        EXPECT_TRUE(first.has_value() && second.has_value());
      }());
}

}  // namespace
}  // namespace troth::net
