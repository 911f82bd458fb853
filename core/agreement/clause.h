// What a clause says: the seven kinds of content, as the two partners wrote
// them, and the ids that clauses go by. Content is immutable once signed; what
// stands now is agreement.h's. Decoding is proposal.h's.
// Plain values, any thread. What check() refuses was typed by a person or came
// in a signed payload; the Error says which field and why.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"

namespace troth::agreement {

// The two partners, as pairing fixed them. `a` and `b` stand in the order of
// their ids, so that both clients hold the same value. A genesis device counts
// without a confirmation.
struct Pair {
  struct Member {
    PartnerId partner;
    DeviceId genesis_device;
    bool operator==(const Member&) const = default;
  };
  PairId id;
  Member a;
  Member b;

  [[nodiscard]] bool has(const PartnerId& partner) const {
    return partner == a.partner || partner == b.partner;
  }
  [[nodiscard]] const PartnerId& other_than(const PartnerId& partner) const {
    return partner == a.partner ? b.partner : a.partner;
  }
  bool operator==(const Pair&) const = default;
};

enum class ClauseKind : std::uint8_t {
  preamble = 1,
  role,
  area,
  standard,
  expectation,
  rhythm,
  term
};
// "preamble", "role", ...: the word that people read.
std::string_view name_of(ClauseKind kind);

struct Preamble {
  std::string text;
  bool operator==(const Preamble&) const = default;
};

struct Role {
  PartnerId partner;
  std::string title;
  bool leads = false;
  bool operator==(const Role&) const = default;
};

// A stretch of each of its days, in the rhythm's time zone. Where `to_minute`
// is at or below `from_minute` it ends on the next day.
struct Window {
  std::uint8_t days = 0;  // bit 0 Monday ... bit 6 Sunday
  std::uint16_t from_minute = 0;
  std::uint16_t to_minute = 0;  // both 0 to 1439; midnight's end is 0
  bool operator==(const Window&) const = default;
};

enum class Reach : std::uint8_t { outside = 1, consult, discuss, delegate };
enum class When : std::uint8_t { always = 1, moments, windows };

struct Area {
  std::string name;
  std::string about;
  std::optional<PartnerId> leader;  // none: whoever leads by default
  Reach reach = Reach::outside;
  When when = When::always;
  std::vector<Window> windows;  // exactly where `when` is windows
  bool operator==(const Area&) const = default;
};

struct Standard {
  enum class Every : std::uint8_t { once = 1, day, week, month, as_needed };
  ClauseId area;
  std::vector<PartnerId> applies_to;  // ascending, one or both
  std::string text;
  Every every = Every::as_needed;
  std::string if_missed;
  bool operator==(const Standard&) const = default;
};

struct Expectation {
  enum class Sort : std::uint8_t { expectation = 1, desire };
  PartnerId owner;
  Sort sort = Sort::expectation;
  std::string text;
  bool operator==(const Expectation&) const = default;
};

struct Rhythm {
  enum class Every : std::uint8_t { day = 1, week, two_weeks, month, quarter };
  Every check_in = Every::week;         // not quarter
  std::vector<std::string> dimensions;  // unique; at least one
  bool blind = false;
  Every review = Every::month;  // not day
  std::uint8_t review_weekday = 6;
  std::uint16_t review_minute = 0;
  std::string time_zone;  // IANA name; whether it exists is the caller's to check
  bool operator==(const Rhythm&) const = default;
};

struct Term {
  TimeMs starts_ms = 0;                  // 0: at once
  TimeMs renew_by_ms = 0;                // the first instant at which it has lapsed; 0: never
  std::uint32_t cooling_off_hours = 24;  // of limits, withdrawn consent, endings
  std::uint32_t pause_cooling_off_hours = 0;
  bool operator==(const Term&) const = default;
};

inline constexpr std::uint32_t kDefaultCoolingOffHours = 24;
inline constexpr std::uint32_t kDefaultPauseCoolingOffHours = 0;
inline constexpr std::uint32_t kLongestCoolingOffHours = 24 * 366;

struct ClauseContent {
  TimeMs until_ms = 0;  // the first instant at which it has ended; 0: none
  std::variant<Preamble, Role, Area, Standard, Expectation, Rhythm, Term> body;
  bool operator==(const ClauseContent&) const = default;
};
ClauseKind kind_of(const ClauseContent& content);

// A clause's version: the proposal that last set it, and every void change to it.
struct Standing {
  std::optional<EntryHash> current;
  std::vector<EntryHash> voids;  // ascending
  bool operator==(const Standing&) const = default;
};

// The ids that follow from what a clause is (consent.md, "Acts"). Those of
// standards and expectations are random, made by whoever first proposes them.
ClauseId role_id(const PairId& pair, const PartnerId& partner);
ClauseId preamble_id(const PairId& pair);
ClauseId rhythm_id(const PairId& pair);
ClauseId term_id(const PairId& pair);
ClauseId area_id(const PairId& pair, std::string_view first_name);

// Everything that holds for a content by itself: texts and their sizes, known
// enumerations, sane windows, partners of this pair.
Status check(const ClauseContent& content, const Pair& pair);

}  // namespace troth::agreement
