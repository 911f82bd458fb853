#include "core/document/resolve.h"

#include <algorithm>
#include <set>

namespace troth::document {
namespace {

using agreement::ClauseContent;
using agreement::Contents;

bool begins(const std::string& hex, const IdBeginning& beginning) {
  return hex.starts_with(beginning.digits);
}

std::string words_of(const IdBeginning& id) { return words_of(id.place) + shown(id.digits); }

// The one of `ids` that `beginning` begins.
template <class Id>
Result<Id> find_id(const std::vector<Id>& ids, const IdBeginning& beginning) {
  std::optional<Id> found;
  for (const Id& id : ids) {
    if (!begins(id.hex(), beginning)) continue;
    if (found) return refuse(Code::document_id_ambiguous, words_of(beginning));
    found = id;
  }
  if (!found) return refuse(Code::document_id_unknown, words_of(beginning));
  return *found;
}

std::unexpected<Error> at(Place place, Error error) {
  error.message.insert(0, words_of(place));
  return std::unexpected(std::move(error));
}

// Collects the changes of one draft; each apply_ adds those of one kind of table.
class Resolver {
 public:
  Resolver(const Draft& draft, const Ground& ground, const std::function<ClauseId()>& new_id)
      : draft_(draft), ground_(ground), new_id_(new_id), after_(ground.contents) {
    for (const auto& [id, content] : ground.contents) clause_ids_.push_back(id);
    for (const auto& restriction : ground.restrictions)
      if (!restriction.lifted) restriction_ids_.push_back(restriction.entry);
  }

  Result<Resolved> run();

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
  Result<std::vector<agreement::Restriction>> limits() const;
  Result<agreement::Proposal> proposal() const;

