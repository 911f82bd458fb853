// What the relay does with one client's frames, as a machine without I/O: the
// server feeds frames and the store's answers, takes what is to be sent and
// asked of the store, and wakes it at its deadlines. It knows the connection's
// logins, subscriptions and waits, verifies every signature that is bound to
// the handshake, and logs nothing. One owner, the io thread. Nothing here
// fails: a client that breaks the protocol, or is refused too often, finds the
// connection finished.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/time.h"
#include "core/crypto/hash.h"
#include "core/crypto/secret.h"
#include "sync-server/client_frame.h"
#include "sync-server/limits.h"

namespace troth::relay {

struct StoreCall {
  std::uint64_t id;
  Request request;
};

class Connection {
 public:
  // `limits` and `token`, the operator's, must outlive it.
  Connection(const Limits& limits, const crypto::Secret& token,
             const crypto::Sha512& handshake_hash, TimeMs now);

  void on_frame(ByteView frame, TimeMs now);
  // The store's answer to a call that was taken.
  void on_answer(std::uint64_t call, Answer answer, TimeMs now);
  // Something new lies in this mailbox; nothing happens where it is not subscribed to.
  void on_news(const MailboxId& mailbox);
  // A slot of this rendezvous was written.
  void on_rendezvous(const Bytes& id);
  void on_deadline(TimeMs now);
  [[nodiscard]] TimeMs next_deadline() const;

  std::vector<StoreCall> take_calls() { return std::exchange(calls_, {}); }
  // The next RelayFrame's body, in order.
  std::optional<Bytes> take_output();
  // False while the client must wait before it may say more.
  [[nodiscard]] bool wants_frames() const;
  // True once the connection is to be closed, after what output is left.
  [[nodiscard]] bool is_finished() const { return is_finished_; }

 private:
  struct Subscription {
    std::uint64_t number;   // tells it from an earlier one of the same mailbox
    std::uint64_t request;  // to be answered once all that waits was sent; then 0
    std::uint64_t cursor;   // the seq that was sent last
    bool has_told_state = false;
    bool is_fetching = false;
    bool has_news = true;  // there may be something beyond the cursor
  };
  struct Wait {
    std::uint64_t request;
    GetRendezvous get;
    TimeMs until_ms;
  };
  struct Login {
    SignPublicKey key;
    std::uint32_t slot;
  };
  using LoginName = std::pair<MailboxId, Role>;
  // Why a call was made, and what its answer is for.
  struct Plain {
    std::uint64_t request;
  };
  struct LoggingIn {
    std::uint64_t request;
    LogIn log_in;
    bool is_proven;
  };
  struct Fetching {
    MailboxId mailbox;
    std::uint64_t subscription;
  };
  using Purpose = std::variant<Plain, LoggingIn, Fetching, Wait>;

  void start(Command command);
  void start_waiting();
  void handle(std::uint64_t request, const AuthenticateCommand& command);
  void handle(std::uint64_t request, const CreateCommand& command);
  void handle(std::uint64_t request, const AdmitCommand& command);
  void handle(std::uint64_t request, const SetWriterCommand& command);
  void handle(std::uint64_t request, PutCommand command);
  void handle(std::uint64_t request, const SubscribeCommand& command);
  void handle(std::uint64_t request, const AcknowledgeCommand& command);
  void handle(std::uint64_t request, const DeleteMailboxCommand& command);
  void handle(std::uint64_t request, const OpenRendezvousCommand& command);
  void handle(std::uint64_t request, const PutRendezvousCommand& command);
  void handle(std::uint64_t request, const GetRendezvousCommand& command);
  void handle(std::uint64_t request, const PingCommand& command);
  void settle(const Plain& purpose, Answer answer);
  void settle(const LoggingIn& purpose, Answer answer);
  void settle(const Fetching& purpose, Answer answer);
  void settle(const Wait& purpose, Answer answer);

  void call(Purpose purpose, Request request);
  void fetch_news();
  [[nodiscard]] bool is_fetching() const;
  void send(Bytes frame);
  void reply(std::uint64_t request, Outcome outcome, ByteView message = {});
  [[nodiscard]] const Login* login(const MailboxId& mailbox, Role role) const;
  [[nodiscard]] bool owns(const MailboxId& mailbox) const { return login(mailbox, Role::read); }
  // The mailbox of some read login; nothing without one.
  [[nodiscard]] std::optional<MailboxId> own_mailbox() const;
  [[nodiscard]] Bytes bound(ByteView rest) const;
  [[nodiscard]] TimeMs idle_limit_ms() const;

  const Limits& limits_;
  const crypto::Secret& token_;
  crypto::Sha512 handshake_hash_;
  TimeMs now_;
  TimeMs opened_ms_;
  TimeMs last_frame_ms_;
  std::uint64_t last_request_ = 0;
  std::uint64_t last_number_ = 0;  // of calls and subscriptions
  int refusals_ = 0;
  bool is_finished_ = false;
  std::map<LoginName, Login> logins_;
  std::map<MailboxId, Subscription> subscriptions_;
  MailboxId last_fetched_;
  std::vector<Wait> waits_;
  std::map<std::uint64_t, Purpose> under_way_;
  std::size_t logins_under_way_ = 0;
  std::deque<Command> waiting_;  // behind a login
  std::vector<StoreCall> calls_;
  std::deque<Bytes> output_;
  std::size_t output_bytes_ = 0;
};

}  // namespace troth::relay
