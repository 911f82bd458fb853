// Every limit that an operator may set, with what it is unless config.toml says
// otherwise. What no operator changes is in core/base/relay_protocol.h. Plain
// values, any thread.
#pragma once

#include <cstdint>

#include "core/base/time.h"

namespace troth::relay {

struct Limits {
  // [connections]; a network is an IPv4 address or the /64 of an IPv6 one
  std::int64_t connections_in_all = 512;
  std::int64_t connections_per_network = 32;
  std::int64_t new_connections_per_network_a_minute = 120;
  std::int64_t handshake_seconds = 10;
  std::int64_t idle_seconds = 15 * 60;
  std::int64_t idle_without_login_seconds = 5 * 60;  // clients ping every four minutes
  // [mailboxes]
  std::int64_t mailboxes_in_all = 1000;
  std::int64_t mailbox_bytes = std::int64_t{64} * 1024 * 1024;
  std::int64_t slot_bytes = std::int64_t{16} * 1024 * 1024;
  // Envelope ids, of 60 days: more than a pair writes, and for all sixteen slots
  // of a mailbox that is emptied as fast as it is filled, some 40 MiB.
  std::int64_t remembered_per_slot = 20'000;
  std::int64_t door_envelopes = 16;
  std::int64_t retention_days = 60;
  // Tickets that wait, and mailboxes made by tickets, of all that descend from
  // one mailbox that the token made.
  std::int64_t tickets_per_family = 16;
  std::int64_t new_by_token_a_day = 32;
  // A mailbox goes when its owner has not fetched for so long: one that no
  // envelope ever reached, and any other.
  std::int64_t unused_days = 30;
  std::int64_t unvisited_days = 400;
  std::int64_t rendezvous_per_mailbox = 16;

  [[nodiscard]] TimeMs retention_ms() const { return retention_days * kDayMs; }
  [[nodiscard]] TimeMs unused_ms() const { return unused_days * kDayMs; }
  [[nodiscard]] TimeMs unvisited_ms() const { return unvisited_days * kDayMs; }
};

}  // namespace troth::relay
