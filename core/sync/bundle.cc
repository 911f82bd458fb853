#include "core/sync/bundle.h"

#include "core/base/bytes.h"
#include "core/base/sizes.h"
#include "core/base/text.h"
#include "core/ledger/device_chain.h"
#include "core/sync/strict.h"
#include "proto/pairing.pb.h"

namespace troth::sync {

Result<Bytes> encode(const Bundle& bundle) {
  wire::Bundle out;
  if (!parse_whole(bundle.genesis.encode(), *out.mutable_genesis()) ||
      !parse_whole(bundle.recovery.encode(), *out.mutable_recovery()) ||
      !parse_whole(bundle.prekey.encode(), *out.mutable_prekey()))
    return refuse(Code::bundle_malformed);
  out.set_write_pk(bundle.write_key.string());
  out.set_name(bundle.name);
  Bytes bytes = copy_of(bytes_of(out.SerializeAsString()));
  if (bytes.size() > sizes::kBundle) return refuse(Code::bundle_malformed);
  return bytes;
}

Result<Bundle> parse_bundle(ByteView bytes) {
  wire::Bundle in;
  if (bytes.size() > sizes::kBundle || !parse_whole(bytes, in))
    return refuse(Code::bundle_malformed);
  const auto write_key = SignPublicKey::from(in.write_pk());
  if (!write_key) return refuse(Code::bundle_malformed);
  TROTH_TRY(check_required_text(in.name(), sizes::kName, Lines::one, "The partner's name"));
  TROTH_ASSIGN(auto genesis,
               ledger::decode_certificate(bytes_of(in.genesis().SerializeAsString())));
  TROTH_ASSIGN(auto recovery,
               ledger::decode_certificate(bytes_of(in.recovery().SerializeAsString())));
  TROTH_ASSIGN(const auto chain, ledger::DeviceChain::start(genesis, recovery));
  const ledger::Device& device = chain.devices().front();
  TROTH_ASSIGN(auto prekey, ledger::read_prekey(bytes_of(in.prekey().SerializeAsString()),
                                                device.id, device.sign_pk));
  Bundle out{std::move(genesis), std::move(recovery), prekey, *write_key, in.name()};
  const auto again = encode(out);
  if (!again || !equal(*again, bytes)) return refuse(Code::bundle_malformed);
  return out;
}

}  // namespace troth::sync
