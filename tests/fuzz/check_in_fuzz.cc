// Fuzzes check-ins, signed by the partner.
#include <algorithm>
#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/practice/check_in.h"

using namespace troth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  if (const auto check_in = practice::decode_check_in(bytes))
    CHECK(equal(*practice::encode(*check_in), bytes));
  return 0;
}
