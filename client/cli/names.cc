#include "client/cli/names.h"

#include <array>

#include "core/vault/dates.h"

namespace troth::cli {
namespace {

using FieldSorts = std::pair<std::string_view, FieldSort>;

constexpr auto kFieldSorts = std::to_array<FieldSorts>({
    {"partner", FieldSort::partner},
    {"leader", FieldSort::partner},
    {"owner", FieldSort::partner},
    {"applies_to", FieldSort::partners},
    {"area", FieldSort::clause},
    {"starts", FieldSort::first_day},
    {"renew_by", FieldSort::last_day},
    {"until", FieldSort::last_day},
    {"leads", FieldSort::flag},
    {"blind", FieldSort::flag},
    {"cooling_off_hours", FieldSort::number},
    {"pause_cooling_off_hours", FieldSort::number},
    {"dimensions", FieldSort::list},
    {"when", FieldSort::list},
});

}  // namespace

Calendar calendar_of(const std::string& time_zone) {
  return {.day = [time_zone](TimeMs instant) { return vault::day_text(instant, time_zone); },
          .minute = [time_zone](TimeMs instant) { return vault::minute_text(instant, time_zone); }};
}

Names::Names(vault::People people, const std::vector<vault::ClauseView>& clauses)
    : people_(std::move(people)) {
  for (const auto& clause : clauses) clauses_[clause.state.id.hex()] = clause.name;
}

void Names::add(const agreement::Proposal& proposal) {
  for (const auto& change : proposal.changes) {
    if (!change.content) continue;
    const auto* area = std::get_if<agreement::Area>(&change.content->body);
    if (area != nullptr) clauses_[change.clause.hex()] = area->name;
  }
}

std::string Names::partner(const std::string& hex) const {
  const auto bytes = from_hex(hex);
  const auto id = bytes ? PartnerId::from(*bytes) : std::nullopt;
  return id ? partner(*id) : hex;
}

std::string Names::clause(const std::string& hex) const {
  const auto found = clauses_.find(hex);
  const bool named = found != clauses_.end() && !found->second.empty();
  return named ? found->second : hex.substr(0, 10);
}

FieldSort sort_of(std::string_view field) {
  for (const auto& [name, sort] : kFieldSorts)
    if (name == field) return sort;
  return FieldSort::text;
}

}  // namespace troth::cli
