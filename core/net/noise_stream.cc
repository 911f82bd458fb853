#include "core/net/noise_stream.h"

#include <array>

#include "core/base/check.h"
#include "core/net/dial.h"
#include "core/net/frame.h"
#include "core/net/socket_pump.h"

// g++ 12 miscompiles some coroutines: do ... while around a co_await, and a
// co_await inside a condition that declares or makes temporaries. So here, and
// in every coroutine of Troth, a co_await is a statement or a plain initializer.

namespace troth::net {

using asio::ip::tcp;
using Pump = std::shared_ptr<SocketPump>;

namespace {

// Closes a connection on every way out but success: an open read would keep it alive.
class Connection {
 public:
  explicit Connection(tcp::socket socket)
      : pump_(std::make_shared<SocketPump>(std::move(socket))) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    if (pump_) pump_->close();
  }
  [[nodiscard]] const Pump& pump() const { return pump_; }
  Pump release() { return std::move(pump_); }

 private:
  Pump pump_;
};

}  // namespace

struct NoiseStream::State {
  State(Pump connection, crypto::NoiseTransport keys)
      : pump(std::move(connection)), transport(std::move(keys)) {}
  // Fills the assembler with a frame's bytes; the reason where it cannot.
  asio::awaitable<Status> collect_frame(Deadline deadline, Duration within);
  Result<Bytes> open_frame();

  Pump pump;
  crypto::NoiseTransport transport;
  MessageAssembler incoming{sealed_frame_lengths()};
  Deadline frame_deadline;  // of the frame that has begun
};

namespace {

std::string name_of_place(const RelayPlace& place) {
  return place.host + ":" + std::to_string(place.port);
}

// A handshake message of the other side, without its length.
asio::awaitable<Result<Bytes>> read_handshake(Pump pump, Deadline deadline) {
  MessageAssembler incoming(handshake_lengths());
  while (!incoming.is_whole()) {
    const bool has_come = co_await pump->wait_for_bytes(deadline);
    if (!has_come)
      co_return refuse(pump->has_failed() ? Code::relay_connection_lost : Code::relay_silent);
    if (auto status = incoming.filled(pump->take(incoming.space())); !status)
      co_return std::unexpected(std::move(status.error()));
  }
  co_return incoming.take();
}

Result<Bytes> first_message(crypto::NoiseHandshake& handshake) {
  TROTH_ASSIGN(const Bytes message, handshake.write_message({}));
  return Writer().u8(kFirstByteNoise).raw(with_length(message)).take();
}

// The client's handshake over an open connection; the transport's keys.
asio::awaitable<Result<crypto::NoiseTransport>> shake_hands(Pump pump,
                                                            crypto::NoiseHandshake& handshake,
                                                            Deadline deadline) {
  auto message = first_message(handshake);
  if (!message) co_return std::unexpected(std::move(message.error()));
  const bool is_sent = co_await pump->write(std::move(*message), deadline);
  if (!is_sent) co_return refuse(Code::relay_connection_lost);
  auto answer = co_await read_handshake(pump, deadline);
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  if (auto payload = handshake.read_message(*answer); !payload || !payload->empty())
    co_return refuse(Code::relay_wrong_key);
  co_return handshake.finish();
}

struct Answered {
  Bytes message;
  crypto::NoiseTransport transport;
};

// The relay's part, without a pause in between: so the handshake's own secrets
// never wait in locked memory for a slow client.
Result<Answered> answer_handshake(ByteView message, const crypto::DhKey& relay_key,
                                  crypto::Random& random) {
  auto handshake = crypto::NoiseHandshake::responder(
      bytes_of(kNoisePrologue), crypto::DhKey::from_secret(relay_key.secret().clone()),
      crypto::DhKey::generate(random));
  TROTH_ASSIGN(const Bytes payload, handshake.read_message(message));
  if (!payload.empty()) return refuse(Code::frame_malformed);
  TROTH_ASSIGN(Bytes answer, handshake.write_message({}));
  return Answered{with_length(answer), handshake.finish()};
}

}  // namespace

asio::awaitable<Result<DhPublicKey>> fetch_relay_key(std::string host, std::uint16_t port,
                                                     Deadline deadline) {
  const std::string place = name_of_place({host, port, {}});
  auto socket = co_await dial(std::move(host), port, deadline);
  if (!socket) co_return std::unexpected(std::move(socket.error()));
  const Connection connection(std::move(*socket));
  DhPublicKey key;
  Bytes question(1, kFirstByteKey);
  bool is_answered = co_await connection.pump()->write(std::move(question), deadline);
  if (is_answered) is_answered = co_await connection.pump()->read(key.value, deadline);
  if (!is_answered) co_return refuse(Code::relay_unreachable, place);
  co_return key;
}

