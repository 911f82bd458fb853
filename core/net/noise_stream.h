// A connection that carries frames inside Noise NK (proto/README.md, "The
// relay"): `connect` is the client's end, `answer` the relay's. One owner, on
// the executor of its socket; one coroutine may read while another writes, but
// never two of a kind. Every wait has a deadline. A connection that is lost,
// at whatever byte, is an Error (relay_connection_lost), and so are a deadline
// that passed (relay_silent) and bytes that are no frame (frame_malformed);
// after a failed write, or a failed read other than relay_silent, the stream is
// closed. A coroutine cancelled while it reads loses no bytes; one cancelled
// while it writes leaves the stream closed.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>

#include "core/base/error.h"
#include "core/crypto/noise.h"
#include "core/crypto/random.h"
#include "core/net/deadline.h"
#include "core/net/relay_address.h"

namespace troth::net {

inline constexpr std::string_view kNoisePrologue = "troth-relay/1";
inline constexpr std::uint8_t kFirstByteKey = 0x00;    // "which key have you?"
inline constexpr std::uint8_t kFirstByteNoise = 0x01;  // a handshake follows
// How long a frame that has begun may take to come, or to go, as a whole.
inline constexpr Duration kFrameWithin = std::chrono::seconds(30);

class NoiseStream {
 public:
  // Dials the relay and shakes hands. relay_unreachable where there is no
  // connection or no relay, relay_wrong_key where the relay has another key.
  // `random` is used before the first suspension only.
  static asio::awaitable<Result<NoiseStream>> connect(RelayPlace place, crypto::Random& random,
                                                      Deadline deadline);
  // The relay's side of a connection just accepted; nothing where the other
  // side asked for the key, which it was given. `relay_key` and `random` must
  // outlive the call.
  static asio::awaitable<Result<std::optional<NoiseStream>>> answer(asio::ip::tcp::socket socket,
                                                                    const crypto::DhKey& relay_key,
                                                                    crypto::Random& random,
                                                                    Deadline deadline);

  NoiseStream(NoiseStream&&) noexcept;
  NoiseStream& operator=(NoiseStream&&) noexcept;
  ~NoiseStream();  // closes

  // The next frame's body. Waits until `deadline` for it to begin, and
  // `within` from then on for all of it. After relay_silent with nothing of a
  // frame received, the stream can be read on.
  asio::awaitable<Result<Bytes>> read_frame(Deadline deadline, Duration within = kFrameWithin);
  // Pads, seals and sends one frame. CHECKs that the body fits (kLargestBody).
  asio::awaitable<Status> write_frame(Bytes body, Deadline deadline);

  // Noise's `h`, which the signatures of logins are bound to.
  [[nodiscard]] const crypto::Sha512& handshake_hash() const;
  // Ends reads and writes under way; harmless when repeated.
  void close();

 private:
  struct State;
  explicit NoiseStream(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

// The relay's static key, asked for without proof that it is the relay's:
// pairing by code binds it into the transcript. relay_unreachable otherwise.
asio::awaitable<Result<DhPublicKey>> fetch_relay_key(std::string host, std::uint16_t port,
                                                     Deadline deadline);

}  // namespace troth::net
