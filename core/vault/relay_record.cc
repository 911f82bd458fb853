#include "core/vault/relay_record.h"

#include "core/crypto/secret_writer.h"
#include "core/sync/stored_place.h"

namespace troth::vault {
namespace {

constexpr std::uint8_t kFormat = 1;

}  // namespace

crypto::Secret encode(const OwnRelay& relay) {
  crypto::SecretWriter writer;
  writer.u8(kFormat);
  sync::write_place(writer, relay.place);
  writer.u8(relay.admission ? static_cast<std::uint8_t>(relay.admission->by) + 1 : 0);
  if (relay.admission) writer.lv(relay.admission->bytes.view());
  writer.u8(relay.partner_writes_by ? 1 : 0);
  if (relay.partner_writes_by) writer.raw(relay.partner_writes_by->view());
  writer.u64(relay.acknowledged).u64(relay.handed_over_seq);
  writer.time(relay.last_contact_ms);
  return writer.take();
}

Result<OwnRelay> decode_own_relay(ByteView bytes) {
  Reader reader(bytes);
  OwnRelay relay;
  const bool known = reader.u8() == kFormat;
  relay.place = sync::read_place(reader);
  const std::uint8_t admission = reader.u8();
  if (admission > 2) return refuse(Code::store_inconsistent);
  if (admission > 0)
    relay.admission = sync::Admission{static_cast<sync::Admission::By>(admission - 1),
                                      crypto::Secret::copy_of(reader.lv())};
  if (reader.u8() == 1) relay.partner_writes_by = SignPublicKey{reader.array<32>()};
  relay.acknowledged = reader.u64();
  relay.handed_over_seq = reader.u64();
  relay.last_contact_ms = crypto::read_time(reader);
  if (!known || !reader.done()) return refuse(Code::store_inconsistent);
  return relay;
}

crypto::Secret encode(const RelayPlace& place) {
  crypto::SecretWriter writer;
  sync::write_place(writer, place);
  return writer.take();
}

Result<RelayPlace> decode_relay_place(ByteView bytes) {
  Reader reader(bytes);
  RelayPlace place = sync::read_place(reader);
  if (!reader.done()) return refuse(Code::store_inconsistent);
  return place;
}

}  // namespace troth::vault
