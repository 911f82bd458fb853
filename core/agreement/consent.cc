#include "core/agreement/consent.h"

#include <algorithm>

namespace troth::agreement {
namespace {

// Keeps for `at`'s line the lowest place; false where one as low was there.
bool lower(std::vector<Place>& places, const Place& at) {
  const auto held = std::ranges::find(places, at.line, &Place::line);
  if (held == places.end()) {
    places.push_back(at);
    return true;
  }
  if (held->seq <= at.seq) return false;
  held->seq = at.seq;
  return true;
}

bool any_in(std::span<const Place> places, const View& view) {
  return std::ranges::any_of(places, [&](const Place& at) { return view.has(at); });
}

}  // namespace

Consent::Consent(const Pair& pair)
    : pair_(pair),
      role_ids_{role_id(pair.id, pair.a.partner), role_id(pair.id, pair.b.partner)},
      term_id_(term_id(pair.id)) {}

// --- taking acts ---

Result<Kept> Consent::add(const Act& act) {
  if (!pair_.has(act.partner) || act.at.seq == 0)
    return refuse(Code::act_out_of_order, act.entry.hex().substr(0, 8));
  const Index index = line_index(act.at.line);
  const Place at{index, act.at.seq};
  if (lines_[index].newest == act.entry) return Kept::no;
  if (all_.has(at)) return refuse(Code::act_out_of_order, act.entry.hex().substr(0, 8));
  const bool is_first = all_.seq_of(index) == 0;
  lines_[index].device = act.device;
  lines_[index].side = side_of(act.partner);

  Arrival arrival{act, at, side_of(act.partner), view_of(act.past), false};
  arrival.counts = counts(act.device, arrival.side, arrival.past);
  std::visit([&](const auto& deed) { take(arrival, deed); }, act.deed);
  const bool is_automatic = std::holds_alternative<Automatic>(act.deed);
  const bool is_witness = !is_automatic && arrival.counts && take_as_witness(arrival);

  all_.raise(at);
  Line& line = lines_[index];
  line.newest = act.entry;
  line.past = std::move(arrival.past);
  line.past.raise(at);
  const bool is_of_consent = !is_automatic && !std::holds_alternative<Practice>(act.deed);
  // A line's first act says whose it is, which cuts need to know.
  return is_of_consent || is_witness || is_first ? Kept::yes : Kept::no;
}

Index Consent::line_index(const DeviceId& id) {
  const auto [at, is_new] = line_by_id_.emplace(id, lines_.size());
  if (is_new) lines_.push_back({id, id, 0, {}, {}, {}, {}});
  return at->second;
}

Index Consent::clause_index(const ClauseId& id) {
  const auto [at, is_new] = clause_by_id_.emplace(id, clauses_.size());
  if (is_new) clauses_.emplace_back().id = id;
  return at->second;
}

View Consent::view_of(const Clock& clock) {
  View view;
  for (const Tick& tick : clock.ticks()) view.raise({line_index(tick.line), tick.seq});
  return view;
}

Mark Consent::mark_of(const Arrival& arrival, VoidCause::Why why) const {
  return {why, arrival.at, arrival.act.entry, arrival.side, RestrictionKind::unreadable};
}

void Consent::take(const Arrival& arrival, const ProposalFacts& facts) {
  const Index index = proposals_.size();
  ProposalNode& node = proposals_.emplace_back();
  node.entry = arrival.act.entry;
  node.at = arrival.at;
  node.side = arrival.side;
  node.device = arrival.act.device;
  node.written_ms = arrival.act.written_ms;
  node.facts = facts;
  std::ranges::sort(node.facts.changes, {}, &ChangeFacts::clause);
  node.counts = arrival.counts;
  node.lifts_seen = std::ranges::all_of(facts.lifts, [&](const EntryHash& lifted) {
    const auto restriction = find_restriction(lifted);
    return restriction && arrival.past.has(restrictions_[*restriction].at);
  });
  for (const ChangeFacts& change : node.facts.changes) {
    const Index clause = clause_index(change.clause);
    node.clauses.push_back(clause);
    clauses_[clause].proposals.push_back(index);
  }
  for (const EntryHash& lifted : facts.lifts)
    if (const auto restriction = find_restriction(lifted))
      restrictions_[*restriction].offers.push_back(index);
  proposal_by_entry_.emplace(node.entry, index);
  if (!facts.counters) return;
  if (const auto countered = find_proposal(*facts.counters))
    close(*countered, arrival, mark_of(arrival, VoidCause::Why::countered));
}

void Consent::take(const Arrival& arrival, const NoFacts& no) {
  const auto proposal = find_proposal(no.proposal);
  if (!proposal) return;
  const bool is_own = proposals_[*proposal].side == arrival.side;
  close(*proposal, arrival,
        mark_of(arrival, is_own ? VoidCause::Why::retracted : VoidCause::Why::declined));
}

void Consent::take(const Arrival& arrival, const RestrictionFacts& facts) {
  RestrictionNode node{
      arrival.act.entry, arrival.at, arrival.side, arrival.act.written_ms, facts, {}, {}};
  if (!facts.clauses.empty())
    for (Index clause = 0; clause < clauses_.size(); ++clause) {
      const ContentFacts* stands = content(clause, arrival.past);
      if (stands && stands->area && std::ranges::count(facts.clauses, *stands->area) > 0)
        node.covered_then.push_back(clause);
    }
  Mark mark = mark_of(arrival, VoidCause::Why::restricted);
  mark.restriction = facts.kind;
  for (Index proposal = 0; proposal < proposals_.size(); ++proposal)
    if (says_no_to(node, proposals_[proposal], arrival.past)) close(proposal, arrival, mark);
  restriction_by_entry_.emplace(node.entry, restrictions_.size());
  restrictions_.push_back(std::move(node));
}

void Consent::take(const Arrival& arrival, const Compared&) {
  if (arrival.counts) compared_[arrival.side].push_back(arrival.at);
}

void Consent::take(const Arrival& arrival, const Confirmed& confirmed) {
  if (arrival.counts) confirmations_.push_back({confirmed.device, 1 - arrival.side, arrival.at});
}

void Consent::take(const Arrival& arrival, const Cut& cut) {
  if (!arrival.counts) return;
  std::uint64_t from_seq = cut.from_seq;
  // A revocation never cuts what its author had seen: it was agreed with open eyes.
  if (cut.why == Cut::Why::revoked)
    for (Index line = 0; line < lines_.size(); ++line)
      if (lines_[line].device == cut.device)
        from_seq = std::max(from_seq, arrival.past.seq_of(line) + 1);
  cuts_.push_back({mark_of(arrival, VoidCause::Why::disputed), cut.device, from_seq});
  for (Index index = 0; index < acceptances_.size(); ++index) {
    const AcceptanceNode& a = acceptances_[index];
    if (a.unsound) continue;
    const ProposalNode& p = proposals_[a.proposal];
    const bool is_disputed = (a.device == cut.device && a.at.seq >= from_seq) ||
                             (p.device == cut.device && p.at.seq >= from_seq);
    if (is_disputed) add_cause(index, cuts_.back().mark);
  }
}

void Consent::take(const Arrival&, const Newer&) { needs_newer_version_ = true; }

void Consent::take(const Arrival& arrival, const Acceptance& acceptance) {
  const auto proposal = find_proposal(acceptance.proposal);
  if (acceptance.rules_version > kRulesVersion) needs_newer_version_ = true;
  if (!proposal) return;
  const Index index = acceptances_.size();
  AcceptanceNode& node = acceptances_.emplace_back();
  node.entry = arrival.act.entry;
  node.at = arrival.at;
  node.side = arrival.side;
  node.device = arrival.act.device;
  node.written_ms = arrival.act.written_ms;
  node.proposal = *proposal;
  node.past = arrival.past;
  ProposalNode& accepted = proposals_[*proposal];
  node.unsound = judge(arrival, acceptance, accepted);
  if (node.unsound) {
    accepted.unsound.push_back(index);
    return;
  }
  accepted.sound.push_back(index);
  for (const Index clause : accepted.clauses) {
    ClauseNode& changed = clauses_[clause];
    if (accepted.sound.size() == 1) changed.changers.push_back(*proposal);
    if (changed.accepted.size() <= arrival.at.line) changed.accepted.resize(arrival.at.line + 1);
    changed.accepted[arrival.at.line].push_back(index);
  }
  touch(accepted, arrival.at);
  rest_on_bases(index);
  for (const Mark& closing : accepted.closings) add_cause(index, closing);
  for (const KnownCut& cut : cuts_)
    if ((node.device == cut.device && node.at.seq >= cut.from_seq) ||
        (accepted.device == cut.device && accepted.at.seq >= cut.from_seq))
      add_cause(index, cut.mark);
  mark_crossings(index);
  if (!accepted.facts.lifts.empty()) lines_[arrival.at.line].lift_acceptances.push_back(index);
  if (!acceptances_[index].is_void)
    became_effective(*proposal);
  else if (!accepted.is_effective)
    became_void(*proposal);
}

// --- sound ---

std::optional<Unsound> Consent::judge(const Arrival& arrival, const Acceptance& acceptance,
                                      const ProposalNode& proposal) const {
  const View& past = arrival.past;
  if (!past.has(proposal.at)) return Unsound::proposal_not_seen;
  if (acceptance.rules_version > kRulesVersion) return Unsound::newer_rules;
  if (proposal.side == arrival.side) return Unsound::own_proposal;
  if (!compared(past)) return Unsound::not_compared;
  if (!arrival.counts || !proposal.counts) return Unsound::device_not_confirmed;
  if (!proposal.lifts_seen) return Unsound::restriction_not_seen;
  const auto is_seen = [&](const Mark& closing) { return past.has(closing.at); };
  if (std::ranges::any_of(proposal.closings, is_seen)) return Unsound::closed;
  if (accepted(proposal, past)) return Unsound::accepted_already;
  if (!standings_match(proposal, past)) return Unsound::standing_differs;
  if (!fits(proposal.facts, past)) return Unsound::unfit;
  if (proposal.facts.reaffirms && *proposal.facts.reaffirms != digest(past))
    return Unsound::standing_differs;
  const bool is_disputed = is_cut(arrival.act.device, arrival.at.seq, past) ||
                           is_cut(proposal.device, proposal.at.seq, past);
  const Hash digest = digest_accepting(proposal, past, is_disputed ? Disputed::yes : Disputed::no);
  if (digest != acceptance.digest) return Unsound::digest_differs;
  return std::nullopt;
}

// --- closes ---

void Consent::close(Index index, const Arrival& arrival, Mark mark) {
  ProposalNode& proposal = proposals_[index];
  if (!arrival.counts || !arrival.past.has(proposal.at) || accepted(proposal, arrival.past)) return;
  const auto is_of_line = [&](const Mark& other) { return other.at.line == mark.at.line; };
  if (std::ranges::any_of(proposal.closings, is_of_line)) return;
  proposal.closings.push_back(mark);
  for (const Index acceptance : proposal.sound) add_cause(acceptance, mark);
}

// A pause says no to nothing; an ending to everything; withdrawn consent and a
// limit to what changes a clause they name or, of an area they name, a standard
// that stood in it or would stand in it.
bool Consent::says_no_to(const RestrictionNode& restriction, const ProposalNode& proposal,
                         const View& past) const {
  if (!past.has(proposal.at)) return false;
  const RestrictionFacts& facts = restriction.facts;
  if (facts.kind == RestrictionKind::ending) return true;
  if (facts.kind != RestrictionKind::withdrawal && facts.kind != RestrictionKind::limit)
    return false;
  const auto names = [&](const ClauseId& id) { return std::ranges::count(facts.clauses, id) > 0; };
  for (std::size_t i = 0; i < proposal.clauses.size(); ++i) {
    const ChangeFacts& change = proposal.facts.changes[i];
    if (names(change.clause)) return true;
    if (change.content && change.content->area && names(*change.content->area)) return true;
    if (std::ranges::count(restriction.covered_then, proposal.clauses[i]) > 0) return true;
  }
  return false;
}

// --- void ---

void Consent::rest_on_bases(Index index) {
  AcceptanceNode& node = acceptances_[index];
  for (const ChangeFacts& change : proposals_[node.proposal].facts.changes) {
    if (!change.current) continue;
    const Index base = proposal_by_entry_.at(*change.current);
    if (std::ranges::count(node.bases, base, &AcceptanceNode::Base::proposal) > 0) continue;
    AcceptanceNode::Base& added = node.bases.emplace_back();
    added.proposal = base;
    for (const Index below : proposals_[base].sound)
      if (node.past.has(acceptances_[below].at)) added.acceptances.push_back(below);
  }
  std::vector<Place> doomed;
  std::vector<Place> stirred;
  for (const AcceptanceNode::Base& base : node.bases)
    for (const Index below : base.acceptances) {
      AcceptanceNode& under = acceptances_[below];
      under.dependants.push_back(index);
      const bool is_joint = base.acceptances.size() > 1;
      node.is_deep = node.is_deep || is_joint || under.is_deep;
      for (const Place& at : under.doomed) lower(is_joint ? stirred : doomed, at);
      for (const Place& at : under.stirred) lower(stirred, at);
    }
  node.doomed = std::move(doomed);
  node.stirred = std::move(stirred);
  for (const Place& at : node.doomed) touch(proposals_[node.proposal], at);
  for (const Place& at : node.stirred) touch(proposals_[node.proposal], at);
  node.is_void = rests_on_void(node);
}

bool Consent::rests_on_void(const AcceptanceNode& acceptance) const {
  return std::ranges::any_of(acceptance.bases, [&](const AcceptanceNode::Base& base) {
    return std::ranges::all_of(base.acceptances,
                               [&](Index below) { return acceptances_[below].is_void; });
  });
}

void Consent::mark_crossings(Index index) {
  const AcceptanceNode& node = acceptances_[index];
  for (const Index clause : proposals_[node.proposal].clauses) {
    const auto& lines = clauses_[clause].accepted;
    for (std::size_t line = 0; line < lines.size(); ++line)
      // What of the line lies outside the past is its end: newest first.
      for (auto other = lines[line].rbegin(); other != lines[line].rend(); ++other) {
        if (node.past.has(acceptances_[*other].at)) break;
        if (*other == index || !crosses(node, acceptances_[*other])) continue;
        const AcceptanceNode& b = acceptances_[*other];
        add_cause(index, {VoidCause::Why::crossed, b.at, b.entry, b.side, {}});
        add_cause(*other, {VoidCause::Why::crossed, node.at, node.entry, node.side, {}});
      }
  }
}

// Of two that neither had seen the other: a past that holds the other's
// proposal effective was told of it, and did not cross it. (One that holds it
// void was not: it may have agreed anew, to something else.)
bool Consent::crosses(const AcceptanceNode& a, const AcceptanceNode& b) const {
  if (a.proposal == b.proposal) return false;
  return !effective(proposals_[b.proposal], a.past) && !effective(proposals_[a.proposal], b.past);
}

void Consent::add_cause(Index index, const Mark& mark) {
  AcceptanceNode& node = acceptances_[index];
  const auto held = std::ranges::find_if(
      node.causes, [&](const Mark& other) { return other.at.line == mark.at.line; });
  if (held == node.causes.end())
    node.causes.push_back(mark);
  else if (mark.at.seq < held->at.seq)
    *held = mark;
  else
    return;
  spread(index, mark.at);
}

// `at` makes the acceptance void, and with it whatever rests on it alone; of
// what rests on it and on another acceptance of the same base, it may.
void Consent::spread(Index first, const Place& at) {
  struct Step {
    Index acceptance;
    bool dooms;
  };
  std::vector<Step> steps{{first, true}};
  while (!steps.empty()) {
    const Step step = steps.back();
    steps.pop_back();
    AcceptanceNode& node = acceptances_[step.acceptance];
    if (!lower(step.dooms ? node.doomed : node.stirred, at)) continue;
    touch(proposals_[node.proposal], at);
    if (step.dooms) turn_void(step.acceptance);
    for (const Index above : node.dependants) {
      const bool is_sole =
          std::ranges::any_of(acceptances_[above].bases, [&](const AcceptanceNode::Base& base) {
            return base.acceptances.size() == 1 && base.acceptances.front() == step.acceptance;
          });
      steps.push_back({above, step.dooms && is_sole});
    }
  }
}

void Consent::turn_void(Index first) {
  std::vector<Index> turning{first};
  while (!turning.empty()) {
    const Index index = turning.back();
    turning.pop_back();
    AcceptanceNode& node = acceptances_[index];
    if (node.is_void) continue;
    node.is_void = true;
    const bool is_last = std::ranges::all_of(
        proposals_[node.proposal].sound, [&](Index other) { return acceptances_[other].is_void; });
    if (is_last && proposals_[node.proposal].is_effective) became_void(node.proposal);
    for (const Index above : node.dependants)
      if (rests_on_void(acceptances_[above])) turning.push_back(above);
  }
}

bool Consent::is_void(Index acceptance, const View& view) const {
  const AcceptanceNode& node = acceptances_[acceptance];
  if (!node.is_void) return false;  // void only grows
  if (any_in(node.doomed, view)) return true;
  return node.is_deep && is_void_below(acceptance, view);
}

// Where a base was accepted twice: each of what lies below is void in the view
// by a place of its own, or by a base of which every acceptance is.
bool Consent::is_void_below(Index acceptance, const View& view) const {
  std::map<Index, bool> voids{{acceptance, false}};
  std::vector<Index> open{acceptance};
  while (!open.empty()) {
    const Index index = open.back();
    open.pop_back();
    for (const AcceptanceNode::Base& base : acceptances_[index].bases)
      for (const Index below : base.acceptances)
        if (voids.emplace(below, false).second) open.push_back(below);
  }
  for (auto& [index, is_void_here] : voids) {  // ascending: bases come first
    const AcceptanceNode& node = acceptances_[index];
    is_void_here = any_in(node.doomed, view) ||
                   std::ranges::any_of(node.bases, [&](const AcceptanceNode::Base& base) {
                     return std::ranges::all_of(base.acceptances,
                                                [&](Index below) { return voids.at(below); });
                   });
  }
  return voids.at(acceptance);
}

}  // namespace troth::agreement
