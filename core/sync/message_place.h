// Where a message stands among all that one peer device sent: its session, the
// chain of that session's ratchet, and its number in the chain. Whoever sends
// always uses the highest session and the newest chain, so the order of the
// places is the order of the sending, however the messages arrive. Which of two
// chains is the later one only the session's state can tell (Sessions::is_later).
// A plain value.
#pragma once

#include <cstdint>

#include "core/base/ids.h"

namespace troth::sync {

struct MessagePlace {
  DeviceId peer;  // who sent it
  std::uint64_t session = 0;
  DeviceId initiator;  // of the session
  DhPublicKey chain;   // the sender's ratchet key
  std::uint32_t number = 0;
  bool operator==(const MessagePlace&) const = default;
};

}  // namespace troth::sync
