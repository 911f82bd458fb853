#include "tests/core/agreement/naive.h"

#include <algorithm>
#include <set>

#include "core/base/check.h"
#include "core/crypto/hash.h"

namespace troth::agreement {

Naive::Naive(const Pair& pair, std::vector<Act> acts) : pair_(pair), acts_(std::move(acts)) {
  CHECK(acts_.size() <= 64);
  for (Entry e = 0; e < size(); ++e) {
    pasts_.push_back(view(act(e).past));
    everything_ |= Set{1} << e;
  }
}

Naive::Set Naive::view(const Clock& clock) const {
  Set v = 0;
  for (Entry e = 0; e < size(); ++e)
    if (clock.contains(act(e).at)) v |= Set{1} << e;
  return v;
}

Naive::Entry Naive::entry(const EntryHash& hash) const {
  for (Entry e = 0; e < size(); ++e)
    if (act(e).entry == hash) return e;
  return -1;
}

const ChangeFacts* Naive::change(Entry p, const ClauseId& c) const {
  const auto* facts = as<ProposalFacts>(p);
  if (!facts) return nullptr;
  const auto at = std::ranges::find(facts->changes, c, &ChangeFacts::clause);
  return at == facts->changes.end() ? nullptr : &*at;
}

std::vector<ClauseId> Naive::clauses() const {
  std::set<ClauseId> all;
  for (Entry e = 0; e < size(); ++e)
    if (const auto* facts = as<ProposalFacts>(e))
      for (const ChangeFacts& c : facts->changes) all.insert(c.clause);
  return {all.begin(), all.end()};
}

std::vector<Naive::Entry> Naive::acceptances_of(Entry p, Set v) const {
  std::vector<Entry> out;
  for (Entry a = 0; a < size(); ++a) {
    const auto* acceptance = as<Acceptance>(a);
    if (in(a, v) && acceptance && acceptance->proposal == act(p).entry) out.push_back(a);
  }
  return out;
}

bool Naive::has_sound_acceptance(Entry p, Set v) {
  for (const Entry a : acceptances_of(p, v))
    if (sound(a)) return true;
  return false;
}

// A genesis device needs none; any other its confirmation, by the other partner, in its past.
bool Naive::counts(Entry e) {
  const Act& of = act(e);
  const auto& member = of.partner == pair_.a.partner ? pair_.a : pair_.b;
  if (of.device == member.genesis_device) return true;
  for (Entry f = 0; f < size(); ++f) {
    const auto* confirmed = as<Confirmed>(f);
    if (in(f, past(e)) && confirmed && confirmed->device == of.device &&
        act(f).partner != of.partner && counts(f))
      return true;
  }
  return false;
}

bool Naive::compared(Set v) const {
  std::set<PartnerId> by;
  for (Entry e = 0; e < size(); ++e)
    if (in(e, v) && as<Compared>(e)) by.insert(act(e).partner);
  return by.size() == 2;
}

bool Naive::closes(Entry n, Entry p) {
  if (!in(p, past(n)) || !counts(n) || has_sound_acceptance(p, past(n))) return false;
  if (const auto* no = as<NoFacts>(n)) return no->proposal == act(p).entry;
  if (const auto* counter = as<ProposalFacts>(n)) return counter->counters == act(p).entry;
  const auto* r = as<RestrictionFacts>(n);
  if (!r) return false;
  if (r->kind == RestrictionKind::ending) return true;
  if (r->kind != RestrictionKind::withdrawal && r->kind != RestrictionKind::limit) return false;
  for (const ChangeFacts& c : as<ProposalFacts>(p)->changes)
    for (const ClauseId& named : r->clauses) {
      const ContentFacts* stood = content(c.clause, past(n));
      if (c.clause == named || (c.content && c.content->area == named) ||
          (stood && stood->area == named))
        return true;
    }
  return false;
}

bool Naive::fits(Entry p, Set v) {
  const ProposalFacts& facts = *as<ProposalFacts>(p);
  int leaders = 0;
  int roles = 0;
  bool moves = false;
  for (const auto& partner : {pair_.a.partner, pair_.b.partner}) {
    const ClauseId role = role_id(pair_.id, partner);
    const ContentFacts* stands = content(role, v);
    const ChangeFacts* c = change(p, role);
    const bool led = stands && stands->leads;
    const bool leads = c ? c->content && c->content->leads : led;
    roles += c ? 1 : 0;
    leaders += leads ? 1 : 0;
    moves = moves || led != leads;
  }
  if (roles > 0 && leaders != 1) return false;
  if (moves && roles != 2) return false;
  for (const ChangeFacts& c : facts.changes) {
    const ContentFacts* stands = content(c.clause, v);
    if (!c.content && !stands && !on_hold(c.clause, v)) return false;
  }
  if (!facts.reaffirms) return true;
  if (!facts.lifts.empty() || facts.changes.size() > 1) return false;
  for (const ChangeFacts& c : facts.changes) {
    const ContentFacts* stands = content(c.clause, v);
    if (c.clause != term_id(pair_.id) || !stands || !c.content) return false;
    ContentFacts renewed = *c.content;
    renewed.term.renew_by_ms = stands->term.renew_by_ms;
    if (renewed != *stands) return false;
  }
  return true;
}

bool Naive::sound_but_for_the_digest(Entry a) {
  const Acceptance& acceptance = *as<Acceptance>(a);
  const Entry p = entry(acceptance.proposal);
  const auto* facts = as<ProposalFacts>(p);
  if (!facts || !in(p, past(a)) || act(p).partner == act(a).partner) return false;
  if (acceptance.rules_version != kRulesVersion) return false;
  if (!compared(past(a)) || !counts(a) || !counts(p)) return false;
  for (const EntryHash& lifted : facts->lifts) {
    const Entry r = entry(lifted);
    if (r < 0 || !as<RestrictionFacts>(r) || !in(r, past(p))) return false;
  }
  for (Entry n = 0; n < size(); ++n)
    if (in(n, past(a)) && closes(n, p)) return false;
  if (has_sound_acceptance(p, past(a))) return false;
  for (const ChangeFacts& c : facts->changes)
    if (current(c.clause, past(a)) != c.current || voids_hash(voids(c.clause, past(a))) != c.voids)
      return false;
  if (!fits(p, past(a))) return false;
  return !facts->reaffirms || *facts->reaffirms == digest(past(a));
}

bool Naive::sound(Entry a) {
  if (const auto known = sound_.find(a); known != sound_.end()) return known->second;
  if (!sound_but_for_the_digest(a)) return sound_[a] = false;
  sound_[a] = true;  // the digest is of the agreement that it makes
  const Set made = past(a) | Set{1} << a;
  if (digest(made) == as<Acceptance>(a)->digest) return true;
  std::erase_if(void_, [&](const auto& known) { return known.first.second == made; });
  return sound_[a] = false;
}

bool Naive::crosses(Entry a, Entry b) {
  if (!concurrent(a, b) || !sound(a) || !sound(b)) return false;
  const Entry p = entry(as<Acceptance>(a)->proposal);
  const Entry q = entry(as<Acceptance>(b)->proposal);
  if (p == q) return false;
  const auto& changes = as<ProposalFacts>(p)->changes;
  const bool share = std::ranges::any_of(
      changes, [&](const ChangeFacts& c) { return change(q, c.clause) != nullptr; });
  return share && !effective(q, past(a)) && !effective(p, past(b));
}

std::uint64_t Naive::cut_from(Entry x) const {
  const Cut& cut = *as<Cut>(x);
  if (cut.why == Cut::Why::equivocated) return cut.from_seq;
  return std::max(cut.from_seq, act(x).past.seq_of(cut.device) + 1);
}

bool Naive::is_disputed(Entry e, Set v) {
  for (Entry x = 0; x < size(); ++x)
    if (in(x, v) && as<Cut>(x) && counts(x) && as<Cut>(x)->device == act(e).device &&
        cut_from(x) <= act(e).at.seq)
      return true;
  return false;
}

bool Naive::is_void(Entry a, Set v) {
  const auto key = std::pair{a, v};
  if (const auto known = void_.find(key); known != void_.end()) return known->second;
  CHECK(sound(a));
  const Entry p = entry(as<Acceptance>(a)->proposal);
  bool out = is_disputed(a, v) || is_disputed(p, v);
  for (Entry n = 0; n < size() && !out; ++n) out = in(n, v) && concurrent(n, a) && closes(n, p);
  for (Entry b = 0; b < size() && !out; ++b) out = in(b, v) && as<Acceptance>(b) && crosses(a, b);
  for (const ChangeFacts& c : as<ProposalFacts>(p)->changes) {
    if (out || !c.current) continue;
    bool all_void = true;
    for (const Entry below : acceptances_of(entry(*c.current), past(a)))
      if (sound(below) && !is_void(below, v)) all_void = false;
    out = all_void;
  }
  return void_[key] = out;
}

bool Naive::effective(Entry p, Set v) {
  for (const Entry a : acceptances_of(p, v))
    if (sound(a) && !is_void(a, v)) return true;
  return false;
}

bool Naive::voided(Entry p, Set v) { return has_sound_acceptance(p, v) && !effective(p, v); }

std::optional<EntryHash> Naive::current(const ClauseId& c, Set v) {
  std::optional<EntryHash> x;
  for (bool moved = true; moved;) {
    moved = false;
    for (Entry q = 0; q < size(); ++q) {
      const ChangeFacts* of = in(q, v) ? change(q, c) : nullptr;
      if (!of || of->current != x || !effective(q, v)) continue;
      CHECK(!moved);  // never two such q
      moved = true;
    }
    for (Entry q = 0; moved && q < size(); ++q) {
      const ChangeFacts* of = in(q, v) ? change(q, c) : nullptr;
      if (!of || of->current != x || !effective(q, v)) continue;
      x = act(q).entry;
      break;
    }
  }
  return x;
}

std::vector<EntryHash> Naive::voids(const ClauseId& c, Set v) {
  std::vector<EntryHash> out;
  for (Entry p = 0; p < size(); ++p)
    if (in(p, v) && change(p, c) && voided(p, v)) out.push_back(act(p).entry);
  std::ranges::sort(out);
  return out;
}

bool Naive::on_hold(const ClauseId& c, Set v) {
  const auto x = current(c, v);
  return voids_hash(voids(c, v)) != (x ? change(entry(*x), c)->voids : Hash{});
}

const ContentFacts* Naive::content(const ClauseId& c, Set v) {
  const auto x = current(c, v);
  if (!x) return nullptr;
  const ChangeFacts* of = change(entry(*x), c);
  return of->content ? &*of->content : nullptr;
}

bool Naive::covers(Entry r, const ClauseId& c, Set v) {
  const RestrictionFacts& facts = *as<RestrictionFacts>(r);
  if (facts.kind == RestrictionKind::ending || facts.kind == RestrictionKind::unreadable)
    return true;
  if (facts.kind == RestrictionKind::pause && facts.clauses.empty()) return true;
  for (const ClauseId& named : facts.clauses) {
    if (named == c) return true;
    for (const Set view : {past(r), v})
      if (const ContentFacts* stands = content(c, view); stands && stands->area == named)
        return true;
  }
  return false;
}

std::pair<TimeMs, TimeMs> Naive::cooling_off(Set v) {
  const ClauseId id = term_id(pair_.id);
  const ContentFacts* stands = content(id, v);
  TimeMs pause = stands ? stands->term.pause_cooling_off_hours : 0;
  TimeMs other = stands ? stands->term.cooling_off_hours : 24;
  if (on_hold(id, v)) other = std::max<TimeMs>(other, 24);
  return {pause * kHourMs, other * kHourMs};
}

TimeMs Naive::wait(Entry r, Entry e, Set v) {
  const auto then = cooling_off(past(e));
  const auto now = cooling_off(v);
  const TimeMs pause = std::max(then.first, now.first);
  const TimeMs other = std::max(then.second, now.second);
  const RestrictionKind kind = as<RestrictionFacts>(r)->kind;
  if (kind == RestrictionKind::pause) return pause;
  return kind == RestrictionKind::unreadable ? std::max(pause, other) : other;
}

bool Naive::lifted(Entry r, Set v, TimeMs t) {
  for (Entry p = 0; p < size(); ++p) {
    const auto* facts = as<ProposalFacts>(p);
    if (!in(p, v) || !facts || std::ranges::count(facts->lifts, act(r).entry) == 0) continue;
    Entry earliest = -1;
    for (Entry e = 0; e < size(); ++e) {
      if (!in(e, v) || act(e).partner != act(r).partner || as<Automatic>(e) || !counts(e) ||
          is_disputed(e, v))
        continue;
      bool knows = false;
      for (const Entry a : acceptances_of(p, past(e) | Set{1} << e))
        knows = knows || (sound(a) && !is_void(a, v));
      if (!knows) continue;
      const bool is_first =
          earliest < 0 || act(e).latest_ms < act(earliest).latest_ms ||
          (act(e).latest_ms == act(earliest).latest_ms && wait(r, e, v) > wait(r, earliest, v));
      if (is_first) earliest = e;
    }
    if (earliest >= 0 && t >= act(earliest).latest_ms + wait(r, earliest, v)) return true;
  }
  return false;
}

bool Naive::lapsed(Set v, TimeMs t) {
  const ClauseId id = term_id(pair_.id);
  if (on_hold(id, v)) return true;
  const ContentFacts* stands = content(id, v);
  return stands && ((stands->term.renew_by_ms != 0 && t >= stands->term.renew_by_ms) ||
                    (stands->until_ms != 0 && t >= stands->until_ms));
}

bool Naive::in_force(const ClauseId& c, Set v, TimeMs t) {
  const ContentFacts* stands = content(c, v);
  if (!stands || on_hold(c, v) || lapsed(v, t)) return false;
  if (stands->until_ms != 0 && t >= stands->until_ms) return false;
  const ContentFacts* term = content(term_id(pair_.id), v);
  if (term && t < term->term.starts_ms) return false;
  for (Entry r = 0; r < size(); ++r)
    if (in(r, v) && as<RestrictionFacts>(r) && covers(r, c, v) && !lifted(r, v, t)) return false;
  return true;
}

Hash Naive::digest(Set v) {
  std::vector<Bytes> leaves;
  for (const ClauseId& c : clauses()) {
    const auto x = current(c, v);
    const auto voided_here = voids(c, v);
    if (!x && voided_here.empty()) continue;
    Writer all;
    for (const EntryHash& hash : voided_here) all.raw(hash.view());
    leaves.push_back(Writer().raw(c.view()).lv(x ? x->view() : ByteView{}).lv(all.bytes()).take());
  }
  std::map<EntryHash, Bytes> restrictions;
  for (Entry r = 0; r < size(); ++r) {
    if (!in(r, v) || !as<RestrictionFacts>(r)) continue;
    std::set<EntryHash> lifting;
    for (Entry p = 0; p < size(); ++p) {
      const auto* facts = as<ProposalFacts>(p);
      if (in(p, v) && facts && std::ranges::count(facts->lifts, act(r).entry) > 0 &&
          effective(p, v))
        lifting.insert(act(p).entry);
    }
    Writer all;
    for (const EntryHash& hash : lifting) all.raw(hash.view());
    restrictions[act(r).entry] = Writer().raw(act(r).entry.view()).lv(all.bytes()).take();
  }
  for (auto& [hash, leaf] : restrictions) leaves.push_back(leaf);
  const std::vector<ByteView> views(leaves.begin(), leaves.end());
  return crypto::hash("agreement", views);
}

}  // namespace troth::agreement
