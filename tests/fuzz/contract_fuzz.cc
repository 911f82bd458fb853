// Fuzzes contracts in Markdown, as couples bring them: whatever is taken becomes a
// draft that can be read back, and whose parts are those that were counted.
#include <cstdint>
#include <string_view>

#include "core/base/check.h"
#include "core/document/contract.h"
#include "core/document/toml.h"

using namespace troth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view markdown(reinterpret_cast<const char*>(data), size);
  const auto made = document::import_contract(markdown);
  if (!made) return 0;
  const auto draft = document::parse(made->toml);
  CHECK(draft && draft->areas.size() == made->areas && draft->limits.size() == made->limits);
  CHECK(draft->standards.size() == made->standards && made->lines >= made->lines_left_over);
  return 0;
}
