#include "core/store/vault_file.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/crypto/kdf.h"
#include "core/crypto/seal.h"

namespace troth::store {
namespace {

using crypto::Secret;

constexpr std::string_view kMagic = "TROTHVH1";
constexpr std::size_t kMac = 32;
constexpr std::size_t kSalt = 16;
constexpr std::uint64_t kHeaderKey = 4;

struct SlotHead {
  std::uint8_t kind = 0;
  crypto::PassphraseCost cost;
  std::array<std::uint8_t, kSalt> salt{};
};

SlotHead read_head(ByteView slot) {
  Reader reader(slot.first(kSlotHead));
  SlotHead head;
  head.kind = reader.u8();
  head.cost.passes = reader.u32();
  head.cost.memory_bytes = reader.u64();
  head.salt = reader.array<kSalt>();
  return head;
}

Bytes encode(const SlotHead& head) {
  Writer writer;
  writer.u8(head.kind).u32(head.cost.passes).u64(head.cost.memory_bytes).raw(head.salt);
  return writer.take();
}

bool is(ByteView slot, SlotKind kind) { return slot[0] == static_cast<std::uint8_t>(kind); }

Secret recovery_key(ByteView salt, const Secret& entropy) {
  return crypto::hkdf(salt, entropy.view(), crypto::label::kSlotRecovery, {}, 32);
}

Hash mac_of(ByteView before, const Secret& master_key) {
  const Secret key = crypto::store_key(master_key, kHeaderKey);
  return crypto::generic_hash(before, key.view());
}

}  // namespace

Result<VaultFile> VaultFile::parse(ByteView bytes) {
  Reader reader(bytes);
  const ByteView magic = reader.raw(kMagic.size());
  VaultFile file(VaultId{reader.array<VaultId::kSize>()});
  const std::size_t count = reader.u8();
  if (!reader.ok() || !equal(magic, bytes_of(kMagic)) || count < 1 || count > kMostSlots ||
      reader.rest().size() != count * kSlotSize + kMac)
    return refuse(Code::vault_header_damaged);
  for (std::size_t i = 0; i < count; ++i) file.slots_.push_back(Slot{reader.array<kSlotSize>()});
  file.mac_ = copy_of(reader.raw(kMac));
  return file;
}

const VaultFile::Slot* VaultFile::only_passphrase_slot() const {
  const Slot* found = nullptr;
  for (const Slot& slot : slots_) {
    if (!is(slot.view(), SlotKind::passphrase)) continue;
    if (found != nullptr) return nullptr;
    found = &slot;
  }
  return found;
}

crypto::PassphraseCost VaultFile::passphrase_cost() const {
  const Slot* slot = only_passphrase_slot();
  return slot == nullptr ? crypto::PassphraseCost{0, 0} : read_head(slot->view()).cost;
}

Result<Unlocked> VaultFile::open_with_passphrase(const Secret& passphrase) const {
  const Slot* slot = only_passphrase_slot();
  if (slot == nullptr) return refuse(Code::vault_header_damaged);
  const SlotHead head = read_head(slot->view());
  TROTH_TRY(crypto::check_cost(head.cost));
  TROTH_ASSIGN(const Secret key, crypto::stretch(passphrase, head.salt, head.cost));
  auto opened = open_slot(*slot, key);
  if (!opened) return refuse(Code::passphrase_wrong);
  return opened;
}

Result<Unlocked> VaultFile::open_with_recovery(const Secret& entropy) const {
  for (const Slot& slot : slots_) {
    const SlotHead head = read_head(slot.view());
    const bool has_cost = head.cost.passes != 0 || head.cost.memory_bytes != 0;
    if (!is(slot.view(), SlotKind::recovery) || has_cost) continue;
    if (auto opened = open_slot(slot, recovery_key(head.salt, entropy))) return opened;
  }
  return refuse(Code::recovery_words_wrong_vault);
}

Result<Unlocked> VaultFile::open_slot(const Slot& slot, const Secret& key) const {
  const ByteView bytes = slot.view();
  TROTH_ASSIGN(Secret master_key, crypto::open_committing(key, associated(bytes.first(kSlotHead)),
                                                          bytes.subspan(kSlotHead)));
  const Hash expected = mac_of(before_mac(), master_key);
  const bool sound = crypto::equal_in_constant_time(expected.view(), mac_);
  return Unlocked{std::move(master_key), sound ? HeaderState::sound : HeaderState::damaged};
}

Status VaultFile::set_passphrase(const Secret& master_key, const Secret& passphrase,
                                 const crypto::PassphraseCost& cost, crypto::Random& random) {
  TROTH_TRY(crypto::check_cost(cost));
  const Bytes head = store::encode(
      SlotHead{static_cast<std::uint8_t>(SlotKind::passphrase), cost, random.array<kSalt>()});
  TROTH_ASSIGN(const Secret key, crypto::stretch(passphrase, ByteView(head).last(kSalt), cost));
  drop_slots(SlotKind::passphrase);
  slots_.insert(slots_.begin(), seal_slot(head, key, master_key, random));
  return {};
}

void VaultFile::set_recovery(const Secret& master_key, const Secret& entropy,
                             crypto::Random& random) {
  const Bytes head = store::encode(
      SlotHead{static_cast<std::uint8_t>(SlotKind::recovery), {0, 0}, random.array<kSalt>()});
  const Secret key = recovery_key(ByteView(head).last(kSalt), entropy);
  drop_slots(SlotKind::recovery);
  slots_.push_back(seal_slot(head, key, master_key, random));
}

void VaultFile::drop_slots(SlotKind kind) {
  // A slot of no known kind was damaged: it goes with either.
  std::erase_if(slots_, [kind](const Slot& slot) {
    return is(slot.view(), kind) ||
           (!is(slot.view(), SlotKind::passphrase) && !is(slot.view(), SlotKind::recovery));
  });
}

VaultFile::Slot VaultFile::seal_slot(ByteView head, const Secret& key, const Secret& master_key,
                                     crypto::Random& random) const {
  CHECK(master_key.size() == kMasterKey);
  const Bytes sealed = crypto::seal_committing(key, associated(head), master_key.view(), random);
  const auto slot = Slot::from(Writer().raw(head).raw(sealed).bytes());
  CHECK(slot.has_value());
  return *slot;
}

Bytes VaultFile::associated(ByteView slot_head) const {
  return Writer()
      .raw(crypto::label_prefix(crypto::label::kSlot))
      .raw(id_.view())
      .raw(slot_head)
      .take();
}

Bytes VaultFile::before_mac() const {
  Writer writer;
  writer.raw(bytes_of(kMagic)).raw(id_.view()).u8(static_cast<std::uint8_t>(slots_.size()));
  for (const Slot& slot : slots_) writer.raw(slot.view());
  return writer.take();
}

Bytes VaultFile::encode(const Secret& master_key) const {
  CHECK(only_passphrase_slot() != nullptr && slots_.size() <= kMostSlots);
  Bytes out = before_mac();
  const Hash mac = mac_of(out, master_key);
  out.insert(out.end(), mac.value.begin(), mac.value.end());
  return out;
}

}  // namespace troth::store
