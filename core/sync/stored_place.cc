#include "core/sync/stored_place.h"

namespace troth::sync {

void write_place(crypto::SecretWriter& out, const RelayPlace& place) {
  out.lv(bytes_of(place.host)).u16(place.port).raw(place.key.view());
}

RelayPlace read_place(Reader& in) {
  RelayPlace out;
  out.host = string_of(in.lv());
  out.port = in.u16();
  out.key = crypto::read_id<DhPublicKey>(in);
  return out;
}

}  // namespace troth::sync
