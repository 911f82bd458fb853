// A relay without sockets for the tests: the store in memory, connections as
// machines, a clock that the test sets, and clients that sign rightly unless a
// test spoils what they say. One thread; nothing waits.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/relay_protocol.h"
#include "core/crypto/random.h"
#include "core/crypto/sign.h"
#include "proto/relay.pb.h"
#include "sync-server/connection.h"
#include "sync-server/mailbox_store.h"
#include "sync-server/subscribers.h"

namespace troth::relay {

inline constexpr TimeMs kStart = 1'800'000'000'000;

// What a client is told: nothing (yet), Done, or the reason of a refusal.
struct Told {
  bool is_answered = false;
  wire::Refused::Reason reason = wire::Refused::REASON_UNSPECIFIED;  // of Done
  Bytes message;
  bool operator==(const Told&) const = default;
};
inline const Told kNothing{};
inline const Told kDone{true, wire::Refused::REASON_UNSPECIFIED, {}};
inline Told refusal(wire::Refused::Reason reason) { return {true, reason, {}}; }
inline const Told kNotAllowed = refusal(wire::Refused::NOT_ALLOWED);
void PrintTo(const Told& told, std::ostream* out);

MailboxId mailbox_of(const SignPublicKey& read_key);

// Commands as a client says them. `hash` is the connection's handshake hash.
wire::ClientFrame authenticate(const crypto::Sha512& hash, const MailboxId& mailbox, Role role,
                               const crypto::SigningKey& key);
wire::ClientFrame create_by_token(const crypto::Sha512& hash, const crypto::SigningKey& read_key,
                                  ByteView token);
wire::ClientFrame create_by_ticket(const crypto::Sha512& hash, const crypto::SigningKey& read_key,
                                   ByteView ticket);
wire::ClientFrame admit(ByteView ticket);
wire::ClientFrame set_writer(const MailboxId& mailbox, std::uint32_t slot,
                             const std::optional<SignPublicKey>& key);
wire::ClientFrame put(const MailboxId& mailbox, std::uint8_t id, std::size_t size = 1024,
                      std::uint8_t fill = 7);
wire::ClientFrame subscribe(const MailboxId& mailbox, std::uint64_t after = 0);
wire::ClientFrame acknowledge(const MailboxId& mailbox, std::uint64_t up_to);
wire::ClientFrame delete_mailbox(const MailboxId& mailbox);
wire::ClientFrame open_rendezvous(std::uint32_t kind, std::string_view id, std::string_view message,
                                  const SignPublicKey& fresh_key);
wire::ClientFrame put_rendezvous(std::string_view id, std::uint32_t slot, std::string_view message,
                                 const crypto::SigningKey* fresh_key = nullptr);
wire::ClientFrame get_rendezvous(std::string_view id, std::uint32_t slot,
                                 std::uint32_t wait_ms = 0);
wire::ClientFrame ping();
Bytes bytes_of_frame(const wire::ClientFrame& frame);

class TestRelay;

// One client's connection, as its client sees it.
class TestClient {
 public:
  TestClient(TestRelay& relay, std::uint64_t number);

  // Says it under the next request number; what the relay says to that by now.
  Told ask(wire::ClientFrame frame);
  // Says it without a number of the client's own.
  void say(const Bytes& frame);
  Told told(std::uint64_t request) const;
  [[nodiscard]] std::uint64_t last_request() const { return last_request_; }
  // The seqs of all Items so far, and the last State.
  [[nodiscard]] std::vector<std::uint64_t> seqs() const;
  [[nodiscard]] wire::State state() const;
  [[nodiscard]] const crypto::Sha512& hash() const { return hash_; }
  [[nodiscard]] bool is_finished() const { return machine.is_finished(); }

  Connection machine;
  std::vector<wire::RelayFrame> received;
  bool reads = true;  // false: a client that takes nothing from its socket

 private:
  TestRelay& relay_;
  crypto::Sha512 hash_;
  std::uint64_t last_request_ = 0;
};

class TestRelay {
 public:
  explicit TestRelay(const Limits& limits = {});

  TestClient& connect();
  // Lets everything happen that can happen now.
  void settle();
  // Moves the clock, and wakes the machines whose deadline came.
  void pass(TimeMs duration);
  // A client with its mailbox made and read login done.
  TestClient& owner(const crypto::SigningKey& read_key);
  // A client logged in to write to `mailbox` with a key that its owner admits.
  TestClient& writer(TestClient& owner, const crypto::SigningKey& read_key, std::uint32_t slot,
                     const crypto::SigningKey& key);

  Limits limits;
  crypto::SeededRandom random{1};
  crypto::Secret token;
  TimeMs now = kStart;
  MailboxStore store;

 private:
  bool settle_once();

  Subscribers subscribers_;
  std::vector<std::unique_ptr<TestClient>> clients_;
};

}  // namespace troth::relay
