#include "core/vault/dates.h"

#include "core/document/calendar.h"

namespace troth::vault {
namespace {

document::TimeZone zone_of(std::string_view name) {
  return document::TimeZone::find(name).value_or(document::TimeZone{});
}

}  // namespace

std::string day_text(TimeMs instant, std::string_view time_zone) {
  return document::text_of(zone_of(time_zone).date_at(instant));
}

std::string minute_text(TimeMs instant, std::string_view time_zone) {
  return zone_of(time_zone).text_of(instant);
}

}  // namespace troth::vault
