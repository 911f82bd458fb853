// Fuzzes frames, from whoever reaches the port.
#include <algorithm>
#include <cstdint>

#include "core/base/bytes.h"
#include "core/net/frame.h"

using namespace troth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  static_cast<void>(net::unpad_frame(bytes));
  net::MessageAssembler assembler(net::sealed_frame_lengths());
  for (std::size_t at = 0; at < size && !assembler.is_whole();) {
    const auto space = assembler.space();
    const std::size_t count = std::min(space.size(), size - at);
    std::copy_n(data + at, count, space.begin());
    if (!assembler.filled(count)) break;
    at += count;
  }
  return 0;
}
