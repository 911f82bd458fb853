// Fuzzes invites and relay addresses, as people paste them.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "core/base/bytes.h"
#include "core/net/relay_address.h"
#include "core/sync/invite.h"

using namespace troth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  static_cast<void>(sync::parse_invite(bytes));
  static_cast<void>(
      net::parse_relay_address(std::string_view(reinterpret_cast<const char*>(data), size)));
  return 0;
}
