// The rules of consent, 1 to 5, 7 and 8 (README.md has the table), as consent.md
// defines them: every function of a view is pure in it. Acts come in causal
// order and each is judged once, against its own past; what it makes void is
// marked then, so that all of a ledger costs time linear in its entries of
// consent, and nothing that is not of consent takes memory.
//
// `sound` and `closes` are fixed by an act and its past. `void` only grows: a
// void acceptance keeps the places that made it so, and is void in each view
// that has one of them. The functions' names are those of consent.md.
// Owned by Agreement, which asks and shows; on its thread. Only add() can fail.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/agreement/agreement.h"
#include "core/agreement/view.h"

namespace troth::agreement {

// Which of the pair: 0 or 1, as Pair::a and Pair::b.
using Side = std::size_t;
using Index = std::size_t;

// One closing entry or void cause and where it stands.
struct Mark {
  VoidCause::Why why = VoidCause::Why::crossed;
  Place at;
  EntryHash entry;
  Side side = 0;
  RestrictionKind restriction = RestrictionKind::unreadable;  // where `why` is restricted
};

// The cooling-off that a lift waits, as the term that stands in some view says.
struct CoolingOff {
  TimeMs pause_ms = 0;
  TimeMs other_ms = 0;
};

// The first entry of a line that knew a lift agreed and was signed by choice.
struct Witness {
  Place at;
  TimeMs latest_ms = 0;    // the largest claim of time in it and its past
  CoolingOff cooling_off;  // in its past
};

struct AcceptanceNode {
  EntryHash entry;
  Place at;
  Side side = 0;
  DeviceId device;
  TimeMs written_ms = 0;
  Index proposal = 0;
  View past;
  std::optional<Unsound> unsound;
  // Each base: a proposal that it rests on, and the acceptances of it in the past.
  struct Base {
    Index proposal = 0;
    std::vector<Index> acceptances;
  };
  std::vector<Base> bases;
  std::vector<Index> dependants;  // acceptances that rest on this one
  std::vector<Mark> causes;       // its own, the first of each line
  std::vector<Place> doomed;      // void in every view that has one; the first of each line
  std::vector<Place> stirred;     // places that may void it through a base accepted twice
  bool is_deep = false;           // some base below was accepted twice: `doomed` is not all
  bool is_void = false;
  std::vector<Witness> witnesses;  // where the proposal lifts: one a line
};

struct ProposalNode {
  EntryHash entry;
  Place at;
  Side side = 0;
  DeviceId device;
  TimeMs written_ms = 0;
  ProposalFacts facts;         // changes ascending by clause
  std::vector<Index> clauses;  // of the changes, one by one
  bool counts = false;         // its device did, in its past
  bool lifts_seen = false;     // what it lifts are restrictions in its past
  std::vector<Index> sound;    // acceptances
  std::vector<Index> unsound;
  std::vector<Mark> closings;  // the first of each line
  bool is_effective = false;
};

struct RestrictionNode {
  EntryHash entry;
  Place at;
  Side side = 0;
  TimeMs written_ms = 0;
  RestrictionFacts facts;
  std::vector<Index> covered_then;  // standards of the areas it names, as in its past
  std::vector<Index> offers;        // proposals that lift it, in order of arrival
};

struct ClauseNode {
  ClauseId id;
  std::vector<Index> proposals;              // every one that changes it
  std::vector<Index> changers;               // those with a sound acceptance, in order of the first
  std::vector<std::vector<Index>> accepted;  // sound acceptances of those, by line
  std::vector<Index> chain;                  // effective, each naming the one before it
  std::vector<EntryHash> voids;              // ascending
  Hash voids_hash;
  Bytes leaf;         // of the digest, of all; empty before the first
  View last_touched;  // the newest places that anything about it depends on
};

// A clause's standing in a view, by reference to nodes.
struct Version {
  std::optional<Index> current;
  Hash voids;
};

class Consent {
 public:
  explicit Consent(const Pair& pair);

  Result<Kept> add(const Act& act);

