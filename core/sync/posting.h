// Envelopes on their way to other devices' mailboxes, a part of RelayClient:
// one write login a mailbox and connection, then Puts in the outbox's order, a
// few in flight. A lost connection puts again, which the relay knows by the id.
// A mailbox that refuses the login (it is not made yet, or this writer is not
// installed) is tried again, ever more slowly. One owner, no I/O.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/crypto/sign.h"
#include "core/sync/relay_event.h"
#include "core/sync/request_line.h"

namespace troth::sync {

inline constexpr std::ptrdiff_t kMostPutsInFlight = 8;
inline constexpr TimeMs kFirstRetryMs = 5 * kSecondMs;
inline constexpr TimeMs kLastRetryMs = 5 * kMinuteMs;

class Posting {
 public:
  Posting(RequestLine& line, ClientEvents& events) : line_(line), events_(events) {}

  void add_recipient(const MailboxId& mailbox, crypto::SigningKey write_key, TimeMs now);
  // CHECKs that the recipient was added. An id that waits already is not taken twice.
  void post(Outgoing outgoing, TimeMs now);

  void on_connected();
  // The own mailbox can take the answers: from here on this connection puts.
  void on_ready(TimeMs now);
  // Not before on_ready() is called again.
  void wait() { ready_ = false; }
  [[nodiscard]] bool is_ready() const { return ready_; }
  void on_disconnected();
  void on_deadline(TimeMs now);
  [[nodiscard]] std::optional<TimeMs> next_deadline() const;
  // Envelopes that are not on the relay yet.
  [[nodiscard]] std::size_t waiting() const;
  // Nothing is in flight, and nothing can go before a deadline.
  [[nodiscard]] bool is_idle() const;

 private:
  struct Waiting {
    Outgoing outgoing;
    bool is_in_flight = false;
  };
  struct Recipient {
    explicit Recipient(crypto::SigningKey key) : write_key(std::move(key)) {}
    [[nodiscard]] std::deque<Waiting>::iterator find(const EnvelopeId& id);
    crypto::SigningKey write_key;
    enum class Login : std::uint8_t { none, asked, done } login = Login::none;
    std::deque<Waiting> waiting;  // in the outbox's order
    TimeMs retry_ms = 0;          // when refused: not before
    TimeMs retry_delay_ms = kFirstRetryMs;
  };
  void log_in(const MailboxId& mailbox, Recipient& recipient, TimeMs now);
  void go_on(const MailboxId& mailbox, TimeMs now);
  void on_put_answer(const MailboxId& mailbox, const EnvelopeId& id, const Answer& answer,
                     TimeMs now);
  void hold(Recipient& recipient, Error why, TimeMs now);

  RequestLine& line_;
  ClientEvents& events_;
  bool ready_ = false;
  std::map<MailboxId, Recipient> recipients_;
};

}  // namespace troth::sync
