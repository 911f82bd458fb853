// An observance: a note that a standard was kept or missed, that something was
// appreciated, or that amends were made (entries of kind 68). By and about
// either partner. It has no consequence and is never counted up. Pure values,
// any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/ids.h"

namespace troth::practice {

struct Observance {
  enum class Sort : std::uint8_t { kept = 1, missed, appreciated, amends };
  Sort sort = Sort::kept;
  std::optional<ClauseId> standard;     // kept and missed have one
  PartnerId about;                      // whose keeping, missing, deed or amends it was
  std::optional<EntryHash> amends_for;  // amends only: the observance that they answer
  std::string text;
  bool operator==(const Observance&) const = default;
};

// "kept", "missed", "appreciated", "amends".
std::string_view name_of(Observance::Sort sort);

// Refuses kept or missed without a standard, an earlier observance named by
// anything but amends, one that says nothing at all (observance_*), and a text
// that base/text.h refuses. That `about` is one of the pair is the caller's.
Status validate(const Observance& observance);
// As encode_strict and decode_strict (payload.h).
Result<Bytes> encode(const Observance& observance);
Result<Observance> decode_observance(ByteView payload);

}  // namespace troth::practice
