#include "core/sync/reconnect.h"

#include <algorithm>

namespace troth::sync {

void Reconnect::on_connected(TimeMs now) {
  connected_ = true;
  connected_ms_ = now;
}

TimeMs Reconnect::on_failed(TimeMs now, crypto::Random& random) {
  if (connected_ && now >= connected_ms_ + kMinuteMs) delay_ms_ = kFirstReconnectMs;
  connected_ = false;
  const TimeMs half = delay_ms_ / 2;
  const TimeMs at =
      now + half + static_cast<TimeMs>(random.below(static_cast<std::uint64_t>(half) + 1));
  delay_ms_ = std::min(2 * delay_ms_, kLastReconnectMs);
  return at;
}

}  // namespace troth::sync
