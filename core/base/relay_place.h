// Where a relay is, and the key that it must prove: what an address, an invite
// and a partner's message each carry, and what is dialled. It never carries the
// operator's token. Plain values, any thread; the checks refuse.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/ids.h"

namespace troth {

// The longest name that the DNS knows.
inline constexpr std::size_t kLargestHost = 253;

struct RelayPlace {
  std::string host;
  std::uint16_t port = 0;
  DhPublicKey key;  // the relay's static key

  bool operator==(const RelayPlace&) const = default;
};

// Refuses (relay_host_bad) what is neither a host name nor an IP address: 1 to
// kLargestHost letters, digits, dots, hyphens and colons.
Status check_relay_host(std::string_view host);
// Refuses (relay_place_wrong) a host as above, and port 0.
Status check_relay_place(const RelayPlace& place);

}  // namespace troth
