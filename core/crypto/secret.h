// A secret: bytes in libsodium's guarded, locked memory, wiped when they go.
// Move-only; it has no way to be printed, compared with ==, or turned into a
// std::string. Keys, seeds, passphrases and chain keys live in it and nowhere
// else. Any thread; one owner.
#pragma once

#include <cstddef>
#include <span>

#include "core/base/bytes.h"
#include "core/base/error.h"

namespace troth::crypto {

// Must succeed once before anything else of crypto is used: starts libsodium,
// and refuses (memory_not_lockable) where the system will not lock memory for
// keys, naming the limit to raise.
Status initialize();

class Secret {
 public:
  Secret() = default;                 // empty
  explicit Secret(std::size_t size);  // zeros
  static Secret copy_of(ByteView bytes);
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  [[nodiscard]] Secret clone() const;
  // A copy of `size` bytes from `offset`; CHECKs that they are there.
  [[nodiscard]] Secret slice(std::size_t offset, std::size_t size) const;
  [[nodiscard]] ByteView view() const { return {data_, size_}; }
  [[nodiscard]] std::span<std::uint8_t> writable() { return {data_, size_}; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

 private:
  std::uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
};

// Compares in constant time; false where the lengths differ.
[[nodiscard]] bool equal_in_constant_time(ByteView a, ByteView b);
// Overwrites what a caller had to hold outside a Secret for an instant.
void wipe(std::span<std::uint8_t> bytes);

}  // namespace troth::crypto
