#include "tests/core/agreement/every_ledger_acts.h"

#include <algorithm>

#include "core/base/check.h"
#include "tests/core/agreement/story.h"

namespace troth::agreement {
namespace {

const DeviceId& id_of(std::size_t device) {
  static const std::array<DeviceId, kMostDevices> ids = {test_id<DeviceId>("Mara's laptop"),
                                                         test_id<DeviceId>("Jonas's laptop"),
                                                         test_id<DeviceId>("Mara's phone")};
  return ids[device];
}

ContentFacts content_of(std::size_t clause) {
  ContentFacts facts;
  facts.kind = clause == 0 ? ClauseKind::area : ClauseKind::standard;
  if (clause == 1) facts.area = walked_clauses()[0];
  return facts;
}

constexpr std::array<Doing, 5> kRestrictions = {{
    {Kind::restrict, 0, -1, 0, RestrictionKind::pause, 0},
    {Kind::restrict, 0, -1, 0, RestrictionKind::pause, 1},
    {Kind::restrict, 0, -1, 0, RestrictionKind::withdrawal, 1},
    {Kind::restrict, 0, -1, 0, RestrictionKind::limit, 2},
    {Kind::restrict, 0, -1, 0, RestrictionKind::ending, 0},
}};

}  // namespace

const Pair& walked_pair() {
  static const Pair pair = [] {
    const Pair::Member mara{test_id<PartnerId>("Mara"), id_of(0)};
    const Pair::Member jonas{test_id<PartnerId>("Jonas"), id_of(1)};
    const bool is_mara_first = mara.partner < jonas.partner;
    return Pair{test_id<PairId>("pair"), is_mara_first ? mara : jonas,
                is_mara_first ? jonas : mara};
  }();
  return pair;
}

const std::array<ClauseId, kClauses>& walked_clauses() {
  static const std::array<ClauseId, kClauses> clauses = {area_id(walked_pair().id, "Household"),
                                                         test_id<ClauseId>("standard", 1)};
  return clauses;
}

int Acts::entry_of(std::size_t device, std::uint8_t seq) const {
  for (int e = size() - 1; e >= 0; --e)
    if (at(e).device == device && at(e).seq == seq) return e;
  return -1;
}

Mask Acts::past_of(const Seen& seen) const {
  Mask past = 0;
  for (int e = 0; e < size(); ++e)
    if (at(e).seq <= seen[at(e).device]) past |= bit(e);
  return past;
}

Seen Acts::everything() const {
  Seen seen{};
  for (const Entry& entry : ledger_) seen[entry.device] = std::max(seen[entry.device], entry.seq);
  return seen;
}

Seen Acts::least(std::size_t device) const {
  const std::uint8_t newest = everything()[device];
  const int last = entry_of(device, newest);
  Seen seen = last >= 0 ? at(last).seen : Seen{};
  seen[device] = newest;
  return seen;
}

std::vector<Seen> Acts::views(std::size_t device) const {
  const Seen most = everything();
  const Seen first = least(device);
  std::vector<Seen> out;
  for (Seen seen = first;;) {
    const Mask past = past_of(seen);
    Mask needed = 0;
    for (int e = 0; e < size(); ++e)
      if ((past & bit(e)) != 0) needed |= at(e).past;
    if ((needed & ~past) == 0) out.push_back(seen);
    std::size_t next = 0;
    while (next < kMostDevices && seen[next] == most[next]) {
      seen[next] = first[next];
      ++next;
    }
    if (next == kMostDevices) return out;
    ++seen[next];
  }
}

int Acts::left(Kind kind) const {
  const auto done = static_cast<int>(
      std::ranges::count(ledger_, kind, [](const Entry& entry) { return entry.doing.kind; }));
  const Bounds& most = scope_.bounds;
  switch (kind) {
    case Kind::propose:
      return most.proposals - done;
    case Kind::accept:
      return most.acceptances - done;
    case Kind::no:
      return most.noes - done;
    case Kind::restrict:
      return most.restrictions - done;
    case Kind::touch:
      return most.touches - done;
    case Kind::beginning:
      break;
  }
  return 0;
}

int Acts::lifts_left() const {
  return scope_.bounds.lifts - static_cast<int>(std::ranges::count_if(
                                   ledger_, [](const Entry& e) { return e.doing.lifts != 0; }));
}

// Acceptances that must never count are tried too: of an own proposal by who has
// seen everything, of an unseen one by who has seen least.
void Acts::add_answers(std::vector<Doing>& out, std::size_t device, const Seen& seen) const {
  const Mask past = past_of(seen);
  for (int p = 0; p < size(); ++p) {
    if (!is(p, Kind::propose)) continue;
    const bool is_own = at(p).is_jonas() == (device == 1);
    const bool is_seen = (past & bit(p)) != 0;
    const bool is_tried = is_own ? seen == everything() : is_seen || seen == least(device);
    if (left(Kind::accept) > 0 && is_tried) out.push_back({.kind = Kind::accept, .of = p});
    const bool is_said = std::ranges::any_of(ledger_, [&](const Entry& entry) {
      return entry.device == device && entry.doing.kind == Kind::no && entry.doing.of == p;
    });
    if (left(Kind::no) > 0 && is_seen && !is_said) out.push_back({.kind = Kind::no, .of = p});
  }
}

void Acts::add_proposals(std::vector<Doing>& out, std::size_t device, Mask past) const {
  if (left(Kind::propose) <= 0) return;
  // What counters nothing does nothing until it is answered.
  const bool is_last = size() + 1 == scope_.bounds.acts;
  for (const Mask changes : {1U, 2U, 3U})
    if (!is_last && (scope_.changes & bit(static_cast<int>(changes))) != 0)
      out.push_back({.kind = Kind::propose, .changes = changes});
  for (int e = 0; e < size(); ++e) {
    if ((past & bit(e)) == 0) continue;
    const bool is_theirs = at(e).is_jonas() != (device == 1);
    if (scope_.counters == Counters::yes && is(e, Kind::propose) && is_theirs &&
        at(e).doing.changes != 0)
      out.push_back({.kind = Kind::propose, .changes = at(e).doing.changes, .of = e});
    if (!is(e, Kind::restrict) || lifts_left() <= 0 || is_last) continue;
    out.push_back({.kind = Kind::propose, .lifts = bit(e)});
    if ((scope_.changes & bit(1)) != 0)
      out.push_back({.kind = Kind::propose, .changes = 1, .lifts = bit(e)});
    for (int f = 0; f < e; ++f)
      if ((past & bit(f)) != 0 && is(f, Kind::restrict))
        out.push_back({.kind = Kind::propose, .lifts = bit(e) | bit(f)});
  }
}

std::vector<Doing> Acts::doings(std::size_t device, const Seen& seen) const {
  std::vector<Doing> out;
  add_answers(out, device, seen);
  add_proposals(out, device, past_of(seen));
  for (std::size_t i = 0; i < kRestrictions.size() && left(Kind::restrict) > 0; ++i)
    if ((scope_.restrictions >> i & 1) != 0) out.push_back(kRestrictions[i]);
  if (left(Kind::touch) > 0) out.push_back({.kind = Kind::touch});
  return out;
}

Entry Acts::written(const Consent& consent, std::size_t device, const Seen& seen,
                    const Doing& doing) const {
  Entry entry;
  entry.doing = doing;
  entry.device = device;
  entry.seq = static_cast<std::uint8_t>(seen[device] + 1);
  entry.seen = seen;
  entry.past = past_of(seen);
  View view;
  for (std::size_t line = 0; line < scope_.devices; ++line) view.raise({line, seen[line]});
  for (std::size_t c = 0; c < kClauses; ++c) {
    const auto clause = consent.find_clause(walked_clauses()[c]);
    if ((doing.changes >> c & 1) == 0 || !clause) continue;
    const Standing stands = consent.standing(*clause, view);
    for (int e = 0; e < size(); ++e) {
      if (stands.current == at(e).act.entry) entry.current[c] = e;
      if (std::ranges::count(stands.voids, at(e).act.entry) > 0) entry.voids[c] |= bit(e);
    }
  }
  Act& act = entry.act;
  act.partner = device == 1 ? test_id<PartnerId>("Jonas") : test_id<PartnerId>("Mara");
  act.device = id_of(device);
  act.at = {act.device, entry.seq};
  for (std::size_t line = 0; line < scope_.devices; ++line)
    act.past.raise({id_of(line), seen[line]});
  act.written_ms = act.latest_ms = kSigned;
  act.deed = deed_of(consent, entry);
  act.entry = hash_of(entry);
  return entry;
}

// Of what it does and of the newest entries that it names, which hold the rest.
EntryHash Acts::hash_of(const Entry& entry) const {
  const Doing& doing = entry.doing;
  Writer all;
  all.u8(static_cast<std::uint8_t>(entry.device)).u8(entry.seq);
  all.u8(static_cast<std::uint8_t>(doing.kind)).u32(doing.changes).u32(doing.names);
  all.u8(static_cast<std::uint8_t>(doing.restriction));
  for (std::size_t device = 0; device < kMostDevices; ++device)
    if (const int e = entry_of(device, entry.seen[device]); e >= 0) all.lv(at(e).act.entry.view());
  if (doing.of >= 0) all.raw(at(doing.of).act.entry.view());
  std::vector<EntryHash> lifts;
  for (int r = 0; r < size(); ++r)
    if ((doing.lifts & bit(r)) != 0) lifts.push_back(at(r).act.entry);
  std::ranges::sort(lifts);
  for (const EntryHash& lifted : lifts) all.raw(lifted.view());
  return *EntryHash::from(crypto::generic_hash(all.bytes()).view());
}

ProposalFacts Acts::proposed(const Entry& entry) const {
  ProposalFacts facts;
  for (std::size_t c = 0; c < kClauses; ++c) {
    if ((entry.doing.changes >> c & 1) == 0) continue;
    ChangeFacts& change = facts.changes.emplace_back();
    change.clause = walked_clauses()[c];
    change.content = content_of(c);
    if (entry.current[c] >= 0) change.current = at(entry.current[c]).act.entry;
    std::vector<EntryHash> voids;
    for (int e = 0; e < size(); ++e)
      if ((entry.voids[c] & bit(e)) != 0) voids.push_back(at(e).act.entry);
    std::ranges::sort(voids);
    change.voids = voids_hash(voids);
  }
  for (int r = 0; r < size(); ++r)
    if ((entry.doing.lifts & bit(r)) != 0) facts.lifts.push_back(at(r).act.entry);
  if (entry.doing.of >= 0) facts.counters = at(entry.doing.of).act.entry;
  return facts;
}

Deed Acts::deed_of(const Consent& consent, const Entry& entry) const {
  const Doing& doing = entry.doing;
  if (doing.kind == Kind::touch) return Practice{};
  if (doing.kind == Kind::propose) return proposed(entry);
  if (doing.kind == Kind::no) return NoFacts{at(doing.of).act.entry};
  if (doing.kind == Kind::accept) {
    const EntryHash& proposal = at(doing.of).act.entry;
    View view;
    for (std::size_t line = 0; line < scope_.devices; ++line) view.raise({line, entry.seen[line]});
    const Hash digest = consent.digest_accepting(
        consent.proposals()[*consent.find_proposal(proposal)], view, Consent::Disputed::no);
    return Acceptance{proposal, digest, kRulesVersion};
  }
  if (doing.kind == Kind::beginning) return Automatic{};
  RestrictionFacts facts{doing.restriction, {}, Strength::hard, {}};
  for (std::size_t c = 0; c < kClauses; ++c)
    if ((doing.names >> c & 1) != 0) facts.clauses.push_back(walked_clauses()[c]);
  return facts;
}

}  // namespace troth::agreement
