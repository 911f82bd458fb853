// Fuzzes what envelopes hold, bundles of a pairing, and what a relay answers.
#include <algorithm>
#include <cstdint>

#include "core/base/bytes.h"
#include "core/sync/bundle.h"
#include "core/sync/message.h"
#include "core/sync/relay_frame.h"
#include "core/sync/sync_message.h"

using namespace troth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  static_cast<void>(sync::parse_message(bytes));
  static_cast<void>(sync::parse_sync_message(bytes));
  static_cast<void>(sync::parse_bundle(bytes));
  static_cast<void>(sync::decode_relay_frame(bytes));
  return 0;
}
