#include "tests/core/agreement/random_story.h"

#include <algorithm>
#include <array>
#include <random>

namespace troth::agreement {
namespace {

constexpr std::size_t kProposal = 0;
constexpr std::size_t kRestriction = 3;
constexpr std::size_t kMoment = 10;

template <class List>
auto pick(const List& list, std::size_t number) {
  return list[number % list.size()];
}

}  // namespace

void showValue(const Step& step, std::ostream& out) {
  out << "{" << int{step.device} << "," << int{step.what} << "," << int{step.which} << ","
      << int{step.how} << "}";
}

Agreement agreement_of(const Story& story, const Clock& view) {
  Agreement out(story.pair);
  for (const Act& act : story.acts)
    if (view.contains(act.at)) (void)out.add(act);
  return out;
}

std::vector<Act> shuffled(const std::vector<Act>& acts, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<Act> left = acts;
  std::vector<Act> out;
  Clock have;
  while (!left.empty()) {
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < left.size(); ++i)
      if (have.contains(left[i].past)) ready.push_back(i);
    const std::size_t next = ready[random() % ready.size()];
    have.raise(left[next].at);
    out.push_back(left[next]);
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(next));
  }
  return out;
}

RandomStory::RandomStory(const Cast& cast) : cast_(cast) {
  if (cast.lived > 0) {
    Term term;
    term.renew_by_ms = kNow + 5 * kDayMs;
    Area house{"Household", "", {}, static_cast<Reach>(1 + cast.lived % 4), When::always, {}};
    if (cast.lived % 5 == 0) house.leader = story.jonas.partner;
    std::vector<Change> changes = {story.role(story.mara, "Dominant", true),
                                   story.role(story.jonas, "submissive", false), story.area(house),
                                   story.rhythm_in("Made/Up"), story.term(term)};
    for (const When when : {When::moments, When::windows}) {
      Area area{when == When::moments ? "Bedroom" : "Garden", "", {}, Reach::discuss, when, {}};
      if (when == When::windows) area.windows = {{0x7F, 18 * 60, 9 * 60}};
      changes.push_back(story.area(area));
    }
    story.agree(changes);
    if (cast.lived % 2 == 0) story.open_moment(story.mara);
    story.sync();
  }
  if (cast.second_devices == 0) return;
  Device& second = story.link_device(story.mara);
  story.sign(story.jonas, Confirmed{second.id});
  story.sync();
  if (cast.second_devices > 1) story.link_device(story.jonas);  // confirmed by chance
}

bool RandomStory::take(const Step& step) {
  Device& device = story.devices[step.device % story.devices.size()];
  if (step.what < 8) return receive(device, step);
  const Clock past = claimed_past(device, step);
  story.now += TimeMs{step.how} * kHourMs / 8;
  if (step.what < 11) return propose(device, past, step);
  if (step.what < 17) return accept(device, past, step);
  if (step.what < 18) return restrict(device, past, step);
  if (step.what < 20) return offer_lift(device, past, step);
  if (step.what < 22) {
    const auto proposals = known(past, kProposal);
    if (proposals.empty()) return false;
    sign(device, past, NoFacts{pick(proposals, step.which)});
    return true;
  }
  const Device& other = story.devices[step.which % story.devices.size()];
  if (step.what == 22 && other.id != device.id) {
    if (other.partner != device.partner && step.how % 4 != 0)
      sign(device, past, Confirmed{other.id});
    else if (cast_.may_be_cut)
      sign(device, past,
           Cut{other.id, 1 + step.how % 8u,
               step.which < 8 ? Cut::Why::revoked : Cut::Why::equivocated});
    else
      return false;
    return true;
  }
  if (step.what == 24) return open_moment(device, past, step), true;
  if (step.what == 25) return close_moment(device, past, step);
  if (step.what > 25) return answer(device, past, step), true;
  sign(device, past, step.how % 2 == 0 ? Deed(Practice{}) : Deed(Automatic{}));
  return true;
}

