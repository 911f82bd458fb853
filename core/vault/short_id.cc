#include "core/vault/short_id.h"

namespace troth::vault {
namespace {

constexpr std::size_t kFewestDigits = 4;
constexpr std::size_t kMostShown = 80;

}  // namespace

Result<std::string> typed_digits(std::string_view typed) {
  auto digits = hexadecimal_digits(typed);
  if (!digits || digits->size() < kFewestDigits)
    return refuse(Code::id_malformed, typed.substr(0, kMostShown));
  return std::move(*digits);
}

Error told(const Miss& miss, std::string_view digits) {
  const std::string shown(digits.substr(0, kMostShown));
  if (miss.several.empty()) return error(Code::id_unknown, shown);
  return error(Code::id_ambiguous, shown + ": " + miss.listed());
}

}  // namespace troth::vault
