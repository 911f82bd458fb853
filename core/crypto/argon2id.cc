#include "core/crypto/argon2id.h"

#include <sodium.h>

#include <string>

#include "core/base/check.h"

namespace troth::crypto {

Result<Secret> argon2id(ByteView password, ByteView salt, const PassphraseCost& cost) {
  CHECK(salt.size() == crypto_pwhash_argon2id_SALTBYTES);
  // libsodium takes no null pointer, even where the length is zero.
  static constexpr std::uint8_t kNothing = 0;
  const std::uint8_t* const typed = password.empty() ? &kNothing : password.data();
  Secret out(32);
  if (crypto_pwhash_argon2id(out.writable().data(), out.size(),
                             reinterpret_cast<const char*>(typed), password.size(), salt.data(),
                             cost.passes, cost.memory_bytes,
                             crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0) {
    return refuse(Code::passphrase_memory_short,
                  std::to_string(cost.memory_bytes / (1024 * 1024)) + " MiB");
  }
  return out;
}

}  // namespace troth::crypto
