// The pair's secrets, epoch by epoch (proto/README.md, "Keys and devices"):
// pair_root[e] keys the envelopes and the door and salts every session. A
// rotation makes the next; an old epoch still opens for 30 days. Where two
// devices rotated at once, the root with the smaller hash is used and the other
// opens for 30 days. One owner; kept as one blob of the store; no I/O.
// Fails: root_epoch_unknown, sync_state_damaged.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"
#include "core/crypto/sign.h"

namespace troth::sync {

inline constexpr std::size_t kMostRoots = 16;  // live at once, of all epochs
inline constexpr TimeMs kOldRootLifeMs = 30 * kDayMs;

// H("root", root): what a frontier calls a root by.
using RootId = FixedBytes<struct RootTag, 32>;

struct Root {
  std::uint32_t epoch = 0;
  RootId id;
  crypto::Secret secret;     // pair_root[epoch], 32 bytes
  crypto::Secret rotation;   // the rand32 that made it of its predecessor; empty for epoch 0
  TimeMs superseded_ms = 0;  // 0: it is the one in use at the newest epoch
};

class PairRoots {
 public:
  // Epoch 0, from the pairing.
  static PairRoots first(const PairId& pair, crypto::Secret root);

  [[nodiscard]] const PairId& pair() const { return pair_; }
  // The root to use: of the newest epoch, the one with the smaller hash.
  [[nodiscard]] const Root& current() const;
  // Every root that still opens, newest first.
  [[nodiscard]] std::span<const Root> live() const { return roots_; }
  // nullptr where no live root has this id.
  [[nodiscard]] const Root* find(const RootId& id) const;

  // The next epoch, by this device; announce current().rotation to every peer.
  const Root& rotate(TimeMs now, crypto::Random& random);
  // A peer's rotation to `epoch`; `newest` is the root id its message names.
  // root_epoch_unknown where the epoch before it is not live here. True where
  // something changed, to be committed.
  Result<bool> on_rotation(std::uint32_t epoch, const crypto::Secret& random_bytes,
                           const RootId& newest, TimeMs now);
  // Drops what was superseded 30 days ago. True where something changed.
  bool tidy(TimeMs now);

  [[nodiscard]] crypto::Secret serialize() const;
  static Result<PairRoots> parse(ByteView bytes);

 private:
  explicit PairRoots(const PairId& pair) : pair_(pair) {}
  bool add(Root root, TimeMs now);

  PairId pair_;
  std::vector<Root> roots_;
};

// K_env(mailbox), 32 bytes.
crypto::Secret envelope_key(const Root& root, const MailboxId& mailbox);
// The door's write key: how a newcomer's first envelope gets in, slot 15.
crypto::SigningKey door_key(const Root& root, const MailboxId& mailbox);

}  // namespace troth::sync
