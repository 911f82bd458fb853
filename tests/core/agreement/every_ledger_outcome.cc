// What the engine makes of a ledger, and what two others make of it: the same
// engine by another order of arrival, and the definition written down plainly.
#include <algorithm>

#include "core/base/check.h"
#include "tests/core/agreement/every_ledger_acts.h"
#include "tests/core/agreement/naive.h"

namespace troth::agreement {
namespace {

// The places on the path of the entries of one kind: as the engine numbers them.
std::vector<int> of_kind(const Ledger& ledger, Kind kind) {
  std::vector<int> out;
  for (std::size_t e = 0; e < ledger.size(); ++e)
    if (ledger[e].doing.kind == kind) out.push_back(static_cast<int>(e));
  return out;
}

Mask in_force_at(const Consent& consent, TimeMs t) {
  Mask out = 0;
  for (std::size_t c = 0; c < kClauses; ++c) {
    const auto clause = consent.find_clause(walked_clauses()[c]);
    if (!clause || !consent.content(*clause, consent.all()) ||
        consent.on_hold(*clause, consent.all()))
      continue;
    const bool is_covered =
        std::ranges::any_of(consent.restrictions(), [&](const RestrictionNode& node) {
          return consent.covers(node, *clause, consent.all()) &&
                 !consent.lifted(node, consent.all(), t);
        });
    if (!is_covered) out |= Mask{1} << c;
  }
  return out;
}

// Of those whose past is there, the one of the first or of the last device.
std::size_t next_of(const Ledger& ledger, Mask there, bool is_last_first) {
  std::size_t next = ledger.size();
  for (std::size_t e = 0; e < ledger.size(); ++e) {
    if ((there >> e & 1) != 0 || (ledger[e].past & ~there) != 0) continue;
    const bool is_better =
        next == ledger.size() || (is_last_first ? ledger[e].device > ledger[next].device
                                                : ledger[e].device < ledger[next].device);
    if (is_better) next = e;
  }
  return next;
}

std::vector<std::size_t> order_of(const Ledger& ledger, bool is_last_first) {
  std::vector<std::size_t> out;
  Mask there = 0;
  while (out.size() < ledger.size()) {
    out.push_back(next_of(ledger, there, is_last_first));
    there |= Mask{1} << out.back();
  }
  return out;
}

}  // namespace

Outcome outcome_of(const Consent& consent, const Ledger& ledger) {
  Outcome out;
  const View& all = consent.all();
  const auto acceptances = of_kind(ledger, Kind::accept);
  const auto proposals = of_kind(ledger, Kind::propose);
  const auto restrictions = of_kind(ledger, Kind::restrict);
  CHECK(acceptances.size() == consent.acceptances().size());
  for (std::size_t i = 0; i < acceptances.size(); ++i) {
    if (consent.acceptances()[i].unsound) continue;
    out.sound |= bit(acceptances[i]);
    if (consent.is_void(i, all)) out.is_void |= bit(acceptances[i]);
  }
  for (std::size_t i = 0; i < proposals.size(); ++i) {
    const ProposalNode& node = consent.proposals()[i];
    if (!consent.effective(node, all)) continue;
    out.effective |= bit(proposals[i]);
    if (consent.known_to_all(node)) out.known |= bit(proposals[i]);
  }
  for (std::size_t c = 0; c < kClauses; ++c) {
    const auto clause = consent.find_clause(walked_clauses()[c]);
    if (!clause) continue;
    const Standing stands = consent.standing(*clause, all);
    for (const int p : proposals) {
      const EntryHash& entry = ledger[static_cast<std::size_t>(p)].act.entry;
      if (stands.current == entry) out.current[c] = p;
      if (std::ranges::count(stands.voids, entry) > 0) out.voids[c] |= bit(p);
    }
  }
  for (std::size_t instant = 0; instant < kInstants.size(); ++instant) {
    for (std::size_t i = 0; i < restrictions.size(); ++i)
      if (consent.lifted(consent.restrictions()[i], all, kInstants[instant]))
        out.lifted[instant] |= bit(restrictions[i]);
    out.in_force[instant] = in_force_at(consent, kInstants[instant]);
  }
  out.digest = consent.digest(all);
  return out;
}

std::string_view broken_by_order(const Ledger& ledger, const Outcome& outcome) {
  constexpr std::string_view kBroken = "another order of arrival gives the same";
  auto order = order_of(ledger, true);
  if (std::ranges::is_sorted(order)) order = order_of(ledger, false);
  if (std::ranges::is_sorted(order)) return {};
  Agreement agreement(walked_pair());
  for (const std::size_t e : order) CHECK(agreement.add(ledger[e].act));
  if (agreement.digest() != outcome.digest) return kBroken;
  bool is_same = true;
  for (std::size_t instant = 0; instant < kInstants.size(); ++instant) {
    for (std::size_t c = 0; c < kClauses; ++c)
      is_same = is_same && agreement.clause(walked_clauses()[c], kInstants[instant]).in_force ==
                               ((outcome.in_force[instant] >> c & 1) != 0);
    for (const RestrictionState& state : agreement.restrictions(kInstants[instant]))
      for (std::size_t e = 0; e < ledger.size(); ++e)
        if (ledger[e].act.entry == state.entry)
          is_same = is_same && state.lifted == ((outcome.lifted[instant] >> e & 1) != 0);
  }
  return is_same ? "" : kBroken;
}

std::string_view broken_by_naive(const Ledger& ledger, const Outcome& outcome) {
  std::vector<Act> acts;
  for (const Entry& entry : ledger) acts.push_back(entry.act);
  Naive naive(walked_pair(), std::move(acts));
  const Naive::Set all = naive.everything();
  bool is_same = naive.digest(all) == outcome.digest;
  for (const int a : of_kind(ledger, Kind::accept)) {
    is_same = is_same && naive.sound(a) == ((outcome.sound & bit(a)) != 0);
    if (naive.sound(a))
      is_same = is_same && naive.is_void(a, all) == ((outcome.is_void & bit(a)) != 0);
  }
  for (std::size_t instant = 0; instant < kInstants.size(); ++instant) {
    const TimeMs t = kInstants[instant];
    for (const int r : of_kind(ledger, Kind::restrict))
      is_same = is_same && naive.lifted(r, all, t) == ((outcome.lifted[instant] & bit(r)) != 0);
    for (std::size_t c = 0; c < kClauses; ++c)
      is_same = is_same && naive.in_force(walked_clauses()[c], all, t) ==
                               ((outcome.in_force[instant] >> c & 1) != 0);
  }
  return is_same ? "" : "the engine says what the definition says";
}

}  // namespace troth::agreement
