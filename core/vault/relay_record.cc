#include "core/vault/relay_record.h"

namespace troth::vault {
namespace {

constexpr std::uint8_t kFormat = 1;

// A Writer's bytes hold the admission for an instant: they are wiped.
crypto::Secret taken(Writer& writer) {
  Bytes bytes = writer.take();
  crypto::Secret secret = crypto::Secret::copy_of(bytes);
  crypto::wipe(bytes);
  return secret;
}

void put(Writer& writer, const sync::RelayPlace& place) {
  writer.lv(bytes_of(place.host)).u16(place.port).raw(place.key.view());
}

sync::RelayPlace take_place(Reader& reader) {
  sync::RelayPlace place;
  place.host = string_of(reader.lv());
  place.port = reader.u16();
  reader.copy_into(place.key.value);
  return place;
}

}  // namespace

OwnRelay OwnRelay::clone() const {
  OwnRelay copy{place,        std::nullopt,    partner_writes_by,
                acknowledged, handed_over_seq, last_contact_ms};
  if (admission) copy.admission = sync::Admission{admission->by, admission->bytes.clone()};
  return copy;
}

crypto::Secret encode(const OwnRelay& relay) {
  Writer writer;
  writer.u8(kFormat);
  put(writer, relay.place);
  writer.u8(relay.admission ? static_cast<std::uint8_t>(relay.admission->by) + 1 : 0);
  if (relay.admission) writer.lv(relay.admission->bytes.view());
  writer.u8(relay.partner_writes_by ? 1 : 0);
  if (relay.partner_writes_by) writer.raw(relay.partner_writes_by->view());
  writer.u64(relay.acknowledged).u64(relay.handed_over_seq);
  writer.u64(static_cast<std::uint64_t>(relay.last_contact_ms));
  return taken(writer);
}

Result<OwnRelay> decode_own_relay(ByteView bytes) {
  Reader reader(bytes);
  OwnRelay relay;
  const bool known = reader.u8() == kFormat;
  relay.place = take_place(reader);
  const std::uint8_t admission = reader.u8();
  if (admission > 2) return refuse(Code::store_inconsistent);
  if (admission > 0)
    relay.admission = sync::Admission{static_cast<sync::Admission::By>(admission - 1),
                                      crypto::Secret::copy_of(reader.lv())};
  if (reader.u8() == 1) relay.partner_writes_by = SignPublicKey{reader.array<32>()};
  relay.acknowledged = reader.u64();
  relay.handed_over_seq = reader.u64();
  relay.last_contact_ms = static_cast<TimeMs>(reader.u64());
  if (!known || !reader.done()) return refuse(Code::store_inconsistent);
  return relay;
}

crypto::Secret encode(const sync::RelayPlace& place) {
  Writer writer;
  put(writer, place);
  return taken(writer);
}

Result<sync::RelayPlace> decode_relay_place(ByteView bytes) {
  Reader reader(bytes);
  sync::RelayPlace place = take_place(reader);
  if (!reader.done()) return refuse(Code::store_inconsistent);
  return place;
}

net::RelayPlace for_net(const sync::RelayPlace& place) {
  return {place.host, place.port, place.key};
}

sync::RelayPlace for_sync(const net::RelayPlace& place) {
  return {place.host, place.port, place.relay_key};
}

}  // namespace troth::vault
