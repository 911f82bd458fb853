#include "core/vault/short_id.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <vector>

namespace troth::vault {

Result<std::size_t> find_beginning(std::string_view beginning, std::span<const std::string> ids) {
  std::string digits(beginning);
  for (char& digit : digits) {
    if (std::isxdigit(static_cast<unsigned char>(digit)) == 0)
      return refuse(Code::id_malformed, beginning.substr(0, 80));
    digit = static_cast<char>(std::tolower(static_cast<unsigned char>(digit)));
  }
  if (digits.size() < kFewestDigits) return refuse(Code::id_malformed, digits);
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!ids[i].starts_with(digits) || (found && ids[*found] == ids[i])) continue;
    if (found) return refuse(Code::id_ambiguous, digits);
    found = i;
  }
  if (!found) return refuse(Code::id_unknown, digits);
  return *found;
}

}  // namespace troth::vault
