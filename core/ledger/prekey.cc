#include "core/ledger/prekey.h"

#include "core/crypto/exchange.h"
#include "core/ledger/strict.h"
#include "proto/device.pb.h"

namespace troth::ledger {
namespace {

namespace label = crypto::label;

Bytes body_of(const Prekey& prekey) {
  return Writer()
      .u32(prekey.id)
      .raw(prekey.public_key.view())
      .u64(static_cast<std::uint64_t>(prekey.created_ms))
      .take();
}

Bytes signed_bytes(const DeviceId& device, ByteView body) {
  return Writer().raw(device.view()).raw(body).take();
}

std::optional<Prekey> read_body(ByteView body) {
  Reader in(body);
  Prekey out;
  out.id = in.u32();
  out.public_key = DhPublicKey{in.array<32>()};
  out.created_ms = static_cast<TimeMs>(in.u64());
  if (!in.done() || out.created_ms < 0) return std::nullopt;
  return out;
}

}  // namespace

Bytes SignedPrekey::encode() const {
  wire::SignedPrekey out;
  out.set_body(string_of(body_of(prekey)));
  out.set_signature(signature.string());
  return copy_of(bytes_of(out.SerializeAsString()));
}

SignedPrekey sign_prekey(const Prekey& prekey, const DeviceId& device,
                         const crypto::SigningKey& key) {
  return {prekey, key.sign(label::kSignedPrekey, signed_bytes(device, body_of(prekey)))};
}

Result<SignedPrekey> read_prekey(ByteView bytes, const DeviceId& device, const SignPublicKey& key) {
  wire::SignedPrekey wire_prekey;
  if (!parse(wire_prekey, bytes)) return refuse(Code::prekey_malformed);
  SignedPrekey out;
  const ByteView body = bytes_of(wire_prekey.body());
  const auto prekey = read_body(body);
  if (!prekey || !read(out.signature, wire_prekey.signature())) {
    return refuse(Code::prekey_malformed);
  }
  out.prekey = *prekey;
  if (!equal(out.encode(), bytes)) return refuse(Code::prekey_malformed);
  if (!crypto::verify(key, label::kSignedPrekey, signed_bytes(device, body), out.signature)) {
    return refuse(Code::prekey_signature_wrong);
  }
  TROTH_TRY(crypto::check_strength(out.prekey.public_key));
  return out;
}

}  // namespace troth::ledger
