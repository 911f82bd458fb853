#include "core/crypto/exchange.h"

#include <sodium.h>

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

}  // namespace troth::crypto
