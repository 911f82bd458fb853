// Fuzzes proposal files, as people write them.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/document/toml.h"

using namespace troth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto draft = document::parse(std::string_view(reinterpret_cast<const char*>(data), size));
  if (draft) CHECK(*document::parse(document::write(*draft)) == *draft);
  return 0;
}
