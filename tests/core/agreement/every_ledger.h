// Every ledger that two partners can make of a few acts, and the rules of
// consent checked on each: what every_ledger_test.cc walks. Depth first; each
// ledger is judged once, each step to it every time. Entries go by their place
// on the path that is walked; their hashes are made of what they say and of
// their past, so that a ledger is known again however it was reached.
// Owned by one test, on its thread. The first broken rule ends the walk.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/agreement/consent.h"

namespace troth::agreement {

using Mask = std::uint32_t;  // bit e: the entry that came e-th
inline constexpr Mask bit(int e) { return Mask{1} << e; }

inline constexpr std::size_t kMostDevices = 3;
inline constexpr int kClauses = 2;  // 0: an area; 1: a standard in it
inline constexpr TimeMs kSigned = 1'780'000'000'000;
// One instant before the cooling-off ends, and one long after.
inline constexpr std::array<TimeMs, 2> kInstants = {kSigned + 24 * kHourMs - 1,
                                                    kSigned + 365 * kDayMs};

enum class Kind : std::uint8_t { beginning, touch, propose, accept, no, restrict };

// What an entry does.
struct Doing {
  Kind kind = Kind::beginning;
  Mask changes = 0;  // clauses that it proposes to change
  int of = -1;       // the proposal that it accepts, says no to or counters
  Mask lifts = 0;    // the restrictions that it proposes to lift
  RestrictionKind restriction = RestrictionKind::pause;
  Mask names = 0;  // clauses that it restricts; none: all
};

inline constexpr Mask kAnyChange = 0b1110;
inline constexpr Mask kAreaOnly = 0b0010;
inline constexpr Mask kAreaOrBoth = 0b1010;
inline constexpr Mask kLiftsOnly = 0;  // no content at all
// Pauses of all and of the area, withdrawn consent to the area, a limit on the
// standard, an ending.
inline constexpr Mask kAnyRestriction = 0b11111;
inline constexpr Mask kPauseOrWithdrawal = 0b00101;
inline constexpr Mask kPausesOrLimit = 0b01011;

// How many entries of each device are seen.
using Seen = std::array<std::uint8_t, kMostDevices>;

struct Entry {
  Doing doing;
  std::size_t device = 0;  // 0: Mara's, 1: Jonas's, 2: Mara's second
  std::uint8_t seq = 0;
  Seen seen{};
  Mask past = 0;
  std::array<int, kClauses> current{-1, -1};  // the standings that a proposal names
  std::array<Mask, kClauses> voids{};
  Act act;

  [[nodiscard]] bool is_jonas() const { return device == 1; }
};
using Ledger = std::vector<Entry>;

// What the rules make of a ledger.
struct Outcome {
  Mask sound = 0;                                 // acceptances
  Mask is_void = 0;                               // of those
  Mask effective = 0;                             // proposals
  Mask known = 0;                                 // of those: known to all
  std::array<Mask, kInstants.size()> lifted{};    // restrictions
  std::array<Mask, kInstants.size()> in_force{};  // clauses
  std::array<int, kClauses> current{-1, -1};
  std::array<Mask, kClauses> voids{};
  Hash digest;
};
Outcome outcome_of(const Consent& consent, const Ledger& ledger);

// The name of the first rule that is broken; empty: none.
std::string_view broken_in(const Ledger& ledger, std::size_t devices, const Outcome& outcome);
// By the ledger's newest entry.
std::string_view broken_by_step(const Ledger& ledger, const Outcome& before, const Outcome& after);

// The same acts in another order of arrival, where they have one.
std::string_view broken_by_order(const Ledger& ledger, const Outcome& outcome);
// The plain transcription of the definition.
std::string_view broken_by_naive(const Ledger& ledger, const Outcome& outcome);

struct Bounds {
  int acts = 0;  // in all
  int proposals = 0;
  int lifts = 0;  // of the proposals, those that lift
  int acceptances = 0;
  int noes = 0;
  int restrictions = 0;
  int touches = 0;
};

enum class Beginning : std::uint8_t { nothing_agreed, both_clauses_agreed };
enum class Counters : bool { no, yes };

// Which ledgers are walked. The beginning comes on top of the bounds: the digits
// compared, her second device confirmed, all of it seen by every device.
struct Scope {
  std::size_t devices = 2;
  Beginning beginning = Beginning::nothing_agreed;
  Bounds bounds;
  Mask changes = kAnyChange;            // bit 1: of the area; 2: of the standard; 3: of both
  Mask restrictions = kAnyRestriction;  // by their order in every_ledger_acts.cc
  Counters counters = Counters::no;
  void (*lie)(const Ledger&, Outcome&) = nullptr;  // told of each outcome: a fault of the engine
};

struct Walked {
  std::size_t ledgers = 0;
  std::size_t steps = 0;
  std::size_t met_again = 0;  // of the steps, those to a ledger known by another order
  std::size_t compared = 0;   // with the naive definition
  std::string broken;         // the rule and the ledger; empty: none
};

Walked walk_every_ledger(const Scope& scope);

}  // namespace troth::agreement
