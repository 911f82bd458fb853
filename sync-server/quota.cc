#include "sync-server/quota.h"

namespace troth::relay {

Quota::Place::~Place() {
  if (quota_) quota_->leave(network_);
}

std::shared_ptr<Quota> Quota::make(const Limits& limits) {
  return std::shared_ptr<Quota>(new Quota(limits));
}

std::optional<Quota::Place> Quota::enter(const std::shared_ptr<Quota>& quota, const Bytes& network,
                                         TimeMs now) {
  quota->forget_quiet_networks(now);
  if (quota->connections_ >= quota->limits_.connections_in_all) return std::nullopt;
  Network& from = quota->networks_[network];
  // Also where the clock was set back.
  if (now - from.minute_began_ms >= kMinuteMs || now < from.minute_began_ms) {
    from.minute_began_ms = now;
    from.new_in_minute = 0;
  }
  if (from.connections >= quota->limits_.connections_per_network) return std::nullopt;
  if (from.new_in_minute >= quota->limits_.new_connections_per_network_a_minute)
    return std::nullopt;
  ++from.connections;
  ++from.new_in_minute;
  ++quota->connections_;
  return Place(quota, network);
}

void Quota::leave(const Bytes& network) {
  --connections_;
  --networks_[network].connections;
}

// Once a minute: a network is remembered no longer than its minute and its connections last.
void Quota::forget_quiet_networks(TimeMs now) {
  if (now - forgot_ms_ < kMinuteMs && now >= forgot_ms_) return;
  forgot_ms_ = now;
  std::erase_if(networks_, [&](const auto& entry) {
    const Network& network = entry.second;
    const bool is_past =
        now - network.minute_began_ms >= kMinuteMs || now < network.minute_began_ms;
    return network.connections == 0 && is_past;
  });
}

}  // namespace troth::relay
