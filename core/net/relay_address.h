// A relay's address (proto/README.md, "The relay"): one line that its operator
// hands to the first partner. It names host and port, pins the relay's key, and
// carries the operator's admission token, so whoever has it may open mailboxes:
// it is kept like a secret. Plain values, any thread. Reading refuses with
// relay_address_not_one, relay_address_mistyped or relay_address_newer.
#pragma once

#include <string_view>

#include "core/base/error.h"
#include "core/base/relay_place.h"
#include "core/base/relay_protocol.h"
#include "core/crypto/secret.h"

namespace troth::net {

inline constexpr std::string_view kRelayAddressPrefix = "troth-relay:";

struct RelayAddress {
  RelayPlace place;
  crypto::Secret token;  // 32 bytes
};

// Reads an address; spaces and line ends around it are ignored.
Result<RelayAddress> parse_relay_address(std::string_view text);
// The address as text (ASCII, without a line end). CHECKs host and token.
crypto::Secret format_relay_address(const RelayAddress& address);

}  // namespace troth::net
