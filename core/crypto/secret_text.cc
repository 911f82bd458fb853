#include "core/crypto/secret_text.h"

#include <sodium.h>

#include "core/base/check.h"

namespace troth::crypto {
namespace {

constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

}  // namespace

Secret to_base64url(const Secret& bytes) {
  const std::size_t size = sodium_base64_encoded_len(bytes.size(), kVariant);
  Secret with_end_mark(size);
  sodium_bin2base64(reinterpret_cast<char*>(with_end_mark.writable().data()), size,
                    bytes.view().data(), bytes.size(), kVariant);
  return with_end_mark.slice(0, size - 1);
}

std::optional<Secret> secret_from_base64url(std::string_view text) {
  Secret space(text.size() / 4 * 3 + 3);
  std::size_t size = 0;
  const char* end = nullptr;
  // Refuses other characters, and bits beyond the last byte that are not zero.
  if (sodium_base642bin(space.writable().data(), space.size(), text.data(), text.size(), nullptr,
                        &size, &end, kVariant) != 0)
    return std::nullopt;
  if (end != text.data() + text.size()) return std::nullopt;
  return space.slice(0, size);
}

}  // namespace troth::crypto
