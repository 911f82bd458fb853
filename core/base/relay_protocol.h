// The numbers that a device and a relay must mean alike (proto/README.md,
// "Sessions between two devices" and "The relay"), each stated here and nowhere
// else; tests/tidy compares the page with them. What an operator may set is in
// sync-server/limits.h. Plain values, any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/base/sizes.h"
#include "core/base/time.h"

namespace troth {

// Bytes of an envelope, what the relay stores.
inline constexpr std::array<std::size_t, 4> kEnvelopeSizes{1024, 4096, 16384, 61440};
static_assert(kEnvelopeSizes.back() == sizes::kLargestEnvelope);
// Bytes of a frame's plaintext: each holds the envelope of its class and what goes with it.
inline constexpr std::array<std::size_t, 5> kFrameSizes{512, 1536, 4608, 16896, 61952};

// Writers have the slots below it; it is the newcomers'.
inline constexpr std::uint8_t kDoorSlot = 15;
inline constexpr std::size_t kRelayToken = 32;  // bytes; the operator's

inline constexpr TimeMs kTicketMs = 8 * kDayMs;
inline constexpr TimeMs kInviteMs = 7 * kDayMs;
inline constexpr TimeMs kCodeMs = 10 * kMinuteMs;
inline constexpr TimeMs kRememberMs = 60 * kDayMs;      // envelope ids
inline constexpr std::uint32_t kLongestWaitMs = 25000;  // for a rendezvous slot
inline constexpr std::size_t kLargestRendezvousMessage = 4096;

// A client pings after so long a silence, takes a question without an answer
// for a dead connection, and reconnects.
inline constexpr TimeMs kPingMs = 4 * kMinuteMs;
inline constexpr TimeMs kAnswerMs = kMinuteMs;
inline constexpr TimeMs kReconnectMs = 24 * kHourMs;
// When the relay closes, should the client not have reconnected.
inline constexpr TimeMs kLongestConnectionMs = 25 * kHourMs;

}  // namespace troth
