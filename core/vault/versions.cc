#include "core/vault/versions.h"

#include <algorithm>

#include "core/vault/ground.h"
#include "core/vault/remarks.h"
#include "core/vault/short_id.h"
#include "core/vault/snapshot.h"
#include "core/vault/state.h"

namespace troth::vault {
namespace {

using agreement::AgreementVersion;
using agreement::ClauseContent;
using agreement::History;

// The history, and what its words are read from. Lives for one call.
class Reader {
 public:
  static Result<Reader> open(const State& state, TimeMs now) {
    TROTH_ASSIGN(const PairState* pair, state.need_pair());
    TROTH_ASSIGN(auto acts, state.store().views().acts(pair->reading()));
    TROTH_ASSIGN(auto history,
                 History::of(store::agreement_pair(pair->record, pair->chains), std::move(acts)));
    auto source = std::make_unique<store::Proposals>(state.store().ledger(), pair->reading());
    TROTH_ASSIGN(auto ground, ground_of(state, *source, now));
    return Reader(state, std::move(history), std::move(source), std::move(ground));
  }

  [[nodiscard]] const History& history() const { return history_; }
  [[nodiscard]] const document::Ground& now() const { return ground_; }
  [[nodiscard]] const agreement::Proposal* proposal(const EntryHash& entry) const {
    return source_->proposal(entry);
  }
  // Refused where the disk failed meanwhile.
  [[nodiscard]] Status check() const {
    if (source_->failure()) return std::unexpected(*source_->failure());
    return {};
  }

  [[nodiscard]] Result<const AgreementVersion*> find(std::string_view typed) const;
  [[nodiscard]] Result<VersionView> view(const AgreementVersion& version) const;
  [[nodiscard]] Result<SnapshotView> snapshot(const AgreementVersion& version) const;
  [[nodiscard]] const ClauseContent* content(const std::optional<EntryHash>& proposal,
                                             const ClauseId& clause) const {
    const agreement::Proposal* words = proposal ? source_->proposal(*proposal) : nullptr;
    return words == nullptr ? nullptr : agreement::content_in(*words, clause);
  }
  [[nodiscard]] std::string name_of(const ClauseId& clause, const EntryHash& proposal) const;
  [[nodiscard]] std::optional<RestrictionView> restriction(const EntryHash& entry) const;
  // A limit stands among the clauses when the agreement is shown, and is none.
  [[nodiscard]] bool is_of_a_restriction(std::string_view id) const {
    return std::ranges::any_of(ground_.restrictions, [&](const auto& restriction) {
      return restriction.entry.hex().starts_with(id);
    });
  }

 private:
  Reader(const State& state, History history, std::unique_ptr<store::Proposals> source,
         document::Ground ground)
      : state_(&state),
        history_(std::move(history)),
        source_(std::move(source)),
        ground_(std::move(ground)) {}
  Status add_proposal(VersionView& view) const;
  void add_names(VersionView& view) const;

