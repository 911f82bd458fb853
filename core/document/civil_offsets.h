// A time zone's clock over some years, as the offsets that it had: what an
// export carries, so that its dates read the same on a machine with another
// time zone database, or with none. Plain values, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/document/calendar.h"

namespace troth::document {

// From this instant on the clock shows UTC and this many seconds.
struct OffsetFrom {
  TimeMs from_ms = 0;
  std::int32_t seconds = 0;
  bool operator==(const OffsetFrom&) const = default;
};

// More than any zone's clock was set in the years of an export.
inline constexpr std::size_t kMostOffsets = 1000;

class CivilOffsets {
 public:
  // UTC.
  CivilOffsets() = default;
  // Those of `zone` from `first` on to `last`; outside of them the nearest holds.
  static CivilOffsets of(const TimeZone& zone, TimeMs first, TimeMs last);
  // Nothing where they do not ascend, are too many, or are more than a day.
  static std::optional<CivilOffsets> from(std::vector<OffsetFrom> offsets);

  [[nodiscard]] const std::vector<OffsetFrom>& offsets() const { return offsets_; }
  // "2027-05-20", and "2027-05-20 18:05".
  [[nodiscard]] std::string day(TimeMs instant) const;
  [[nodiscard]] std::string minute(TimeMs instant) const;
  bool operator==(const CivilOffsets&) const = default;

 private:
  std::vector<OffsetFrom> offsets_;  // ascending
};

}  // namespace troth::document
