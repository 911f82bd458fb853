#include "core/crypto/sign.h"

#include <sodium.h>

#include "core/base/check.h"

namespace troth::crypto {
namespace {

Bytes labelled(label::Label label, ByteView message) {
  Bytes out = label_prefix(label);
  out.insert(out.end(), message.begin(), message.end());
  return out;
}

}  // namespace

SigningKey SigningKey::generate(Random& random) {
  return from_seed(random.secret(crypto_sign_SEEDBYTES));
}

SigningKey SigningKey::from_seed(const Secret& seed) {
  CHECK(seed.size() == crypto_sign_SEEDBYTES);
  SigningKey out;
  out.secret_key_ = Secret(crypto_sign_SECRETKEYBYTES);
  CHECK(crypto_sign_seed_keypair(out.public_key_.value.data(), out.secret_key_.writable().data(),
                                 seed.view().data()) == 0);
  return out;
}

Secret SigningKey::seed() const { return secret_key_.slice(0, crypto_sign_SEEDBYTES); }

Signature SigningKey::sign(label::Label label, ByteView message) const {
  CHECK(secret_key_.size() == crypto_sign_SECRETKEYBYTES);
  const Bytes signed_bytes = labelled(label, message);
  Signature out;
  CHECK(crypto_sign_detached(out.value.data(), nullptr, signed_bytes.data(), signed_bytes.size(),
                             secret_key_.view().data()) == 0);
  return out;
}

bool verify(const SignPublicKey& key, label::Label label, ByteView message,
            const Signature& signature) {
  return verify_unlabelled(key, labelled(label, message), signature);
}

bool verify_unlabelled(const SignPublicKey& key, ByteView message, const Signature& signature) {
  return crypto_sign_verify_detached(signature.value.data(), message.data(), message.size(),
                                     key.value.data()) == 0;
}

}  // namespace troth::crypto