  // --- the definition, in a view ---
  [[nodiscard]] const View& all() const { return all_; }
  [[nodiscard]] bool accepted(const ProposalNode& proposal, const View& view) const;
  [[nodiscard]] bool effective(const ProposalNode& proposal, const View& view) const;
  [[nodiscard]] bool is_void(Index acceptance, const View& view) const;
  [[nodiscard]] Version version(Index clause, const View& view) const;
  [[nodiscard]] Standing standing(Index clause, const View& view) const;
  [[nodiscard]] bool on_hold(Index clause, const View& view) const;
  // What stands of a clause; null where nothing does, or it was removed.
  [[nodiscard]] const ContentFacts* content(Index clause, const View& view) const;
  // True where every clause stands as the proposal says.
  [[nodiscard]] bool standings_match(const ProposalNode& proposal, const View& view) const;
  // Refuses a proposal that leaves not exactly one leader, moves the lead in
  // one role alone, gives a clause another kind, or calls a larger change a
  // reaffirmation: part of `sound`, for it reads only what the proposal's own
  // standings fix, so that a lie about what was seen cannot get around it.
  [[nodiscard]] Status fits(const ProposalFacts& proposal, const View& view) const;
  // Refuses a standard in an area that does not stand: asked before signing,
  // and no part of `sound`, since the area may be removed at the same time.
  [[nodiscard]] Status check_areas(const ProposalFacts& proposal, const View& view) const;
  // The digest of the view, and of the view with an acceptance of `proposal`.
  [[nodiscard]] Hash digest(const View& view) const;
  enum class Disputed : bool { no, yes };
  [[nodiscard]] Hash digest_accepting(const ProposalNode& proposal, const View& view,
                                      Disputed disputed) const;
  [[nodiscard]] bool covers(const RestrictionNode& restriction, Index clause,
                            const View& view) const;
  [[nodiscard]] CoolingOff cooling_off(const View& view) const;
  // The first instant at which `proposal` lifts `restriction`; none where it is
  // not effective, or the restricting partner has signed nothing since.
  [[nodiscard]] std::optional<TimeMs> lifts_from(const ProposalNode& proposal,
                                                 const RestrictionNode& restriction,
                                                 const View& view) const;
  [[nodiscard]] bool lifted(const RestrictionNode& restriction, const View& view,
                            TimeMs now_ms) const;
  [[nodiscard]] bool lapsed(const View& view, TimeMs now_ms) const;
  [[nodiscard]] bool started(const View& view, TimeMs now_ms) const;
  [[nodiscard]] bool compared(const View& view) const;
  // True where the device is a genesis device, or its confirmation is in the view.
  [[nodiscard]] bool counts(const DeviceId& device, Side side, const View& view) const;
  // True where a cut in the view lies at or below `seq` of the device.
  [[nodiscard]] bool is_cut(const DeviceId& device, std::uint64_t seq, const View& view) const;
  [[nodiscard]] bool known_to_all(const ProposalNode& proposal) const;
  [[nodiscard]] bool needs_newer_version() const { return needs_newer_version_; }

  // --- what there is ---
  [[nodiscard]] const Pair& pair() const { return pair_; }
  [[nodiscard]] Side side_of(const PartnerId& partner) const {
    return partner == pair_.a.partner ? 0 : 1;
  }
  [[nodiscard]] const PartnerId& partner(Side side) const { return member(side).partner; }
  [[nodiscard]] std::span<const ProposalNode> proposals() const { return proposals_; }
  [[nodiscard]] std::span<const AcceptanceNode> acceptances() const { return acceptances_; }
  [[nodiscard]] std::span<const RestrictionNode> restrictions() const { return restrictions_; }
  [[nodiscard]] std::span<const ClauseNode> clauses() const { return clauses_; }
  // Clauses by id, ascending.
  [[nodiscard]] const std::map<ClauseId, Index>& clause_index() const { return clause_by_id_; }
  [[nodiscard]] std::optional<Index> find_clause(const ClauseId& id) const;
  [[nodiscard]] std::optional<Index> find_proposal(const EntryHash& entry) const;
  [[nodiscard]] std::optional<Index> find_restriction(const EntryHash& entry) const;
  // What a proposal that changes the clause makes of it.
  [[nodiscard]] const ChangeFacts& change_of(const ProposalNode& proposal, Index clause) const;
  // One more than the highest seq of a device.
  [[nodiscard]] std::uint64_t next_seq(const DeviceId& device) const;

