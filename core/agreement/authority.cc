// Rule 6: what stands in the way of a decision in the past of its answer, as of
// the time that its author claims (consent.md, "Authority"); and moments.
#include "core/agreement/authority.h"

#include <algorithm>
#include <tuple>

#include "core/agreement/consent.h"

namespace troth::agreement {
namespace {

bool is_past(TimeMs end_ms, TimeMs instant) { return end_ms != 0 && instant >= end_ms; }

// An answer, given or thought of, in the view that it is judged in.
struct Judged {
  const Consent& consent;
  const View& view;
  AsOf as_of;
  Side side = 0;
  DeviceId device;
  std::uint64_t seq = 0;
  ClauseId area;
  bool had_view = false;
};

// What is read of texts, and the clock on the wall.
struct Texts {
  const ProposalSource& source;
  const CivilTime& civil_time;

  // What stands of a clause, in words. Refuses where the source has none.
  [[nodiscard]] Result<const ClauseContent*> content(const Consent& consent, Index clause,
                                                     const View& view) const {
    const EntryHash& entry = consent.proposals()[*consent.version(clause, view).current].entry;
    const Proposal* proposal = source.proposal(entry);
    const ClauseContent* content =
        proposal ? content_in(*proposal, consent.clauses()[clause].id) : nullptr;
    if (!content) return refuse(Code::proposal_unknown);
    return content;
  }

