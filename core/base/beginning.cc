#include "core/base/beginning.h"

#include <cstddef>

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

std::string unique_beginning(std::string_view hex, const std::vector<std::string>& all,
                             std::size_t fewest) {
  std::size_t length = fewest;
  for (const std::string& other : all) {
    if (other == hex) continue;
    const auto differs = std::ranges::mismatch(hex, other).in1 - hex.begin();
    length = std::max(length, static_cast<std::size_t>(differs) + 1);
  }
  return std::string(hex.substr(0, length));
}

std::string Miss::listed() const {
  std::string out;
  for (const std::string& one : several) (out += out.empty() ? "" : ", ") += one;
  return out;
}

Miss miss_of(const std::vector<std::string>& several) {
  Miss miss;
  for (const std::string& hex : several) miss.several.push_back(unique_beginning(hex, several, 0));
  return miss;
}

}  // namespace troth
