// The message keys of messages that a ratchet has jumped over and that may
// still come. Bounded: the newest kRatchetKeysInAll, for kRatchetKeyLifeMs. All keys
// stand in one locked buffer, since locked pages are few. Private to the
// ratchet, which owns one; moved and cloned with it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/crypto/secret.h"

namespace troth::crypto {

struct SkippedKey {
  DhPublicKey ratchet_key;
  std::uint32_t number = 0;
  TimeMs kept_at = 0;
};

class SkippedKeys {
 public:
  // What `parse` read; `keys` holds 32 bytes for each entry of `names`, oldest first.
  static SkippedKeys restore(std::vector<SkippedKey> names, ByteView keys);
  [[nodiscard]] SkippedKeys clone() const;

  // Adds a key as the newest; the oldest goes where there are too many.
  void keep(const SkippedKey& name, const Secret& key);
  // A copy of the key, or nothing where it is not kept or too old at `now`.
  [[nodiscard]] std::optional<Secret> find(const DhPublicKey& ratchet_key, std::uint32_t number,
                                           TimeMs now) const;
  void remove(const DhPublicKey& ratchet_key, std::uint32_t number);
  void remove_expired(TimeMs now);

  // Oldest first; the key of names()[i] is keys()[32 * i .. 32 * i + 32).
  [[nodiscard]] std::span<const SkippedKey> names() const { return names_; }
  [[nodiscard]] ByteView keys() const;

 private:
  void remove_at(std::size_t first, std::size_t count);
  void make_room();

  std::vector<SkippedKey> names_;
  Secret buffer_;
};

}  // namespace troth::crypto
