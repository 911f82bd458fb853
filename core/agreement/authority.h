// Rule 6, authority has an edge: whether a decision was its author's to make
// under the exchange. A verdict is given in the past of the answer, as of the
// time that its author claims, and is fixed for ever by the answer and its past
// (consent.md, "Authority"). An answer outside of the agreement is kept, shown
// and marked; nothing is refused for it. Agreement::verdict_of() gives verdicts.
// Plain values, any thread. decode_verdict() refuses what encode() does not give.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"

namespace troth::agreement {

// What the rules read of an answer.
struct Answer {
  PartnerId by;
  DeviceId device;
  Tick at;
  Clock past;             // all entries of its past; without itself
  TimeMs written_ms = 0;  // its author's claim
  TimeMs latest_ms = 0;   // the largest claim in its past, or its own
  ClauseId area;
  bool had_view = false;  // its past holds a view of the other partner's on its question
};

// Why an answer is outside of the agreement: the first that holds, in this order.
enum class Outside : std::uint8_t {
  newer_rules = 1,       // its past holds consent that this version cannot read
  device_not_confirmed,  // its device did not count
  device_cut,            // it was signed at or beyond a known cut of its device
  not_compared,
  ended,
  paused,  // everything
  nothing_agreed,
  lapsed,
  not_started,
  area_not_there,
  area_on_hold,
  area_paused,
  area_withdrawn,
  area_limited,
  area_over,         // its own `until`
  not_in_exchange,   // its reach is "outside"
  nobody_leads,      // the area names nobody, and there are no roles
  follower_decides,  // its reach is "consult", and its author leads
  own_decision,      // its reach is "consult", and its author follows
  other_leads,
  role_not_in_force,  // that of the partner who leads
  time_zone_unknown,  // to this computer
  not_in_windows,
  no_moment,
};

struct Verdict {
  enum class Outcome : std::uint8_t {
    inside = 1,
    outside,
    time_unclear,  // dated before something that its author had seen, and else inside at some time
  };
  Outcome outcome = Outcome::outside;
  std::optional<Outside> why;  // exactly where it is outside
  // The area asks for the other partner's view (its reach is "discuss" or
  // "consult"), and the author had not seen one.
  bool without_view = false;
  bool operator==(const Verdict&) const = default;
};

// "inside", "outside", "time_unclear"; "paused", "other_leads", ...
std::string_view name_of(Verdict::Outcome outcome);
std::string_view name_of(Outside why);
// Inside, or the author's to decide freely: nothing that the two would have to talk about.
bool is_as_agreed(const Verdict& verdict);
// The mark that people read beside an answer; empty for one inside. What is the author's to
// decide freely is no breach, though no authority of the agreement gave it.
std::string_view mark_for(const Verdict& verdict);
// A sentence for the two by name: what a person reads of an answer by `author`.
std::string words_for(Outside why, std::string_view author, std::string_view other);
// The same of the verdict as a whole, with what it says about the view; empty
// where there is nothing to say.
std::string words_for(const Verdict& verdict, std::string_view author, std::string_view other);

Bytes encode(const Verdict& verdict);
Result<Verdict> decode_verdict(ByteView bytes);

}  // namespace troth::agreement
