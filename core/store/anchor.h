// What the database cannot see by itself: that old files were put back. Outside
// it, vault.anchor holds where every chain stood and vault.counter how many
// entries this device has signed. Written after each commit and before anything
// is sent, so a crash leaves them behind the chains, and only a rollback of the
// database leaves them ahead. A damaged file counts as a missing one.
//
//   vault.anchor: two slots of 4096 by turns, the higher count counts:
//     Seal(K3, LV("troth1 anchor") | vault id 16 | slot u8,
//          count u64 | root epoch u32 | session_seq u64 | n u16 |
//          n * (chain id 32, length u64, head 32) | zeros)
//   vault.counter: vault id 16 | seq u64 | HMAC(K5, all before)[0..32)
//
// One owner, one thread. Failures of the disk come as file_failed.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"
#include "core/store/profile_directory.h"

namespace troth::store {

// A chain of entries by its device's id, or of certificates by its partner's.
struct ChainLength {
  Hash chain;
  std::uint64_t length = 0;
  Hash head;
  bool operator==(const ChainLength&) const = default;
};

struct Anchor {
  std::uint32_t root_epoch = 0;
  std::uint64_t session_seq = 0;  // the highest of any session
  std::vector<ChainLength> chains;
  bool operator==(const Anchor&) const = default;
};

inline constexpr std::size_t kMostAnchoredChains = 56;

class AnchorFiles {
 public:
  // Reads both files.
  static Result<AnchorFiles> open(const ProfileDirectory& directory, const VaultId& vault,
                                  const crypto::Secret& master_key);

  // The newest anchor that opens, and the counter; nothing where none does.
  [[nodiscard]] const std::optional<Anchor>& anchor() const { return anchor_; }
  [[nodiscard]] std::optional<std::uint64_t> counter() const { return counter_; }
  // How many anchors were written until now; 0 where none opens.
  [[nodiscard]] std::uint64_t count() const { return count_; }

  // Makes `anchor` durable in the older slot, or a new file where there is
  // none. CHECKs at most kMostAnchoredChains.
  [[nodiscard]] Status write_anchor(const Anchor& anchor, crypto::Random& random);
  [[nodiscard]] Status write_counter(std::uint64_t seq);

 private:
  AnchorFiles(const ProfileDirectory& directory, const VaultId& vault,
              const crypto::Secret& master_key);
  [[nodiscard]] Status read_anchor();
  [[nodiscard]] Status read_counter();
  [[nodiscard]] Bytes associated(std::size_t slot) const;
  [[nodiscard]] Bytes counter_bytes(std::uint64_t seq) const;

  ProfileDirectory directory_;
  VaultId vault_;
  crypto::Secret anchor_key_;
  crypto::Secret counter_key_;
  std::uint64_t count_ = 0;
  bool has_both_slots_ = false;  // the file exists at its full length
  std::optional<Anchor> anchor_;
  std::optional<std::uint64_t> counter_;
};

}  // namespace troth::store
