// What `--listen` says: "127.0.0.1:7424", "[::1]:7424". Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace troth::relay {

struct ListenAddress {
  std::string address;
  std::uint16_t port = 0;  // 0: the system chooses
};

// relay_listen_bad.
Result<ListenAddress> parse_listen_address(std::string_view text);

}  // namespace troth::relay
