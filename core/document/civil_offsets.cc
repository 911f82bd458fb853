#include "core/document/civil_offsets.h"

#include <date/tz.h>

#include <algorithm>

namespace troth::document {
namespace {

constexpr std::int32_t kMostSeconds = 24 * 60 * 60;
constexpr TimeMs kFarMs = kDayMs * 365 * 9000;

struct Offset {
  std::int32_t seconds = 0;
  TimeMs until_ms = kFarMs;  // the first instant after it
};

// What the clock of a zone, found by its name, is ahead of UTC; of null that of UTC.
Offset offset_at(const date::time_zone* zone, TimeMs instant) {
  if (zone == nullptr) return {};
  const std::chrono::sys_seconds at{
      std::chrono::seconds{std::clamp<TimeMs>(instant, 0, kFarMs) / kSecondMs}};
  const auto info = zone->get_info(at);
  const TimeMs until_s = info.end.time_since_epoch().count();
  return {static_cast<std::int32_t>(info.offset.count()),
          std::min(until_s, kFarMs / kSecondMs) * kSecondMs};
}

}  // namespace

CivilOffsets CivilOffsets::of(const TimeZone& zone, TimeMs first, TimeMs last) {
  const date::time_zone* found = zone.name() == "UTC" ? nullptr : date::locate_zone(zone.name());
  CivilOffsets out;
  TimeMs at = first;
  while (out.offsets_.size() < kMostOffsets) {
    const auto [seconds, until_ms] = offset_at(found, at);
    if (out.offsets_.empty() || out.offsets_.back().seconds != seconds)
      out.offsets_.push_back({at, seconds});
    if (until_ms > last || until_ms <= at) break;
    at = until_ms;
  }
  return out;
}

std::optional<CivilOffsets> CivilOffsets::from(std::vector<OffsetFrom> offsets) {
  if (offsets.size() > kMostOffsets) return std::nullopt;
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    if (offsets[i].seconds < -kMostSeconds || offsets[i].seconds > kMostSeconds)
      return std::nullopt;
    if (i > 0 && offsets[i].from_ms <= offsets[i - 1].from_ms) return std::nullopt;
  }
  CivilOffsets out;
  out.offsets_ = std::move(offsets);
  return out;
}

std::string CivilOffsets::day(TimeMs instant) const { return minute(instant).substr(0, 10); }

std::string CivilOffsets::minute(TimeMs instant) const {
  const auto after = std::ranges::upper_bound(offsets_, instant, {}, &OffsetFrom::from_ms);
  std::int32_t seconds = 0;
  if (after != offsets_.begin())
    seconds = std::prev(after)->seconds;
  else if (!offsets_.empty())
    seconds = offsets_.front().seconds;
  // What a signature may claim ends with the year 9999; a day more stays within TimeZone's years.
  const TimeMs bounded = std::clamp<TimeMs>(instant, kDayMs, 253'402'300'799'999 - kDayMs);
  return TimeZone().text_of(bounded + seconds * kSecondMs);
}

}  // namespace troth::document
