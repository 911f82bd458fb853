// What a restriction covers, and when a lift takes it back; the term; and whose
// devices count. The rest of Consent.
#include <algorithm>
#include <limits>

#include "core/agreement/consent.h"

namespace troth::agreement {
namespace {

TimeMs sum_of(TimeMs a, TimeMs b) {
  TimeMs out = 0;
  return __builtin_add_overflow(a, b, &out) ? std::numeric_limits<TimeMs>::max() : out;
}

TimeMs wait_of(RestrictionKind kind, const CoolingOff& cooling_off) {
  switch (kind) {
    case RestrictionKind::pause:
      return cooling_off.pause_ms;
    case RestrictionKind::unreadable:
      return std::max(cooling_off.pause_ms, cooling_off.other_ms);
    default:
      return cooling_off.other_ms;
  }
}

}  // namespace

// --- covers ---

bool covers_everything(const RestrictionFacts& facts) {
  return facts.kind == RestrictionKind::ending || facts.kind == RestrictionKind::unreadable ||
         (facts.kind == RestrictionKind::pause && facts.clauses.empty());
}

bool Consent::covers(const RestrictionNode& restriction, Index clause, const View& view) const {
  const RestrictionFacts& facts = restriction.facts;
  if (covers_everything(facts) || std::ranges::binary_search(facts.clauses, clauses_[clause].id))
    return true;
  if (std::ranges::binary_search(restriction.covered_then, clause)) return true;
  if (facts.clauses.empty()) return false;
  const ContentFacts* stands = content(clause, view);
  return stands && stands->area && std::ranges::binary_search(facts.clauses, *stands->area);
}

// --- lifted ---

// Only the first entries of a line by choice that know a lift agreed are kept,
// so that practice costs a comparison and no memory.
bool Consent::take_as_witness(const Arrival& arrival) {
  View known = arrival.past;
  known.raise(arrival.at);
  lines_[arrival.at.line].lifts_known.resize(lines_.size());
  bool is_first = false;
  for (Index line = 0; line < lines_.size(); ++line) {
    const auto& lifts = lines_[line].lift_acceptances;
    std::size_t& count = lines_[arrival.at.line].lifts_known[line];
    for (; count < lifts.size() && known.has(acceptances_[lifts[count]].at); ++count) {
      acceptances_[lifts[count]].witnesses.push_back(
          {arrival.at, arrival.act.latest_ms, cooling_off(arrival.past)});
      is_first = true;
    }
  }
  return is_first;
}

CoolingOff Consent::cooling_off(const View& view) const {
  Term term;
  const auto clause = find_clause(term_id_);
  const ContentFacts* stands = clause ? content(*clause, view) : nullptr;
  if (stands) term = stands->term;
  if (clause && on_hold(*clause, view)) {
    term.cooling_off_hours = std::max(term.cooling_off_hours, kDefaultCoolingOffHours);
    term.pause_cooling_off_hours =
        std::max(term.pause_cooling_off_hours, kDefaultPauseCoolingOffHours);
  }
  return {term.pause_cooling_off_hours * kHourMs, term.cooling_off_hours * kHourMs};
}

std::optional<TimeMs> Consent::lifts_from(const ProposalNode& proposal,
                                          const RestrictionNode& restriction,
                                          const View& view) const {
  const RestrictionKind kind = restriction.facts.kind;
  const Witness* earliest = nullptr;
  for (const Index index : proposal.sound) {
    const AcceptanceNode& acceptance = acceptances_[index];
    if (!view.has(acceptance.at) || is_void(index, view)) continue;
    for (const Witness& witness : acceptance.witnesses) {
      const Line& line = lines_[witness.at.line];
      if (line.side != restriction.side || !view.has(witness.at) ||
          is_cut(line.device, witness.at.seq, view))
        continue;
      const bool is_earlier =
          !earliest || witness.latest_ms < earliest->latest_ms ||
          (witness.latest_ms == earliest->latest_ms &&
           wait_of(kind, witness.cooling_off) > wait_of(kind, earliest->cooling_off));
      if (is_earlier) earliest = &witness;
    }
  }
  if (!earliest) return std::nullopt;
  const TimeMs wait =
      std::max(wait_of(kind, earliest->cooling_off), wait_of(kind, cooling_off(view)));
  return sum_of(earliest->latest_ms, wait);
}

bool Consent::lifted(const RestrictionNode& restriction, const View& view, TimeMs now_ms) const {
  return std::ranges::any_of(restriction.agreed, [&](Index offer) {
    const auto from = lifts_from(proposals_[offer], restriction, view);
    return from && now_ms >= *from;
  });
}

// --- term ---

bool Consent::lapsed(const View& view, TimeMs now_ms) const {
  const auto clause = find_clause(term_id_);
  if (!clause) return false;
  if (on_hold(*clause, view)) return true;
  const ContentFacts* stands = content(*clause, view);
  if (!stands) return false;
  const auto is_past = [&](TimeMs end_ms) { return end_ms != 0 && now_ms >= end_ms; };
  return is_past(stands->term.renew_by_ms) || is_past(stands->until_ms);
}

bool Consent::started(const View& view, TimeMs now_ms) const {
  const auto clause = find_clause(term_id_);
  const ContentFacts* stands = clause ? content(*clause, view) : nullptr;
  return !stands || now_ms >= stands->term.starts_ms;
}

// --- whose devices count ---

bool Consent::compared(const View& view) const {
  return std::ranges::all_of(compared_, [&](const std::vector<Place>& places) {
    return std::ranges::any_of(places, [&](const Place& at) { return view.has(at); });
  });
}

bool Consent::counts(const DeviceId& device, Side side, const View& view) const {
  if (device == member(side).genesis_device) return true;
  return std::ranges::any_of(confirmations_, [&](const Confirmation& confirmation) {
    return confirmation.device == device && confirmation.side == side &&
           std::ranges::any_of(confirmation.places, [&](const Place& at) { return view.has(at); });
  });
}

bool Consent::is_cut(const DeviceId& device, std::uint64_t seq, const View& view) const {
  const auto known = cuts_.find(device);
  if (known == cuts_.end()) return false;
  return std::ranges::any_of(known->second, [&](const auto& cuts_of_line) {
    const auto first = first_at_or_below(cuts_of_line.second, seq);
    return first != cuts_of_line.second.end() && view.has(first->mark.at);
  });
}

std::uint64_t Consent::next_seq(const DeviceId& device) const {
  std::uint64_t newest = 0;
  for (Index line = 0; line < lines_.size(); ++line)
    if (lines_[line].device == device) newest = std::max(newest, all_.seq_of(line));
  return newest + 1;
}

bool Consent::known_to_all(const ProposalNode& proposal) const {
  const auto knows = [&](const Line& line) {
    return std::ranges::any_of(proposal.sound, [&](Index a) {
      return !acceptances_[a].is_void && line.past.has(acceptances_[a].at);
    });
  };
  const auto device_knows = [&](const DeviceId& device) {
    return std::ranges::any_of(
        lines_, [&](const Line& line) { return line.device == device && knows(line); });
  };
  // A cut device may be silent once all that it signed below the cut is here.
  const auto is_settled = [&](const DeviceId& device) {
    return device_knows(device) || is_cut(device, next_seq(device), all_);
  };
  return is_settled(pair_.a.genesis_device) && is_settled(pair_.b.genesis_device) &&
         std::ranges::all_of(confirmations_, is_settled, &Confirmation::device);
}

}  // namespace troth::agreement
