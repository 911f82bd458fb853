#include "core/crypto/secret_writer.h"

#include <algorithm>
#include <array>

#include "core/base/check.h"

namespace troth::crypto {
namespace {

constexpr std::size_t kFirstCapacity = 512;

template <std::size_t N>
std::array<std::uint8_t, N> little_endian(std::uint64_t value) {
  std::array<std::uint8_t, N> out{};
  for (auto& byte : out) {
    byte = static_cast<std::uint8_t>(value);
    value >>= 8;
  }
  return out;
}

}  // namespace

void SecretWriter::reserve(std::size_t more) {
  if (size_ + more <= bytes_.size()) return;
  Secret larger(std::max({kFirstCapacity, 2 * bytes_.size(), size_ + more}));
  std::ranges::copy(bytes_.view().first(size_), larger.writable().begin());
  bytes_ = std::move(larger);
}

SecretWriter& SecretWriter::u8(std::uint8_t value) { return raw(little_endian<1>(value)); }
SecretWriter& SecretWriter::u16(std::uint16_t value) { return raw(little_endian<2>(value)); }
SecretWriter& SecretWriter::u32(std::uint32_t value) { return raw(little_endian<4>(value)); }
SecretWriter& SecretWriter::u64(std::uint64_t value) { return raw(little_endian<8>(value)); }
SecretWriter& SecretWriter::time(std::int64_t value) {
  return u64(static_cast<std::uint64_t>(value));
}

SecretWriter& SecretWriter::raw(ByteView bytes) {
  if (bytes.empty()) return *this;
  reserve(bytes.size());
  std::ranges::copy(bytes, bytes_.writable().subspan(size_).begin());
  size_ += bytes.size();
  return *this;
}

SecretWriter& SecretWriter::lv(ByteView bytes) {
  return u32(static_cast<std::uint32_t>(bytes.size())).raw(bytes);
}

SecretWriter& SecretWriter::zeros(std::size_t count) {
  reserve(count);  // what a Secret has never held is zero
  size_ += count;
  return *this;
}

Secret SecretWriter::take() {
  if (size_ == 0) return {};
  Secret out = bytes_.slice(0, size_);
  bytes_ = {};
  size_ = 0;
  return out;
}

std::int64_t read_time(Reader& reader) { return static_cast<std::int64_t>(reader.u64()); }

Secret read_key(Reader& reader) {
  Secret out(32);
  reader.copy_into(out.writable());
  return out;
}

}  // namespace troth::crypto
