#include "core/document/calendar.h"

#include <date/tz.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <exception>

#include "core/agreement/words.h"

namespace troth::document {
namespace {

using Days = std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::sys_days;
using SysSeconds = std::chrono::sys_seconds;
using agreement::words::kWeekdays;

constexpr std::uint32_t kMinutesPerDay = 24 * 60;

// The seconds since the epoch that a clock of `zone` shows at `instant`.
SysSeconds clock_at(const date::time_zone* zone, TimeMs instant) {
  // A day's margin keeps the year within bounds in every zone.
  constexpr SysSeconds kFirst = sys_days{kFirstYear / 1 / 2};
  constexpr SysSeconds kLast = sys_days{kLastYear / 12 / 30};
  const auto floored = std::chrono::floor<seconds>(std::chrono::sys_time<milliseconds>{
      milliseconds{std::clamp<TimeMs>(instant, -kDayMs * 365 * 9000, kDayMs * 365 * 9000)}});
  const SysSeconds at = std::clamp(floored, kFirst, kLast);
  if (zone == nullptr) return at;
  return at + zone->get_info(at).offset;
}

std::optional<std::uint32_t> parse_number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "18:00", and "24:00" as the end of the day.
std::optional<std::uint32_t> parse_minute(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = parse_number(text.substr(0, 2));
  const auto minute = parse_number(text.substr(3, 2));
  if (!hour || !minute || *minute > 59) return std::nullopt;
  const std::uint32_t sum = *hour * 60 + *minute;
  return sum <= kMinutesPerDay ? std::optional(sum) : std::nullopt;
}

std::optional<std::uint32_t> parse_weekday(std::string_view text) {
  const auto* const at = std::ranges::find(kWeekdays, text);
  if (at == kWeekdays.end()) return std::nullopt;
  return static_cast<std::uint32_t>(at - kWeekdays.begin());
}

// The bits of "Mon" or of "Fri-Mon", which goes over the week's end.
std::optional<std::uint32_t> parse_day_range(std::string_view text) {
  const auto dash = text.find('-');
  const auto first = parse_weekday(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : parse_weekday(text.substr(dash + 1));
  if (!first || !last) return std::nullopt;
  std::uint32_t bits = 1U << *first;
  for (std::uint32_t day = *first; day != *last; bits |= 1U << day) day = (day + 1) % 7;
  return bits;
}

std::optional<std::uint32_t> parse_days(std::string_view text) {
  std::uint32_t bits = 0;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t comma = std::min(text.find(',', start), text.size());
    const auto range = parse_day_range(text.substr(start, comma - start));
    if (!range || (bits & *range) != 0) return std::nullopt;
    bits |= *range;
    start = comma + 1;
  }
  return bits;
}

std::string text_of_minute(std::uint32_t minute) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%02u:%02u", minute / 60, minute % 60);
  return text.data();
}

// Runs of days as ranges: "Mon-Wed,Fri"; two neighbours read better as "Sat,Sun".
std::string text_of_days(std::uint32_t bits) {
  std::string text;
  for (std::uint32_t day = 0; day < 7; ++day) {
    if ((bits >> day & 1) == 0) continue;
    std::uint32_t last = day;
    while (last + 1 < 7 && (bits >> (last + 1) & 1) != 0) ++last;
    if (!text.empty()) text += ',';
    text += kWeekdays[day];
    if (last > day) (text += last == day + 1 ? ',' : '-') += kWeekdays[last];
    day = last;
  }
  return text;
}

}  // namespace

Result<TimeZone> TimeZone::find(std::string_view name) {
  if (name == "UTC") return TimeZone{};
  if (name == "localtime") return refuse(Code::document_time_zone_unknown, name);
  try {
    return TimeZone{date::locate_zone(name)};
  } catch (const std::exception&) {  // how date reports what it does not find
    return refuse(Code::document_time_zone_unknown, name);
  }
}

std::string TimeZone::name() const { return zone_ == nullptr ? "UTC" : zone_->name(); }

