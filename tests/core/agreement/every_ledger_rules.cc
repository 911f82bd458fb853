// The rules of consent as what may be seen from outside: which entries must
// stand behind what the engine says, in a ledger and along a step.
#include <algorithm>
#include <ranges>

#include "tests/core/agreement/every_ledger.h"

namespace troth::agreement {
namespace {

// A ledger with what the engine says of its acceptances: what all else must follow from.
struct Judged {
  const Ledger& ledger;
  const Outcome& outcome;

  [[nodiscard]] const Entry& at(int e) const { return ledger[static_cast<std::size_t>(e)]; }
  [[nodiscard]] int size() const { return static_cast<int>(ledger.size()); }
  [[nodiscard]] bool is(int e, Kind kind) const { return at(e).doing.kind == kind; }
  [[nodiscard]] bool sound(int e) const { return (outcome.sound & bit(e)) != 0; }
  [[nodiscard]] bool counts(int e) const {
    return (outcome.sound & ~outcome.is_void & bit(e)) != 0;
  }
  [[nodiscard]] bool saw(int e, int earlier) const { return (at(e).past & bit(earlier)) != 0; }
  [[nodiscard]] bool parallel(int e, int f) const { return e != f && !saw(e, f) && !saw(f, e); }

  // The sound acceptances of p.
  [[nodiscard]] Mask sound_of(int p) const {
    Mask out = 0;
    for (int a = 0; a < size(); ++a)
      if (sound(a) && at(a).doing.of == p) out |= bit(a);
    return out;
  }
  [[nodiscard]] bool effective(int p) const { return (sound_of(p) & ~outcome.is_void) != 0; }
  [[nodiscard]] bool voided(int p) const { return sound_of(p) != 0 && !effective(p); }
};

bool says_no_to(const Doing& n, const Entry& proposal, int p) {
  if (n.kind == Kind::no || n.kind == Kind::propose) return n.of == p;
  if (n.kind != Kind::restrict || n.restriction == RestrictionKind::pause) return false;
  if (n.restriction == RestrictionKind::ending) return true;
  const Mask touched = proposal.doing.changes | ((proposal.doing.changes & 2) != 0 ? 1U : 0U);
  return (n.names & touched) != 0;
}

bool closes(const Judged& all, int n, int p) {
  return all.saw(n, p) && (all.sound_of(p) & all.at(n).past) == 0 &&
         says_no_to(all.at(n).doing, all.at(p), p);
}

bool covers(const Doing& restriction, int clause) {
  const Mask wide = restriction.names | ((restriction.names & 1) != 0 ? 2U : 0U);
  return restriction.names == 0 || (wide & bit(clause)) != 0;
}

// Rules 1 and 2, of one acceptance that is called sound.
std::string_view broken_by_sound(const Judged& all, int a) {
  const int p = all.at(a).doing.of;
  if (!all.is(p, Kind::propose) || all.at(p).is_jonas() == all.at(a).is_jonas()) return "both sign";
  if (!all.saw(a, p)) return "what was signed was seen";
  if ((all.sound_of(p) & all.at(a).past) != 0) return "a proposal is accepted once";
  for (int n = 0; n < all.size(); ++n)
    if (all.saw(a, n) && closes(all, n, p)) return "what is closed stays closed";
  for (int c = 0; c < kClauses; ++c) {
    if ((all.at(p).doing.changes & bit(c)) == 0) continue;
    Mask told = all.at(p).voids[static_cast<std::size_t>(c)];
    for (int x = all.at(p).current[static_cast<std::size_t>(c)]; x >= 0;
         x = all.at(x).current[static_cast<std::size_t>(c)])
      told |= bit(x);
    Mask agreed = 0;
    for (int q = 0; q < all.size(); ++q)
      if ((all.at(q).doing.changes & bit(c)) != 0 && (all.sound_of(q) & all.at(a).past) != 0)
        agreed |= bit(q);
    if (told != agreed) return "the base was seen";
  }
  return {};
}

bool crossed(const Judged& all, int a, int b) {
  const int p = all.at(a).doing.of;
  const int q = all.at(b).doing.of;
  return p != q && all.parallel(a, b) && (all.at(p).doing.changes & all.at(q).doing.changes) != 0 &&
         (all.sound_of(q) & all.at(a).past) == 0 && (all.sound_of(p) & all.at(b).past) == 0;
}

// A past that holds the other proposal void is no excuse (counterexample C7), so
// this is cause enough; whether it was void in that past is the naive's to say.
bool may_have_crossed(const Judged& all, int a, int b) {
  const int p = all.at(a).doing.of;
  const int q = all.at(b).doing.of;
  return p != q && all.parallel(a, b) && (all.at(p).doing.changes & all.at(q).doing.changes) != 0 &&
         (all.sound_of(q) & all.at(a).past & ~all.outcome.is_void) == 0 &&
         (all.sound_of(p) & all.at(b).past & ~all.outcome.is_void) == 0;
}

// Rule 4, of one sound acceptance: the rule that is broken where it counts.
std::string_view voided_by(const Judged& all, int a) {
  const int p = all.at(a).doing.of;
  for (int b = 0; b < all.size(); ++b)
    if (all.sound(b) && crossed(all, a, b)) return "no effective crossing";
  for (int n = 0; n < all.size(); ++n)
    if (all.parallel(n, a) && closes(all, n, p)) return "what is taken back meanwhile is void";
  for (const int base : all.at(p).current)
    if (base >= 0 && (all.sound_of(base) & all.at(a).past & ~all.outcome.is_void) == 0)
      return "none is built on void";
  return {};
}

// A lift that names it, offered and accepted, signed by the restricting partner, and waited for.
bool may_be_lifted(const Judged& all, int r, TimeMs t) {
  const Entry& restriction = all.at(r);
  const TimeMs wait = restriction.doing.restriction == RestrictionKind::pause ? 0 : 24 * kHourMs;
  if (t < kSigned + wait) return false;
  for (int p = 0; p < all.size(); ++p) {
    if ((all.at(p).doing.lifts & bit(r)) == 0 || !all.saw(p, r)) continue;
    const Mask agreed = all.sound_of(p) & ~all.outcome.is_void;
    for (int e = 0; e < all.size(); ++e)
      if (all.at(e).is_jonas() == restriction.is_jonas() && !all.is(e, Kind::beginning) &&
          ((all.at(e).past | bit(e)) & agreed) != 0)
        return true;
  }
  return false;
}

std::string_view broken_by_restrictions(const Judged& all, std::size_t instant) {
  const TimeMs t = kInstants[instant];
  Mask in_force = 0;
  for (int c = 0; c < kClauses; ++c) {
    const auto clause = static_cast<std::size_t>(c);
    const int x = all.outcome.current[clause];
    if (x >= 0 && all.at(x).voids[clause] == all.outcome.voids[clause]) in_force |= bit(c);
  }
  for (int r = 0; r < all.size(); ++r) {
    if (!all.is(r, Kind::restrict)) continue;
    const bool is_lifted = (all.outcome.lifted[instant] & bit(r)) != 0;
    const bool may_be = may_be_lifted(all, r, t);
    if (is_lifted && !may_be) return "a restriction holds until its author lifts it";
    if (!is_lifted && may_be) return "what both lifted is lifted";
    for (int c = 0; c < kClauses && !is_lifted; ++c)
      if (covers(all.at(r).doing, c)) in_force &= ~bit(c);
  }
  if ((all.outcome.in_force[instant] & ~in_force) != 0)
    return "what is restricted or on hold is not in force";
  if (in_force != all.outcome.in_force[instant]) return "what nothing is in the way of is in force";
  return {};
}

// Content and holds follow from what is effective; never two on one version.
std::string_view broken_by_standing(const Judged& all, int c) {
  const auto clause = static_cast<std::size_t>(c);
  int x = -1;
  Mask voids = 0;
  for (bool moved = true; moved;) {
    moved = false;
    const int base = x;
    for (int q = 0; q < all.size(); ++q) {
      if ((all.at(q).doing.changes & bit(c)) == 0 || all.at(q).current[clause] != base) continue;
      if (!all.effective(q)) continue;
      if (moved) return "no two effective changes of one version";
      moved = true;
      x = q;
    }
  }
  for (int q = 0; q < all.size(); ++q)
    if ((all.at(q).doing.changes & bit(c)) != 0 && all.voided(q)) voids |= bit(q);
  if (x != all.outcome.current[clause]) return "what stands is the newest effective change";
  return voids == all.outcome.voids[clause] ? "" : "a hold names every void";
}

bool known_to_all(const Judged& all, std::size_t devices, int p) {
  const Mask agreed = all.sound_of(p) & ~all.outcome.is_void;
  std::size_t knowing = 0;
  for (std::size_t device = 0; device < devices; ++device)
    knowing += std::ranges::any_of(all.ledger, [&](const Entry& e) {
      return e.device == device &&
             ((e.past | bit(static_cast<int>(&e - all.ledger.data()))) & agreed) != 0;
    });
  return knowing == devices;
}

}  // namespace

std::string_view broken_in(const Ledger& ledger, std::size_t devices, const Outcome& outcome) {
  const Judged all{ledger, outcome};
  std::string_view broken;
  const auto holds = [&](std::string_view found) { return (broken = found).empty(); };
  for (int e = 0; e < all.size(); ++e) {
    if (all.sound(e) && !holds(broken_by_sound(all, e))) return broken;
    if (all.counts(e) && !holds(voided_by(all, e))) return broken;
    const auto crosses = [&](int b) { return all.sound(b) && may_have_crossed(all, e, b); };
    const bool is_without_cause = all.sound(e) && !all.counts(e) && voided_by(all, e).empty();
    if (is_without_cause && std::ranges::none_of(std::views::iota(0, all.size()), crosses))
      return "what is void has a cause";
  }
  for (int e = 0; e < all.size(); ++e) {
    if (!all.is(e, Kind::propose)) continue;
    const bool effective = (outcome.effective & bit(e)) != 0;
    if (effective != all.effective(e)) return "effective is what an acceptance makes so";
    if (effective && known_to_all(all, devices, e) != ((outcome.known & bit(e)) != 0))
      return "known to all is what each device has signed";
  }
  for (int c = 0; c < kClauses; ++c)
    if (!holds(broken_by_standing(all, c))) return broken;
  for (std::size_t instant = 0; instant < kInstants.size(); ++instant)
    if (!holds(broken_by_restrictions(all, instant))) return broken;
  return {};
}

std::string_view broken_by_step(const Ledger& ledger, const Outcome& before, const Outcome& after) {
  const Judged all{ledger, after};
  const int newest = all.size() - 1;
  const Doing& doing = ledger.back().doing;
  if ((after.sound & ~bit(newest)) != before.sound) return "sound is for ever";
  if ((before.is_void & ~after.is_void) != 0) return "void only grows";
  if ((before.known & ~after.effective) != 0) return "what is known to all is final";
  const bool accepts = doing.kind == Kind::accept && all.counts(newest);
  const Mask changes = accepts ? all.at(doing.of).doing.changes : 0;
  for (std::size_t instant = 0; instant < kInstants.size(); ++instant) {
    const Mask lifted = after.lifted[instant] & ~before.lifted[instant];
    Mask may_return = changes;
    for (int r = 0; r < all.size(); ++r) {
      if ((lifted & bit(r)) == 0) continue;
      if (all.at(r).is_jonas() != ledger.back().is_jonas())
        return "a restriction is lifted by its author's signature";
      for (int c = 0; c < kClauses; ++c)
        if (covers(all.at(r).doing, c)) may_return |= bit(c);
    }
    if ((after.in_force[instant] & ~before.in_force[instant] & ~may_return) != 0)
      return "nothing comes back into force by itself";
  }
  Mask lifting = 0;
  for (int p = 0; p < all.size(); ++p)
    if (all.at(p).doing.lifts != 0) lifting |= bit(p);
  const bool is_same = before.current == after.current && before.voids == after.voids &&
                       doing.kind != Kind::restrict &&
                       (before.effective & lifting) == (after.effective & lifting);
  if (is_same != (before.digest == after.digest)) return "the digest is of what stands";
  return {};
}

}  // namespace troth::agreement
