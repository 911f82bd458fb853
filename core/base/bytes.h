// Byte strings and the two ends of every fixed-byte format of Troth: Writer
// appends, Reader takes. Integers are little-endian and LV(x) is
// u32(len x) | x (proto/README.md, "Notation"). A Reader never reads past its
// bytes: what is missing or left over makes it fail, and it stays failed.
// Plain values, any thread. Nothing here holds a secret.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace troth {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

// The bytes of a text, borrowed.
ByteView bytes_of(std::string_view text);
// A copy of bytes as a std::string, the form that Protobuf takes.
std::string string_of(ByteView bytes);
Bytes copy_of(ByteView bytes);
bool equal(ByteView a, ByteView b);

class Writer {
 public:
  Writer& u8(std::uint8_t value);
  Writer& u16(std::uint16_t value);
  Writer& u32(std::uint32_t value);
  Writer& u64(std::uint64_t value);
  Writer& raw(ByteView bytes);
  Writer& lv(ByteView bytes);
  Writer& zeros(std::size_t count);
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }
  [[nodiscard]] Bytes take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

class Reader {
 public:
  explicit Reader(ByteView bytes) : rest_(bytes) {}
  std::uint8_t u8();
  std::uint16_t u16();
  std::uint32_t u32();
  std::uint64_t u64();
  // The next `count` bytes, borrowed from the input; empty after a failure.
  ByteView raw(std::size_t count);
  ByteView lv();
  // The next N bytes by value; zeros after a failure.
  template <std::size_t N>
  std::array<std::uint8_t, N> array() {
    std::array<std::uint8_t, N> out{};
    copy_into(out);
    return out;
  }
  void copy_into(std::span<std::uint8_t> out);
  [[nodiscard]] ByteView rest() const { return rest_; }
  // True while every read so far was within the bytes.
  [[nodiscard]] bool ok() const { return ok_; }
  // True if every read was within the bytes and none is left.
  [[nodiscard]] bool done() const { return ok_ && rest_.empty(); }

 private:
  ByteView rest_;
  bool ok_ = true;
};

std::string to_hex(ByteView bytes);
// Nothing where a character is no hexadecimal digit or the length is odd.
std::optional<Bytes> from_hex(std::string_view text);
// Base64url without padding (RFC 4648, 5).
std::string to_base64url(ByteView bytes);
// Nothing where the text is not the one canonical encoding of its bytes.
std::optional<Bytes> from_base64url(std::string_view text);

}  // namespace troth
