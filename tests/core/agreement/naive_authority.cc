// Rule 6 of the naive definition: consent.md's "Authority", row by row. That a
// time is unclear is put in another way than there: a reason holds where it
// holds at every instant at which the answer may have been signed.
#include <algorithm>
#include <functional>
#include <limits>

#include "tests/core/agreement/naive.h"

namespace troth::agreement {
namespace {

bool over(TimeMs end, TimeMs t) { return end != 0 && t >= end; }

// Minute by minute through the week, as a person would on a calendar.
bool window_shows(const Window& window, const WeekTime& now) {
  for (std::uint32_t day = 0; day < 7; ++day) {
    if ((window.days >> day & 1) == 0) continue;
    const std::uint32_t length = (window.to_minute + 1440U - window.from_minute) % 1440;
    const std::uint32_t start = day * 1440 + window.from_minute;
    const std::uint32_t minute = now.weekday * 1440 + now.minute;
    const std::uint32_t since = (minute + 7 * 1440 - start) % (7 * 1440);
    if (since < (length == 0 ? 1440 : length)) return true;
  }
  return false;
}

}  // namespace

bool Naive::restricts(Entry r, RestrictionKind kind, const ClauseId& c, Set v, TimeMs t) {
  const auto* facts = as<RestrictionFacts>(r);
  return facts && facts->kind == kind && in(r, v) && covers(r, c, v) && !lifted(r, v, t);
}

std::optional<PartnerId> Naive::leads(const ClauseId& area, Set v) {
  if (content(area, v)->partner) return content(area, v)->partner;
  for (const PartnerId& partner : {pair_.a.partner, pair_.b.partner}) {
    const ContentFacts* role = content(role_id(pair_.id, partner), v);
    if (role && role->leads) return partner;
  }
  return std::nullopt;
}

std::optional<ClauseContent> Naive::words(const ClauseId& c, Set v, const ProposalSource& texts) {
  const auto x = current(c, v);
  if (!x || !content(c, v)) return std::nullopt;
  for (const ClauseChange& changed : texts.proposal(*x)->changes)
    if (changed.clause == c) return changed.content;
  return std::nullopt;
}

bool Naive::opens(Entry m, const ClauseId& c) {
  const auto& areas = as<MomentOpened>(m)->areas;
  const ContentFacts* stands = content(c, past(m));
  return counts(m) && (areas.empty() || std::ranges::count(areas, c) > 0) && stands &&
         stands->kind == ClauseKind::area && stands->when == When::moments &&
         in_force(c, past(m), act(m).written_ms);
}

bool Naive::open(Entry m, Set v, TimeMs t) {
  for (Entry x = 0; x < size(); ++x) {
    const auto* closed = as<MomentClosed>(x);
    if (closed && in(x, v) && (closed->moment ? *closed->moment == act(m).entry : in(m, past(x))))
      return false;
  }
  return in(m, v) && !is_disputed(m, v) && !over(as<MomentOpened>(m)->until_ms, t);
}

// One answer, and the rows of the table that it is held against, in order.
struct Naive::Question {
  using Row = std::pair<Outside, std::function<bool(TimeMs)>>;

  Question(Naive& asked, const Answer& answer, const ProposalSource& source, const CivilTime& clock)
      : all(asked), d(answer), texts(source), civil_time(clock), v(all.view(d.past)), c(d.area) {
    stands = all.content(c, v);
    if (stands && stands->kind != ClauseKind::area) stands = nullptr;
    if (stands) leader = all.leads(c, v);
    if (leader) role = role_id(all.pair_.id, *leader);
    if (leader) led = all.content(role, v);
  }

  template <class Holds>
  [[nodiscard]] bool some(Holds holds) const {
    for (Entry e = 0; e < all.size(); ++e)
      if (all.in(e, v) && holds(e)) return true;
    return false;
  }
  [[nodiscard]] bool restricted(RestrictionKind kind, const ClauseId& clause, TimeMs t) const {
    return some([&](Entry r) { return all.restricts(r, kind, clause, v, t); });
  }
  [[nodiscard]] bool paused(TimeMs t) const {
    return some([&](Entry r) {
      const auto* facts = all.as<RestrictionFacts>(r);
      return facts && facts->clauses.empty() &&
             (all.restricts(r, RestrictionKind::pause, c, v, t) ||
              all.restricts(r, RestrictionKind::unreadable, c, v, t));
    });
  }
  [[nodiscard]] bool newer() const {
    return some([&](Entry e) {
      const auto* acceptance = all.as<Acceptance>(e);
      return all.as<Newer>(e) || (acceptance && acceptance->rules_version > kRulesVersion);
    });
  }
  [[nodiscard]] bool device_counts() const {
    const auto& author = d.by == all.pair_.a.partner ? all.pair_.a : all.pair_.b;
    return d.device == author.genesis_device || some([&](Entry e) {
             const auto* confirmed = all.as<Confirmed>(e);
             return confirmed && confirmed->device == d.device && all.act(e).partner != d.by &&
                    all.counts(e);
           });
  }
  [[nodiscard]] bool device_cut() const {
    return some([&](Entry x) {
      const auto* cut = all.as<Cut>(x);
      return cut && all.counts(x) && cut->device == d.device && all.cut_from(x) <= d.at.seq;
    });
  }
  [[nodiscard]] bool not_started(TimeMs t) const {
    const ContentFacts* term = all.content(term_id(all.pair_.id), v);
    return term && t < term->term.starts_ms;
  }
  [[nodiscard]] std::string zone() const {
    const auto rhythm = all.words(rhythm_id(all.pair_.id), v, texts);
    return rhythm ? std::get<Rhythm>(rhythm->body).time_zone : "UTC";
  }
  [[nodiscard]] bool in_a_window(TimeMs t) const {
    const auto area = all.words(c, v, texts);
    const auto shown = civil_time(zone(), t);
    return std::ranges::any_of(std::get<Area>(area->body).windows, [&](const Window& window) {
      return shown && window_shows(window, *shown);
    });
  }
  [[nodiscard]] bool in_a_moment(TimeMs t) const {
    return some(
        [&](Entry m) { return all.as<MomentOpened>(m) && all.opens(m, c) && all.open(m, v, t); });
  }

