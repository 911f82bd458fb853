// Fuzzes the payloads of practice, signed by the partner: the first byte is the kind.
#include <algorithm>
#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/practice/content.h"

using namespace troth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ByteView payload(data + 1, size - 1);
  const practice::Kind kind{data[0]};
  const auto content = practice::decode(kind, payload);
  if (!content) return 0;
  std::visit([&](const auto& value) { CHECK(equal(*practice::encode(value), payload)); }, *content);
  practice::texts_of(*content);
  practice::about_of(*content);
  return 0;
}
