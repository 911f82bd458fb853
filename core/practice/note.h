// A note: one entry of practice as the derivations of this room read it: who
// signed it, where it stands, what its author had seen, and what it says. What
// is shown of check-ins, decisions, moments, talks and reviews is made of notes
// alone, so that both partners see the same in whatever order entries arrived.
// The caller leaves out entries that do not count (an unconfirmed device, one
// beyond a cut) and those that do not decode. Plain values, any thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/practice/content.h"

namespace troth::practice {

struct Note {
  EntryHash entry;
  PartnerId by;
  Tick at;                // its line and seq
  Clock past;             // all entries of its past, without itself
  TimeMs written_ms = 0;  // its author's claim
  Content content;
};

// True where the author of `later` had seen `earlier`.
inline bool sees(const Note& later, const Note& earlier) { return later.past.contains(earlier.at); }

// Notes of which one asks only whether any is in a past: as a past holds a line
// from its start to some seq, the first on each line answers for all.
class Firsts {
 public:
  void add(const Note& note);
  [[nodiscard]] bool is_any_in(const Clock& past) const;

 private:
  std::vector<Tick> first_;  // one a line
};

// A note whose content is a T; both borrowed from the notes given.
template <class T>
struct Said {
  const Note* note;
  const T* says;
};

// Each after all that its author had seen; else by the time claimed, then by hash.
// Costs what the notes and their pasts are long.
std::vector<const Note*> in_order(std::span<const Note> notes);

// Those that say a T, of notes in_order().
template <class T>
std::vector<Said<T>> saying(std::span<const Note* const> notes) {
  std::vector<Said<T>> out;
  for (const Note* note : notes)
    if (const T* says = std::get_if<T>(&note->content)) out.push_back({note, says});
  return out;
}

// Words of one of the two, as lists show them.
struct Remark {
  EntryHash entry;
  PartnerId by;
  TimeMs written_ms = 0;
  std::string text;
  bool operator==(const Remark&) const = default;
};
inline Remark remark(const Note& note, const std::string& text) {
  return {note.entry, note.by, note.written_ms, text};
}

}  // namespace troth::practice
