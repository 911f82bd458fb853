#include "core/crypto/exchange.h"

#include <sodium.h>

#include <array>
#include <utility>

#include "core/base/check.h"

namespace troth::crypto {

DhKey DhKey::generate(Random& random) {
  return from_secret(random.secret(crypto_scalarmult_SCALARBYTES));
}

DhKey DhKey::from_secret(Secret secret) {
  CHECK(secret.size() == crypto_scalarmult_SCALARBYTES);
  DhKey out;
  out.secret_ = std::move(secret);
  CHECK(crypto_scalarmult_base(out.public_key_.value.data(), out.secret_.view().data()) == 0);
  return out;
}

DhKey DhKey::clone() const {
  DhKey out;
  out.secret_ = secret_.clone();
  out.public_key_ = public_key_;
  return out;
}

Result<Secret> DhKey::agree(const DhPublicKey& theirs) const {
  CHECK(secret_.size() == crypto_scalarmult_SCALARBYTES);
  Secret out(crypto_scalarmult_BYTES);
  if (crypto_scalarmult(out.writable().data(), secret_.view().data(), theirs.value.data()) != 0) {
    return refuse(Code::weak_key);
  }
  return out;
}

// Every scalar is a multiple of the curve's cofactor once it is clamped, so any
// one of them takes a point of low order to zero, and no other point.
Status check_strength(const DhPublicKey& key) {
  constexpr std::array<std::uint8_t, crypto_scalarmult_SCALARBYTES> kAnyScalar{1};
  std::array<std::uint8_t, crypto_scalarmult_BYTES> unused{};
  if (crypto_scalarmult(unused.data(), kAnyScalar.data(), key.value.data()) != 0)
    return refuse(Code::weak_key);
  return {};
}

}  // namespace troth::crypto