asio::awaitable<Result<NoiseStream>> NoiseStream::connect(RelayPlace place, crypto::Random& random,
                                                          Deadline deadline) {
  auto handshake = crypto::NoiseHandshake::initiator(bytes_of(kNoisePrologue), place.key,
                                                     crypto::DhKey::generate(random));
  auto socket = co_await dial(place.host, place.port, deadline);
  if (!socket) co_return std::unexpected(std::move(socket.error()));
  const auto pump = std::make_shared<SocketPump>(std::move(*socket));
  auto transport = co_await shake_hands(pump, handshake, deadline);
  if (transport) co_return NoiseStream(std::make_shared<State>(pump, std::move(*transport)));
  pump->close();
  bool has_other_key = transport.error().code == Code::relay_wrong_key;
  if (!has_other_key) {
    // A relay cannot answer a handshake that was made for another key: it hangs
    // up. So does one that is full; which of the two it was, its key tells.
    const auto key = co_await fetch_relay_key(place.host, place.port, deadline);
    has_other_key = key && *key != place.key;
  }
  co_return refuse(has_other_key ? Code::relay_wrong_key : Code::relay_unreachable,
                   name_of_place(place));
}

asio::awaitable<Result<std::optional<NoiseStream>>> NoiseStream::answer(
    tcp::socket socket, const crypto::DhKey& relay_key, crypto::Random& random, Deadline deadline) {
  Connection connection(std::move(socket));
  const Pump pump = connection.pump();
  std::array<std::uint8_t, 1> first{};
  const bool has_begun = co_await pump->read(first, deadline);
  if (!has_begun) co_return refuse(Code::relay_connection_lost);
  if (first[0] == kFirstByteKey) {
    Bytes key = copy_of(relay_key.public_key().view());
    co_await pump->write(std::move(key), deadline);
    co_return std::optional<NoiseStream>{};
  }
  if (first[0] != kFirstByteNoise) co_return refuse(Code::frame_malformed);
  const auto message = co_await read_handshake(pump, deadline);
  if (!message) co_return std::unexpected(message.error());
  auto answered = answer_handshake(*message, relay_key, random);
  if (!answered) co_return std::unexpected(std::move(answered.error()));
  const bool is_sent = co_await pump->write(std::move(answered->message), deadline);
  if (!is_sent) co_return refuse(Code::relay_connection_lost);
  co_return std::optional<NoiseStream>(
      NoiseStream(std::make_shared<State>(connection.release(), std::move(answered->transport))));
}

NoiseStream::NoiseStream(std::shared_ptr<State> state) : state_(std::move(state)) {}
NoiseStream::NoiseStream(NoiseStream&&) noexcept = default;

NoiseStream& NoiseStream::operator=(NoiseStream&& other) noexcept {
  if (state_ && state_ != other.state_) close();
  state_ = std::move(other.state_);
  return *this;
}

NoiseStream::~NoiseStream() {
  if (state_) close();
}

asio::awaitable<Status> NoiseStream::State::collect_frame(Deadline deadline, Duration within) {
  while (!incoming.is_whole()) {
    const Deadline until = incoming.is_empty() ? deadline : frame_deadline;
    const bool has_come = co_await pump->wait_for_bytes(until);
    if (!has_come)
      co_return refuse(pump->has_failed() ? Code::relay_connection_lost : Code::relay_silent);
    if (incoming.is_empty()) frame_deadline = after(within);
    if (auto status = incoming.filled(pump->take(incoming.space())); !status) co_return status;
  }
  co_return Status{};
}

Result<Bytes> NoiseStream::State::open_frame() {
  const auto frame = transport.receive.decrypt({}, incoming.take());
  if (!frame) return refuse(Code::frame_malformed);
  return unpad_frame(*frame);
}

asio::awaitable<Result<Bytes>> NoiseStream::read_frame(Deadline deadline, Duration within) {
  const auto state = state_;  // outlives a stream that is moved or closed meanwhile
  auto status = co_await state->collect_frame(deadline, within);
  if (!status) {
    const bool may_go_on = status.error().code == Code::relay_silent && state->incoming.is_empty();
    if (!may_go_on) state->pump->close();
    co_return std::unexpected(std::move(status.error()));
  }
  auto body = state->open_frame();
  if (!body) state->pump->close();
  co_return body;
}

asio::awaitable<Status> NoiseStream::write_frame(Bytes body, Deadline deadline) {
  const auto state = state_;
  auto sealed = state->transport.send.encrypt({}, pad_frame(body));
  if (!sealed) {
    state->pump->close();
    co_return std::unexpected(std::move(sealed.error()));
  }
  Bytes message = with_length(*sealed);
  const bool is_sent = co_await state->pump->write(std::move(message), deadline);
  if (is_sent) co_return Status{};
  co_return refuse(Code::relay_connection_lost);
}

const crypto::Sha512& NoiseStream::handshake_hash() const {
  return state_->transport.handshake_hash;
}

void NoiseStream::close() { state_->pump->close(); }

}  // namespace troth::net