CivilDate TimeZone::date_at(TimeMs instant) const {
  return CivilDate{std::chrono::floor<Days>(clock_at(zone_, instant))};
}

TimeMs TimeZone::start_of(CivilDate date) const {
  const auto day = sys_days{date}.time_since_epoch();
  if (zone_ == nullptr) return milliseconds{day}.count();
  const auto at = zone_->to_sys(date::local_time<Days>{day}, date::choose::earliest);
  return std::chrono::floor<milliseconds>(at).time_since_epoch().count();
}

TimeMs TimeZone::end_of(CivilDate date) const { return start_of(sys_days{date} + Days{1}); }

agreement::WeekTime TimeZone::week_time_at(TimeMs instant) const {
  const SysSeconds clock = clock_at(zone_, instant);
  const auto day = std::chrono::floor<Days>(clock);
  const std::chrono::weekday weekday{day};
  const auto minute = std::chrono::floor<std::chrono::minutes>(clock - day).count();
  return {weekday.iso_encoding() - 1, static_cast<std::uint32_t>(minute)};
}

TimeMs TimeZone::instant_at(CivilDate date, std::uint32_t minute) const {
  const auto shown = sys_days{date}.time_since_epoch() + std::chrono::minutes{minute};
  if (zone_ == nullptr) return milliseconds{shown}.count();
  const auto at =
      zone_->to_sys(date::local_time<std::chrono::minutes>{shown}, date::choose::earliest);
  return std::chrono::floor<milliseconds>(at).time_since_epoch().count();
}

std::string TimeZone::text_of(TimeMs instant) const {
  const SysSeconds clock = clock_at(zone_, instant);
  const auto day = std::chrono::floor<Days>(clock);
  const auto minute = std::chrono::floor<std::chrono::minutes>(clock - day).count();
  return document::text_of(CivilDate{day}) + " " +
         text_of_minute(static_cast<std::uint32_t>(minute));
}

practice::LocalDays TimeZone::days() const {
  return {
      .day_at =
          [zone = *this](TimeMs instant) {
            return practice::DayNumber{sys_days{zone.date_at(instant)}.time_since_epoch().count()};
          },
      .start_of =
          [zone = *this](practice::DayNumber day) { return zone.start_of(sys_days{Days{day}}); }};
}

agreement::CivilTime civil_time() {
  return [](std::string_view time_zone, TimeMs instant) -> std::optional<agreement::WeekTime> {
    const auto zone = TimeZone::find(time_zone);
    if (!zone) return std::nullopt;
    return zone->week_time_at(instant);
  };
}

std::string text_of(CivilDate date) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

std::optional<WeekTime> parse_week_time(std::string_view text) {
  if (text.size() != 9 || text[3] != ' ') return std::nullopt;
  const auto weekday = parse_weekday(text.substr(0, 3));
  const auto minute = parse_minute(text.substr(4));
  if (!weekday || !minute || *minute == kMinutesPerDay) return std::nullopt;
  return WeekTime{*weekday, *minute};
}

std::string text_of(const WeekTime& time) {
  return std::string(kWeekdays.at(time.weekday)) + " " + text_of_minute(time.minute);
}

std::optional<agreement::Window> parse_window(std::string_view text) {
  const auto space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view hours = text.substr(space + 1);
  if (hours.size() != 11 || hours[5] != '-') return std::nullopt;
  const auto week_days = parse_days(text.substr(0, space));
  const auto from = parse_minute(hours.substr(0, 5));
  const auto to = parse_minute(hours.substr(6));
  if (!week_days || !from || !to || *from == kMinutesPerDay) return std::nullopt;
  return agreement::Window{static_cast<std::uint8_t>(*week_days), static_cast<std::uint16_t>(*from),
                           static_cast<std::uint16_t>(*to % kMinutesPerDay)};
}

std::string text_of(const agreement::Window& window) {
  return text_of_days(window.days) + " " + text_of_minute(window.from_minute) + "-" +
         text_of_minute(window.to_minute == 0 ? kMinutesPerDay : window.to_minute);
}

}  // namespace troth::document
