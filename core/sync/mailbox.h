// The own mailbox at the relay, a part of RelayClient: logs in to read, makes
// the mailbox where it is missing and an admission is at hand, installs its
// writers and tickets, subscribes, and acknowledges what was committed. All of
// it is asked anew on every connection, since each command may be repeated.
// One owner, no I/O.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/crypto/secret.h"
#include "core/crypto/sign.h"
#include "core/sync/relay_event.h"
#include "core/sync/request_line.h"

namespace troth::sync {

inline constexpr TimeMs kLoginRetryMs = kMinuteMs;

// What lets a mailbox be made: the operator's token, or a ticket from a pairing.
struct Admission {
  enum class By : std::uint8_t { token, ticket };
  By by = By::token;
  crypto::Secret bytes;  // 32
};

struct OwnMailbox {
  crypto::SigningKey read_key;
  std::optional<Admission> admission;             // nothing: only one that is there already
  std::map<std::uint8_t, SignPublicKey> writers;  // by slot; kDoorSlot is the door
  std::uint64_t acknowledged = 0;                 // the seq that the store has committed
};

class Mailbox {
 public:
  Mailbox(RequestLine& line, ClientEvents& events) : line_(line), events_(events) {}

  void serve(OwnMailbox own, TimeMs now);
  void remove(crypto::SigningKey read_key, TimeMs now);
  void set_writer(std::uint8_t slot, std::optional<SignPublicKey> key, TimeMs now);
  void admit(const Hash& ticket_hash, TimeMs now);
  void acknowledge(const Delivered& delivered, TimeMs now);

  void on_connected(TimeMs now);
  void on_disconnected();
  Status on_item(const relay::Item& item);
  Status on_state(const relay::State& state, TimeMs now);
  // True once this connection is logged in for reading; a rendezvous needs it to open.
  [[nodiscard]] bool is_logged_in() const { return logged_in_; }
  // The mailbox can take what others put; or it cannot be had now, or there is none.
  [[nodiscard]] bool is_ready() const {
    return !own_ || refused_ || (logged_in_ && setting_up_ == 0);
  }
  void on_deadline(TimeMs now);
  [[nodiscard]] std::optional<TimeMs> next_deadline() const;
  // Nothing to do: all that was delivered is acknowledged, all that is wished
  // stands; or there is no mailbox to serve.
  [[nodiscard]] bool is_idle() const;

 private:
  void begin(OwnMailbox own, TimeMs now);
  void log_in(TimeMs now);
  void delete_it(TimeMs now);
  void deleted();
  void create(TimeMs now);
  void set_up(TimeMs now);
  void install(std::uint8_t slot, TimeMs now);
  void admit_one(const Hash& ticket_hash, TimeMs now);
  void subscribe(TimeMs now);
  void send_acknowledgement(TimeMs now);
  void settle_set_up(const Answer& answer);
  void renumber(std::uint64_t acknowledged);
  void trouble(relay::Reason reason);
  void locked_out(Error why, TimeMs now);

  RequestLine& line_;
  ClientEvents& events_;
  std::optional<OwnMailbox> own_;
  MailboxId id_;
  std::map<std::uint8_t, std::optional<SignPublicKey>> writers_;  // nothing: to be removed
  std::set<Hash> tickets_;
  bool removing_ = false;  // it shall go, and is not served
  bool logged_in_ = false;
  bool created_ = false;  // tried on this connection
  bool refused_ = false;  // no login, until retry_ms_
  TimeMs retry_ms_ = 0;
  std::size_t setting_up_ = 0;  // commands without an answer
  bool set_up_failed_ = false;
  std::uint64_t subscription_ = 0;
  bool expects_state_ = false;      // a Subscribe without its State
  bool caught_up_ = false;          // all that had waited was delivered
  std::uint64_t acknowledged_ = 0;  // committed here
  std::uint64_t told_ = 0;          // and said to the relay
  bool telling_ = false;
  std::uint64_t delivered_ = 0;
  std::uint64_t numbering_ = 0;
};

}  // namespace troth::sync
