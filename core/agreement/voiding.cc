// What makes an acceptance void, and what rests on it: crossings, what closed
// its proposal, cuts, and the bases below. Consent's third part.
#include <algorithm>

#include "core/agreement/consent.h"

namespace troth::agreement {
namespace {

bool any_in(std::span<const Place> places, const View& view) {
  return std::ranges::any_of(places, [&](const Place& at) { return view.has(at); });
}

}  // namespace

// What `device` signed at `seq` carries the acceptance: each line's first cut
// of it, at or below, makes it void.
void Consent::add_cuts(Index acceptance, const DeviceId& device, std::uint64_t seq) {
  rest_on_device_[device].emplace(seq, acceptance);
  const auto known = cuts_.find(device);
  if (known == cuts_.end()) return;
  for (const auto& [line, cuts] : known->second) {
    const auto first = first_at_or_below(cuts, seq);
    if (first != cuts.end()) add_cause(acceptance, first->mark);
  }
}

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
