#include "tests/sync-server/stream_client.h"

namespace troth::relay {
namespace {

net::Deadline soon() { return net::after(std::chrono::seconds(60)); }

}  // namespace

asio::awaitable<StreamClient> StreamClient::connect(RelayPlace place, crypto::Random& random) {
  auto stream = co_await net::NoiseStream::connect(std::move(place), random, soon());
  if (!stream) throw std::runtime_error(stream.error().message);
  co_return StreamClient(std::move(*stream));
}

asio::awaitable<void> StreamClient::say(wire::ClientFrame frame) {
  frame.set_request(++last_request);
  Bytes body = bytes_of_frame(frame);
  co_await stream.write_frame(std::move(body), soon());
}

asio::awaitable<bool> StreamClient::read_one() {
  const auto frame = co_await stream.read_frame(soon());
  if (!frame) co_return false;
  const bool is_parsed = received.emplace_back().ParseFromString(string_of(*frame));
  co_return is_parsed;
}

asio::awaitable<void> StreamClient::expect_item() {
  for (;;) {
    const bool has_come = co_await read_one();
    EXPECT_TRUE(has_come);
    if (!has_come || received.back().has_item()) co_return;
  }
}

asio::awaitable<bool> StreamClient::wait_for_answer(std::uint64_t request) {
  for (;;) {
    const bool has_come = co_await read_one();
    if (!has_come) co_return false;
    const auto& frame = received.back();
    if (frame.has_done() && frame.done().request() == request) co_return true;
    if (frame.has_refused() && frame.refused().request() == request) co_return true;
  }
}

asio::awaitable<void> StreamClient::expect_answer(std::uint64_t request) {
  const bool has_come = co_await wait_for_answer(request);
  EXPECT_TRUE(has_come) << request;
}

asio::awaitable<void> StreamClient::read_to_end() {
  for (;;) {
    const bool has_come = co_await read_one();
    if (!has_come) co_return;
  }
}

asio::awaitable<Told> StreamClient::ask(wire::ClientFrame frame) {
  co_await say(std::move(frame));
  const bool has_come = co_await wait_for_answer(last_request);
  if (!has_come) co_return kNothing;
  const auto& last = received.back();
  if (last.has_refused()) co_return refusal(last.refused().reason());
  co_return Told{true, wire::Refused::REASON_UNSPECIFIED, copy_of(bytes_of(last.done().message()))};
}

asio::awaitable<void> StreamClient::expect(wire::ClientFrame frame, Told expected) {
  const Told told = co_await ask(std::move(frame));
  EXPECT_EQ(told, expected);
}

}  // namespace troth::relay