  // The content that a table amends, or a new one. `Body` names the kind.
  template <class Body>
  Result<ClauseContent> base_of(const ClauseId& id) const;
  // The clause that a table with an id names, which must be a `Body`.
  template <class Body>
  Result<ClauseId> amended(const IdBeginning& id) const;
  Status set(const ClauseId& id, std::optional<ClauseContent> content, Place place);
  Result<ClauseId> area_named(const std::string& name, Place place) const;
  [[nodiscard]] std::optional<ClauseId> find_area(const std::string& name) const;
  [[nodiscard]] PartnerId partner(Who who) const {
    return who == Who::me ? ground_.me : ground_.pair.other_than(ground_.me);
  }
  [[nodiscard]] std::vector<PartnerId> partners(Whom whom) const;
  [[nodiscard]] const agreement::ClauseState* state(const ClauseId& id) const;
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
  std::vector<EntryHash> restriction_ids_;
};

template <class Body>
Result<ClauseContent> Resolver::base_of(const ClauseId& id) const {
  const auto found = ground_.contents.find(id);
  if (found == ground_.contents.end()) return ClauseContent{0, Body{}};
  return found->second;
}

template <class Body>
Result<ClauseId> Resolver::amended(const IdBeginning& id) const {
  const bool is_limit = std::ranges::any_of(
      restriction_ids_, [&](const EntryHash& entry) { return begins(entry.hex(), id); });
  const bool is_clause = std::ranges::any_of(
      clause_ids_, [&](const ClauseId& clause) { return begins(clause.hex(), id); });
  if (is_limit && !is_clause)
    return refuse(Code::document_limit_amended, words_of(id) + " is a limit: ");
  TROTH_ASSIGN(const ClauseId clause, find_id(clause_ids_, id));
  const ClauseContent& content = ground_.contents.at(clause);
  if (!std::holds_alternative<Body>(content.body))
    return refuse(Code::document_id_of_another_kind,
                  words_of(id) + " is of another kind: " + std::string(name_of(kind_of(content))));
  return clause;
}

Status Resolver::set(const ClauseId& id, std::optional<ClauseContent> content, Place place) {
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

const agreement::ClauseState* Resolver::state(const ClauseId& id) const {
  const auto found = std::ranges::find(ground_.clauses, id, &agreement::ClauseState::id);
  return found == ground_.clauses.end() ? nullptr : &*found;
}

std::vector<PartnerId> Resolver::partners(Whom whom) const {
  if (whom == Whom::both) return {ground_.pair.a.partner, ground_.pair.b.partner};
  return {partner(whom == Whom::me ? Who::me : Who::partner)};
}

TimeMs Resolver::end_of(const Date& date) const {
  if (const auto* day = std::get_if<CivilDate>(&date)) return zone_.end_of(*day);
  if (const auto* instant = std::get_if<TimeMs>(&date)) return *instant;
  return 0;
}

TimeMs Resolver::start_of(const Date& date) const {
  const auto* day = std::get_if<CivilDate>(&date);
  return day == nullptr ? end_of(date) : zone_.start_of(*day);
}

Status Resolver::find_zone() {
  if (draft_.rhythm && draft_.rhythm->time_zone) {
    TROTH_ASSIGN(zone_, TimeZone::find(*draft_.rhythm->time_zone));
  } else {
    TROTH_ASSIGN(zone_, agreed_time_zone(ground_));
  }
  return {};
}

Status Resolver::apply_removals() {
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

Status Resolver::apply_preamble() {
  if (!draft_.preamble) return {};
  const auto& [place, text] = *draft_.preamble;
  const ClauseId id = agreement::preamble_id(ground_.pair.id);
  if (text.empty()) return ground_.contents.contains(id) ? set(id, std::nullopt, place) : Status{};
  TROTH_ASSIGN(ClauseContent content, base_of<agreement::Preamble>(id));
  std::get<agreement::Preamble>(content.body).text = text;
  return set(id, std::move(content), place);
}

Status Resolver::apply_role(const RoleDraft& role) {
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

std::optional<ClauseId> Resolver::find_area(const std::string& name) const {
  for (const auto& [id, content] : after_) {
    const auto* area = std::get_if<agreement::Area>(&content.body);
    if (area != nullptr && area->name == name) return id;
  }
  return std::nullopt;
}

Result<ClauseId> Resolver::area_named(const std::string& name, Place place) const {
  const auto found = find_area(name);
  if (!found) return refuse(Code::document_unknown_area, words_of(place) + shown(name));
  return *found;
}

Status Resolver::apply_area(const AreaDraft& area) {
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
  if (area.id) content = ground_.contents.at(id);
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

Status Resolver::apply_standard(const StandardDraft& standard) {
  ClauseId id;
  ClauseContent content{0, agreement::Standard{}};
  if (standard.id) {
    TROTH_ASSIGN(id, amended<agreement::Standard>(*standard.id));
    content = ground_.contents.at(id);
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

Status Resolver::apply_expectation(const ExpectationDraft& expectation) {
  ClauseId id;
  ClauseContent content{0, agreement::Expectation{}};
  if (expectation.id) {
    TROTH_ASSIGN(id, amended<agreement::Expectation>(*expectation.id));
    content = ground_.contents.at(id);
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

Status Resolver::apply_rhythm(const RhythmDraft& rhythm) {
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

Status Resolver::apply_term(const TermDraft& term) {
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

Status Resolver::check_leader() const {
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

Result<std::vector<agreement::Restriction>> Resolver::limits() const {
  std::vector<agreement::Restriction> limits;
  for (const LimitDraft& draft : draft_.limits) {
    agreement::Restriction limit;
    limit.kind = agreement::RestrictionKind::limit;
    limit.strength = draft.strength;
    limit.text = draft.text;
    for (const IdBeginning& id : draft.suspends) {
      TROTH_ASSIGN(const ClauseId clause, find_id(clause_ids_, id));
      limit.clauses.push_back(clause);
    }
    std::ranges::sort(limit.clauses);
    const auto repeated = std::ranges::unique(limit.clauses);
    limit.clauses.erase(repeated.begin(), repeated.end());
    if (Status checked = agreement::check(limit); !checked)
      return at(draft.place, std::move(checked.error()));
    limits.push_back(std::move(limit));
  }
  return limits;
}

Result<agreement::Proposal> Resolver::proposal() const {
  agreement::Proposal proposal;
  proposal.title = draft_.title;
  proposal.reason = draft_.reason;
  for (const ClauseId& id : touched_) {  // ascending, as a proposal wants it
    const agreement::ClauseState* stands = state(id);
    const auto before = ground_.contents.find(id);
    const auto after = after_.find(id);
    const bool on_hold = stands != nullptr && stands->on_hold;
    const bool same = before != ground_.contents.end() && after != after_.end() &&
                      before->second == after->second;
    if (same && !on_hold) continue;
    proposal.changes.push_back(
        {id, stands == nullptr ? agreement::Standing{} : stands->standing,
         after == after_.end() ? std::nullopt : std::optional(after->second)});
  }
  for (const IdBeginning& id : draft_.lift) {
    TROTH_ASSIGN(const EntryHash restriction, find_id(restriction_ids_, id));
    proposal.lifts.push_back(restriction);
  }
  std::ranges::sort(proposal.lifts);
  const auto repeated = std::ranges::unique(proposal.lifts);
  proposal.lifts.erase(repeated.begin(), repeated.end());
  return proposal;
}

Result<Resolved> Resolver::run() {
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
  Resolved resolved;
  TROTH_ASSIGN(resolved.limits, limits());
  TROTH_ASSIGN(agreement::Proposal proposed, proposal());
  if (proposed.changes.empty() && proposed.lifts.empty()) {
    if (resolved.limits.empty()) return refuse(Code::document_nothing_to_change);
    return resolved;
  }
  TROTH_TRY(agreement::check(proposed, ground_.pair));
  resolved.proposal = std::move(proposed);
  return resolved;
}

}  // namespace

Result<Resolved> resolve(const Draft& draft, const Ground& ground,
                         const std::function<ClauseId()>& new_id) {
  return Resolver(draft, ground, new_id).run();
}

}  // namespace troth::document
