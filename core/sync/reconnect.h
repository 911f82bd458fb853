// When to dial the relay again: after a failure, from a second doubling to
// five minutes, each delay drawn from its upper half, so that clients do not
// come back all at once when a relay returns. A connection that stood for a
// minute starts over. A plain value; no clock.
#pragma once

#include "core/base/time.h"
#include "core/crypto/random.h"

namespace troth::sync {

inline constexpr TimeMs kFirstReconnectMs = kSecondMs;
inline constexpr TimeMs kLastReconnectMs = 5 * kMinuteMs;

class Reconnect {
 public:
  void on_connected(TimeMs now);
  // The connection was lost, or could not be made; the time of the next attempt.
  TimeMs on_failed(TimeMs now, crypto::Random& random);

 private:
  TimeMs delay_ms_ = kFirstReconnectMs;
  TimeMs connected_ms_ = 0;
  bool connected_ = false;
};

}  // namespace troth::sync
