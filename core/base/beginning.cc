#include "core/base/beginning.h"

namespace troth {

std::optional<std::string> hexadecimal_digits(std::string_view typed) {
  std::string digits(typed);
  for (char& digit : digits) {
    if (digit >= 'A' && digit <= 'F') digit = static_cast<char>(digit - 'A' + 'a');
    const bool is_one = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
    if (!is_one) return std::nullopt;
  }
  return digits;
}

}  // namespace troth
