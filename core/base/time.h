// Time as Troth knows it: Unix milliseconds, UTC. Nothing in core reads a
// clock but the pumps; everything else is told the time.
#pragma once

#include <cstdint>

namespace troth {

using TimeMs = std::int64_t;

inline constexpr TimeMs kSecondMs = 1000;
inline constexpr TimeMs kMinuteMs = 60 * kSecondMs;
inline constexpr TimeMs kHourMs = 60 * kMinuteMs;
inline constexpr TimeMs kDayMs = 24 * kHourMs;
inline constexpr TimeMs kWeekMs = 7 * kDayMs;

}  // namespace troth
