// How pages of the database file and frames of its log are sealed. Both end in
// nonce 24 | tag 16 (XChaCha20-Poly1305), which take the 40 bytes that SQLite
// leaves unused at the end of each page:
//
//   page   4096 = ciphertext of the page's 4056 bytes | nonce | tag
//          bound to LV("troth1 page") | vault id 16 | kind u8 | page u32
//   frame  4120 = ciphertext of header 24 and the page's 4056 | nonce | tag
//          bound to LV("troth1 frame") | vault id 16 | index u32 | salts 8
//
// Of this room alone. Both work in place on a buffer of the caller's.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/base/ids.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"

namespace troth::sqlite {

inline constexpr std::size_t kPageSize = 4096;
inline constexpr std::size_t kReserved = 40;  // nonce 24, tag 16
inline constexpr std::size_t kPageContent = kPageSize - kReserved;
inline constexpr std::size_t kFrameHeader = 24;
inline constexpr std::size_t kFrameSize = kFrameHeader + kPageSize;

using PageBuffer = std::span<std::uint8_t, kPageSize>;
using FrameBuffer = std::span<std::uint8_t, kFrameSize>;
using Salts = std::array<std::uint8_t, 8>;

// A hole stands where SQLite never wrote; it never opens as data.
enum class PageKind : std::uint8_t { data = 1, hole = 2 };

class PageSeal {
 public:
  PageSeal(crypto::Secret key, const VaultId& vault, crypto::Random& random);
  // Replaces content | zeros by ciphertext | nonce | tag.
  void seal(PageKind kind, std::uint32_t page, PageBuffer buffer);
  // The way back. False: no page that this vault sealed as this one.
  [[nodiscard]] bool open(PageKind kind, std::uint32_t page, PageBuffer buffer);

 private:
  ByteView associated(PageKind kind, std::uint32_t page);

  crypto::Secret key_;
  Bytes associated_;
  crypto::Random& random_;
};

class FrameSeal {
 public:
  FrameSeal(crypto::Secret key, const VaultId& vault, crypto::Random& random);
  void seal(std::uint32_t index, const Salts& salts, FrameBuffer buffer);
  [[nodiscard]] bool open(std::uint32_t index, const Salts& salts, FrameBuffer buffer);

 private:
  ByteView associated(std::uint32_t index, const Salts& salts);

  crypto::Secret key_;
  Bytes associated_;
  crypto::Random& random_;
};

}  // namespace troth::sqlite
