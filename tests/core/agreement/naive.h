// consent.md's Definition, transcribed: every function recomputes from the set
// of entries alone, in the order and by the names of that page. Slow, and the
// measure of core/agreement/consent.h. At most 64 entries.
#pragma once

#include <map>
#include <tuple>

#include "core/agreement/act.h"
#include "core/agreement/authority.h"
#include "core/agreement/civil_time.h"

namespace troth::agreement {

class Naive {
 public:
  using Entry = int;
  using Set = std::uint64_t;  // bit e: entry e

  Naive(const Pair& pair, std::vector<Act> acts);

  [[nodiscard]] Set everything() const { return everything_; }
  [[nodiscard]] Set view(const Clock& clock) const;
  [[nodiscard]] Entry entry(const EntryHash& hash) const;  // -1: none
  [[nodiscard]] const Act& act(Entry e) const { return acts_[static_cast<std::size_t>(e)]; }
  [[nodiscard]] int size() const { return static_cast<int>(acts_.size()); }

  [[nodiscard]] Set past(Entry e) const { return pasts_[static_cast<std::size_t>(e)]; }
  bool counts(Entry e);
  bool compared(Set v) const;
  bool closes(Entry n, Entry p);
  bool sound(Entry a);
  bool crosses(Entry a, Entry b);
  bool is_void(Entry a, Set v);
  bool effective(Entry p, Set v);
  bool voided(Entry p, Set v);
  std::optional<EntryHash> current(const ClauseId& c, Set v);
  std::vector<EntryHash> voids(const ClauseId& c, Set v);
  bool on_hold(const ClauseId& c, Set v);
  bool covers(Entry r, const ClauseId& c, Set v);
  bool lifted(Entry r, Set v, TimeMs t);
  bool lapsed(Set v, TimeMs t);
  bool in_force(const ClauseId& c, Set v, TimeMs t);
  Hash digest(Set v);
  bool opens(Entry m, const ClauseId& c);
  bool open(Entry m, Set v, TimeMs t);
  Verdict verdict(const Answer& d, const ProposalSource& texts, const CivilTime& civil_time);
  const ContentFacts* content(const ClauseId& c, Set v);
  std::vector<ClauseId> clauses() const;

 private:
  template <class Deed>
  [[nodiscard]] const Deed* as(Entry e) const {
    return e < 0 ? nullptr : std::get_if<Deed>(&act(e).deed);
  }
  [[nodiscard]] bool in(Entry e, Set v) const { return (v >> e & 1) != 0; }
  [[nodiscard]] bool concurrent(Entry x, Entry y) const {
    return x != y && !in(x, past(y)) && !in(y, past(x));
  }
  [[nodiscard]] const ChangeFacts* change(Entry p, const ClauseId& c) const;
  [[nodiscard]] bool has_sound_acceptance(Entry p, Set v);
  [[nodiscard]] bool sound_but_for_the_digest(Entry a);
  [[nodiscard]] bool fits(Entry p, Set v);
  [[nodiscard]] bool is_disputed(Entry e, Set v);
  [[nodiscard]] std::uint64_t cut_from(Entry x) const;
  [[nodiscard]] std::pair<TimeMs, TimeMs> cooling_off(Set v);  // pause, other
  [[nodiscard]] TimeMs wait(Entry r, Entry e, Set v);
  [[nodiscard]] std::vector<Entry> acceptances_of(Entry p, Set v) const;
  struct Question;
  bool restricts(Entry r, RestrictionKind kind, const ClauseId& c, Set v, TimeMs t);
  std::optional<PartnerId> leads(const ClauseId& area, Set v);
  std::optional<ClauseContent> words(const ClauseId& c, Set v, const ProposalSource& texts);

  Pair pair_;
  std::vector<Act> acts_;
  std::vector<Set> pasts_;
  Set everything_ = 0;
  std::map<Entry, bool> sound_;
  std::map<std::pair<Entry, Set>, bool> void_;
};

}  // namespace troth::agreement