  const State* state_;
  History history_;
  std::unique_ptr<store::Proposals> source_;
  document::Ground ground_;
};

// By what stands in the history first; else by what somebody's screen showed.
Result<const AgreementVersion*> Reader::find(std::string_view typed) const {
  TROTH_ASSIGN(const std::string digits, typed_digits(typed));
  for (const auto digest : {&AgreementVersion::digest, &AgreementVersion::seen_digest}) {
    std::vector<Hash> all;
    for (const AgreementVersion& version : history_.versions()) all.push_back(version.*digest);
    const auto found = find_by_beginning<Hash>(digits, all);
    if (found) return &*std::ranges::find(history_.versions(), *found, digest);
    if (!found.error().several.empty()) return std::unexpected(told(found.error(), digits));
  }
  return refuse(Code::version_unknown, digits);
}

std::optional<RestrictionView> Reader::restriction(const EntryHash& entry) const {
  const auto found =
      std::ranges::find(ground_.restrictions, entry, &agreement::RestrictionState::entry);
  if (found == ground_.restrictions.end()) return std::nullopt;
  return view_of(*state_, ground_, *found);
}

// By what the proposal makes of it, else by what it removed.
std::string Reader::name_of(const ClauseId& clause, const EntryHash& proposal) const {
  const agreement::Proposal* words = source_->proposal(proposal);
  const ClauseContent* named = content(proposal, clause);
  if (named == nullptr && words != nullptr) {
    const auto change = std::ranges::find(words->changes, clause, &agreement::ClauseChange::clause);
    if (change != words->changes.end()) named = content(change->standing.current, clause);
  }
  return named == nullptr ? clause.hex().substr(0, 10) : name_of_clause(*named, people_of(*state_));
}

Status Reader::add_proposal(VersionView& view) const {
  const EntryHash& entry = *view.state.proposal;
  const People people = people_of(*state_);
  if (const agreement::Proposal* words = proposal(entry)) {
    view.title = words->title;
    view.reason = words->reason;
  }
  if (const auto proposed = state_->pair()->agreement.proposal(entry)) {
    view.proposed_by_name = people.name_of(proposed->by);
    view.proposed_ms = proposed->written_ms;
  }
  using What = AgreementVersion::What;
  if (view.state.what == What::accepted) return {};
  const EntryHash& own = view.state.entry;
  if (const agreement::Proposal* counter = proposal(own)) view.reason = counter->reason;
  if (view.state.what == What::countered) return {};
  TROTH_ASSIGN(const auto said, state_->store().ledger().entry(own));
  const auto no = said ? agreement::decode_no(said->payload()) : refuse(Code::proposal_unknown);
  view.reason = no ? no->reason : std::string();
  return {};
}

void Reader::add_names(VersionView& view) const {
  for (const ClauseId& clause : view.state.changed) {
    const auto stands = ground_.contents.find(clause);
    const bool is_of_proposal = view.state.what == AgreementVersion::What::accepted;
    if (is_of_proposal && proposal(*view.state.proposal) != nullptr &&
        std::ranges::count(proposal(*view.state.proposal)->changes, clause,
                           &agreement::ClauseChange::clause) > 0)
      view.changed.push_back(name_of(clause, *view.state.proposal));
    else if (stands != ground_.contents.end())
      view.changed.push_back(name_of_clause(stands->second, people_of(*state_)));
    else
      view.changed.push_back(view.state.proposal ? name_of(clause, *view.state.proposal)
                                                 : clause.hex().substr(0, 10));
  }
}

Result<VersionView> Reader::view(const AgreementVersion& version) const {
  VersionView view;
  view.state = version;
  const People people = people_of(*state_);
  view.by_name = people.name_of(version.by);
  view.is_current = &version == &history_.versions().back();
  if (version.proposal) TROTH_TRY(add_proposal(view));
  if (version.what == AgreementVersion::What::restricted) {
    view.restriction = restriction(version.entry);
    if (view.restriction && view.restriction->words) view.reason = view.restriction->words->reason;
  }
  for (const EntryHash& lifted : version.lifts)
    if (auto lift = restriction(lifted)) view.lifts.push_back(std::move(*lift));
  add_names(view);
  for (const agreement::VoidCause& cause : version.void_causes) {
    std::string words =
        agreement::words_for(cause.why, people.name_of(cause.by), people.name_of(version.by));
    if (std::ranges::find(view.notes, words) == view.notes.end())
      view.notes.push_back(std::move(words));
  }
  TROTH_TRY(check());
  return view;
}

Result<SnapshotView> Reader::snapshot(const AgreementVersion& version) const {
  const agreement::Agreement agreement = history_.at(version);
  TROTH_ASSIGN(const auto ground, ground_of(*state_, agreement, *source_, version.latest_ms));
  TROTH_ASSIGN(auto shown, view(version));
  return SnapshotView{std::move(shown), view_of(*state_, agreement, ground, version.latest_ms)};
}

agreement::Contents contents_of(const AgreementView& agreement) {
  agreement::Contents contents;
  for (const ClauseView& clause : agreement.clauses)
    contents.emplace(clause.state.id, clause.content);
  return contents;
}

// Those of `some` that `others` has not.
std::vector<RestrictionView> without(const std::vector<RestrictionView>& some,
                                     const std::vector<RestrictionView>& others) {
  std::vector<RestrictionView> out;
  for (const RestrictionView& view : some)
    if (std::ranges::none_of(others, [&](const RestrictionView& other) {
          return other.state.entry == view.state.entry;
        }))
      out.push_back(view);
  return out;
}

// The names of both; where both have a clause, by the later one.
std::vector<ClauseView> named_by(const AgreementView& before, const AgreementView& after) {
  std::vector<ClauseView> named = before.clauses;
  named.insert(named.end(), after.clauses.begin(), after.clauses.end());
  return named;
}

// Writes the life of one clause.
class Biographer {
 public:
  Biographer(const Reader& reader, const ClauseId& clause) : reader_(reader), clause_(clause) {}

  Result<std::vector<ClauseStep>> run() {
    for (const agreement::ClauseTurn& turn : reader_.history().life_of(clause_)) {
      TROTH_ASSIGN(auto view, reader_.view(reader_.history().versions()[turn.version]));
      view_ = std::move(view);
      is_on_hold_ = turn.is_on_hold;
      // What turns void may leave older words behind; they are on hold, and nobody set them.
      if (turn.before.voids != turn.after.voids && turn.is_on_hold)
        add(ClauseStep::What::held);
      else if (turn.before.current != turn.after.current)
        add_content(turn);
      if (turn.is_restricted) add(ClauseStep::What::restricted);
      if (!turn.lifted.empty()) add(ClauseStep::What::lift_agreed);
    }
    return std::move(steps_);
  }

