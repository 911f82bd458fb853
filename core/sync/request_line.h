// One connection's requests (proto/relay.proto): numbers them from 1, keeps
// what is to be sent, and hands each answer to whoever asked. An answer that
// does not come within a minute means that the connection is dead. Used by the
// parts of RelayClient, which outlive it. One owner, no I/O.
// Fails: relay_frame_malformed for an answer to what was never asked.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "core/base/relay_protocol.h"
#include "core/base/time.h"
#include "core/crypto/hash.h"
#include "core/sync/relay_frame.h"

namespace troth::sync {

// Done with its message, or why not.
using Answer = std::expected<Bytes, relay::Reason>;
// The Error for a refusal; `not_allowed` is what that one means where it was asked.
Error relay_error(relay::Reason reason, Code not_allowed);

class RequestLine {
 public:
  using OnAnswer = std::function<void(const Answer&, TimeMs now)>;

  void on_connected(const crypto::Sha512& handshake_hash, TimeMs now);
  // Forgets what was asked: nobody will answer.
  void on_disconnected();
  [[nodiscard]] bool is_connected() const { return connected_; }
  // `h`; CHECKs is_connected.
  [[nodiscard]] ByteView handshake_hash() const;

  // Asks; `on_answer` is called once, or never if the connection goes first.
  // `held_ms` is how long the relay was asked to hold the answer back.
  void ask(const Command& command, TimeMs now, OnAnswer on_answer, TimeMs held_ms = 0);
  Status on_done(const relay::Done& done, TimeMs now);
  Status on_refused(const relay::Refused& refused, TimeMs now);

  [[nodiscard]] std::vector<Bytes> take_output();
  // Pings where nothing was asked for a while.
  void on_deadline(TimeMs now);
  [[nodiscard]] std::optional<TimeMs> next_deadline() const;
  // An answer is overdue: close the connection.
  [[nodiscard]] bool is_dead(TimeMs now) const;

 private:
  struct Asked {
    OnAnswer on_answer;
    TimeMs until_ms = 0;
  };
  Status settle(std::uint64_t request, const Answer& answer, TimeMs now);

  bool connected_ = false;
  crypto::Sha512 handshake_hash_{};
  std::uint64_t last_request_ = 0;
  TimeMs last_asked_ms_ = 0;
  std::map<std::uint64_t, Asked> asked_;
  std::vector<Bytes> output_;
};

}  // namespace troth::sync
