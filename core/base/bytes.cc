#include "core/base/bytes.h"

#include <algorithm>

namespace troth {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

template <class Integer>
void append_integer(Bytes& bytes, Integer value) {
  for (std::size_t i = 0; i < sizeof(Integer); ++i)
    bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

template <class Integer>
Integer integer_from(ByteView bytes) {
  Integer value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    value = static_cast<Integer>(value | static_cast<Integer>(Integer{bytes[i]} << (8 * i)));
  return value;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

ByteView bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string string_of(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

Bytes copy_of(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

bool equal(ByteView a, ByteView b) { return std::ranges::equal(a, b); }

Writer& Writer::u8(std::uint8_t value) {
  bytes_.push_back(value);
  return *this;
}

Writer& Writer::u16(std::uint16_t value) {
  append_integer(bytes_, value);
  return *this;
}

Writer& Writer::u32(std::uint32_t value) {
  append_integer(bytes_, value);
  return *this;
}

Writer& Writer::u64(std::uint64_t value) {
  append_integer(bytes_, value);
  return *this;
}

Writer& Writer::raw(ByteView bytes) {
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  return *this;
}

Writer& Writer::lv(ByteView bytes) {
  u32(static_cast<std::uint32_t>(bytes.size()));
  return raw(bytes);
}

Writer& Writer::zeros(std::size_t count) {
  bytes_.resize(bytes_.size() + count);
  return *this;
}

std::uint8_t Reader::u8() { return integer_from<std::uint8_t>(raw(1)); }
std::uint16_t Reader::u16() { return integer_from<std::uint16_t>(raw(2)); }
std::uint32_t Reader::u32() { return integer_from<std::uint32_t>(raw(4)); }
std::uint64_t Reader::u64() { return integer_from<std::uint64_t>(raw(8)); }

ByteView Reader::raw(std::size_t count) {
  if (!ok_ || count > rest_.size()) {
    ok_ = false;
    rest_ = {};
    return {};
  }
  ByteView taken = rest_.first(count);
  rest_ = rest_.subspan(count);
  return taken;
}

ByteView Reader::lv() { return raw(u32()); }

void Reader::copy_into(std::span<std::uint8_t> out) {
  ByteView taken = raw(out.size());
  std::ranges::copy(taken, out.begin());
}

std::string to_hex(ByteView bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (std::uint8_t byte : bytes) {
    text.push_back(kHexDigits[byte >> 4]);
    text.push_back(kHexDigits[byte & 15]);
  }
  return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_value(text[i]);
    const int low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return bytes;
}

std::string to_base64url(ByteView bytes) {
  std::string text;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (std::uint8_t byte : bytes) {
    buffer = buffer << 8 | byte;
    for (bits += 8; bits >= 6; bits -= 6) text.push_back(kBase64Digits[buffer >> (bits - 6) & 63]);
  }
  if (bits > 0) text.push_back(kBase64Digits[buffer << (6 - bits) & 63]);
  return text;
}

std::optional<Bytes> from_base64url(std::string_view text) {
  Bytes bytes;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (char c : text) {
    const std::size_t value = kBase64Digits.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    buffer = buffer << 6 | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push_back(static_cast<std::uint8_t>(buffer >> bits));
  }
  if (to_base64url(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace troth
