// What is shown of moments and of talks: which are open, and who closed or had
// them. Whether a moment is closed is for the rules of consent to say, as rule 6
// reads it; the notes only give the words. Pure, any thread; the may_...()
// refuse with what to do instead.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/agreement/act.h"
#include "core/base/error.h"
#include "core/practice/note.h"

namespace troth::practice {

struct Moment {
  Remark opened;
  std::vector<ClauseId> areas;   // none: every area "in moments"
  TimeMs until_ms = 0;           // 0: until it is closed
  std::optional<Remark> closed;  // the first; with its reason, where it can be read and counts
  [[nodiscard]] bool is_open(TimeMs now_ms) const {
    return !closed && (until_ms == 0 || now_ms < until_ms);
  }
  bool operator==(const Moment&) const = default;
};

struct TalkWish {
  Remark wish;
  bool as_equals = false;
  std::optional<Remark> had;  // the first note that it was had
  bool operator==(const TalkWish&) const = default;
};

// What closed a moment: Agreement::closed_by(). It knows of closings that are not
// among the notes, by a device that does not count or by a newer version.
using ClosingOf = std::function<std::optional<agreement::ClosedBy>(const EntryHash& moment)>;

// In the order of the notes (in_order).
std::vector<Moment> moments_of(std::span<const Note> notes, const ClosingOf& closing_of);
std::vector<TalkWish> talks_of(std::span<const Note> notes);

// Refuses what was had already (talk_had).
Status may_be_had(const TalkWish& talk);

}  // namespace troth::practice
