// What the vault keeps of relays, as opaque states of the store: where the own
// mailbox is served and what may make it there, how far it was read, who may
// write to it, and how far this device's entries were handed over; and where
// the partner's mailbox is. Plain values; fails with store_inconsistent where
// the bytes are not what encode() gives.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/relay_place.h"
#include "core/base/time.h"
#include "core/crypto/secret.h"
#include "core/sync/mailbox.h"

namespace troth::vault {

// The slot of the own mailbox that the partner's device writes by.
inline constexpr std::uint8_t kPartnerSlot = 0;

struct OwnRelay {
  RelayPlace place;
  std::optional<sync::Admission> admission;
  std::optional<SignPublicKey> partner_writes_by;
  std::uint64_t acknowledged = 0;     // seq at the relay, committed here
  std::uint64_t handed_over_seq = 0;  // own entries up to it are on the partner's relay
  TimeMs last_contact_ms = 0;         // 0: never
};
crypto::Secret encode(const OwnRelay& relay);
Result<OwnRelay> decode_own_relay(ByteView bytes);

crypto::Secret encode(const RelayPlace& place);
Result<RelayPlace> decode_relay_place(ByteView bytes);

}  // namespace troth::vault
