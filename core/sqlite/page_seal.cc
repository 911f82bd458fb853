#include "core/sqlite/page_seal.h"

#include <algorithm>

#include "core/crypto/hash.h"
#include "core/crypto/seal.h"

namespace troth::sqlite {
namespace {

constexpr std::size_t kNonce = 24;
constexpr std::size_t kTag = 16;
static_assert(kNonce + kTag == kReserved);

// The end of every sealed buffer.
struct Tail {
  explicit Tail(std::span<std::uint8_t> buffer)
      : message(buffer.first(buffer.size() - kReserved)),
        nonce(buffer.subspan(message.size(), kNonce)),
        tag(buffer.last(kTag)) {}
  std::span<std::uint8_t> message;
  std::span<std::uint8_t> nonce;
  std::span<std::uint8_t> tag;
};

void seal_buffer(const crypto::Secret& key, ByteView associated, crypto::Random& random,
                 std::span<std::uint8_t> buffer) {
  const Tail tail(buffer);
  random.fill(tail.nonce);
  crypto::seal_in_place(key, tail.nonce, associated, tail.message, tail.tag);
}

bool open_buffer(const crypto::Secret& key, ByteView associated, std::span<std::uint8_t> buffer) {
  const Tail tail(buffer);
  if (!crypto::open_in_place(key, tail.nonce, associated, tail.message, tail.tag)) return false;
  // SQLite's checksums cover these bytes, and it wrote zeros here.
  std::ranges::fill(buffer.last(kReserved), std::uint8_t{0});
  return true;
}

// LV(label) | vault id, with room for what differs from seal to seal.
Bytes associated_start(crypto::label::Label label, const VaultId& vault) {
  return Writer().raw(crypto::label_prefix(label)).raw(vault.view()).take();
}

void put_u32(std::uint8_t* out, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) out[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

}  // namespace

PageSeal::PageSeal(crypto::Secret key, const VaultId& vault, crypto::Random& random)
    : key_(std::move(key)),
      associated_(associated_start(crypto::label::kPage, vault)),
      random_(random) {
  associated_.resize(associated_.size() + 5);
}

ByteView PageSeal::associated(PageKind kind, std::uint32_t page) {
  auto* end = associated_.data() + associated_.size();
  end[-5] = static_cast<std::uint8_t>(kind);
  put_u32(end - 4, page);
  return associated_;
}

void PageSeal::seal(PageKind kind, std::uint32_t page, PageBuffer buffer) {
  seal_buffer(key_, associated(kind, page), random_, buffer);
}

bool PageSeal::open(PageKind kind, std::uint32_t page, PageBuffer buffer) {
  return open_buffer(key_, associated(kind, page), buffer);
}

FrameSeal::FrameSeal(crypto::Secret key, const VaultId& vault, crypto::Random& random)
    : key_(std::move(key)),
      associated_(associated_start(crypto::label::kFrame, vault)),
      random_(random) {
  associated_.resize(associated_.size() + 12);
}

ByteView FrameSeal::associated(std::uint32_t index, const Salts& salts) {
  auto* end = associated_.data() + associated_.size();
  put_u32(end - 12, index);
  std::ranges::copy(salts, end - 8);
  return associated_;
}

void FrameSeal::seal(std::uint32_t index, const Salts& salts, FrameBuffer buffer) {
  seal_buffer(key_, associated(index, salts), random_, buffer);
}

bool FrameSeal::open(std::uint32_t index, const Salts& salts, FrameBuffer buffer) {
  return open_buffer(key_, associated(index, salts), buffer);
}

}  // namespace troth::sqlite
