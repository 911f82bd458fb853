#include "core/crypto/passphrase.h"

#include <utf8proc.h>

#include <string>

#include "core/crypto/argon2id.h"

namespace troth::crypto {
namespace {

constexpr auto kNfc = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);

// In place, in locked memory: utf8proc_NFC itself would return a copy on the heap.
utf8proc_ssize_t decompose(const Secret& text, utf8proc_int32_t* out, utf8proc_ssize_t room) {
  return utf8proc_decompose(text.view().data(), static_cast<utf8proc_ssize_t>(text.size()), out,
                            room, kNfc);
}

}  // namespace

Status check_cost(const PassphraseCost& cost) {
  const bool passes_fit = cost.passes >= 2 && cost.passes <= 10;
  const bool memory_fits =
      cost.memory_bytes >= (64ULL << 20) && cost.memory_bytes <= (1024ULL << 20);
  if (passes_fit && memory_fits) return {};
  return refuse(Code::passphrase_cost_out_of_bounds, std::to_string(cost.passes) + " passes over " +
                                                         std::to_string(cost.memory_bytes / 1024) +
                                                         " KiB");
}

Result<Secret> normalized(const Secret& passphrase) {
  if (passphrase.empty()) return Secret();
  const utf8proc_ssize_t count = decompose(passphrase, nullptr, 0);
  if (count < 0) return refuse(Code::text_not_utf8, "The passphrase");
  // One code point more, for the zero that utf8proc_reencode writes at the end.
  Secret points((static_cast<std::size_t>(count) + 1) * sizeof(utf8proc_int32_t));
  auto* const buffer = reinterpret_cast<utf8proc_int32_t*>(points.writable().data());
  if (decompose(passphrase, buffer, count) != count) {
    return refuse(Code::text_not_utf8, "The passphrase");
  }
  const utf8proc_ssize_t size = utf8proc_reencode(buffer, count, kNfc);
  if (size < 0) return refuse(Code::text_not_utf8, "The passphrase");
  return points.slice(0, static_cast<std::size_t>(size));
}

Result<Secret> stretch(const Secret& passphrase, ByteView salt, const PassphraseCost& cost) {
  TROTH_TRY(check_cost(cost));
  TROTH_ASSIGN(const Secret text, normalized(passphrase));
  return argon2id(text.view(), salt, cost);
}

}  // namespace troth::crypto
