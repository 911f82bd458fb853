// How far a blind check-in is, as lists show it beside what it says. A plain
// value, any thread.
#pragma once

#include <cstddef>

#include "core/practice/blind_check_ins.h"

namespace troth::vault {

struct BlindView {
  practice::BlindAnswer::Stage stage = practice::BlindAnswer::Stage::committed;
  practice::BlindAnswer::Sight sight = practice::BlindAnswer::Sight::nothing_to_see;
  practice::Period period;
  bool period_is_over = false;
  bool other_has_answered = false;  // the other partner, blindly, for the same period
  bool may_be_opened = false;       // one's own, by hand, now
  std::size_t later = 0;            // more of its author's for the period; they do not count
};

}  // namespace troth::vault
