// This device's signed prekeys (proto/README.md, "Keys and devices"): the
// X25519 keys that let a peer open a session while this device is away. A new
// one weekly; an old one goes 30 days after every peer's frontier has named a
// successor. Loaded from the store's blob, changed, committed, then announced.
// One owner; no I/O. Fails: sync_state_damaged.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/crypto/exchange.h"
#include "core/crypto/random.h"
#include "core/crypto/sign.h"
#include "core/ledger/prekey.h"

namespace troth::sync {

inline constexpr TimeMs kOldPrekeyLifeMs = 30 * kDayMs;

class Prekeys {
 public:
  explicit Prekeys(const DeviceId& self) : self_(self) {}

  // True where a new prekey is due: none yet, or the newest is a week old.
  [[nodiscard]] bool is_due(TimeMs now) const;
  // Makes, signs and keeps the next prekey; ids rise from 1.
  const ledger::SignedPrekey& renew(const crypto::SigningKey& key, TimeMs now,
                                    crypto::Random& random);
  // The newest; CHECKs that there is one.
  [[nodiscard]] const ledger::SignedPrekey& newest() const;
  // The secret of a prekey; nullptr where it is unknown or gone.
  [[nodiscard]] const crypto::DhKey* find(std::uint32_t id) const;

  // A peer's frontier named `id` as the newest prekey it holds of this device.
  // An id that was never made changes nothing.
  void on_held(const DeviceId& peer, std::uint32_t id);
  // Marks and deletes old prekeys: `peers` are all devices that open sessions
  // with this one. True where something changed, to be committed.
  bool tidy(std::span<const DeviceId> peers, TimeMs now);

  [[nodiscard]] crypto::Secret serialize() const;
  static Result<Prekeys> parse(ByteView bytes);

 private:
  struct Own {
    ledger::SignedPrekey signed_prekey;
    crypto::DhKey key;
    TimeMs succeeded_ms = 0;  // since when every peer knows a successor; 0: not yet
  };
  DeviceId self_;
  std::vector<Own> own_;  // oldest first
  std::map<DeviceId, std::uint32_t> held_;
};

}  // namespace troth::sync
