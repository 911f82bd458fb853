// The kinds of entries, by range (proto/README.md, "Entries and sync"): 1 to 19
// take away, 20 to 39 are consent, 40 to 59 automatic, 60 and up practice. A
// kind that this version does not know keeps its range's treatment: it is
// stored, synced and shown as "needs a newer version"; one that takes away is
// a pause of everything meanwhile. Pure, any thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace troth::ledger {

enum class EntryKind : std::uint32_t {
  pause = 1,
  end = 2,
  withdraw = 3,
  limit = 4,
  decline = 5,
  retract = 6,
  propose = 20,
  accept = 21,
  compared = 22,
  confirmed = 23,
  revoked = 24,
  equivocated = 25,
  assent = 26,
  paired = 40,
  session = 41,
  opening = 42,
  check_in = 60,
  blind_check_in = 61,
  open_by_hand = 62,
  comment = 63,
  question = 64,
  view = 65,
  answer = 66,
  reopened = 67,
  observance = 68,
  moment_opened = 69,
  moment_closed = 70,
  talk = 71,
  talked = 72,
  review_opened = 73,
  agenda_item = 74,
  minutes = 75,
  minutes_signed = 76,
  action_done = 77,
};

enum class KindRange { takes_away, consent, automatic, practice };

// Kind 0 is no kind and never passes decode_entry().
KindRange range_of(EntryKind kind);
inline bool takes_away(EntryKind kind) { return range_of(kind) == KindRange::takes_away; }
// True for what its author's person did, not their device: it shows that they have seen.
inline bool is_by_choice(EntryKind kind) { return range_of(kind) != KindRange::automatic; }
// True for the kinds above, which this version can read.
bool is_known(EntryKind kind);
// "pause", ...; "unknown" for the others.
std::string_view name_of(EntryKind kind);

}  // namespace troth::ledger
