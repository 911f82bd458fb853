// One client at a relay that is a value, and the hands that move frames between
// the two. The tests of RelayClient and of its parts share it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <vector>

#include "core/base/check.h"
#include "core/sync/relay_client.h"
#include "tests/support/fake_relay.h"
#include "tests/support/pair.h"

namespace troth::sync {

using test::FakeRelay;
using test::kStartMs;

// One client at a relay, with its own mailbox and one recipient.
struct Desk {
  explicit Desk(std::uint64_t seed)
      : relay(seed), random(seed + 1), read_seed(random.secret(32)), write_seed(random.secret(32)) {
    own = mailbox_of(crypto::SigningKey::from_seed(read_seed).public_key());
    theirs = random.id<MailboxId>();
    relay.mailboxes[theirs].writers[0] = crypto::SigningKey::from_seed(write_seed).public_key();
  }
  static MailboxId mailbox_of(const SignPublicKey& key) {
    return crypto::hash_as<MailboxId>(crypto::label::kMailbox, {key.view()});
  }
  void serve(std::uint64_t acknowledged = 0) { serve(relay.token, acknowledged); }
  void serve(const crypto::Secret& token, std::uint64_t acknowledged = 0) {
    client.serve({crypto::SigningKey::from_seed(read_seed),
                  Admission{Admission::By::token, token.clone()},
                  {},
                  acknowledged},
                 now);
  }
  void serve_what_is_there() {
    client.serve({crypto::SigningKey::from_seed(read_seed), std::nullopt, {}, 0}, now);
  }
  void delete_mailbox() { client.delete_mailbox(crypto::SigningKey::from_seed(read_seed), now); }
  void add_recipient() {
    client.add_recipient(theirs, crypto::SigningKey::from_seed(write_seed), now);
  }
  EnvelopeId post(std::uint8_t fill = 1) {
    const auto id = random.id<EnvelopeId>();
    client.post({theirs, id, Bytes(1024, fill)}, now);
    return id;
  }
  void connect() {
    link = relay.connect();
    client.on_connected(link->handshake_hash(), now);
  }
  // Moves frames until none is left; events gather.
  void settle() {
    for (bool moved = true; moved;) {
      moved = false;
      for (const Bytes& frame : client.take_output()) {
        link->on_frame(frame);
        moved = true;
      }
      while (!link->to_client.empty()) {
        const Bytes frame = std::move(link->to_client.front());
        link->to_client.pop_front();
        EXPECT_TRUE(client.on_frame(frame, now));
        moved = true;
      }
    }
    for (auto& event : client.take_events()) events.push_back(std::move(event));
  }
  void wait(TimeMs ms) {
    now += ms;
    client.on_deadline(now);
    settle();
  }
  void give(std::uint8_t fill) {
    relay.deliver(relay.mailboxes.at(own), {0, Bytes(1024, fill)});
    relay.tell();
    settle();
  }
  // The client's frame `index` from the end of what it has to say.
  wire::ClientFrame said() {
    const auto frames = client.take_output();
    CHECK(!frames.empty());
    wire::ClientFrame out;
    CHECK(out.ParseFromArray(frames.back().data(), static_cast<int>(frames.back().size())));
    return out;
  }
  Status refuse_with(std::uint64_t request, wire::Refused::Reason reason) {
    wire::RelayFrame frame;
    frame.mutable_refused()->set_request(request);
    frame.mutable_refused()->set_reason(reason);
    return client.on_frame(bytes_of(frame.SerializeAsString()), now);
  }

  template <class Event>
  std::vector<Event> all() const {
    std::vector<Event> out;
    for (const auto& event : events)
      if (const auto* at = std::get_if<Event>(&event)) out.push_back(*at);
    return out;
  }
  [[nodiscard]] std::optional<Code> last_trouble() const {
    const auto troubles = all<Trouble>();
    if (troubles.empty()) return std::nullopt;
    return troubles.back().error.code;
  }

  FakeRelay relay;
  crypto::SeededRandom random;
  crypto::Secret read_seed;
  crypto::Secret write_seed;
  MailboxId own;
  MailboxId theirs;
  RelayClient client;
  std::unique_ptr<FakeRelay::Link> link;
  std::vector<ClientEvent> events;
  TimeMs now = kStartMs;
};

}  // namespace troth::sync
