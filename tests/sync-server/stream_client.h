// A client over real sockets for the tests of the running relay: says one
// command after another and waits for each answer.
#pragma once

#include <asio/awaitable.hpp>

#include "core/net/noise_stream.h"
#include "tests/sync-server/test_relay.h"

namespace troth::relay {

class StreamClient {
 public:
  static asio::awaitable<StreamClient> connect(RelayPlace place, crypto::Random& random);

  // Says it, and reads until its answer came; kNothing where the connection ended.
  asio::awaitable<Told> ask(wire::ClientFrame frame);
  asio::awaitable<void> say(wire::ClientFrame frame);
  // Says it; the test fails where the answer is another.
  asio::awaitable<void> expect(wire::ClientFrame frame, Told expected);
  // Reads until such a frame came; the test fails where the connection ends before.
  asio::awaitable<void> expect_item();
  asio::awaitable<void> expect_answer(std::uint64_t request);
  // Reads to the connection's end.
  asio::awaitable<void> read_to_end();

  [[nodiscard]] const crypto::Sha512& hash() const { return stream.handshake_hash(); }

  net::NoiseStream stream;
  std::vector<wire::RelayFrame> received;
  std::uint64_t last_request = 0;

 private:
  explicit StreamClient(net::NoiseStream opened) : stream(std::move(opened)) {}
  asio::awaitable<bool> read_one();
  asio::awaitable<bool> wait_for_answer(std::uint64_t request);
};

}  // namespace troth::relay
