// The agreement: what the ledger says is agreed now, and what may be signed
// next. One value per pair; it takes the ledger's entries as Acts, each after
// its past, in any causal order, and answers every question from them alone:
// rule 7. Times are asked "as of"; nothing here reads a clock. Texts stay with
// the store (ProposalSource). The rules themselves are consent.h's.
// Owned by the vault, on its one thread. add() fails only where an act comes
// before its past; a may_...() that refuses says what to do instead.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/agreement/act.h"
#include "core/agreement/authority.h"
#include "core/agreement/civil_time.h"

namespace troth::agreement {

class Consent;
struct AcceptanceNode;
struct ProposalNode;
struct RestrictionNode;

// The first that holds, in this order. `none`: no clause is in force, also
// before the term starts.
enum class AgreementStatus : std::uint8_t { ended, paused, lapsed, none, in_force };
std::string_view name_of(AgreementStatus status);
// "The agreement is in force."
std::string_view words_for(AgreementStatus status);

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
std::string_view name_of(Obstacle::Why why);
// "Not in force: its time has passed."
std::string_view words_for(Obstacle::Why why);

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
std::string_view name_of(LiftState::Stage stage);

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
// "answered by another proposal"
std::string_view words_for(ProposalState::Stage stage);

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

  // Rule 6. An answer's verdict is fixed for ever, also while more arrives. The
  // source must have the texts of what is agreed (windows and the time zone are
  // read there: proposal_unknown). Refuses an answer whose past is not held.
  [[nodiscard]] Result<Verdict> verdict_of(const Answer& answer, const ProposalSource& source,
                                           const CivilTime& civil_time) const;
  // What the verdict would be of an answer signed now, having seen everything
  // here: for saying so before it is signed. While an entry that takes away
  // waits for its past, that is "paused", though no mark can say so later.
  struct Answering {
    ClauseId area;
    Author by;
    bool had_view = false;
  };
  [[nodiscard]] Result<Verdict> verdict_if_answered_now(const Answering& answering, TimeMs now_ms,
                                                        const ProposalSource& source,
                                                        const CivilTime& civil_time) const;
  // Whose decisions the area's are, as its content and the roles stand, in force
  // or not: the leader's, or the follower's where its reach is "consult".
  [[nodiscard]] std::optional<PartnerId> who_decides(const ClauseId& area) const;
  // The areas that a moment opened, ascending; none where it opened nothing.
  [[nodiscard]] std::vector<ClauseId> areas_opened_by(const EntryHash& moment) const;
  // What closed it, for rule 6 as for whoever is shown it: of several the one
  // that had seen none of the others, then the earliest by its claim, then by
  // hash. Nothing where only its own end is past, or nothing is.
  [[nodiscard]] std::optional<ClosedBy> closed_by(const EntryHash& moment) const;
  // Every moment that is open at `now_ms` as far as is known here, in order of arrival:
  // what may_close_moment() allows to close, but for those by a device that did not count.
  [[nodiscard]] std::vector<EntryHash> open_moments(TimeMs now_ms) const;

  // May `by` sign this? No answer is refused for being outside of the agreement.
  [[nodiscard]] Status may_ask(const ClauseId& area, const Author& by) const;
  // The partner who decides answers, and does not give a view.
  [[nodiscard]] Status may_give_view(const ClauseId& area, const Author& by) const;
  [[nodiscard]] Status may_answer(const Author& by) const;
  [[nodiscard]] Status may_reopen(const Author& by) const;
  // Refuses what would open nothing.
  [[nodiscard]] Status may_open_moment(const MomentOpened& moment, const Author& by,
                                       TimeMs now_ms) const;
  // Refuses only where none is open.
  [[nodiscard]] Status may_close_moment(const EntryHash& moment, TimeMs now_ms) const;

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
  // Of proposals that lift: asked once, for however many restrictions they name.
  using Stages = std::map<std::size_t, ProposalState::Stage>;
  [[nodiscard]] RestrictionState state_of(const RestrictionNode& node, Stages& stages,
                                          TimeMs now_ms) const;
  [[nodiscard]] LiftState lift_of(const ProposalNode& proposal, const RestrictionNode& restriction,
                                  TimeMs now_ms) const;
  [[nodiscard]] ProposalState::Stage stage_of(std::size_t proposal) const;
  [[nodiscard]] ProposalState state_of(std::size_t proposal) const;
  [[nodiscard]] AcceptanceState state_of(const AcceptanceNode& node) const;
  // permission.cc
  [[nodiscard]] Status may_sign(const Author& by) const;
  [[nodiscard]] Status may_give(const Author& by) const;
  [[nodiscard]] Status check_opens(const ClauseId& area, TimeMs now_ms) const;
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
