// A relay's address (proto/README.md, "The relay"): one line that its operator
// hands to the first partner. It names host and port, pins the relay's key, and
// carries the operator's admission token, so whoever has it may open mailboxes:
// it is kept like a secret. Plain values, any thread. Reading refuses with
// relay_address_not_one, relay_address_mistyped or relay_address_newer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/crypto/secret.h"

namespace troth::net {

inline constexpr std::string_view kRelayAddressPrefix = "troth-relay:";
inline constexpr std::size_t kRelayToken = 32;
inline constexpr std::size_t kLargestHost = 253;

// Where a relay is and which key it must have.
struct RelayPlace {
  std::string host;
  std::uint16_t port = 0;
  DhPublicKey relay_key;

  bool operator==(const RelayPlace&) const = default;
};

struct RelayAddress {
  RelayPlace place;
  crypto::Secret token;  // 32 bytes
};

// Refuses (relay_host_bad) what is neither a host name nor an IP address: 1 to
// 253 letters, digits, dots, hyphens and colons.
Status check_relay_host(std::string_view host);

// Reads an address; spaces and line ends around it are ignored.
Result<RelayAddress> parse_relay_address(std::string_view text);
// The address as text (ASCII, without a line end). CHECKs host and token.
crypto::Secret format_relay_address(const RelayAddress& address);

}  // namespace troth::net
