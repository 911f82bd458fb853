// The agreement: what the ledger says is agreed now, and what may be signed
// next. One value per pair; it takes the ledger's entries as Acts, each after
// its past, in any causal order, and answers every question from them alone:
// rule 7. Times are asked "as of"; nothing here reads a clock. Texts stay with
// the store (ProposalSource). The rules themselves are consent.h's.
// Owned by the vault, on its one thread. add() fails only where an act comes
// before its past; a may_...() that refuses says what to do instead.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/agreement/act.h"

namespace troth::agreement {

class Consent;
struct AcceptanceNode;
struct ProposalNode;
struct RestrictionNode;

// The first that holds, in this order. `none`: no clause is in force, also
// before the term starts.
enum class AgreementStatus : std::uint8_t { ended, paused, lapsed, none, in_force };
std::string_view name_of(AgreementStatus status);

// Why a clause that stands is not in force, and the entries that cause it.
struct Obstacle {
  enum class Why : std::uint8_t {
    on_hold,      // the void proposals that its content does not name
    restricted,   // the restrictions that cover it
    ended,        // its own `until`
    lapsed,       // the agreement's renew-by date
    not_started,  // the agreement's start
  };
  Why why = Why::on_hold;
  std::vector<EntryHash> entries;
};

struct ClauseState {
  ClauseId id;
  ClauseKind kind = ClauseKind::preamble;
  Standing standing;     // what a proposal that changes it must name
  bool exists = false;   // a content stands; else it was removed, or never effective
  bool on_hold = false;  // "agree again"
  bool in_force = false;
  std::vector<Obstacle> obstacles;  // where it exists and is not in force
  // Who set what stands (content or removal): absent before the first.
  struct Origin {
    EntryHash proposal;
    PartnerId proposed_by;
    TimeMs proposed_ms = 0;
    EntryHash acceptance;  // the first that counts, as written
    PartnerId accepted_by;
    TimeMs accepted_ms = 0;
    bool known_to_all = false;  // nothing below a device's cut can void it any more
  };
  std::optional<Origin> origin;
};

// How far a lift of one restriction is.
struct LiftState {
  enum class Stage : std::uint8_t {
    offered,                // proposed, not yet accepted
    waiting_for_signature,  // agreed; the restricting partner has signed nothing since
    waiting,                // agreed; the cooling-off runs
    lifted,
  };
  EntryHash proposal;
  PartnerId proposed_by;
  Stage stage = Stage::offered;
  // offered: who may accept; waiting_for_signature: the restricting partner.
  std::optional<PartnerId> waits_for;
  std::optional<TimeMs> effective_ms;  // waiting and lifted: the first instant
};

struct RestrictionState {
  EntryHash entry;
  RestrictionKind kind = RestrictionKind::unreadable;
  PartnerId by;
  TimeMs written_ms = 0;
  bool covers_everything = false;
  std::vector<ClauseId> named;   // as signed
  std::vector<ClauseId> covers;  // the clauses that stand and that it covers now
  Strength strength = Strength::hard;
  std::optional<EntryHash> tightens;
  std::vector<LiftState> lifts;
  bool lifted = false;
  // Signed, but its past has not arrived whole: a pause of everything till then.
  bool waits_for_its_past = false;
};

// Why an acceptance never counted (consent.md, `sound`).
enum class Unsound : std::uint8_t {
  proposal_not_seen,
  own_proposal,
  not_compared,
  device_not_confirmed,
  restriction_not_seen,  // it lifts what its author had not seen
  closed,                // a No, a counter or a closing restriction had been seen
  accepted_already,
  standing_differs,
  unfit,  // leaves not exactly one leader, or is no reaffirmation, or misplaces a clause
  digest_differs,
  newer_rules,
};

// One reason why an acceptance does not count any more.
struct VoidCause {
  enum class Why : std::uint8_t {
    crossed,    // each accepted another change without having seen the other's
    retracted,  // its author's No
    declined,   // a No of the partner who accepted it, on another device
    countered,
    restricted,
    built_on_void,
    disputed,  // at or beyond a device's cut
  };
  Why why = Why::crossed;
  EntryHash entry;  // the crossing acceptance, No, counter, restriction, cut; or void proposal
  PartnerId by;     // its author
  bool operator==(const VoidCause&) const = default;
};

struct AcceptanceState {
  EntryHash entry;
  PartnerId by;
  TimeMs written_ms = 0;
  std::optional<Unsound> unsound;
  std::vector<VoidCause> void_causes;  // none: it counts
};

// The first that holds of: accepted, voided (accepted, but all acceptances are
// void), declined, retracted, countered, restricted, outdated, open.
struct ProposalState {
  enum class Stage : std::uint8_t {
    open,
    accepted,
    voided,
    declined,    // closed by the other partner's No
    retracted,   // closed by its author's No
    countered,   // closed by a counter
    restricted,  // closed by an ending, a withdrawal or a limit
    outdated,    // a standing it names is not how that clause stands: propose again
  };
  EntryHash entry;
  PartnerId by;
  DeviceId device;
  TimeMs written_ms = 0;
  Stage stage = Stage::open;
  std::vector<EntryHash> closed_by;
  std::vector<AcceptanceState> acceptances;  // every one, those that never counted too
  bool known_to_all = false;
  std::optional<EntryHash> counters;
};
std::string_view name_of(ProposalState::Stage stage);

// The words of consent.md's "What is shown", for the two by name: what a
// person reads of a void or unsound acceptance.
std::string words_for(VoidCause::Why why, std::string_view canceller, std::string_view acceptor);
std::string words_for(Unsound unsound);

struct Author {
  PartnerId partner;
  DeviceId device;
};

enum class Kept : std::uint8_t { no, yes };

class Agreement {
 public:
  explicit Agreement(const Pair& pair);
  ~Agreement();
  Agreement(Agreement&&) noexcept;
  Agreement& operator=(Agreement&&) noexcept;

