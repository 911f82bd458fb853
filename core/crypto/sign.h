// Ed25519 under labels: Sign(label, m) is over LV("troth1 " + label) | m
// (proto/README.md, "Notation"). Verification refuses small-order keys and
// malleable signatures, as libsodium does.
#pragma once

#include "core/base/ids.h"
#include "core/crypto/hash.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"

namespace troth::crypto {

class SigningKey {
 public:
  static SigningKey generate(Random& random);
  // From a 32-byte seed; CHECKs the length.
  static SigningKey from_seed(const Secret& seed);

  [[nodiscard]] const SignPublicKey& public_key() const { return public_key_; }
  // The 32-byte seed, for keeping in the vault.
  [[nodiscard]] Secret seed() const;
  [[nodiscard]] Signature sign(label::Label label, ByteView message) const;

 private:
  Secret secret_key_;  // 64 bytes, libsodium's form
  SignPublicKey public_key_;
};

[[nodiscard]] bool verify(const SignPublicKey& key, label::Label label, ByteView message,
                          const Signature& signature);
// Over the bytes as they are, without a label: published vectors use it.
[[nodiscard]] bool verify_unlabelled(const SignPublicKey& key, ByteView message,
                                     const Signature& signature);

}  // namespace troth::crypto
