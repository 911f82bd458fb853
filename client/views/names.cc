#include "client/views/names.h"

#include <algorithm>
#include <array>

#include "core/vault/dates.h"

namespace troth::views {
namespace {

constexpr std::string_view kNoZoneAgreed = "UTC";

constexpr auto kProse =
    std::to_array<std::string_view>({"preamble", "title", "name", "about", "text", "if_missed"});

}  // namespace

Calendar calendar_of(const std::string& time_zone) {
  // What is in no agreed zone says so: times change to that one once it is agreed.
  const std::string said = time_zone == kNoZoneAgreed ? " " + std::string(kNoZoneAgreed) : "";
  return {.day = [time_zone](TimeMs instant) { return vault::day_text(instant, time_zone); },
          .minute = [time_zone, said](
                        TimeMs instant) { return vault::minute_text(instant, time_zone) + said; }};
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

bool is_prose(std::string_view field) { return std::ranges::find(kProse, field) != kProse.end(); }

}  // namespace troth::views
