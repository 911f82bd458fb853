// Instants as the days and minutes of an agreed time zone, for whoever prints
// them, and days as people type them. A zone that this system does not know
// reads as UTC: showing never fails for it. Pure but for the system's time zones, any thread.
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/time.h"

namespace troth::vault {

// "2027-05-20".
std::string day_text(TimeMs instant, std::string_view time_zone);
// "2027-05-20 18:05".
std::string minute_text(TimeMs instant, std::string_view time_zone);

// The first instant of a day, and the first after it. day_malformed.
Result<TimeMs> start_of_day(std::string_view day, std::string_view time_zone);
Result<TimeMs> end_of_day(std::string_view day, std::string_view time_zone);

}  // namespace troth::vault
