#include "core/crypto/kdf.h"

#include <sodium.h>

#include <algorithm>

#include "core/base/check.h"

namespace troth::crypto {
namespace {

void extract_and_expand(std::span<std::uint8_t> out, ByteView salt, ByteView ikm, ByteView info) {
  constexpr std::size_t kBlock = sizeof(Sha512);
  CHECK(out.size() <= 255 * kBlock);
  Sha512 extracted = hmac_sha512(salt, {ikm});
  Sha512 block{};
  std::uint8_t number = 0;
  for (auto rest = out; !rest.empty();) {
    const ByteView before = ByteView(block).first(number == 0 ? 0 : kBlock);
    ++number;
    block = hmac_sha512(extracted, {before, info, {&number, 1}});
    const std::size_t taken = std::min(kBlock, rest.size());
    std::ranges::copy(ByteView(block).first(taken), rest.begin());
    rest = rest.subspan(taken);
  }
  wipe(extracted);
  wipe(block);
}

}  // namespace

Secret hkdf(ByteView salt, ByteView ikm, label::Label label, ByteView context, std::size_t size) {
  Secret out(size);
  hkdf_into(out.writable(), salt, ikm, label, context);
  return out;
}

void hkdf_into(std::span<std::uint8_t> out, ByteView salt, ByteView ikm, label::Label label,
               ByteView context) {
  extract_and_expand(out, salt, ikm, Writer().raw(label_prefix(label)).lv(context).take());
}

Secret hkdf_with_info(ByteView salt, ByteView ikm, ByteView info, std::size_t size) {
  Secret out(size);
  extract_and_expand(out.writable(), salt, ikm, info);
  return out;
}

Secret store_key(const Secret& master, std::uint64_t number) {
  static constexpr char kContext[] = "troth-db";
  static_assert(sizeof(kContext) - 1 == crypto_kdf_CONTEXTBYTES);
  CHECK(master.size() == crypto_kdf_KEYBYTES);
  Secret out(32);
  CHECK(crypto_kdf_derive_from_key(out.writable().data(), out.size(), number, kContext,
                                   master.view().data()) == 0);
  return out;
}

}  // namespace troth::crypto
