// What the vault shows of reviews: snapshots, as values. What is said in them is
// practice's own; here stands what depends on who looks. Times are Unix milliseconds.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/practice/agenda.h"
#include "core/practice/reviews.h"
#include "core/practice/rhythm.h"
#include "core/vault/raising.h"
#include "core/vault/remarks.h"

namespace troth::vault {

struct ReviewView {
  practice::Review state;
  // Its texts that this partner can sign, by the other, while it is open.
  std::vector<EntryHash> waiting;
  CommentCounts comments;  // on its minutes, and on what was added to its agenda
};

// The review that is open, or the next; or one that is over, which has no lines.
struct AgendaView {
  std::optional<ReviewView> review;  // none: nobody has opened the next one
  std::vector<practice::AgendaLine> lines;
  std::optional<TimeMs> next_ms;  // of the next; nothing where neither minutes nor rhythm say
  CommentCounts comments;         // on what the lines are about; of an action none
  Raised raised;                  // from that, or from what was added to a review that is over
};

// Reviews, for the status.
struct ReviewReminder {
  bool is_open = false;
  std::size_t minutes_waiting = 0;  // texts that this partner can sign
  std::optional<TimeMs> next_ms;    // as above; nothing while one is open
  TimeMs as_of_ms = 0;              // when that was asked
};

}  // namespace troth::vault
