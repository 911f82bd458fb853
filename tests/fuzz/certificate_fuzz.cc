// Fuzzes certificates, and the payloads that the ledger reads.
#include <algorithm>
#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/ledger/certificate.h"
#include "core/ledger/payload.h"

using namespace troth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  const auto certificate = ledger::decode_certificate(bytes);
  if (certificate) CHECK(equal(certificate->encode(), bytes));
  static_cast<void>(ledger::decode_equivocated(bytes));
  static_cast<void>(ledger::decode_session(bytes));
  return 0;
}
