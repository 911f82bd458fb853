// vault.hdr: the master key, wrapped in key slots. A value, without I/O, so
// that the second that Argon2id takes can be spent on another thread.
//
//   "TROTHVH1" | id 16 | n u8 | n slots of 133 | generichash32(all before, key K4)
//   slot: type u8 | passes u32 | memory u64 | salt 16 | SealC(KEK, ..., MK 32) 104
//
// Nothing that the file says is believed before it is checked: the cost of a
// passphrase slot before Argon2id runs, the MAC once the master key is open.
// Any thread; one owner.
#pragma once

#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/crypto/passphrase.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"

namespace troth::store {

inline constexpr std::size_t kMostSlots = 4;
inline constexpr std::size_t kSlotHead = 29;
inline constexpr std::size_t kSlotSize = 133;
inline constexpr std::size_t kLargestHeaderFile = 8 + 16 + 1 + kMostSlots * kSlotSize + 32;
inline constexpr std::size_t kMasterKey = 32;

// What a slot's secret is: a passphrase, or the entropy of the recovery words.
enum class SlotKind : std::uint8_t { passphrase = 1, recovery = 2 };

// Whether the header's MAC was right. Where it was not, somebody or something
// changed the file: say so, and offer to write it anew.
enum class HeaderState { sound, damaged };

// What a slot gave.
struct Unlocked {
  crypto::Secret master_key;
  HeaderState header = HeaderState::sound;
};

class VaultFile {
 public:
  // Without slots, for a new vault; `encode` needs a passphrase's slot first.
  explicit VaultFile(const VaultId& id) : id_(id) {}
  // vault_header_damaged where the bytes have another form. Slots are looked
  // at only when they are opened, so that one damaged slot leaves the other.
  static Result<VaultFile> parse(ByteView bytes);

  [[nodiscard]] const VaultId& id() const { return id_; }
  // The cost that the passphrase's slot names, unchecked.
  [[nodiscard]] crypto::PassphraseCost passphrase_cost() const;

  // The master key. passphrase_wrong; passphrase_cost_out_of_bounds before
  // Argon2id runs; vault_header_damaged where there is not one passphrase's slot.
  [[nodiscard]] Result<Unlocked> open_with_passphrase(const crypto::Secret& passphrase) const;
  // recovery_words_wrong_vault where no slot opens with the words' entropy.
  [[nodiscard]] Result<Unlocked> open_with_recovery(const crypto::Secret& entropy) const;

  // Replaces the passphrase's slot. Takes as long as opening does.
  [[nodiscard]] Status set_passphrase(const crypto::Secret& master_key,
                                      const crypto::Secret& passphrase,
                                      const crypto::PassphraseCost& cost, crypto::Random& random);
  // Replaces the recovery words' slot.
  void set_recovery(const crypto::Secret& master_key, const crypto::Secret& entropy,
                    crypto::Random& random);
  // Before a damaged header is written anew: drops each slot of `kind`, which
  // nobody has shown to open. Its secret must be given again to have one.
  void drop_slots(SlotKind kind);

  // The same bytes on the disk.
  bool operator==(const VaultFile&) const = default;

  // The file's bytes, under a MAC. CHECKs one passphrase's slot.
  [[nodiscard]] Bytes encode(const crypto::Secret& master_key) const;

 private:
  using Slot = FixedBytes<struct SlotTag, kSlotSize>;

  [[nodiscard]] Bytes associated(ByteView slot_head) const;
  [[nodiscard]] Bytes before_mac() const;
  [[nodiscard]] const Slot* only_passphrase_slot() const;
  [[nodiscard]] Result<Unlocked> open_slot(const Slot& slot, const crypto::Secret& key) const;
  [[nodiscard]] Slot seal_slot(ByteView head, const crypto::Secret& key,
                               const crypto::Secret& master_key, crypto::Random& random) const;

  VaultId id_;
  std::vector<Slot> slots_;
  Bytes mac_;  // as it was read; empty for a new one
};

}  // namespace troth::store
