#include "core/agreement/consent.h"

#include <algorithm>

namespace troth::agreement {

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
  const std::size_t acceptances = acceptances_.size();
  std::visit([&](const auto& deed) { take(arrival, deed); }, act.deed);
  const auto* acceptance = std::get_if<Acceptance>(&act.deed);
  const bool is_idle = acceptance && acceptances_.size() == acceptances &&
                       acceptance->rules_version <= kRulesVersion;
  const bool is_automatic = std::holds_alternative<Automatic>(act.deed);
  const bool is_witness = !is_automatic && arrival.counts && take_as_witness(arrival);

  all_.raise(at);
  latest_ms_ = std::max(latest_ms_, act.latest_ms);
  Line& line = lines_[index];
  line.newest = act.entry;
  line.past = std::move(arrival.past);
  line.past.raise(at);
  const bool is_of_consent =
      !is_automatic && !std::holds_alternative<Practice>(act.deed) && !is_idle;
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
  std::ranges::sort(node.facts.lifts);
  node.counts = arrival.counts;
  node.lifts_seen = std::ranges::all_of(facts.lifts, [&](const EntryHash& lifted) {
    const auto restriction = find_restriction(lifted);
    return restriction && arrival.past.has(restrictions_[*restriction].at);
  });
  for (const ChangeFacts& change : node.facts.changes) {
    const Index clause = clause_index(change.clause);
    node.clauses.push_back(clause);
    clauses_[clause].proposals.push_back(index);
    clauses_[clause].answerable.add(arrival.at.line, index);
    if (change.content && change.content->area)
      areas_[*change.content->area].answerable.add(arrival.at.line, index);
  }
  answerable_.add(arrival.at.line, index);
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
      arrival.act.entry, arrival.at, arrival.side, arrival.act.written_ms, facts, {}, {}, {}};
  std::ranges::sort(node.facts.clauses);
  for (const ClauseId& id : node.facts.clauses) {
    const auto area = areas_.find(id);
    if (area == areas_.end()) continue;
    for (const Index standard : area->second.standards) {
      const ContentFacts* stands = content(standard, arrival.past);
      if (stands && stands->area == id) node.covered_then.push_back(standard);
    }
  }
  std::ranges::sort(node.covered_then);
  Mark mark = mark_of(arrival, VoidCause::Why::restricted);
  mark.restriction = facts.kind;
  if (arrival.counts)
    for (const Index proposal : says_no_to(node, arrival)) close(proposal, arrival, mark);
  restriction_by_entry_.emplace(node.entry, restrictions_.size());
  restrictions_.push_back(std::move(node));
}

void Consent::take(const Arrival& arrival, const Compared&) {
  if (arrival.counts) lower(compared_[arrival.side], arrival.at);
}

void Consent::take(const Arrival& arrival, const Confirmed& confirmed) {
  if (!arrival.counts) return;
  const Side side = 1 - arrival.side;
  const auto held = std::ranges::find_if(confirmations_, [&](const Confirmation& other) {
    return other.device == confirmed.device && other.side == side;
  });
  if (held == confirmations_.end())
    confirmations_.push_back({confirmed.device, side, {arrival.at}});
  else
    lower(held->places, arrival.at);
}

void Consent::take(const Arrival& arrival, const Cut& cut) {
  if (!arrival.counts) return;
  std::uint64_t from_seq = cut.from_seq;
  // A revocation never cuts what its author had seen: it was agreed with open eyes.
  if (cut.why == Cut::Why::revoked)
    for (Index line = 0; line < lines_.size(); ++line)
      if (lines_[line].device == cut.device)
        from_seq = std::max(from_seq, arrival.past.seq_of(line) + 1);
  std::vector<KnownCut>& known = cuts_[cut.device][arrival.at.line];
  if (!known.empty() && known.back().from_seq <= from_seq) return;
  const auto& resting = rest_on_device_[cut.device];
  const auto first = resting.lower_bound(from_seq);
  const auto last = known.empty() ? resting.end() : resting.lower_bound(known.back().from_seq);
  known.push_back({mark_of(arrival, VoidCause::Why::disputed), from_seq});
  for (auto at = first; at != last; ++at) add_cause(at->second, known.back().mark);
}

void Consent::take(const Arrival& arrival, const Newer&) { lower(newer_, arrival.at); }

