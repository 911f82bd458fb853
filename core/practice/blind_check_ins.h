// What is shown of blind check-ins: for each period what either committed to,
// and whether it is open; which of one's own the device opens now, and which
// may be opened by hand. An open check-in opens none. Pure, any thread; the
// may_...() refuse with what to do instead.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/error.h"
#include "core/practice/note.h"

namespace troth::practice {

struct BlindAnswer {
  enum class Stage : std::uint8_t {
    committed,
    opened,
    opened_falsely,  // something else than committed
  };
  // Whether it may have leaned on what the other said of the period (open, or
  // blind and opened). It is the other's word that proves it blind, and not its
  // author's: who has read an opening need not say so.
  enum class Sight : std::uint8_t {
    nothing_to_see,   // the other has said nothing that can be read
    blind,            // all that the other said had seen this one
    after_the_other,  // its author had seen some of it
    cannot_be_told,   // neither
  };
  EntryHash entry;
  PartnerId by;
  TimeMs written_ms = 0;
  Stage stage = Stage::committed;
  std::optional<EntryHash> opening;  // the first that opens it; else the first false one
  std::optional<CheckIn> content;    // opened; none where a newer version made it
  Sight sight = Sight::nothing_to_see;
  std::vector<EntryHash> later;  // more of its author's for the period; they do not count
  bool operator==(const BlindAnswer&) const = default;
};
// "committed", "opened", "opened_falsely".
std::string_view name_of(BlindAnswer::Stage stage);
// "nothing_to_see", "blind", "after_the_other", "cannot_be_told".
std::string_view name_of(BlindAnswer::Sight sight);
// What people read beside it; empty where there is nothing to say.
std::string_view words_for(BlindAnswer::Sight sight);

struct BlindPeriod {
  Period period;
  std::vector<BlindAnswer> answers;  // one a partner at most, by partner
  [[nodiscard]] const BlindAnswer* of(const PartnerId& partner) const;
  [[nodiscard]] const BlindAnswer* of_other_than(const PartnerId& partner) const;
  bool operator==(const BlindPeriod&) const = default;
};

// Every period that anyone committed to, ascending. Of a partner the first
// counts: the one that had seen none of their others for that period; of several
// such the lowest seq, then the smallest hash.
std::vector<BlindPeriod> blind_periods(std::span<const Note> notes, const PairId& pair);

// `own`'s check-ins that the device opens now: the other has committed as well.
std::vector<EntryHash> to_open(std::span<const BlindPeriod> periods, const PartnerId& own);

// Refuses (check_in_blind_twice) where `own` has committed for that period.
Status may_commit(std::span<const BlindPeriod> periods, const Period& period, const PartnerId& own);
// Refuses while the other can still answer (check_in_blind_waits), and what is
// open (check_in_opened_already).
Status may_open_by_hand(const BlindPeriod& period, const BlindAnswer& answer, TimeMs now_ms);

}  // namespace troth::practice