 private:
  struct Line {
    DeviceId id;
    DeviceId device;
    Side side = 0;
    EntryHash newest;
    View past;  // of its newest entry, with that entry
    // By line: how many of its acceptances of lifts this line has answered.
    std::vector<std::size_t> lifts_known;
    std::vector<Index> lift_acceptances;  // on this line, in order
  };
  struct Confirmation {
    DeviceId device;
    Side side = 0;  // of the device
    Place at;
  };
  struct KnownCut {
    Mark mark;
    DeviceId device;
    std::uint64_t from_seq = 0;
  };
  // An act, and where it stands by our numbers.
  struct Arrival {
    const Act& act;
    Place at;
    Side side = 0;
    View past;
    bool counts = false;
  };

  [[nodiscard]] const Pair::Member& member(Side side) const {
    return side == 0 ? pair_.a : pair_.b;
  }
  Index line_index(const DeviceId& line);
  Index clause_index(const ClauseId& id);
  View view_of(const Clock& clock);
  [[nodiscard]] Mark mark_of(const Arrival& arrival, VoidCause::Why why) const;

  void take(const Arrival& arrival, const ProposalFacts& facts);
  void take(const Arrival& arrival, const Acceptance& acceptance);
  void take(const Arrival& arrival, const NoFacts& no);
  void take(const Arrival& arrival, const RestrictionFacts& facts);
  void take(const Arrival& arrival, const Compared&);
  void take(const Arrival& arrival, const Confirmed& confirmed);
  void take(const Arrival& arrival, const Cut& cut);
  void take(const Arrival& arrival, const Newer&);
  void take(const Arrival&, const Practice&) {}
  void take(const Arrival&, const Automatic&) {}
  // True where it is the first of its line to answer an agreed lift.
  bool take_as_witness(const Arrival& arrival);

  [[nodiscard]] std::optional<Unsound> judge(const Arrival& arrival, const Acceptance& acceptance,
                                             const ProposalNode& proposal) const;
  void close(Index proposal, const Arrival& arrival, Mark mark);
  [[nodiscard]] bool says_no_to(const RestrictionNode& restriction, const ProposalNode& proposal,
                                const View& past) const;
  void rest_on_bases(Index acceptance);
  void mark_crossings(Index acceptance);
  [[nodiscard]] bool crosses(const AcceptanceNode& a, const AcceptanceNode& b) const;
  void add_cause(Index acceptance, const Mark& mark);
  void spread(Index acceptance, const Place& at);
  void turn_void(Index acceptance);
  [[nodiscard]] bool rests_on_void(const AcceptanceNode& acceptance) const;
  [[nodiscard]] bool is_void_below(Index acceptance, const View& view) const;
  void touch(const ProposalNode& proposal, const Place& at);
  void became_effective(Index proposal);
  void became_void(Index proposal);
  void rebuild_chain(Index clause);
  void refresh(ClauseNode& clause);
  [[nodiscard]] std::optional<EntryHash> current_of(const ClauseNode& clause) const;
  [[nodiscard]] bool is_as_now(const ClauseNode& clause, const View& view) const;
  [[nodiscard]] Standing replay(Index clause, const View& view) const;
  [[nodiscard]] std::optional<ClauseKind> kind(Index clause, const View& view) const;
  [[nodiscard]] Status check_leaders(const ProposalFacts& proposal, const View& view) const;
  [[nodiscard]] Status check_change(const ChangeFacts& change, const View& view) const;
  [[nodiscard]] Status check_reaffirmation(const ProposalFacts& proposal, const View& view) const;
  [[nodiscard]] Hash digest_with(const View& view, const ProposalNode* accepted,
                                 Disputed disputed) const;

  Pair pair_;
  std::array<ClauseId, 2> role_ids_;
  ClauseId term_id_;
  View all_;
  std::vector<Line> lines_;
  std::vector<ProposalNode> proposals_;
  std::vector<AcceptanceNode> acceptances_;
  std::vector<RestrictionNode> restrictions_;
  std::vector<ClauseNode> clauses_;
  std::vector<Confirmation> confirmations_;
  std::vector<KnownCut> cuts_;
  std::array<std::vector<Place>, 2> compared_;
  bool needs_newer_version_ = false;
  std::unordered_map<DeviceId, Index> line_by_id_;
  std::unordered_map<EntryHash, Index> proposal_by_entry_;
  std::map<EntryHash, Index> restriction_by_entry_;
  std::map<ClauseId, Index> clause_by_id_;
};

}  // namespace troth::agreement
