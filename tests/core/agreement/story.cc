#include "tests/core/agreement/story.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/check.h"

namespace troth::agreement {
namespace {

Pair test_pair() {
  Pair::Member mara{test_id<PartnerId>("Mara"), test_id<DeviceId>("Mara's laptop")};
  Pair::Member jonas{test_id<PartnerId>("Jonas"), test_id<DeviceId>("Jonas's laptop")};
  if (jonas.partner < mara.partner) return {test_id<PairId>("pair"), jonas, mara};
  return {test_id<PairId>("pair"), mara, jonas};
}

Device& add_device(std::deque<Device>& devices, const Pair& pair, std::string_view partner,
                   std::string_view device) {
  return devices.emplace_back(
      Device{test_id<PartnerId>(partner), test_id<DeviceId>(device), {}, 0, Agreement(pair), true});
}

}  // namespace

std::optional<WeekTime> made_up_time(std::string_view time_zone, TimeMs instant) {
  constexpr TimeMs kMonday = that_week(0, 0);
  constexpr TimeMs kSummer = kMonday - 12 * kDayMs + kHourMs;
  constexpr TimeMs kWinter = kMonday + 9 * kDayMs + kHourMs;
  if (time_zone != "UTC" && time_zone != "Made/Up") return std::nullopt;
  TimeMs shown = std::clamp(instant, -kMonday, 2 * kMonday);
  if (time_zone == "Made/Up")
    shown += kSummer <= instant && instant < kWinter ? 2 * kHourMs : kHourMs;
  TimeMs into_week = (shown - kMonday) % kWeekMs;
  if (into_week < 0) into_week += kWeekMs;
  return WeekTime{static_cast<std::uint32_t>(into_week / kDayMs),
                  static_cast<std::uint32_t>(into_week % kDayMs / kMinuteMs)};
}

Story::Story(Start start)
    : pair(test_pair()),
      mara(add_device(devices, pair, "Mara", "Mara's laptop")),
      jonas(add_device(devices, pair, "Jonas", "Jonas's laptop")),
      all(pair) {
  sign(mara, Automatic{});
  sign(jonas, Automatic{});
  sync();
  if (start == Start::paired) return;
  sign(mara, Compared{});
  sign(jonas, Compared{});
  sync();
}

Device& Story::link_device(const Device& owner) {
  const std::string name = "device " + std::to_string(devices.size());
  Device& added = devices.emplace_back(
      Device{owner.partner, test_id<DeviceId>(name), {}, 0, Agreement(pair), true});
  deliver(owner, added);
  return added;
}

void Story::deliver(const Device& from, Device& to) {
  for (const Act& act : acts) {
    if (!from.seen.contains(act.at) || to.seen.contains(act.at)) continue;
    CHECK(to.agreement.add(act));
    to.seen.raise(act.at);
    to.latest_ms = std::max(to.latest_ms, act.latest_ms);
  }
}

void Story::sync() {
  for (Device& to : devices)
    for (const Device& from : devices) deliver(from, to);
}

EntryHash Story::sign(Device& by, const Deed& deed) { return sign_having_seen(by, by.seen, deed); }

EntryHash Story::sign_having_seen(Device& by, const Clock& past, const Deed& deed) {
  Act act;
  act.entry = test_id<EntryHash>("entry", acts.size());
  act.partner = by.partner;
  act.device = by.id;
  act.at = {by.id, by.seen.seq_of(by.id) + 1};
  act.past = past;
  act.past.raise({by.id, act.at.seq - 1});
  act.written_ms = now;
  act.latest_ms = now;
  for (const Act& other : acts)
    if (act.past.contains(other.at)) act.latest_ms = std::max(act.latest_ms, other.latest_ms);
  act.deed = deed;
  CHECK(by.agreement.add(act));
  CHECK(all.add(act));
  by.seen.raise(act.at);
  by.latest_ms = std::max(by.latest_ms, act.latest_ms);
  acts.push_back(act);
  return act.entry;
}

Proposal Story::draft(const Device& by, const std::vector<Change>& changes) const {
  Proposal proposal{"A change", "Because we talked about it", {}, {}, {}, {}};
  for (const Change& change : changes)
    proposal.changes.push_back(
        {change.clause, by.agreement.standing(change.clause), change.content});
  std::ranges::sort(proposal.changes, {}, &ClauseChange::clause);
  return proposal;
}

EntryHash Story::propose(Device& by, Proposal proposal) {
  const EntryHash entry = sign(by, facts_of(proposal));
  proposals_.emplace(entry, std::move(proposal));
  return entry;
}

EntryHash Story::propose(Device& by, const std::vector<Change>& changes) {
  return propose(by, draft(by, changes));
}

EntryHash Story::accept(Device& by, const EntryHash& proposal_entry) {
  return sign(by, Acceptance{proposal_entry,
                             by.agreement.digest_after_accepting(proposal_entry, by.author()),
                             kRulesVersion});
}

EntryHash Story::say_no(Device& by, const EntryHash& proposal_entry) {
  return sign(by, NoFacts{proposal_entry});
}

EntryHash Story::pause(Device& by, std::vector<ClauseId> area) {
  return sign(by, RestrictionFacts{RestrictionKind::pause, std::move(area), {}, {}});
}

EntryHash Story::end(Device& by) {
  return sign(by, RestrictionFacts{RestrictionKind::ending, {}, {}, {}});
}

EntryHash Story::withdraw(Device& by, std::vector<ClauseId> clauses) {
  std::ranges::sort(clauses);
  return sign(by, RestrictionFacts{RestrictionKind::withdrawal, std::move(clauses), {}, {}});
}

EntryHash Story::limit(Device& by, std::vector<ClauseId> suspends, Strength strength) {
  std::ranges::sort(suspends);
  return sign(by, RestrictionFacts{RestrictionKind::limit, std::move(suspends), strength, {}});
}

EntryHash Story::open_moment(Device& by, std::vector<ClauseId> areas, TimeMs until_ms) {
  std::ranges::sort(areas);
  return sign(by, MomentOpened{std::move(areas), until_ms});
}

EntryHash Story::close_moment(Device& by, const EntryHash& moment) {
  return sign(by, MomentClosed{moment});
}

Answer Story::answer(Device& by, const ClauseId& in_area, bool had_view) {
  return answer_having_seen(by, by.seen, in_area, had_view);
}

Answer Story::answer_having_seen(Device& by, const Clock& past, const ClauseId& in_area,
                                 bool had_view) {
  sign_having_seen(by, past, Practice{});
  const Act& signed_act = acts.back();
  return answers.emplace_back(Answer{by.partner, by.id, signed_act.at, signed_act.past,
                                     signed_act.written_ms, signed_act.latest_ms, in_area,
                                     had_view});
}

EntryHash Story::offer_lift(Device& by, std::vector<EntryHash> restrictions) {
  Proposal proposal = draft(by, {});
  std::ranges::sort(restrictions);
  proposal.lifts = std::move(restrictions);
  return propose(by, std::move(proposal));
}

EntryHash Story::agree(Device& proposer, Device& acceptor, const std::vector<Change>& changes) {
  sync();
  const EntryHash entry = propose(proposer, changes);
  sync();
  accept(acceptor, entry);
  sync();
  return entry;
}

const Proposal* Story::proposal(const EntryHash& entry) const {
  const auto at = proposals_.find(entry);
  return at == proposals_.end() ? nullptr : &at->second;
}

const Act& Story::act(const EntryHash& entry) const {
  return *std::ranges::find(acts, entry, &Act::entry);
}

bool Story::in_force(const ClauseId& clause) const { return all.clause(clause, now).in_force; }
bool Story::on_hold(const ClauseId& clause) const { return all.clause(clause, now).on_hold; }

std::optional<EntryHash> Story::current(const ClauseId& clause) const {
  return all.standing(clause).current;
}

ProposalState::Stage Story::stage(const EntryHash& entry) const {
  return all.proposal(entry)->stage;
}

const AcceptanceState* Story::acceptance(const EntryHash& entry) const {
  shown_ = all.proposals();
  for (const ProposalState& proposal_state : shown_)
    for (const AcceptanceState& state : proposal_state.acceptances)
      if (state.entry == entry) return &state;
  return nullptr;
}

bool Story::is_void(const EntryHash& entry) const { return !void_causes(entry).empty(); }

std::optional<Unsound> Story::unsound(const EntryHash& entry) const {
  const AcceptanceState* state = acceptance(entry);
  CHECK(state);
  return state->unsound;
}

std::set<VoidCause::Why> Story::void_causes(const EntryHash& entry) const {
  const AcceptanceState* state = acceptance(entry);
  CHECK(state);
  std::set<VoidCause::Why> causes;
  for (const VoidCause& cause : state->void_causes) causes.insert(cause.why);
  return causes;
}

RestrictionState Story::restriction(const EntryHash& entry) const {
  for (const RestrictionState& state : all.restrictions(now))
    if (state.entry == entry) return state;
  CHECK(false);
  return {};
}

Change Story::area(std::string_view name, Reach reach) const {
  return {area_named(name),
          ClauseContent{0, Area{std::string(name), "", {}, reach, When::always, {}}}};
}

Change Story::area(const Area& of, TimeMs until_ms) const {
  return {area_named(of.name), ClauseContent{until_ms, of}};
}

Change Story::rhythm_in(std::string_view time_zone) const {
  return {rhythm_id(pair.id), ClauseContent{0, Rhythm{Rhythm::Every::week,
                                                      {"trust"},
                                                      false,
                                                      Rhythm::Every::month,
                                                      6,
                                                      20 * 60,
                                                      std::string(time_zone)}}};
}

Change Story::standard(std::uint64_t number, const ClauseId& in_area) const {
  return {
      test_id<ClauseId>("standard", number),
      ClauseContent{
          0, Standard{
                 in_area, {jonas.partner}, "The door is locked at ten", Standard::Every::day, ""}}};
}

Change Story::preamble(std::string_view text) const {
  return {preamble_id(pair.id), ClauseContent{0, Preamble{std::string(text)}}};
}

Change Story::role(const Device& of, std::string_view title, bool leads) const {
  return {role_of(of), ClauseContent{0, Role{of.partner, std::string(title), leads}}};
}

Change Story::term(const Term& of) const { return {the_term(), ClauseContent{0, of}}; }

}  // namespace troth::agreement
