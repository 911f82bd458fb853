// Ids as people type them: any unique beginning, in hexadecimal digits. Pure but
// for the ledger's look-up. Fails: id_malformed, id_unknown, id_ambiguous.
#pragma once

#include <span>
#include <string_view>

#include "core/base/error.h"
#include "core/base/ids.h"

namespace troth::vault {

// At least this many digits: fewer could match by accident of typing.
inline constexpr std::size_t kFewestDigits = 4;

// The position of the only one of `ids` (as hexadecimal) that begins so.
Result<std::size_t> find_beginning(std::string_view beginning, std::span<const std::string> ids);

// The only id of `all` that begins so; all elements are FixedBytes.
template <class Id>
Result<Id> find_id(std::string_view beginning, std::span<const Id> all) {
  std::vector<std::string> texts;
  texts.reserve(all.size());
  for (const Id& id : all) texts.push_back(id.hex());
  TROTH_ASSIGN(const std::size_t at, find_beginning(beginning, texts));
  return all[at];
}

}  // namespace troth::vault
