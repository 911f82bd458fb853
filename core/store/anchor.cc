#include "core/store/anchor.h"

#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/crypto/kdf.h"
#include "core/crypto/seal.h"

namespace troth::store {
namespace {

using crypto::Secret;

constexpr std::uint64_t kAnchorKey = 3;
constexpr std::uint64_t kCounterKey = 5;
constexpr std::size_t kSlot = 4096;
constexpr std::size_t kSlots = 2;
constexpr std::size_t kPlain = kSlot - crypto::kSealOverhead;
constexpr std::size_t kCounterFileSize = 16 + 8 + 32;
constexpr std::size_t kCounterMac = 32;

struct Counted {
  std::uint64_t count = 0;
  Anchor anchor;
};

Bytes plain(std::uint64_t count, const Anchor& anchor) {
  Writer writer;
  writer.u64(count).u32(anchor.root_epoch).u64(anchor.session_seq);
  writer.u16(static_cast<std::uint16_t>(anchor.chains.size()));
  for (const ChainLength& chain : anchor.chains)
    writer.raw(chain.chain.view()).u64(chain.length).raw(chain.head.view());
  writer.zeros(kPlain - writer.bytes().size());
  return writer.take();
}

// Nothing where the bytes, though they opened, have another form.
std::optional<Counted> parse(ByteView bytes) {
  Reader reader(bytes);
  Counted out;
  out.count = reader.u64();
  out.anchor.root_epoch = reader.u32();
  out.anchor.session_seq = reader.u64();
  const std::size_t chains = reader.u16();
  if (!reader.ok() || chains > kMostAnchoredChains) return std::nullopt;
  for (std::size_t i = 0; i < chains; ++i) {
    ChainLength chain;
    chain.chain = Hash{reader.array<32>()};
    chain.length = reader.u64();
    chain.head = Hash{reader.array<32>()};
    out.anchor.chains.push_back(chain);
  }
  for (const std::uint8_t byte : reader.rest())
    if (byte != 0) return std::nullopt;
  if (!reader.ok()) return std::nullopt;
  return out;
}

}  // namespace

AnchorFiles::AnchorFiles(const ProfileDirectory& directory, const VaultId& vault,
                         const Secret& master_key)
    : directory_(directory),
      vault_(vault),
      anchor_key_(crypto::store_key(master_key, kAnchorKey)),
      counter_key_(crypto::store_key(master_key, kCounterKey)) {}

Result<AnchorFiles> AnchorFiles::open(const ProfileDirectory& directory, const VaultId& vault,
                                      const Secret& master_key) {
  AnchorFiles files(directory, vault, master_key);
  TROTH_TRY(files.read_anchor());
  TROTH_TRY(files.read_counter());
  return files;
}

Bytes AnchorFiles::associated(std::size_t slot) const {
  return Writer()
      .raw(crypto::label_prefix(crypto::label::kAnchor))
      .raw(vault_.view())
      .u8(static_cast<std::uint8_t>(slot))
      .take();
}

Status AnchorFiles::read_anchor() {
  TROTH_ASSIGN(const std::optional<Bytes> bytes, directory_.read(kAnchorFile, kSlots * kSlot));
  if (!bytes || bytes->size() != kSlots * kSlot) return {};
  has_both_slots_ = true;
  for (std::size_t slot = 0; slot < kSlots; ++slot) {
    const auto opened =
        crypto::open(anchor_key_, associated(slot), ByteView(*bytes).subspan(slot * kSlot, kSlot));
    if (!opened) continue;
    auto counted = parse(opened->view());
    if (!counted || (anchor_ && counted->count < count_)) continue;
    count_ = counted->count;
    anchor_ = std::move(counted->anchor);
  }
  return {};
}

Status AnchorFiles::write_anchor(const Anchor& anchor, crypto::Random& random) {
  CHECK(anchor.chains.size() <= kMostAnchoredChains);
  const std::uint64_t count = count_ + 1;
  const std::size_t slot = count % kSlots;
  const Bytes sealed = crypto::seal(anchor_key_, associated(slot), plain(count, anchor), random);
  CHECK(sealed.size() == kSlot);
  if (has_both_slots_) {
    TROTH_TRY(directory_.write_in_place(kAnchorFile, slot * kSlot, sealed));
  } else {
    Bytes both(kSlots * kSlot);
    std::ranges::copy(sealed, both.begin() + static_cast<std::ptrdiff_t>(slot * kSlot));
    TROTH_TRY(directory_.replace(kAnchorFile, both));
  }
  has_both_slots_ = true;
  count_ = count;
  anchor_ = anchor;
  return {};
}

Bytes AnchorFiles::counter_bytes(std::uint64_t seq) const {
  Writer writer;
  writer.raw(vault_.view()).u64(seq);
  const auto mac = crypto::hmac_sha512(counter_key_.view(), {writer.bytes()});
  writer.raw(ByteView(mac).first(kCounterMac));
  return writer.take();
}

Status AnchorFiles::read_counter() {
  TROTH_ASSIGN(const std::optional<Bytes> bytes, directory_.read(kCounterFile, kCounterFileSize));
  if (!bytes || bytes->size() != kCounterFileSize) return {};
  Reader reader(*bytes);
  reader.raw(VaultId::kSize);
  const std::uint64_t seq = reader.u64();
  if (crypto::equal_in_constant_time(counter_bytes(seq), *bytes)) counter_ = seq;
  return {};
}

Status AnchorFiles::write_counter(std::uint64_t seq) {
  TROTH_TRY(directory_.replace(kCounterFile, counter_bytes(seq)));
  counter_ = seq;
  return {};
}

}  // namespace troth::store