void Consent::take(const Arrival& arrival, const Acceptance& acceptance) {
  const auto proposal = find_proposal(acceptance.proposal);
  if (acceptance.rules_version > kRulesVersion) lower(newer_, arrival.at);
  if (!proposal) return;
  const auto unsound = judge(arrival, acceptance, proposals_[*proposal]);
  const auto is_of_line = [&](Index other) {
    return acceptances_[other].at.line == arrival.at.line;
  };
  // What never counted is shown once a line, and costs no more than that.
  if (unsound && std::ranges::any_of(proposals_[*proposal].unsound, is_of_line)) return;
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
  node.unsound = unsound;
  if (node.unsound) {
    accepted.unsound.push_back(index);
    return;
  }
  accepted.sound.push_back(index);
  if (accepted.sound.size() == 1) became_agreed(*proposal);
  for (const Index clause : accepted.clauses) {
    ClauseNode& changed = clauses_[clause];
    if (changed.accepted.size() <= arrival.at.line) changed.accepted.resize(arrival.at.line + 1);
    changed.accepted[arrival.at.line].push_back(index);
  }
  touch(accepted, arrival.at);
  rest_on_bases(index);
  for (const Mark& closing : accepted.closings) add_cause(index, closing);
  add_cuts(index, node.device, node.at.seq);
  add_cuts(index, accepted.device, accepted.at.seq);
  mark_crossings(index);
  if (!accepted.facts.lifts.empty()) lines_[arrival.at.line].lift_acceptances.push_back(index);
  if (!acceptances_[index].is_void)
    became_effective(*proposal);
  else if (!accepted.is_effective)
    became_void(*proposal);
}

// The first sound acceptance: from here on both have signed the proposal.
void Consent::became_agreed(Index index) {
  const ProposalNode& proposal = proposals_[index];
  for (std::size_t i = 0; i < proposal.clauses.size(); ++i) {
    const Index clause = proposal.clauses[i];
    clauses_[clause].changers.push_back(index);
    touched_.emplace(clauses_[clause].id, clause);
    const auto& content = proposal.facts.changes[i].content;
    if (!content || !content->area) continue;
    std::vector<Index>& standards = areas_[*content->area].standards;
    const auto at = std::ranges::lower_bound(standards, clause);
    if (at == standards.end() || *at != clause) standards.insert(at, clause);
  }
  for (const EntryHash& lifted : proposal.facts.lifts)
    restrictions_[*find_restriction(lifted)].agreed.push_back(index);
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

void Answerable::add(Index line, Index proposal) {
  if (on_line_.size() <= line) on_line_.resize(line + 1);
  on_line_[line].push_back(proposal);
}

std::vector<Index> Answerable::answer(Index line, const View& past,
                                      std::span<const ProposalNode> proposals) {
  std::vector<Index> out;
  for (Index other = 0; other < on_line_.size(); ++other) {
    const std::vector<Index>& there = on_line_[other];
    if (there.empty()) continue;
    std::size_t& next = answered_[{line, other}];
    for (; next < there.size() && past.has(proposals[there[next]].at); ++next)
      out.push_back(there[next]);
  }
  return out;
}

// A pause says no to nothing; an ending to everything; withdrawn consent and a
// limit to what changes a clause they name or, of an area they name, a standard
// that stood in it or would stand in it. Those that the line has said no to
// before are left out: they are closed by it, or were accepted in its past.
std::vector<Index> Consent::says_no_to(const RestrictionNode& restriction, const Arrival& arrival) {
  std::vector<Index> out;
  const auto add = [&](Answerable& answerable) {
    const auto some = answerable.answer(arrival.at.line, arrival.past, proposals_);
    out.insert(out.end(), some.begin(), some.end());
  };
  const RestrictionKind kind = restriction.facts.kind;
  if (kind == RestrictionKind::ending) add(answerable_);
  if (kind != RestrictionKind::withdrawal && kind != RestrictionKind::limit) return out;
  for (const ClauseId& id : restriction.facts.clauses) {
    if (const auto clause = find_clause(id)) add(clauses_[*clause].answerable);
    if (const auto area = areas_.find(id); area != areas_.end()) add(area->second.answerable);
  }
  for (const Index standard : restriction.covered_then) add(clauses_[standard].answerable);
  return out;
}

}  // namespace troth::agreement
