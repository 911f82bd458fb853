// What the rules of consent see of an entry: where it stands in causal order,
// who signed it when, and what it does, without any text. The store keeps one
// encoded Act for each that Agreement::add says is Kept::yes, and replays them
// in the order in which they were first added, then each line's newest act
// (of whatever kind), to rebuild the state at unlock.
// Plain values, any thread. Decoding refuses what encode() does not give.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "core/agreement/proposal.h"
#include "core/agreement/restriction.h"
#include "core/base/clock.h"

namespace troth::agreement {

// What the rules read of a clause's content; everything else in it is words.
struct ContentFacts {
  ClauseKind kind = ClauseKind::preamble;
  TimeMs until_ms = 0;
  bool leads = false;                // a role
  Reach reach = Reach::outside;      // an area
  When when = When::always;          // an area
  std::optional<PartnerId> partner;  // a role's, an area's leader, an expectation's owner
  std::optional<ClauseId> area;      // a standard's
  Term term;                         // a term
  bool operator==(const ContentFacts&) const = default;
};
ContentFacts facts_of(const ClauseContent& content);

struct ChangeFacts {
  ClauseId clause;
  std::optional<EntryHash> current;     // the named standing's
  Hash voids;                           // voids_hash of the named standing's
  std::optional<ContentFacts> content;  // none: removed
  bool operator==(const ChangeFacts&) const = default;
};

// One hash for a list of void changes: zero for the empty one.
Hash voids_hash(std::span<const EntryHash> voids);

struct ProposalFacts {
  std::vector<ChangeFacts> changes;
  std::vector<EntryHash> lifts;
  std::optional<EntryHash> counters;
  std::optional<Hash> reaffirms;
  bool operator==(const ProposalFacts&) const = default;
};
ProposalFacts facts_of(const Proposal& proposal);

struct NoFacts {
  EntryHash proposal;
  bool operator==(const NoFacts&) const = default;
};

struct RestrictionFacts {
  RestrictionKind kind = RestrictionKind::unreadable;
  std::vector<ClauseId> clauses;
  Strength strength = Strength::hard;
  std::optional<EntryHash> tightens;
  bool operator==(const RestrictionFacts&) const = default;
};
RestrictionFacts facts_of(const Restriction& restriction);

// The author compared the digits, with this pair's transcript.
struct Compared {
  bool operator==(const Compared&) const = default;
};
// The author confirmed this device of the other partner.
struct Confirmed {
  DeviceId device;
  bool operator==(const Confirmed&) const = default;
};
// A device's entries from `from_seq` on are disputed: after a revocation the
// one after its cut, after an equivocation the seq that was signed twice.
struct Cut {
  enum class Why : std::uint8_t { revoked = 1, equivocated };
  DeviceId device;
  std::uint64_t from_seq = 0;
  Why why = Why::revoked;
  bool operator==(const Cut&) const = default;
};
// An entry of consent (kinds 20 to 39) that a newer version made.
struct Newer {
  bool operator==(const Newer&) const = default;
};
// Signed by choice, and nothing that these rules read: practice (60 and up).
struct Practice {
  bool operator==(const Practice&) const = default;
};
// Signed by the device of itself: paired, session, opening (40 to 59).
struct Automatic {
  bool operator==(const Automatic&) const = default;
};
// A moment: areas that apply in moments do so from here on (rule 6).
struct MomentOpened {
  std::vector<ClauseId> areas;  // none: every area that applies in moments
  TimeMs until_ms = 0;          // the first instant after it; 0: until it is closed
  bool operator==(const MomentOpened&) const = default;
};
// The end of a moment, by either partner: of the one that it names, which its
// author must have known, whatever they say they had seen; one that cannot be
// read ends every moment that its author had seen.
struct MomentClosed {
  std::optional<EntryHash> moment;
  bool operator==(const MomentClosed&) const = default;
};
// What ended a moment.
struct ClosedBy {
  EntryHash entry;
  PartnerId partner;
  TimeMs written_ms = 0;
  bool operator==(const ClosedBy&) const = default;
};

// The place in this list is the deed's number in an encoded act: append only.
using Deed = std::variant<ProposalFacts, Acceptance, NoFacts, RestrictionFacts, Compared, Confirmed,
                          Cut, Newer, Practice, Automatic, MomentOpened, MomentClosed>;

struct Act {
  EntryHash entry;
  PartnerId partner;
  DeviceId device;
  Tick at;                // its line (the device, but for the later branch of a fork) and seq
  Clock past;             // all entries of its past; without itself
  TimeMs written_ms = 0;  // its author's claim
  TimeMs latest_ms = 0;   // the largest claim in its past and its own
  Deed deed;
  bool operator==(const Act&) const = default;
};

Bytes encode(const Act& act);
Result<Act> decode_act(ByteView bytes);

}  // namespace troth::agreement
