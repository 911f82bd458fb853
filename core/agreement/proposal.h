// Proposals, acceptances and noes: what gives, and what says no to it, with
// their payloads of proto/agreement.proto. Decoding is strict: size, parse,
// the one canonical form, then everything that can be checked without knowing
// the agreement. An unknown field gives Code::consent_newer: the caller keeps
// and shows such an entry, and hands the rules an Act of kind Newer.
// Plain values, any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/agreement/clause.h"

namespace troth::agreement {

// The version of consent.md's rules that this program signs under.
inline constexpr std::uint32_t kRulesVersion = 1;

struct ClauseChange {
  ClauseId clause;
  Standing standing;                     // as its author saw it
  std::optional<ClauseContent> content;  // none: removed
  bool operator==(const ClauseChange&) const = default;
};

struct Proposal {
  std::string title;
  std::string reason;
  std::vector<ClauseChange> changes;  // ascending clause
  std::vector<EntryHash> lifts;       // restrictions, ascending
  std::optional<EntryHash> counters;  // the proposal that it answers
  std::optional<Hash> reaffirms;      // the digest of the agreement as it stood
  bool operator==(const Proposal&) const = default;
};

struct Acceptance {
  EntryHash proposal;
  Hash digest;  // of the agreement that it makes
  std::uint32_t rules_version = kRulesVersion;
  bool operator==(const Acceptance&) const = default;
};

// A decline by the other partner, or a retraction by the proposal's author.
struct No {
  EntryHash proposal;
  std::string reason;
  bool operator==(const No&) const = default;
};

// The restricting partner's word that they know of an agreed lift, and want it:
// the signature that the cooling-off counts from, where no other has come since.
struct Assent {
  EntryHash proposal;
  bool operator==(const Assent&) const = default;
};

// What holds for a proposal by itself: texts, order, ids that follow from
// their content, at least one effect, the shape of a reaffirmation.
Status check(const Proposal& proposal, const Pair& pair);

// The payload's bytes. CHECKs what check() would refuse.
Bytes encode(const Proposal& proposal, const Pair& pair);
Bytes encode(const Acceptance& acceptance);
Bytes encode(const No& no);
Bytes encode(const Assent& assent);

Result<Proposal> decode_proposal(ByteView payload, const Pair& pair);
Result<Acceptance> decode_acceptance(ByteView payload);
Result<No> decode_no(ByteView payload);
Result<Assent> decode_assent(ByteView payload);

// Where the texts live: the store's side of the state, which keeps only what
// the rules read. Null where there is no such proposal, or it is not readable.
class ProposalSource {
 public:
  virtual ~ProposalSource() = default;
  [[nodiscard]] virtual const Proposal* proposal(const EntryHash& entry) const = 0;
};

// What `proposal` makes of `clause`; null where it does not change or removes it.
const ClauseContent* content_in(const Proposal& proposal, const ClauseId& clause);

}  // namespace troth::agreement
