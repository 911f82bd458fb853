// X25519. An all-zero result is an Error, never a key.
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"

namespace troth::crypto {

class DhKey {
 public:
  static DhKey generate(Random& random);
  // From the 32 secret bytes; CHECKs the length.
  static DhKey from_secret(Secret secret);

  [[nodiscard]] DhKey clone() const;
  [[nodiscard]] const DhPublicKey& public_key() const { return public_key_; }
  [[nodiscard]] const Secret& secret() const { return secret_; }
  // DH(this, theirs), 32 bytes; weak_key where the result is all zeros.
  [[nodiscard]] Result<Secret> agree(const DhPublicKey& theirs) const;

 private:
  Secret secret_;
  DhPublicKey public_key_;
};

// weak_key for a point of low order: whoever agrees with one agrees on zeros. To
// be asked where a key of somebody else is taken in, so that none is kept.
Status check_strength(const DhPublicKey& key);

}  // namespace troth::crypto
