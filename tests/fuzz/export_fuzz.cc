// Fuzzes the two files of an export that are read before anything in it is known to
// hold: the list, which reads back as it was taken, and the ledger's file, whose
// parts all lie within its bytes.
#include <cstdint>
#include <string_view>

#include "core/base/check.h"
#include "core/document/export_list.h"
#include "core/vault/ledger_file.h"

using namespace troth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  if (const auto list = document::parse_export_list({reinterpret_cast<const char*>(data), size})) {
    const auto again = document::parse_export_list(document::text_of(*list));
    CHECK(again && *again == *list);
  }
  if (const auto file = vault::decode_ledger_file(bytes)) {
    std::size_t sum = 0;
    for (const ByteView entry : file->placed) sum += entry.size() + 4;
    for (const ByteView entry : file->waiting) sum += entry.size() + 4;
    CHECK(sum <= size);
  }
  return 0;
}