  // The zone of the rhythm that stands; UTC where none does.
  [[nodiscard]] Result<std::string> time_zone(const Consent& consent, const View& view) const {
    const auto clause = consent.find_clause(rhythm_id(consent.pair().id));
    if (!clause || !consent.content(*clause, view)) return "UTC";
    TROTH_ASSIGN(const ClauseContent* stands, content(consent, *clause, view));
    return std::get<Rhythm>(stands->body).time_zone;
  }
};

// The clause of the area, where such an area stands.
std::optional<Index> standing_area(const Consent& consent, const ClauseId& area, const View& view) {
  const auto clause = consent.find_clause(area);
  const ContentFacts* stands = clause ? consent.content(*clause, view) : nullptr;
  return stands && stands->kind == ClauseKind::area ? clause : std::nullopt;
}

std::optional<Side> leader_of(const Consent& consent, const ContentFacts& area, const View& view) {
  return area.partner ? std::optional(consent.side_of(*area.partner)) : consent.leader(view);
}

std::optional<Outside> author_obstacle(const Judged& answer) {
  const Consent& consent = answer.consent;
  if (consent.has_newer(answer.view)) return Outside::newer_rules;
  if (!consent.counts(answer.device, answer.side, answer.view))
    return Outside::device_not_confirmed;
  if (consent.is_cut(answer.device, answer.seq, answer.view)) return Outside::device_cut;
  return std::nullopt;
}

// Whether the author leads in the area, and decides there.
std::optional<Outside> lead_obstacle(const Judged& answer, const ContentFacts& area) {
  const Consent& consent = answer.consent;
  if (area.reach == Reach::outside) return Outside::not_in_exchange;
  const auto leader = leader_of(consent, area, answer.view);
  if (!leader) return Outside::nobody_leads;
  if (area.reach == Reach::consult)
    return *leader == answer.side ? Outside::follower_decides : Outside::own_decision;
  if (*leader != answer.side) return Outside::other_leads;
  const auto role = consent.find_clause(consent.role_clause(*leader));
  const bool is_in_force = role && consent.content(*role, answer.view) &&
                           !consent.obstacle(*role, answer.view, answer.as_of);
  if (!is_in_force) return Outside::role_not_in_force;
  return std::nullopt;
}

Result<std::optional<Outside>> window_obstacle(const Judged& answer, Index area,
                                               const Texts& texts) {
  TROTH_ASSIGN(const ClauseContent* stands, texts.content(answer.consent, area, answer.view));
  TROTH_ASSIGN(const std::string zone, texts.time_zone(answer.consent, answer.view));
  const auto time = texts.civil_time(zone, answer.as_of.earliest);
  if (!time) return Outside::time_zone_unknown;
  if (!answer.as_of.is_known()) return std::nullopt;  // some instant is in a window
  const auto& windows = std::get<Area>(stands->body).windows;
  const bool is_in_one =
      std::ranges::any_of(windows, [&](const Window& window) { return is_within(window, *time); });
  if (!is_in_one) return Outside::not_in_windows;
  return std::nullopt;
}

Result<std::optional<Outside>> when_obstacle(const Judged& answer, Index area, When when,
                                             const Texts& texts) {
  switch (when) {
    case When::always:
      return std::nullopt;
    case When::windows:
      return window_obstacle(answer, area, texts);
    case When::moments:
      break;
  }
  if (answer.consent.is_open(area, answer.view, answer.as_of)) return std::nullopt;
  return Outside::no_moment;
}

Result<std::optional<Outside>> outside(const Judged& answer, const Texts& texts) {
  const Consent& consent = answer.consent;
  if (const auto why = author_obstacle(answer)) return why;
  if (const auto why = consent.obstacle(answer.view, answer.as_of)) return why;
  const auto area = standing_area(consent, answer.area, answer.view);
  if (!area) return Outside::area_not_there;
  if (const auto why = consent.obstacle(*area, answer.view, answer.as_of)) return why;
  const ContentFacts& stands = *consent.content(*area, answer.view);
  if (const auto why = lead_obstacle(answer, stands)) return why;
  return when_obstacle(answer, *area, stands.when, texts);
}

Result<Verdict> judge(const Judged& answer, const Texts& texts) {
  Verdict verdict;
  TROTH_ASSIGN(verdict.why, outside(answer, texts));
  if (!verdict.why)
    verdict.outcome =
        answer.as_of.is_known() ? Verdict::Outcome::inside : Verdict::Outcome::time_unclear;
  const auto area = standing_area(answer.consent, answer.area, answer.view);
  const Reach reach = area ? answer.consent.content(*area, answer.view)->reach : Reach::outside;
  const bool wants_view = reach == Reach::discuss || reach == Reach::consult;
  verdict.without_view = wants_view && !answer.had_view;
  return verdict;
}

AsOf as_of(TimeMs claimed_ms, TimeMs latest_seen_ms) {
  return claimed_ms < latest_seen_ms ? AsOf::any() : AsOf::at(claimed_ms);
}

}  // namespace

// --- what stands in the way ---

bool Consent::has_newer(const View& view) const {
  return std::ranges::any_of(newer_, [&](const Place& at) { return view.has(at); });
}

std::optional<Outside> Consent::obstacle(const View& view, const AsOf& as_of) const {
  if (!compared(view)) return Outside::not_compared;
  std::optional<Outside> restricted;
  for (const RestrictionNode& node : restrictions_) {
    if (!covers_everything(node.facts) || !view.has(node.at) || lifted(node, view, as_of.latest))
      continue;
    if (node.facts.kind == RestrictionKind::ending) return Outside::ended;
    restricted = Outside::paused;
  }
  if (restricted) return restricted;
  const bool is_any = std::ranges::any_of(
      touched_, [&](const auto& clause) { return content(clause.second, view) != nullptr; });
  if (!is_any) return Outside::nothing_agreed;
  if (lapsed(view, as_of.earliest)) return Outside::lapsed;
  if (!started(view, as_of.latest)) return Outside::not_started;
  return std::nullopt;
}

std::optional<Outside> Consent::obstacle(Index clause, const View& view, const AsOf& as_of) const {
  if (on_hold(clause, view)) return Outside::area_on_hold;
  std::optional<RestrictionKind> kind;
  for (const RestrictionNode& node : restrictions_) {
    if (covers_everything(node.facts) || !view.has(node.at) || !covers(node, clause, view) ||
        lifted(node, view, as_of.latest))
      continue;
    kind = kind ? std::min(*kind, node.facts.kind) : node.facts.kind;
  }
  if (kind == RestrictionKind::pause) return Outside::area_paused;
  if (kind == RestrictionKind::withdrawal) return Outside::area_withdrawn;
  if (kind) return Outside::area_limited;
  if (is_past(content(clause, view)->until_ms, as_of.earliest)) return Outside::area_over;
  return std::nullopt;
}

std::optional<Side> Consent::leader(const View& view) const {
  for (const Side side : {Side{0}, Side{1}}) {
    const auto role = find_clause(role_ids_[side]);
    const ContentFacts* stands = role ? content(*role, view) : nullptr;
    if (stands && stands->leads) return side;
  }
  return std::nullopt;
}

// --- moments ---

void Consent::take(const Arrival& arrival, const MomentOpened& opened) {
  MomentNode& node = moments_.emplace_back();
  node.entry = arrival.act.entry;
  node.at = arrival.at;
  node.device = arrival.act.device;
  node.written_ms = arrival.act.written_ms;
  node.facts = opened;
  std::ranges::sort(node.facts.areas);
  node.past = arrival.past;
  node.counts = arrival.counts;
  moment_by_entry_.emplace(node.entry, moments_.size() - 1);
}

// Closing takes away: it asks for no confirmed device, nor that its author says
// that they had seen the moment. They name its hash: they knew it.
void Consent::take(const Arrival& arrival, const MomentClosed& closed) {
  Closing closing{arrival.act.entry, arrival.at, arrival.side, arrival.act.written_ms,
                  arrival.past};
  if (!closed.moment) {
    if (unread_closings_.size() <= arrival.at.line) unread_closings_.resize(arrival.at.line + 1);
    unread_closings_[arrival.at.line].push_back(std::move(closing));
    return;
  }
  auto& closings = closings_[*closed.moment];
  const bool is_first = std::ranges::none_of(
      closings, [&](const Closing& other) { return other.at.line == arrival.at.line; });
  if (is_first) closings.push_back(std::move(closing));
}

std::optional<Index> Consent::find_moment(const EntryHash& entry) const {
  const auto at = moment_by_entry_.find(entry);
  if (at == moment_by_entry_.end()) return std::nullopt;
  return at->second;
}

std::vector<const Closing*> Consent::closings_of(const MomentNode& moment, const View& view) const {
  std::vector<const Closing*> out;
  if (const auto naming = closings_.find(moment.entry); naming != closings_.end())
    for (const Closing& closing : naming->second)
      if (view.has(closing.at)) out.push_back(&closing);
  for (const auto& closings : unread_closings_) {
    // A line's later entries have the larger pasts.
    const auto first = std::ranges::partition_point(
        closings, [&](const Closing& closing) { return !closing.past.has(moment.at); });
    if (first != closings.end() && view.has(first->at)) out.push_back(&*first);
  }
  return out;
}

std::optional<ClosedBy> Consent::closed_by(const MomentNode& moment) const {
  const auto closings = closings_of(moment, all_);
  const auto is_earlier = [](const Closing& a, const Closing& b) {
    return std::tie(a.written_ms, a.entry) < std::tie(b.written_ms, b.entry);
  };
  const Closing* first = nullptr;
  for (const Closing* closing : closings) {
    const bool had_seen_one = std::ranges::any_of(
        closings, [&](const Closing* other) { return closing->past.has(other->at); });
    if (!had_seen_one && (!first || is_earlier(*closing, *first))) first = closing;
  }
  if (!first) return std::nullopt;
  return ClosedBy{first->entry, partner(first->side), first->written_ms};
}

bool Consent::opens(const MomentNode& moment, Index clause) const {
  const ClauseId& id = clauses_[clause].id;
  if (!moment.counts ||
      (!moment.facts.areas.empty() && !std::ranges::binary_search(moment.facts.areas, id)))
    return false;
  if (const auto known = moment.is_of.find(clause); known != moment.is_of.end())
    return known->second;
  const AsOf then = AsOf::at(moment.written_ms);
  const ContentFacts* stands = content(clause, moment.past);
  const bool opens = stands && stands->kind == ClauseKind::area && stands->when == When::moments &&
                     !obstacle(moment.past, then) && !obstacle(clause, moment.past, then);
  return moment.is_of[clause] = opens;
}

bool Consent::is_open(Index clause, const View& view, const AsOf& as_of) const {
  // The newest are the likeliest.
  for (auto moment = moments_.rbegin(); moment != moments_.rend(); ++moment)
    if (view.has(moment->at) && !is_past(moment->facts.until_ms, as_of.earliest) &&
        !is_closed(*moment, view) && !is_cut(moment->device, moment->at.seq, view) &&
        opens(*moment, clause))
      return true;
  return false;
}

// --- verdicts ---

std::optional<View> Consent::held(const Clock& clock) const {
  View view;
  for (const Tick& tick : clock.ticks()) {
    const auto line = line_by_id_.find(tick.line);
    if (line == line_by_id_.end()) return std::nullopt;
    view.raise({line->second, tick.seq});
  }
  return all_.has(view) ? std::optional(view) : std::nullopt;
}

Result<Verdict> Agreement::verdict_of(const Answer& answer, const ProposalSource& source,
                                      const CivilTime& civil_time) const {
  if (!consent_->pair().has(answer.by)) return refuse(Code::partner_unknown, "The author");
  const auto past = consent_->held(answer.past);
  if (!past) return refuse(Code::act_out_of_order, "an answer");
  return judge(
      {*consent_, *past, as_of(answer.written_ms, answer.latest_ms), consent_->side_of(answer.by),
       answer.device, answer.at.seq, answer.area, answer.had_view},
      {source, civil_time});
}

Result<Verdict> Agreement::verdict_if_answered_now(const Answering& answering, TimeMs now_ms,
                                                   const ProposalSource& source,
                                                   const CivilTime& civil_time) const {
  const DeviceId& device = answering.by.device;
  if (!consent_->pair().has(answering.by.partner))
    return refuse(Code::partner_unknown, "The author");
  TROTH_ASSIGN(Verdict verdict,
               judge({*consent_, consent_->all(), as_of(now_ms, consent_->latest_ms()),
                      consent_->side_of(answering.by.partner), device, consent_->next_seq(device),
                      answering.area, answering.had_view},
                     {source, civil_time}));
  if (!waiting_.empty() && !verdict.why) {
    verdict.outcome = Verdict::Outcome::outside;
    verdict.why = Outside::paused;
  }
  return verdict;
}

std::optional<PartnerId> Agreement::who_decides(const ClauseId& area) const {
  const View& all = consent_->all();
  const auto clause = standing_area(*consent_, area, all);
  if (!clause) return std::nullopt;
  const ContentFacts& stands = *consent_->content(*clause, all);
  const auto leader = leader_of(*consent_, stands, all);
  if (!leader || stands.reach == Reach::outside) return std::nullopt;
  return consent_->partner(stands.reach == Reach::consult ? 1 - *leader : *leader);
}

std::vector<ClauseId> Agreement::areas_opened_by(const EntryHash& moment) const {
  std::vector<ClauseId> out;
  const auto index = consent_->find_moment(moment);
  if (!index) return out;
  for (const auto& [id, clause] : consent_->touched())
    if (consent_->opens(consent_->moments()[*index], clause)) out.push_back(id);
  return out;
}

std::vector<EntryHash> Agreement::open_moments(TimeMs now_ms) const {
  std::vector<EntryHash> out;
  for (const MomentNode& moment : consent_->moments())
    if (moment.counts && may_close_moment(moment.entry, now_ms)) out.push_back(moment.entry);
  return out;
}

std::optional<ClosedBy> Agreement::closed_by(const EntryHash& moment) const {
  const auto index = consent_->find_moment(moment);
  if (!index) return std::nullopt;
  return consent_->closed_by(consent_->moments()[*index]);
}

}  // namespace troth::agreement
