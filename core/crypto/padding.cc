#include "core/crypto/padding.h"

#include <bit>
#include <limits>

namespace troth::crypto {

std::uint64_t padme(std::uint64_t length) {
  if (length < 2) return length;
  const auto exponent = static_cast<unsigned>(std::bit_width(length)) - 1;  // E
  const auto mantissa = static_cast<unsigned>(std::bit_width(exponent));    // S
  const std::uint64_t mask = (std::uint64_t{1} << (exponent - mantissa)) - 1;
  if (length > std::numeric_limits<std::uint64_t>::max() - mask) {
    return std::numeric_limits<std::uint64_t>::max();
  }
  return (length + mask) & ~mask;
}

}  // namespace troth::crypto
