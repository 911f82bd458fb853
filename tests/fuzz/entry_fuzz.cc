// Fuzzes SignedEntry, from the partner or whoever made the envelope.
#include <algorithm>
#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/ledger/entry.h"

using namespace troth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  const auto entry = ledger::decode_entry(bytes);
  if (entry) CHECK(equal(entry->encode(), bytes));  // one form for one value
  static_cast<void>(ledger::glimpse(bytes));
  return 0;
}