  // Takes the next act. Kept::yes: the store must replay it at unlock. Refuses
  // one whose past is not held, or that came before.
  Result<Kept> add(const Act& act);
  // An entry that takes away, correctly signed, whose past is not whole yet: it
  // pauses everything until add() takes it. Not part of the digest.
  void add_waiting(const EntryHash& entry, const PartnerId& by, TimeMs written_ms);

  [[nodiscard]] AgreementStatus status(TimeMs now_ms) const;
  [[nodiscard]] Hash digest() const;
  // Every clause that an acceptance ever touched, ascending by id.
  [[nodiscard]] std::vector<ClauseState> clauses(TimeMs now_ms) const;
  // Also of a clause nobody touched: it stands at nothing.
  [[nodiscard]] ClauseState clause(const ClauseId& id, TimeMs now_ms) const;
  // As a proposal that changes the clause must name it now.
  [[nodiscard]] Standing standing(const ClauseId& id) const;
  // What the rules know of the content that stands; none where none does.
  [[nodiscard]] std::optional<ContentFacts> facts(const ClauseId& id) const;
  // In the order in which they were added; those lifted too.
  [[nodiscard]] std::vector<RestrictionState> restrictions(TimeMs now_ms) const;
  [[nodiscard]] std::vector<ProposalState> proposals() const;
  [[nodiscard]] std::optional<ProposalState> proposal(const EntryHash& entry) const;
  // Open, and it is for this partner to answer.
  [[nodiscard]] std::size_t proposals_waiting_for(const PartnerId& partner) const;
  // The term that stands, or the defaults.
  [[nodiscard]] Term term() const;
  // Who leads by default: the role in force or not; none before there are roles.
  [[nodiscard]] std::optional<PartnerId> leader() const;
  // Both partners compared the digits.
  [[nodiscard]] bool compared() const;
  // An entry of consent of a newer version is among them: give nothing, and
  // say "update".
  [[nodiscard]] bool needs_newer_version() const;

  // May `by` sign this now, having seen everything here? A refusal says why.
  [[nodiscard]] Status may_propose(const Proposal& proposal, const Author& by,
                                   const ProposalSource& source) const;
  [[nodiscard]] Status may_accept(const EntryHash& proposal, const Author& by,
                                  const ProposalSource& source) const;
  [[nodiscard]] Status may_decline(const EntryHash& proposal, const Author& by) const;
  [[nodiscard]] Status may_retract(const EntryHash& proposal, const Author& by) const;
  // Whether a proposal may lift it; what is agreed already is refused with what is awaited.
  [[nodiscard]] Status may_lift(const EntryHash& restriction, const Author& by,
                                TimeMs now_ms) const;
  // Only what would take nothing away is refused.
  [[nodiscard]] Status may_restrict(const Restriction& restriction, const Author& by) const;

  // What an acceptance by `by`, signed now, must carry. CHECKs that the
  // proposal is here.
  [[nodiscard]] Hash digest_after_accepting(const EntryHash& proposal, const Author& by) const;

 private:
  struct Waiting {
    EntryHash entry;
    PartnerId by;
    TimeMs written_ms = 0;
  };

  [[nodiscard]] std::vector<std::size_t> unlifted(TimeMs now_ms) const;
  [[nodiscard]] ClauseState state_of(std::size_t clause, std::span<const std::size_t> unlifted,
                                     TimeMs now_ms) const;
  [[nodiscard]] RestrictionState state_of(const RestrictionNode& node, TimeMs now_ms) const;
  [[nodiscard]] LiftState lift_of(const ProposalNode& proposal, const RestrictionNode& restriction,
                                  TimeMs now_ms) const;
  [[nodiscard]] ProposalState::Stage stage_of(std::size_t proposal) const;
  [[nodiscard]] ProposalState state_of(std::size_t proposal) const;
  [[nodiscard]] AcceptanceState state_of(const AcceptanceNode& node) const;
  // permission.cc
  [[nodiscard]] Status may_give(const Author& by) const;
  [[nodiscard]] Status check_standings(const Proposal& proposal) const;
  [[nodiscard]] Status check_names(const Proposal& proposal, const ProposalSource& source) const;
  [[nodiscard]] Status check_open(const ProposalNode& node) const;
  [[nodiscard]] Status may_say_no(const ProposalNode& node, const Author& by) const;
  [[nodiscard]] Status check_says_something(const Proposal& proposal,
                                            const ProposalSource& source) const;

  std::unique_ptr<Consent> consent_;
  std::vector<Waiting> waiting_;
};

}  // namespace troth::agreement