// Everything of another device, or only its next entry.
bool RandomStory::receive(Device& device, const Step& step) {
  Device& from = story.devices[step.which % story.devices.size()];
  Clock view = from.seen;
  if (step.how % 4 == 0) {
    const auto next = std::ranges::find_if(story.acts, [&](const Act& act) {
      return act.device == from.id && !device.seen.contains(act.at);
    });
    if (next == story.acts.end()) return false;
    view = next->past;
    view.raise(next->at);
  }
  if (device.seen.contains(view)) return false;
  views_since_signing_[device.id].push_back(device.seen);
  for (const Act& act : story.acts) {
    if (!view.contains(act.at) || device.seen.contains(act.at)) continue;
    RC_ASSERT(device.agreement.add(act).has_value());
    device.seen.raise(act.at);
  }
  return true;
}

Clock RandomStory::claimed_past(const Device& device, const Step& step) const {
  const auto views = views_since_signing_.find(device.id);
  const bool is_lie = cast_.may_lie && step.how >= 48;
  if (!is_lie || views == views_since_signing_.end() || views->second.empty()) return device.seen;
  return pick(views->second, step.which);
}

EntryHash RandomStory::sign(Device& device, const Clock& past, const Deed& deed) {
  // A later lie goes no further back than this one.
  std::erase_if(views_since_signing_[device.id],
                [&](const Clock& view) { return !view.contains(past); });
  for (Clock& view : views_since_signing_[device.id])
    view.raise({device.id, device.seen.seq_of(device.id) + 1});
  claims.push_back(past);
  return story.sign_having_seen(device, past, deed);
}

std::vector<EntryHash> RandomStory::known(const Clock& past, std::size_t deed) const {
  std::vector<EntryHash> out;
  for (const Act& act : story.acts)
    if (act.deed.index() == deed && past.contains(act.at)) out.push_back(act.entry);
  std::ranges::reverse(out);  // the newest are the likeliest
  return out;
}

std::vector<Change> RandomStory::contents(const Agreement& seen, const Step& step) const {
  const ClauseId house = story.area_named("Household");
  const ClauseId bed = story.area_named("Bedroom");
  std::vector<Change> out;
  if (cast_.one_clause) return {story.area("Household", static_cast<Reach>(1 + step.how % 4))};
  const auto wants = [&](int bit) { return (step.which >> bit & 1) != 0; };
  if (cast_.lived > 0 && step.how % 2 == 1) {
    const std::array<std::string_view, 3> names = {"Household", "Bedroom", "Garden"};
    out.push_back(area(pick(names, step.which), step));
    if (wants(3)) out.push_back(story.rhythm_in(wants(2) ? "UTC" : "Made/Up"));
    if (wants(3) && wants(1)) out.back() = story.rhythm_in("Nowhere");
    return out;
  }
  if (wants(0)) out.push_back(story.area("Household", static_cast<Reach>(1 + step.how % 4)));
  const bool is_in_bed = step.how % 3 == 0;
  if (wants(1)) out.push_back(story.standard(1, is_in_bed ? bed : house));
  if (wants(1) && !is_in_bed && !wants(0) && !seen.facts(house))
    out.push_back(story.area("Household"));
  if ((wants(2) && is_in_bed) || (wants(1) && is_in_bed && !seen.facts(bed)))
    out.push_back(story.area("Bedroom"));
  if (wants(2) && step.how % 3 == 1) {
    Term term;
    term.cooling_off_hours = step.how;
    term.pause_cooling_off_hours = step.how / 8u;
    if (step.how % 4 == 0) term.renew_by_ms = kNow + 2 * kDayMs;
    out.push_back(story.term(term));
  }
  if (wants(3) && step.how % 2 == 0) {
    out.push_back(story.role(story.mara, "one", step.how % 4 == 0));
    out.push_back(story.role(story.jonas, "other", step.how % 4 != 0));
  }
  if (step.how % 16 == 7)
    for (Change& change : out)
      if (seen.facts(change.clause)) change.content.reset();
  return out;
}

bool RandomStory::propose(Device& device, const Clock& past, const Step& step) {
  const Agreement seen = agreement_of(story, past);
  const std::vector<Change> changes = contents(seen, step);
  Proposal proposal{"A change", "Because we talked about it", {}, {}, {}, {}};
  for (const Change& change : changes)
    proposal.changes.push_back({change.clause, seen.standing(change.clause), change.content});
  const auto open = known(past, kProposal);
  const auto restrictions = known(past, kRestriction);
  if (step.how % 8 == 3 && !open.empty()) proposal.counters = pick(open, step.which);
  if (step.how % 8 == 5 && !restrictions.empty())
    proposal.lifts.push_back(pick(restrictions, step.which));
  if (changes.empty() && proposal.lifts.empty()) proposal.reaffirms = seen.digest();
  std::ranges::sort(proposal.changes, {}, &ClauseChange::clause);
  const EntryHash entry = sign(device, past, facts_of(proposal));
  story.remember(entry, std::move(proposal));
  return true;
}

