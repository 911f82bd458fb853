// Signed prekeys (proto/README.md, "Keys and devices"): a device's X25519 key
// for the sessions that others open with it, renewed weekly. The body is the
// fixed bytes `id u32 | pk 32 | created_ms u64`. Plain values; hostile bytes
// give an Error.
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/crypto/sign.h"

namespace troth::ledger {

struct Prekey {
  std::uint32_t id = 0;
  DhPublicKey public_key;
  TimeMs created_ms = 0;
  bool operator==(const Prekey&) const = default;
};

struct SignedPrekey {
  Prekey prekey;
  Signature signature;  // Sign("spk", device_id | body)
  // The wire::SignedPrekey's bytes.
  [[nodiscard]] Bytes encode() const;
  bool operator==(const SignedPrekey&) const = default;
};

SignedPrekey sign_prekey(const Prekey& prekey, const DeviceId& device,
                         const crypto::SigningKey& key);
// Refuses what is not in the strict form (prekey_malformed) or not signed by
// that device (prekey_signature_wrong).
Result<SignedPrekey> read_prekey(ByteView bytes, const DeviceId& device, const SignPublicKey& key);

}  // namespace troth::ledger
