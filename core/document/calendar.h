// Dates and hours in an agreed time zone (IANA's database, as the system has
// it), and the words that proposal files use for them. A date in a document
// means the whole day: what ends with it ends at the first instant of the next.
// Plain values, any thread; finding a zone reads the system's database.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/agreement/civil_time.h"
#include "core/agreement/clause.h"
#include "core/base/error.h"
#include "core/base/time.h"
#include "core/practice/period.h"

namespace date {
class time_zone;
}

namespace troth::document {

using CivilDate = std::chrono::year_month_day;

// The years that a document may name.
inline constexpr std::chrono::year kFirstYear{1970};
inline constexpr std::chrono::year kLastYear{9999};

class TimeZone {
 public:
  // UTC, needing no database.
  TimeZone() = default;
  // Refuses (document_time_zone_unknown) what the database does not hold, and
  // "localtime", which means another zone on another machine.
  static Result<TimeZone> find(std::string_view name);

  [[nodiscard]] std::string name() const;
  // The day on which `instant` falls; instants outside of the years above count as their edges.
  [[nodiscard]] CivilDate date_at(TimeMs instant) const;
  // The first instant of a day, also where the clocks skip its midnight.
  [[nodiscard]] TimeMs start_of(CivilDate date) const;
  // The first instant after a day.
  [[nodiscard]] TimeMs end_of(CivilDate date) const;
  // The weekday and minute that a clock there shows; at the edges as date_at.
  [[nodiscard]] agreement::WeekTime week_time_at(TimeMs instant) const;
  // The instant at which a clock there shows that minute of a day; the earlier one
  // where it does so twice, the first after it where the clocks skip it.
  [[nodiscard]] TimeMs instant_at(CivilDate date, std::uint32_t minute) const;
  // "2026-11-20 18:05", for people.
  [[nodiscard]] std::string text_of(TimeMs instant) const;
  // For practice::period_of.
  [[nodiscard]] practice::LocalDays days() const;

 private:
  explicit TimeZone(const date::time_zone* zone) : zone_(zone) {}

  const date::time_zone* zone_ = nullptr;  // of the process's database; null: UTC
};

// "2027-05-20".
std::string text_of(CivilDate date);

// The civil time of every zone that the database holds, for the rules of consent.
agreement::CivilTime civil_time();

using agreement::WeekTime;

// "Sun 20:00".
std::optional<WeekTime> parse_week_time(std::string_view text);
std::string text_of(const WeekTime& time);

// A weekly window, as in "Mon-Fri 18:00-23:00" or "Sat,Sun 00:00-24:00"; one
// that does not end later than it starts ends on the next day.
std::optional<agreement::Window> parse_window(std::string_view text);
std::string text_of(const agreement::Window& window);

}  // namespace troth::document
