#include "core/vault/dates.h"

#include <charconv>

#include "core/document/calendar.h"

namespace troth::vault {
namespace {

document::TimeZone zone_of(std::string_view name) {
  return document::TimeZone::find(name).value_or(document::TimeZone{});
}

// All of `text` as digits.
std::optional<unsigned> number_of(std::string_view text) {
  unsigned value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || failed != std::errc() || end != text.data() + text.size())
    return std::nullopt;
  return value;
}

// "2027-05-20".
Result<document::CivilDate> date_of(std::string_view day) {
  constexpr std::size_t kLength = 10;
  constexpr std::size_t kMostShown = 20;
  const auto malformed = [&] { return refuse(Code::day_malformed, day.substr(0, kMostShown)); };
  if (day.size() != kLength || day[4] != '-' || day[7] != '-') return malformed();
  const auto year = number_of(day.substr(0, 4));
  const auto month = number_of(day.substr(5, 2));
  const auto of_month = number_of(day.substr(8, 2));
  if (!year || !month || !of_month) return malformed();
  const document::CivilDate date{std::chrono::year(static_cast<int>(*year)),
                                 std::chrono::month(*month), std::chrono::day(*of_month)};
  if (!date.ok() || date.year() < document::kFirstYear) return malformed();
  return date;
}

}  // namespace

std::string day_text(TimeMs instant, std::string_view time_zone) {
  return document::text_of(zone_of(time_zone).date_at(instant));
}

std::string minute_text(TimeMs instant, std::string_view time_zone) {
  return zone_of(time_zone).text_of(instant);
}

Result<TimeMs> start_of_day(std::string_view day, std::string_view time_zone) {
  TROTH_ASSIGN(const auto date, date_of(day));
  return zone_of(time_zone).start_of(date);
}

Result<TimeMs> end_of_day(std::string_view day, std::string_view time_zone) {
  TROTH_ASSIGN(const auto date, date_of(day));
  return zone_of(time_zone).end_of(date);
}

}  // namespace troth::vault
