#include <algorithm>

#include "core/base/beginning.h"
#include "core/document/resolve.h"

namespace troth::document {
namespace {

// An instant as the last day before it, where it is a midnight of `zone`; else itself.
Date date_before(TimeMs instant, const TimeZone& zone) {
  if (instant == 0) return NoDate{};
  const CivilDate day = zone.date_at(instant - 1);
  return zone.end_of(day) == instant ? Date{day} : Date{instant};
}

// An instant as the day that it starts, where it is a midnight of `zone`; else itself.
Date date_from(TimeMs instant, const TimeZone& zone) {
  if (instant == 0) return NoDate{};
  const CivilDate day = zone.date_at(instant);
  return zone.start_of(day) == instant ? Date{day} : Date{instant};
}

// Adds the table of one clause's content to a draft.
class DraftWriter {
 public:
  DraftWriter(const Ground& ground, TimeZone zone) : ground_(ground), zone_(zone) {
    for (const auto& [id, content] : ground.contents) ids_.push_back(id.hex());
    for (const auto& [id, content] : ground.offered) ids_.push_back(id.hex());
  }

  // The tables of `contents`, which stand or are offered.
  Draft run(const agreement::Contents& contents) {
    contents_ = &contents;
    for (const auto& [id, content] : contents) {
      until_ = content.until_ms == 0 ? std::nullopt
                                     : std::optional(date_before(content.until_ms, zone_));
      id_ = IdBeginning{{}, short_id(id.hex(), ids_)};
      stands_ = ground_.contents.contains(id);
      std::visit([this](const auto& body) { add(body); }, content.body);
    }
    return std::move(draft_);
  }

 private:
  [[nodiscard]] Who who(const PartnerId& partner) const {
    return partner == ground_.me ? Who::me : Who::partner;
  }
  void add(const agreement::Preamble& preamble) { draft_.preamble = {{}, preamble.text}; }
  void add(const agreement::Role& role) {
    draft_.roles.push_back({{}, who(role.partner), role.title, role.leads, until_});
    std::ranges::sort(draft_.roles, {}, &RoleDraft::partner);
  }
  void add(const agreement::Area& area) {
    // One that is offered goes by its name, as every new one does.
    draft_.areas.push_back({{},
                            stands_ ? id_ : std::nullopt,
                            area.name,
                            area.about,
                            area.leader ? Leader{who(*area.leader)} : Leader{DefaultLeader{}},
                            area.reach,
                            Times{area.when, area.windows},
                            until_});
  }
  void add(const agreement::Standard& standard) {
    const Whom whom = standard.applies_to.size() == 2        ? Whom::both
                      : standard.applies_to[0] == ground_.me ? Whom::me
                                                             : Whom::partner;
    draft_.standards.push_back({{},
                                id_,
                                name_of_area(standard.area),
                                whom,
                                standard.text,
                                standard.every,
                                standard.if_missed,
                                until_});
  }
  void add(const agreement::Expectation& expectation) {
    draft_.expectations.push_back(
        {{}, id_, who(expectation.owner), expectation.sort, expectation.text, until_});
  }
  void add(const agreement::Rhythm& rhythm) {
    draft_.rhythm = {{},
                     rhythm.check_in,
                     rhythm.dimensions,
                     rhythm.blind,
                     rhythm.review,
                     WeekTime{rhythm.review_weekday, rhythm.review_minute},
                     rhythm.time_zone,
                     until_};
  }
  void add(const agreement::Term& term) {
    draft_.term = {{},
                   date_from(term.starts_ms, zone_),
                   date_before(term.renew_by_ms, zone_),
                   term.cooling_off_hours,
                   term.pause_cooling_off_hours,
                   until_};
  }
  // Absent where the area was removed from under its standard: amending then leaves it so.
  [[nodiscard]] std::optional<std::string> name_of_area(const ClauseId& id) const {
    for (const agreement::Contents* contents : {contents_, &ground_.contents}) {
      const auto found = contents->find(id);
      if (found == contents->end()) continue;
      const auto* area = std::get_if<agreement::Area>(&found->second.body);
      return area == nullptr ? std::nullopt : std::optional(area->name);
    }
    return std::nullopt;
  }

  const Ground& ground_;
  TimeZone zone_;
  const agreement::Contents* contents_ = nullptr;
  std::vector<std::string> ids_;
  std::optional<IdBeginning> id_;
  bool stands_ = true;
  std::optional<Date> until_;
  Draft draft_;
};

}  // namespace

agreement::Rhythm default_rhythm() {
  agreement::Rhythm rhythm;
  rhythm.dimensions.assign(practice::kDefaultDimensions.begin(),
                           practice::kDefaultDimensions.end());
  rhythm.review_weekday = 6;
  rhythm.review_minute = 20 * 60;
  rhythm.time_zone = "UTC";
  return rhythm;
}

Result<TimeZone> agreed_time_zone(const Ground& ground) {
  const auto found = ground.contents.find(agreement::rhythm_id(ground.pair.id));
  if (found == ground.contents.end()) return TimeZone{};
  return TimeZone::find(std::get<agreement::Rhythm>(found->second.body).time_zone);
}

Result<Draft> draft_of(const Ground& ground) {
  TROTH_ASSIGN(const TimeZone zone, agreed_time_zone(ground));
  return DraftWriter(ground, zone).run(ground.contents);
}

void offer(Ground& ground, const agreement::Proposal& answered) {
  for (const agreement::ClauseChange& change : answered.changes)
    if (change.content && !ground.contents.contains(change.clause))
      ground.offered.emplace(change.clause, *change.content);
}

Result<Draft> draft_of(const agreement::Proposal& proposal, const Ground& ground) {
  agreement::Contents contents;
  std::vector<std::string> ids;
  for (const auto& [id, content] : ground.contents) ids.push_back(id.hex());
  for (const agreement::ClauseChange& change : proposal.changes)
    if (change.content) contents.emplace(change.clause, *change.content);
  TROTH_ASSIGN(TimeZone zone, agreed_time_zone(ground));
  if (const auto rhythm = contents.find(agreement::rhythm_id(ground.pair.id));
      rhythm != contents.end()) {
    TROTH_ASSIGN(zone, TimeZone::find(std::get<agreement::Rhythm>(rhythm->second.body).time_zone));
  }
  Ground answered = ground;
  offer(answered, proposal);
  Draft draft = DraftWriter(answered, zone).run(contents);
  draft.title = proposal.title;
  draft.reason = proposal.reason;
  for (const agreement::ClauseChange& change : proposal.changes)
    if (!change.content && ground.contents.contains(change.clause))
      draft.remove.push_back({{}, short_id(change.clause.hex(), ids)});
  std::vector<std::string> restrictions;
  for (const auto& restriction : ground.restrictions)
    restrictions.push_back(restriction.entry.hex());
  for (const auto& restriction : ground.restrictions)
    if (!restriction.lifted && std::ranges::binary_search(proposal.lifts, restriction.entry))
      draft.lift.push_back({{}, short_id(restriction.entry.hex(), restrictions)});
  return draft;
}

std::string short_id(std::string_view hex, const std::vector<std::string>& all) {
  constexpr std::size_t kFewest = 8;
  return unique_beginning(hex, all, kFewest);
}

}  // namespace troth::document
