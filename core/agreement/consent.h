// The rules of consent (README.md has the table), as consent.md
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

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
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
  RestrictionFacts facts;           // clauses ascending
  std::vector<Index> covered_then;  // standards of the areas it names, as in its past; ascending
  std::vector<Index> offers;        // proposals that lift it, in order of arrival
  std::vector<Index> agreed;        // those of them with a sound acceptance
};

// A moment, what it may open fixed by its past.
struct MomentNode {
  EntryHash entry;
  Place at;
  DeviceId device;
  TimeMs written_ms = 0;
  MomentOpened facts;
  View past;
  bool counts = false;                  // its device did, in its past
  mutable std::map<Index, bool> is_of;  // the clauses asked about, and whether it opens them
};

// A moment's closing: one that names it, or one that cannot be read.
struct Closing {
  EntryHash entry;
  Place at;
  Side side = 0;
  TimeMs written_ms = 0;
  View past;
};

// Proposals that one kind of restriction says no to, by the line that they
// stand on. As a line's past only grows, each is answered once by each line
// that restricts: so one partner's restrictions cost what they and the
// proposals are long, and not the one times the other.
class Answerable {
 public:
  void add(Index line, Index proposal);
  // Those in `past` that `line` has not answered before.
  std::vector<Index> answer(Index line, const View& past, std::span<const ProposalNode> proposals);

 private:
  std::vector<std::vector<Index>> on_line_;                  // in order
  std::map<std::pair<Index, Index>, std::size_t> answered_;  // by answering line, line
};

struct ClauseNode {
  ClauseId id;
  std::vector<Index> proposals;              // every one that changes it
  Answerable answerable;                     // the same
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

// The instants as of which something is asked: one, or all that there are, where
// nobody knows; each question then asks at the one that favours the agreement.
struct AsOf {
  TimeMs earliest = 0;
  TimeMs latest = 0;
  static AsOf at(TimeMs instant) { return {instant, instant}; }
  static AsOf any() { return {0, std::numeric_limits<TimeMs>::max()}; }
  [[nodiscard]] bool is_known() const { return earliest == latest; }
};

// True for an ending and a pause of everything, and for what cannot be read.
bool covers_everything(const RestrictionFacts& facts);

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
  [[nodiscard]] bool needs_newer_version() const { return !newer_.empty(); }
  // The same of what the view holds.
  [[nodiscard]] bool has_newer(const View& view) const;

