// Every limit that an operator may set, with what it is unless config.toml says
// otherwise. Plain values, any thread.
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
  std::int64_t door_envelopes = 16;
  std::int64_t retention_days = 60;
  std::int64_t tickets_per_mailbox = 8;
  std::int64_t rendezvous_per_mailbox = 16;

  [[nodiscard]] TimeMs retention_ms() const { return retention_days * kDayMs; }
};

// The protocol's own, which no operator changes (proto/README.md, "The relay").
inline constexpr TimeMs kTicketMs = 8 * kDayMs;
inline constexpr TimeMs kInviteMs = 7 * kDayMs;
inline constexpr TimeMs kCodeMs = 10 * kMinuteMs;
inline constexpr TimeMs kRememberMs = 60 * kDayMs;  // envelope ids
inline constexpr TimeMs kLongestConnectionMs = 25 * kHourMs;
inline constexpr TimeMs kLongestWaitMs = 25 * kSecondMs;  // for a rendezvous slot
inline constexpr std::uint32_t kDoorSlot = 15;
inline constexpr std::size_t kLargestRendezvousMessage = 4096;

}  // namespace troth::relay