 private:
  void add(ClauseStep::What what) { steps_.push_back({view_, what, std::nullopt, is_on_hold_}); }

  void add_content(const agreement::ClauseTurn& turn) {
    const ClauseContent* before = reader_.content(turn.before.current, clause_);
    const ClauseContent* after = reader_.content(turn.after.current, clause_);
    add(after != nullptr ? ClauseStep::What::set : ClauseStep::What::removed);
    agreement::Contents then;
    agreement::Contents now;
    if (before != nullptr) then.emplace(clause_, *before);
    if (after != nullptr) now.emplace(clause_, *after);
    const auto changes = agreement::difference(then, now);
    if (!changes.empty()) steps_.back().change = changes.front();
  }

  const Reader& reader_;
  ClauseId clause_;
  VersionView view_;
  bool is_on_hold_ = false;
  std::vector<ClauseStep> steps_;
};

// What a clause was called last: by what stands, or what stood last.
std::string last_name(const std::vector<ClauseStep>& steps, const Reader& reader,
                      const ClauseId& clause) {
  for (auto step = steps.rbegin(); step != steps.rend(); ++step)
    if (step->change && step->version.state.proposal)
      return reader.name_of(clause, *step->version.state.proposal);
  return clause.hex().substr(0, 10);
}

}  // namespace

Result<std::vector<VersionView>> Versions::history(std::size_t most) const {
  TROTH_ASSIGN(const Reader reader, Reader::open(vault_.state(), now_));
  const auto all = reader.history().versions();
  std::vector<VersionView> views;
  for (auto version = all.rbegin(); version != all.rend() && views.size() < most; ++version) {
    TROTH_ASSIGN(auto view, reader.view(*version));
    views.push_back(std::move(view));
  }
  return views;
}

Result<SnapshotView> Versions::at(std::string_view version) const {
  TROTH_ASSIGN(const Reader reader, Reader::open(vault_.state(), now_));
  TROTH_ASSIGN(const AgreementVersion* found, reader.find(version));
  TROTH_ASSIGN(auto snapshot, reader.snapshot(*found));
  TROTH_TRY(count_comments_on(snapshot.agreement.clauses, vault_.state()));
  return snapshot;
}

Result<VersionDifference> Versions::difference(std::string_view before,
                                               const std::optional<std::string>& after) const {
  TROTH_ASSIGN(const Reader reader, Reader::open(vault_.state(), now_));
  TROTH_ASSIGN(const AgreementVersion* first, reader.find(before));
  const AgreementVersion* second = &reader.history().versions().back();
  if (after) {
    TROTH_ASSIGN(second, reader.find(*after));
  }
  TROTH_ASSIGN(auto then, reader.snapshot(*first));
  TROTH_ASSIGN(auto now, reader.snapshot(*second));
  VersionDifference out;
  out.clauses = agreement::difference(contents_of(then.agreement), contents_of(now.agreement));
  std::ranges::stable_sort(out.clauses, {}, &agreement::ClauseDifference::kind);
  out.restricted = without(now.agreement.restrictions, then.agreement.restrictions);
  out.lifted = without(then.agreement.restrictions, now.agreement.restrictions);
  out.named = named_by(then.agreement, now.agreement);
  out.before = std::move(then.version);
  out.after = std::move(now.version);
  return out;
}

Result<ClauseLife> Versions::clause(std::string_view id) const {
  const State& state = vault_.state();
  TROTH_ASSIGN(const Reader reader, Reader::open(state, now_));
  std::vector<ClauseId> all;
  for (const agreement::ClauseState& clause : reader.now().clauses) all.push_back(clause.id);
  const auto sought = find_id<ClauseId>(id, all);
  if (!sought && sought.error().code == Code::id_unknown && reader.is_of_a_restriction(id))
    return std::unexpected(
        Error{Code::id_unknown, std::string(id) +
                                    " is a limit, or another restriction, and has no earlier "
                                    "contents: troth restrictions --all shows it."});
  TROTH_ASSIGN(const ClauseId found, sought);
  ClauseLife life;
  life.state = *std::ranges::find(reader.now().clauses, found, &agreement::ClauseState::id);
  TROTH_ASSIGN(life.steps, Biographer(reader, found).run());
  TROTH_ASSIGN(life.comments, count_comments(state, found));
  const AgreementView agreement = view_of(state, state.pair()->agreement, reader.now(), now_);
  life.named = agreement.clauses;
  life.name = last_name(life.steps, reader, found);
  if (const auto stands = reader.now().contents.find(found);
      stands != reader.now().contents.end()) {
    life.content = stands->second;
    life.name = name_of_clause(stands->second, people_of(state));
  }
  for (const RestrictionView& view : agreement.restrictions)
    if (std::ranges::find(view.state.covers, found) != view.state.covers.end())
      life.restrictions.push_back(view);
  TROTH_TRY(reader.check());
  return life;
}

}  // namespace troth::vault