  // --- authority.cc: the verdict of rule 6, and what it asks ---
  // What stands in the way of everything, and of one clause that stands.
  [[nodiscard]] std::optional<Outside> obstacle(const View& view, const AsOf& as_of) const;
  [[nodiscard]] std::optional<Outside> obstacle(Index clause, const View& view,
                                                const AsOf& as_of) const;
  // Who leads by the roles that stand, in force or not.
  [[nodiscard]] std::optional<Side> leader(const View& view) const;
  // A moment in the view opens the clause, and is over neither there nor as of then.
  [[nodiscard]] bool is_open(Index clause, const View& view, const AsOf& as_of) const;
  // The moment opens the clause: it names it, or no clause, and in its past, as of
  // its author's claim, the clause is an area "in moments" and nothing stands in its way.
  [[nodiscard]] bool opens(const MomentNode& moment, Index clause) const;
  // A closing in the view names the moment, or could not be read and has it in its past.
  [[nodiscard]] bool is_closed(const MomentNode& moment, const View& view) const {
    return !closings_of(moment, view).empty();
  }
  [[nodiscard]] std::optional<ClosedBy> closed_by(const MomentNode& moment) const;

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
  [[nodiscard]] std::optional<Index> find_moment(const EntryHash& entry) const;
  [[nodiscard]] std::span<const MomentNode> moments() const { return moments_; }
  // The largest claim of time in all that is here.
  [[nodiscard]] TimeMs latest_ms() const { return latest_ms_; }
  // A clock as a view; none where something of it is not here.
  [[nodiscard]] std::optional<View> held(const Clock& clock) const;
  [[nodiscard]] const ClauseId& role_clause(Side side) const { return role_ids_[side]; }
  // Clauses that a sound acceptance ever touched, by id, ascending.
  [[nodiscard]] const std::map<ClauseId, Index>& touched() const { return touched_; }
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
    Side side = 0;              // of the device
    std::vector<Place> places;  // the first of each line
  };
  // What an area has to do with, besides the proposals that change it.
  struct AreaNode {
    std::vector<Index> standards;  // that an agreed change ever put into it; ascending
    Answerable answerable;         // proposals that would put a standard into it
  };
  struct KnownCut {
    Mark mark;
    std::uint64_t from_seq = 0;
  };
  // A device's cuts by the line that made them, each lower than the one before:
  // what does not cut lower says nothing new.
  using Cuts = std::map<Index, std::vector<KnownCut>>;
  static std::vector<KnownCut>::const_iterator first_at_or_below(const std::vector<KnownCut>& cuts,
                                                                 std::uint64_t seq) {
    return std::ranges::lower_bound(cuts, seq, std::greater{}, &KnownCut::from_seq);
  }
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
  void take(const Arrival& arrival, const MomentOpened& opened);
  void take(const Arrival& arrival, const MomentClosed& closed);
  // The first of each line that close the moment in the view.
  [[nodiscard]] std::vector<const Closing*> closings_of(const MomentNode& moment,
                                                        const View& view) const;
  // True where it is the first of its line to answer an agreed lift.
  bool take_as_witness(const Arrival& arrival);

  [[nodiscard]] std::optional<Unsound> judge(const Arrival& arrival, const Acceptance& acceptance,
                                             const ProposalNode& proposal) const;
  void close(Index proposal, const Arrival& arrival, Mark mark);
  std::vector<Index> says_no_to(const RestrictionNode& restriction, const Arrival& arrival);
  void add_cuts(Index acceptance, const DeviceId& device, std::uint64_t seq);
  void rest_on_bases(Index acceptance);
  void mark_crossings(Index acceptance);
  [[nodiscard]] bool crosses(const AcceptanceNode& a, const AcceptanceNode& b) const;
  void add_cause(Index acceptance, const Mark& mark);
  void spread(Index acceptance, const Place& at);
  void turn_void(Index acceptance);
  [[nodiscard]] bool rests_on_void(const AcceptanceNode& acceptance) const;
  [[nodiscard]] bool is_void_below(Index acceptance, const View& view) const;
  void touch(const ProposalNode& proposal, const Place& at);
  void became_agreed(Index proposal);
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
  std::unordered_map<DeviceId, Cuts> cuts_;
  // What a cut of a device may void, by the seq that must stand: of the
  // acceptance itself, or of the proposal that it accepts.
  std::unordered_map<DeviceId, std::multimap<std::uint64_t, Index>> rest_on_device_;
  std::array<std::vector<Place>, 2> compared_;
  std::vector<Place> newer_;  // entries of a newer version; the first of each line
  std::vector<MomentNode> moments_;
  // That name a moment, here or not; the first of each line.
  std::unordered_map<EntryHash, std::vector<Closing>> closings_;
  std::vector<std::vector<Closing>> unread_closings_;  // by line, in order
  TimeMs latest_ms_ = 0;
  std::unordered_map<DeviceId, Index> line_by_id_;
  std::unordered_map<EntryHash, Index> proposal_by_entry_;
  std::map<EntryHash, Index> restriction_by_entry_;
  std::unordered_map<EntryHash, Index> moment_by_entry_;
  std::unordered_map<ClauseId, Index> clause_by_id_;
  std::map<ClauseId, Index> touched_;
  std::map<ClauseId, AreaNode> areas_;
  Answerable answerable_;  // every proposal: an ending says no to all
};

}  // namespace troth::agreement
