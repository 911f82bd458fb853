// Leaving the pair, which takes one partner alone and works offline: the intention is
// kept in the store with the ending that it signs, in one change, and every later
// sync carries it on, over crashes too:
//
//   telling   the ending goes to the partner's relay, like any entry
//   going     told, or not within kPatience: the own mailbox is deleted at its relay;
//             then the pair is forgotten, and the relay's address with it
//
// The patience is a week: long enough for a journey or for a relay to be mended, so
// that the partner learns it; and an end to it, since nobody's silence keeps
// anybody. From its end on the next sync goes, whatever can be reached. The
// partner's copy stays theirs. Borrows State; one thread. Fails with the store's codes.
#pragma once

#include <optional>
#include <string>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/vault/state.h"

namespace troth::vault {

inline constexpr TimeMs kPatienceMs = 7 * kDayMs;

struct Leaving {
  enum class Stage : std::uint8_t { telling, told, untold };
  Stage stage = Stage::telling;
  TimeMs waits_until_ms = 0;

  bool operator==(const Leaving&) const = default;
  [[nodiscard]] bool is_going() const { return stage != Stage::telling; }
  [[nodiscard]] bool is_overdue(TimeMs now) const { return now >= waits_until_ms; }
};

// Nothing where nobody is leaving.
Result<std::optional<Leaving>> leaving_of(const State& state);

// Signs the ending and keeps the intention, at once; where the digits were never
// compared nothing was agreed, and there is nothing to end. Begun before, it only
// takes an earlier time. leave_nothing without a pair; otherwise never refused but
// by a text that is too long, or by the disk.
Status begin_leaving(State& state, const std::string& reason, TimeMs waits_until_ms, TimeMs now);

// Within `change`: from telling to another stage. Nothing where it is not telling.
Status stop_telling(const State& state, store::Change& change, Leaving::Stage stage);

// True where the other partner's own ending stands: then nobody has to be told.
bool partner_has_ended(const State& state, TimeMs now);

// Forgets the pair and the relay. The device, its name and what is private stay.
Status unpair(State& state);

}  // namespace troth::vault
