#include "core/agreement/clause.h"

#include <algorithm>
#include <set>

#include "core/base/sizes.h"
#include "core/base/text.h"
#include "core/crypto/hash.h"

namespace troth::agreement {
namespace {

constexpr TimeMs kLatestTimeMs = 253402300799999;  // the last instant of the year 9999
constexpr std::uint16_t kMinutesPerDay = 24 * 60;

template <class Enum>
bool is_between(Enum value, Enum first, Enum last) {
  return value >= first && value <= last;
}

ClauseId fixed_id(const PairId& pair, std::string_view kind) {
  return crypto::hash_as<ClauseId>(crypto::label::kClause, {pair.view(), bytes_of(kind)});
}

ClauseId fixed_id(const PairId& pair, std::string_view kind, ByteView of) {
  return crypto::hash_as<ClauseId>(crypto::label::kClause, {pair.view(), bytes_of(kind), of});
}

Status check_time(TimeMs time, std::string_view what) {
  if (time < 0 || time > kLatestTimeMs) return refuse(Code::date_out_of_range, what);
  return {};
}

Status check_partner(const PartnerId& partner, const Pair& pair, std::string_view what) {
  if (!pair.has(partner)) return refuse(Code::partner_unknown, what);
  return {};
}

Status check_body(const Preamble& preamble, const Pair&) {
  return check_required_text(preamble.text, sizes::kText, Lines::many, "The preamble");
}

Status check_body(const Role& role, const Pair& pair) {
  TROTH_TRY(check_partner(role.partner, pair, "The partner of a role"));
  return check_required_text(role.title, sizes::kTitle, Lines::one, "The title of a role");
}

Status check_windows(const Area& area) {
  if ((area.when == When::windows) == area.windows.empty())
    return refuse(Code::windows_and_when_differ, area.name);
  if (area.windows.size() > sizes::kWindowsPerArea)
    return refuse(Code::too_many_windows, std::to_string(sizes::kWindowsPerArea));
  for (auto window = area.windows.begin(); window != area.windows.end(); ++window) {
    if (window->days == 0 || window->days > 0x7F || window->from_minute >= kMinutesPerDay ||
        window->to_minute >= kMinutesPerDay)
      return refuse(Code::window_not_sane, area.name);
    if (std::find(area.windows.begin(), window, *window) != window)
      return refuse(Code::window_twice, area.name);
  }
  return {};
}

Status check_body(const Area& area, const Pair& pair) {
  TROTH_TRY(check_required_text(area.name, sizes::kTitle, Lines::one, "The name of an area"));
  TROTH_TRY(check_text(area.about, sizes::kText, Lines::many, "What an area is about"));
  if (area.leader) TROTH_TRY(check_partner(*area.leader, pair, "The leader of an area"));
  if (!is_between(area.reach, Reach::outside, Reach::delegate))
    return refuse(Code::choice_unknown, "The reach of an area");
  if (!is_between(area.when, When::always, When::windows))
    return refuse(Code::choice_unknown, "When an area applies");
  return check_windows(area);
}

Status check_body(const Standard& standard, const Pair& pair) {
  if (standard.applies_to.empty() || !std::ranges::is_sorted(standard.applies_to) ||
      std::ranges::adjacent_find(standard.applies_to) != standard.applies_to.end())
    return refuse(Code::standard_applies_to_nobody);
  for (const PartnerId& partner : standard.applies_to)
    TROTH_TRY(check_partner(partner, pair, "Whom a standard applies to"));
  if (!is_between(standard.every, Standard::Every::once, Standard::Every::as_needed))
    return refuse(Code::choice_unknown, "How often a standard applies");
  TROTH_TRY(
      check_required_text(standard.text, sizes::kText, Lines::many, "The text of a standard"));
  return check_text(standard.if_missed, sizes::kText, Lines::many,
                    "What happens when a standard is missed");
}

Status check_body(const Expectation& expectation, const Pair& pair) {
  TROTH_TRY(check_partner(expectation.owner, pair, "The owner of an expectation"));
  if (!is_between(expectation.sort, Expectation::Sort::expectation, Expectation::Sort::desire))
    return refuse(Code::choice_unknown, "The sort of an expectation");
  return check_required_text(expectation.text, sizes::kText, Lines::many,
                             "The text of an expectation");
}

Status check_dimensions(const std::vector<std::string>& dimensions) {
  if (dimensions.empty() || dimensions.size() > sizes::kDimensions)
    return refuse(Code::dimensions_count, std::to_string(sizes::kDimensions));
  std::set<std::string_view> seen;
  for (const std::string& dimension : dimensions) {
    TROTH_TRY(check_required_text(dimension, sizes::kName, Lines::one, "A dimension"));
    if (!seen.insert(dimension).second) return refuse(Code::dimension_twice, dimension);
  }
  return {};
}

Status check_body(const Rhythm& rhythm, const Pair&) {
  if (!is_between(rhythm.check_in, Rhythm::Every::day, Rhythm::Every::month))
    return refuse(Code::choice_unknown, "How often the check-in is");
  if (!is_between(rhythm.review, Rhythm::Every::week, Rhythm::Every::quarter))
    return refuse(Code::choice_unknown, "How often the review is");
  if (rhythm.review_weekday > 6 || rhythm.review_minute >= kMinutesPerDay)
    return refuse(Code::review_time_not_sane);
  TROTH_TRY(check_required_text(rhythm.time_zone, sizes::kName, Lines::one, "The time zone"));
  return check_dimensions(rhythm.dimensions);
}

Status check_body(const Term& term, const Pair&) {
  TROTH_TRY(check_time(term.starts_ms, "The start of the term"));
  TROTH_TRY(check_time(term.renew_by_ms, "The date to renew by"));
  if (term.renew_by_ms != 0 && term.renew_by_ms <= term.starts_ms)
    return refuse(Code::term_lapses_before_it_starts);
  if (term.cooling_off_hours > kLongestCoolingOffHours ||
      term.pause_cooling_off_hours > kLongestCoolingOffHours)
    return refuse(Code::cooling_off_too_long, std::to_string(kLongestCoolingOffHours));
  return {};
}

}  // namespace

std::string_view name_of(ClauseKind kind) {
  switch (kind) {
    case ClauseKind::preamble:
      return "preamble";
    case ClauseKind::role:
      return "role";
    case ClauseKind::area:
      return "area";
    case ClauseKind::standard:
      return "standard";
    case ClauseKind::expectation:
      return "expectation";
    case ClauseKind::rhythm:
      return "rhythm";
    case ClauseKind::term:
      return "term";
  }
  return "unknown";
}

ClauseKind kind_of(const ClauseContent& content) {
  return static_cast<ClauseKind>(content.body.index() + 1);
}

ClauseId role_id(const PairId& pair, const PartnerId& partner) {
  return fixed_id(pair, "role", partner.view());
}
ClauseId preamble_id(const PairId& pair) { return fixed_id(pair, "preamble"); }
ClauseId rhythm_id(const PairId& pair) { return fixed_id(pair, "rhythm"); }
ClauseId term_id(const PairId& pair) { return fixed_id(pair, "term"); }
ClauseId area_id(const PairId& pair, std::string_view first_name) {
  return fixed_id(pair, "area", bytes_of(first_name));
}

Status check(const ClauseContent& content, const Pair& pair) {
  TROTH_TRY(check_time(content.until_ms, "The until of a clause"));
  return std::visit([&](const auto& body) { return check_body(body, pair); }, content.body);
}

}  // namespace troth::agreement
