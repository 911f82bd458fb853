#include "core/document/draft_changes.h"

#include <algorithm>

#include "core/document/draft_ids.h"

namespace troth::document {
namespace {

using agreement::ClauseContent;
using agreement::Contents;

bool begins(const std::string& hex, const IdBeginning& beginning) {
  return hex.starts_with(beginning.digits);
}

// Collects the changes of one draft; each apply_ adds those of one kind of table.
class Changing {
 public:
  Changing(const Draft& draft, const Ground& ground, const std::function<ClauseId()>& new_id)
      : draft_(draft), ground_(ground), new_id_(new_id), after_(ground.contents) {
    for (const auto& [id, content] : ground.contents) clause_ids_.push_back(id);
    for (const auto& [id, content] : ground.offered) offered_ids_.push_back(id);
    for (const auto& restriction : ground.restrictions)
      if (!restriction.lifted) restriction_ids_.push_back(restriction.entry);
  }

  Result<DraftChanges> run();

 private:
  Status find_zone();
  Status apply_removals();
  Status apply_preamble();
  Status apply_role(const RoleDraft& role);
  Status apply_area(const AreaDraft& area);
  Status apply_standard(const StandardDraft& standard);
  Status apply_expectation(const ExpectationDraft& expectation);
  Status apply_rhythm(const RhythmDraft& rhythm);
  Status apply_term(const TermDraft& term);
  Status check_leader() const;

  // The content that a table amends, or a new one. `Body` names the kind.
  template <class Body>
  Result<ClauseContent> base_of(const ClauseId& id) const;
  // The clause that a table with an id names, which must be a `Body`.
  template <class Body>
  Result<ClauseId> amended(const IdBeginning& id) const;
  // What stands of a clause that a table may name, or is offered of it.
  [[nodiscard]] const ClauseContent& known(const ClauseId& id) const {
    const auto stands = ground_.contents.find(id);
    return stands != ground_.contents.end() ? stands->second : ground_.offered.at(id);
  }
  Status set(const ClauseId& id, std::optional<ClauseContent> content, Place place);
  Result<ClauseId> area_named(const std::string& name, Place place) const;
  [[nodiscard]] std::optional<ClauseId> find_area(const std::string& name) const;
  [[nodiscard]] PartnerId partner(Who who) const {
    return who == Who::me ? ground_.me : ground_.pair.other_than(ground_.me);
  }
  [[nodiscard]] std::vector<PartnerId> partners(Whom whom) const;
  // The instant that ends a day, or starts it.
  [[nodiscard]] TimeMs end_of(const Date& date) const;
  [[nodiscard]] TimeMs start_of(const Date& date) const;
  void apply_until(ClauseContent& content, const std::optional<Date>& until) const {
    if (until) content.until_ms = end_of(*until);
  }

