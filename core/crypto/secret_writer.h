// Writer's twin for what must not lie in ordinary memory: appends to bytes in
// locked memory, also while they grow, and gives them as a Secret. The states of
// sync and the vault become the store's opaque blobs by it; a Reader over the
// Secret's view takes them back. One owner, any thread; nothing fails.
#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/crypto/secret.h"

namespace troth::crypto {

class SecretWriter {
 public:
  SecretWriter& u8(std::uint8_t value);
  SecretWriter& u16(std::uint16_t value);
  SecretWriter& u32(std::uint32_t value);
  SecretWriter& u64(std::uint64_t value);
  // A TimeMs or a duration, as its two's complement.
  SecretWriter& time(std::int64_t value);
  SecretWriter& raw(ByteView bytes);
  SecretWriter& lv(ByteView bytes);
  SecretWriter& zeros(std::size_t count);
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] Secret take();

 private:
  void reserve(std::size_t more);

  Secret bytes_;
  std::size_t size_ = 0;
};

// The next N bytes of `reader` as an id.
template <class Id>
Id read_id(Reader& reader) {
  return Id{reader.array<Id::kSize>()};
}
std::int64_t read_time(Reader& reader);
// The next 32 bytes as a Secret of their own; zeros after a failure.
Secret read_key(Reader& reader);

}  // namespace troth::crypto