  [[nodiscard]] std::vector<Row> of_everything() const {
    return {
        {Outside::newer_rules, [this](TimeMs) { return newer(); }},
        {Outside::device_not_confirmed, [this](TimeMs) { return !device_counts(); }},
        {Outside::device_cut, [this](TimeMs) { return device_cut(); }},
        {Outside::not_compared, [this](TimeMs) { return !all.compared(v); }},
        {Outside::ended, [this](TimeMs t) { return restricted(RestrictionKind::ending, c, t); }},
        {Outside::paused, [this](TimeMs t) { return paused(t); }},
        {Outside::nothing_agreed,
         [this](TimeMs) {
           return std::ranges::none_of(all.clauses(),
                                       [&](const ClauseId& any) { return all.content(any, v); });
         }},
        {Outside::lapsed, [this](TimeMs t) { return all.lapsed(v, t); }},
        {Outside::not_started, [this](TimeMs t) { return not_started(t); }},
    };
  }
  [[nodiscard]] std::vector<Row> of_the_area() const {
    return {
        {Outside::area_not_there, [this](TimeMs) { return !stands; }},
        {Outside::area_on_hold, [this](TimeMs) { return all.on_hold(c, v); }},
        {Outside::area_paused,
         [this](TimeMs t) { return restricted(RestrictionKind::pause, c, t); }},
        {Outside::area_withdrawn,
         [this](TimeMs t) { return restricted(RestrictionKind::withdrawal, c, t); }},
        {Outside::area_limited,
         [this](TimeMs t) { return restricted(RestrictionKind::limit, c, t); }},
        {Outside::area_over, [this](TimeMs t) { return over(stands->until_ms, t); }},
    };
  }
  [[nodiscard]] std::vector<Row> of_the_lead() const {
    return {
        {Outside::not_in_exchange, [this](TimeMs) { return stands->reach == Reach::outside; }},
        {Outside::nobody_leads, [this](TimeMs) { return !leader; }},
        {Outside::follower_decides,
         [this](TimeMs) { return stands->reach == Reach::consult && *leader == d.by; }},
        {Outside::own_decision, [this](TimeMs) { return stands->reach == Reach::consult; }},
        {Outside::other_leads, [this](TimeMs) { return *leader != d.by; }},
        {Outside::role_not_in_force, [this](TimeMs) { return !led || all.on_hold(role, v); }},
        {Outside::role_not_in_force,
         [this](TimeMs t) {
           return restricted(RestrictionKind::pause, role, t) ||
                  restricted(RestrictionKind::withdrawal, role, t) ||
                  restricted(RestrictionKind::limit, role, t);
         }},
        {Outside::role_not_in_force, [this](TimeMs t) { return over(led->until_ms, t); }},
    };
  }
  [[nodiscard]] std::vector<Row> of_the_time() const {
    const bool has_windows = stands && stands->when == When::windows;
    const bool has_moments = stands && stands->when == When::moments;
    return {
        {Outside::time_zone_unknown,
         [=, this](TimeMs t) { return has_windows && !civil_time(zone(), t); }},
        {Outside::not_in_windows, [=, this](TimeMs t) { return has_windows && !in_a_window(t); }},
        {Outside::no_moment, [=, this](TimeMs t) { return has_moments && !in_a_moment(t); }},
    };
  }

  Naive& all;
  const Answer& d;
  const ProposalSource& texts;
  const CivilTime& civil_time;
  Set v;
  ClauseId c;
  const ContentFacts* stands = nullptr;
  std::optional<PartnerId> leader;
  ClauseId role;
  const ContentFacts* led = nullptr;
};

Verdict Naive::verdict(const Answer& d, const ProposalSource& texts, const CivilTime& civil_time) {
  const Question question(*this, d, texts, civil_time);
  TimeMs latest = d.written_ms;
  for (Entry e = 0; e < size(); ++e)
    if (in(e, question.v)) latest = std::max(latest, act(e).written_ms);
  std::vector<TimeMs> instants = {d.written_ms};
  if (d.written_ms < latest) {
    instants = {0, std::numeric_limits<TimeMs>::max()};
    for (TimeMs t = 0; t < kWeekMs; t += 15 * kMinuteMs) instants.push_back(t);
  }
  const auto holds = [&](const Question::Row& row) {
    return std::ranges::all_of(instants, row.second);
  };
  const ContentFacts* area = question.stands;
  Verdict out;
  out.without_view =
      area && !d.had_view && (area->reach == Reach::discuss || area->reach == Reach::consult);
  for (const auto& rows : {question.of_everything(), question.of_the_area(), question.of_the_lead(),
                           question.of_the_time()}) {
    const auto row = std::ranges::find_if(rows, holds);
    if (row == rows.end()) continue;
    out.why = row->first;
    return out;
  }
  out.outcome = instants.size() == 1 ? Verdict::Outcome::inside : Verdict::Outcome::time_unclear;
  return out;
}

}  // namespace troth::agreement