  const Draft& draft_;
  const Ground& ground_;
  const std::function<ClauseId()>& new_id_;
  TimeZone zone_;
  Contents after_;  // what would stand
  std::set<ClauseId> touched_;
  std::vector<ClauseId> clause_ids_;
  std::vector<ClauseId> offered_ids_;
  std::vector<EntryHash> restriction_ids_;
};

template <class Body>
Result<ClauseContent> Changing::base_of(const ClauseId& id) const {
  const auto found = ground_.contents.find(id);
  if (found == ground_.contents.end()) return ClauseContent{0, Body{}};
  return found->second;
}

template <class Body>
Result<ClauseId> Changing::amended(const IdBeginning& id) const {
  const bool is_limit = std::ranges::any_of(
      restriction_ids_, [&](const EntryHash& entry) { return begins(entry.hex(), id); });
  const bool is_clause = std::ranges::any_of(
      clause_ids_, [&](const ClauseId& clause) { return begins(clause.hex(), id); });
  if (is_limit && !is_clause)
    return refuse(Code::document_limit_amended, words_of(id) + " is a limit: ");
  std::vector<ClauseId> all = clause_ids_;
  all.insert(all.end(), offered_ids_.begin(), offered_ids_.end());
  TROTH_ASSIGN(const ClauseId clause, find_id(all, id));
  const ClauseContent& content = known(clause);
  if (!std::holds_alternative<Body>(content.body))
    return refuse(Code::document_id_of_another_kind,
                  words_of(id) + " is of another kind: " + std::string(name_of(kind_of(content))));
  return clause;
}

Status Changing::set(const ClauseId& id, std::optional<ClauseContent> content, Place place) {
  if (!touched_.insert(id).second)
    return refuse(Code::document_clause_twice, words_of(place) + "this clause");
  if (!content) {
    after_.erase(id);
    return {};
  }
  if (Status checked = agreement::check(*content, ground_.pair); !checked)
    return at(place, std::move(checked.error()));
  after_.insert_or_assign(id, std::move(*content));
  return {};
}

std::vector<PartnerId> Changing::partners(Whom whom) const {
  if (whom == Whom::both) return {ground_.pair.a.partner, ground_.pair.b.partner};
  return {partner(whom == Whom::me ? Who::me : Who::partner)};
}

TimeMs Changing::end_of(const Date& date) const {
  if (const auto* day = std::get_if<CivilDate>(&date)) return zone_.end_of(*day);
  if (const auto* instant = std::get_if<TimeMs>(&date)) return *instant;
  return 0;
}

TimeMs Changing::start_of(const Date& date) const {
  const auto* day = std::get_if<CivilDate>(&date);
  return day == nullptr ? end_of(date) : zone_.start_of(*day);
}

Status Changing::find_zone() {
  if (draft_.rhythm && draft_.rhythm->time_zone) {
    TROTH_ASSIGN(zone_, TimeZone::find(*draft_.rhythm->time_zone));
  } else {
    TROTH_ASSIGN(zone_, agreed_time_zone(ground_));
  }
  return {};
}

Status Changing::apply_removals() {
  for (const IdBeginning& id : draft_.remove) {
    const auto clause = find_id(clause_ids_, id);
    if (!clause && clause.error().code == Code::document_id_unknown &&
        find_id(restriction_ids_, id))
      return refuse(Code::document_limit_removed, words_of(id));
    if (!clause) return std::unexpected(clause.error());
    TROTH_TRY(set(*clause, std::nullopt, id.place));
  }
  return {};
}

Status Changing::apply_preamble() {
  if (!draft_.preamble) return {};
  const auto& [place, text] = *draft_.preamble;
  const ClauseId id = agreement::preamble_id(ground_.pair.id);
  if (text.empty()) return ground_.contents.contains(id) ? set(id, std::nullopt, place) : Status{};
  TROTH_ASSIGN(ClauseContent content, base_of<agreement::Preamble>(id));
  std::get<agreement::Preamble>(content.body).text = text;
  return set(id, std::move(content), place);
}

Status Changing::apply_role(const RoleDraft& role) {
  const ClauseId id = agreement::role_id(ground_.pair.id, partner(role.partner));
  if (!role.title && !ground_.contents.contains(id))
    return refuse(Code::document_missing, words_of(role.place) + "'title' of role");
  TROTH_ASSIGN(ClauseContent content, base_of<agreement::Role>(id));
  auto& body = std::get<agreement::Role>(content.body);
  body.partner = partner(role.partner);
  if (role.title) body.title = *role.title;
  if (role.leads) body.leads = *role.leads;
  apply_until(content, role.until);
  return set(id, std::move(content), role.place);
}

std::optional<ClauseId> Changing::find_area(const std::string& name) const {
  for (const auto& [id, content] : after_) {
    const auto* area = std::get_if<agreement::Area>(&content.body);
    if (area != nullptr && area->name == name) return id;
  }
  return std::nullopt;
}

Result<ClauseId> Changing::area_named(const std::string& name, Place place) const {
  const auto found = find_area(name);
  if (!found) return refuse(Code::document_unknown_area, words_of(place) + shown(name));
  return *found;
}

Status Changing::apply_area(const AreaDraft& area) {
  ClauseId id;
  if (area.id) {
    TROTH_ASSIGN(id, amended<agreement::Area>(*area.id));
  } else {
    id = agreement::area_id(ground_.pair.id, *area.name);
    if (after_.contains(id))
      return refuse(Code::document_area_twice, words_of(area.place) + shown(*area.name));
  }
  const auto namesake = area.name ? find_area(*area.name) : std::nullopt;
  if (namesake && *namesake != id)
    return refuse(Code::document_area_twice, words_of(area.place) + shown(*area.name));
  ClauseContent content{0, agreement::Area{}};
  if (area.id) content = known(id);
  auto& body = std::get<agreement::Area>(content.body);
  if (area.name) body.name = *area.name;
  if (area.about) body.about = *area.about;
  if (area.leader) {
    const auto* who = std::get_if<Who>(&*area.leader);
    body.leader = who == nullptr ? std::nullopt : std::optional(partner(*who));
  }
  if (area.reach) body.reach = *area.reach;
  if (area.times) {
    body.when = area.times->when;
    body.windows = area.times->windows;
  }
  apply_until(content, area.until);
  return set(id, std::move(content), area.place);
}

Status Changing::apply_standard(const StandardDraft& standard) {
  ClauseId id;
  ClauseContent content{0, agreement::Standard{}};
  if (standard.id) {
    TROTH_ASSIGN(id, amended<agreement::Standard>(*standard.id));
    content = known(id);
  } else {
    id = new_id_();
  }
  auto& body = std::get<agreement::Standard>(content.body);
  if (standard.area) {
    TROTH_ASSIGN(body.area, area_named(*standard.area, standard.place));
  }
  if (standard.applies_to) body.applies_to = partners(*standard.applies_to);
  if (standard.text) body.text = *standard.text;
  if (standard.every) body.every = *standard.every;
  if (standard.if_missed) body.if_missed = *standard.if_missed;
  apply_until(content, standard.until);
  return set(id, std::move(content), standard.place);
}

Status Changing::apply_expectation(const ExpectationDraft& expectation) {
  ClauseId id;
  ClauseContent content{0, agreement::Expectation{}};
  if (expectation.id) {
    TROTH_ASSIGN(id, amended<agreement::Expectation>(*expectation.id));
    content = known(id);
  } else {
    id = new_id_();
  }
  auto& body = std::get<agreement::Expectation>(content.body);
  if (expectation.owner) body.owner = partner(*expectation.owner);
  if (expectation.sort) body.sort = *expectation.sort;
  if (expectation.text) body.text = *expectation.text;
  apply_until(content, expectation.until);
  return set(id, std::move(content), expectation.place);
}

Status Changing::apply_rhythm(const RhythmDraft& rhythm) {
  const ClauseId id = agreement::rhythm_id(ground_.pair.id);
  TROTH_ASSIGN(ClauseContent content, base_of<agreement::Rhythm>(id));
  auto& body = std::get<agreement::Rhythm>(content.body);
  if (!ground_.contents.contains(id)) body = default_rhythm();
  if (rhythm.check_in) body.check_in = *rhythm.check_in;
  if (rhythm.dimensions) body.dimensions = *rhythm.dimensions;
  if (rhythm.blind) body.blind = *rhythm.blind;
  if (rhythm.review) body.review = *rhythm.review;
  if (rhythm.review_at) {
    body.review_weekday = static_cast<std::uint8_t>(rhythm.review_at->weekday);
    body.review_minute = static_cast<std::uint16_t>(rhythm.review_at->minute);
  }
  if (rhythm.time_zone) body.time_zone = *rhythm.time_zone;
  apply_until(content, rhythm.until);
  return set(id, std::move(content), rhythm.place);
}

Status Changing::apply_term(const TermDraft& term) {
  const ClauseId id = agreement::term_id(ground_.pair.id);
  TROTH_ASSIGN(ClauseContent content, base_of<agreement::Term>(id));
  auto& body = std::get<agreement::Term>(content.body);
  if (term.starts) body.starts_ms = start_of(*term.starts);
  if (term.renew_by) body.renew_by_ms = end_of(*term.renew_by);
  if (term.cooling_off_hours) body.cooling_off_hours = *term.cooling_off_hours;
  if (term.pause_cooling_off_hours) body.pause_cooling_off_hours = *term.pause_cooling_off_hours;
  apply_until(content, term.until);
  return set(id, std::move(content), term.place);
}

Status Changing::check_leader() const {
  std::size_t roles = 0;
  std::size_t leaders = 0;
  for (const auto& [id, content] : after_) {
    const auto* role = std::get_if<agreement::Role>(&content.body);
    if (role == nullptr) continue;
    ++roles;
    if (role->leads) ++leaders;
  }
  if (roles > 0 && leaders != 1)
    return refuse(Code::document_leader_count, leaders == 0 ? "nobody" : "both of you");
  return {};
}

Result<DraftChanges> Changing::run() {
  TROTH_TRY(find_zone());
  TROTH_TRY(apply_removals());
  TROTH_TRY(apply_preamble());
  for (const auto& role : draft_.roles) TROTH_TRY(apply_role(role));
  for (const auto& area : draft_.areas) TROTH_TRY(apply_area(area));
  for (const auto& standard : draft_.standards) TROTH_TRY(apply_standard(standard));
  for (const auto& expectation : draft_.expectations) TROTH_TRY(apply_expectation(expectation));
  if (draft_.rhythm) TROTH_TRY(apply_rhythm(*draft_.rhythm));
  if (draft_.term) TROTH_TRY(apply_term(*draft_.term));
  TROTH_TRY(check_leader());
  return DraftChanges{std::move(after_), std::move(touched_)};
}

}  // namespace

Result<DraftChanges> changes_of(const Draft& draft, const Ground& ground,
                                const std::function<ClauseId()>& new_id) {
  return Changing(draft, ground, new_id).run();
}

}  // namespace troth::document