bool RandomStory::accept(Device& device, const Clock& past, const Step& step) {
  const auto proposals = known(past, kProposal);
  if (proposals.empty()) return false;
  const Agreement seen = agreement_of(story, past);
  EntryHash chosen = pick(proposals, step.which);
  if (step.how % 8 != 0) {  // else any: an acceptance that never counts
    std::vector<EntryHash> acceptable;
    for (const EntryHash& proposal : proposals) {
      const auto state = seen.proposal(proposal);
      if (state->stage == ProposalState::Stage::open && state->by != device.partner)
        acceptable.push_back(proposal);
    }
    if (acceptable.empty()) return false;
    chosen = pick(acceptable, step.which);
  }
  sign(device, past,
       Acceptance{chosen, seen.digest_after_accepting(chosen, device.author()), kRulesVersion});
  return true;
}

bool RandomStory::restrict(Device& device, const Clock& past, const Step& step) {
  RestrictionFacts facts{RestrictionKind::pause, {}, Strength::hard, {}};
  const ClauseId house = story.area_named("Household");
  switch (step.which % 6) {
    case 0:
      break;
    case 1:
      facts.clauses = {house};
      break;
    case 2:
      facts = {RestrictionKind::withdrawal, {house}, Strength::hard, {}};
      break;
    case 3:
      facts = {RestrictionKind::limit, {test_id<ClauseId>("standard", 1)}, Strength::soft, {}};
      break;
    case 4:
      facts.kind = RestrictionKind::ending;
      break;
    default:
      facts.kind = RestrictionKind::unreadable;
      break;
  }
  sign(device, past, facts);
  return true;
}

// An area that may be led by either, reach anywhere, apply always or at times, and end.
Change RandomStory::area(std::string_view name, const Step& step) const {
  Area area{std::string(name), "", {}, static_cast<Reach>(1 + step.how / 4 % 4), {}, {}};
  area.when = static_cast<When>(1 + step.which % 3);
  if (area.when == When::windows)
    area.windows = {{static_cast<std::uint8_t>(0x55 >> step.how % 2), 20 * 60,
                     static_cast<std::uint16_t>(step.how * 20)}};
  if (step.how % 5 == 0) area.leader = story.jonas.partner;
  return story.area(area, step.how % 7 == 0 ? kNow + 3 * kDayMs : 0);
}

void RandomStory::open_moment(Device& device, const Clock& past, const Step& step) {
  MomentOpened moment;
  if (step.which % 3 == 1) moment.areas = {story.area_named("Bedroom")};
  if (step.which % 3 == 2) moment.areas = {story.area_named("Household")};
  if (step.how % 4 == 0) moment.until_ms = story.now + 10 * kHourMs;
  sign(device, past, moment);
}

bool RandomStory::close_moment(Device& device, const Clock& past, const Step& step) {
  // Sometimes of one that its author says they have not seen.
  const auto moments = known(step.how % 5 == 1 ? device.seen : past, kMoment);
  if (moments.empty()) return false;
  MomentClosed closed{pick(moments, step.which)};
  if (step.how % 8 == 0) closed.moment.reset();
  sign(device, past, closed);
  return true;
}

// Sometimes dated a day back, which may be before what its author had seen.
void RandomStory::answer(Device& device, const Clock& past, const Step& step) {
  const std::array<std::string_view, 3> names = {"Household", "Bedroom", "Garden"};
  const TimeMs now = story.now;
  if (step.how % 8 == 0) story.now -= kDayMs;
  sign(device, past, Practice{});
  story.now = now;
  const Act& act = story.acts.back();
  story.answers.push_back({act.partner, act.device, act.at, act.past, act.written_ms, act.latest_ms,
                           story.area_named(pick(names, step.which)), step.how % 2 == 0});
}

bool RandomStory::offer_lift(Device& device, const Clock& past, const Step& step) {
  const auto restrictions = known(past, kRestriction);
  if (restrictions.empty()) return false;
  ProposalFacts facts;
  facts.lifts.push_back(pick(restrictions, step.which));
  sign(device, past, facts);
  return true;
}

}  // namespace troth::agreement
