#include "core/vault/snapshot.h"

#include <algorithm>
#include <map>

#include "core/agreement/counter.h"
#include "core/vault/ground.h"
#include "core/vault/remarks.h"

namespace troth::vault {
namespace {

using agreement::ProposalState;
using agreement::RestrictionKind;
using agreement::RestrictionState;

// A pause by the partner, then whatever else was taken back, then limits.
int rank_of(const RestrictionView& view) {
  if (view.state.kind == RestrictionKind::limit) return 2;
  return view.by == Side::partners && view.state.kind == RestrictionKind::pause ? 0 : 1;
}

// In the order of a proposal file; standards stand behind their area's name.
std::vector<ClauseView> clauses_of(const document::Ground& ground, const People& people) {
  std::vector<ClauseView> views;
  for (const agreement::ClauseState& clause : ground.clauses) {
    const auto content = ground.contents.find(clause.id);
    if (!clause.exists || content == ground.contents.end()) continue;
    views.push_back({clause, content->second, name_of_clause(content->second, people), 0});
  }
  std::ranges::stable_sort(views, [](const ClauseView& a, const ClauseView& b) {
    if (a.state.kind != b.state.kind) return a.state.kind < b.state.kind;
    return a.name < b.name;
  });
  return views;
}

bool waits_for(const State& state, const ProposalState& proposal) {
  return proposal.stage == ProposalState::Stage::open && proposal.by != state.me();
}

bool leaves_on_hold(const ProposalState& proposal, const document::Ground& ground) {
  return proposal.stage == ProposalState::Stage::voided &&
         std::ranges::any_of(ground.clauses, [&](const agreement::ClauseState& clause) {
           return clause.on_hold &&
                  std::ranges::binary_search(clause.standing.voids, proposal.entry);
         });
}

}  // namespace

RestrictionView view_of(const State& state, const document::Ground& ground,
                        const RestrictionState& restriction) {
  RestrictionView view{restriction, std::nullopt, side_of(state, restriction.by), {}};
  if (const auto words = ground.words.find(restriction.entry); words != ground.words.end())
    view.words = words->second;
  const People people = people_of(state);
  for (const ClauseId& id : restriction.covers)
    if (const auto content = ground.contents.find(id); content != ground.contents.end())
      view.covers.push_back(name_of_clause(content->second, people));
  return view;
}

std::vector<RestrictionView> restrictions_of(const State& state, const document::Ground& ground) {
  std::vector<RestrictionView> views;
  for (const RestrictionState& restriction : ground.restrictions)
    if (!restriction.lifted) views.push_back(view_of(state, ground, restriction));
  std::ranges::stable_sort(views, {}, rank_of);
  return views;
}

Result<std::vector<NoView>> noes_of(const State& state, const ProposalState& proposal) {
  std::vector<NoView> noes;
  const People people = people_of(state);
  for (const EntryHash& closing : proposal.closed_by) {
    TROTH_ASSIGN(const auto entry, state.store().ledger().entry(closing));
    const auto kind = entry ? entry->header().kind : ledger::EntryKind{};
    const bool is_retraction = kind == ledger::EntryKind::retract;
    if (!is_retraction && kind != ledger::EntryKind::decline) continue;
    const auto no = agreement::decode_no(entry->payload());
    const PartnerId other = proposal.by == state.me() ? state.pair()->partner() : state.me();
    noes.push_back({closing, is_retraction, people.name_of(is_retraction ? proposal.by : other),
                    entry->header().written_at_ms, no ? no->reason : std::string()});
  }
  return noes;
}

std::vector<std::string> notes_of(const ProposalState& proposal, const People& people) {
  std::vector<std::string> notes;
  const auto add = [&](std::string words) {
    if (std::ranges::find(notes, words) == notes.end()) notes.push_back(std::move(words));
  };
  for (const agreement::AcceptanceState& acceptance : proposal.acceptances) {
    if (acceptance.unsound) add(agreement::words_for(*acceptance.unsound));
    for (const agreement::VoidCause& cause : acceptance.void_causes)
      add(agreement::words_for(cause.why, people.name_of(cause.by), people.name_of(acceptance.by)));
  }
  return notes;
}

Result<ProposalView> view_of(const State& state, const document::Ground& ground,
                             const store::Proposals& proposals, const ProposalState& proposal) {
  const People people = people_of(state);
  ProposalView view;
  view.state = proposal;
  view.by = side_of(state, proposal.by);
  view.by_name = people.name_of(proposal.by);
  view.waits_for_me = waits_for(state, proposal);
  view.notes = notes_of(proposal, people);
  view.leaves_on_hold = leaves_on_hold(proposal, ground);
  TROTH_ASSIGN(view.noes, noes_of(state, proposal));
  if (const agreement::Proposal* content = proposals.proposal(proposal.entry)) {
    view.content = *content;
    view.changes = agreement::difference(agreement::contents_before(*content, proposals), *content);
    std::ranges::stable_sort(view.changes, {}, &agreement::ClauseDifference::kind);
    for (const RestrictionState& restriction : ground.restrictions)
      if (std::ranges::find(content->lifts, restriction.entry) != content->lifts.end())
        view.lifts.push_back(view_of(state, ground, restriction));
  }
  return view;
}

CheckInView view_of(const State& state, const store::KeptCheckIn& kept) {
  return {kept.entry,
          side_of(state, kept.by),
          people_of(state).name_of(kept.by),
          kept.written_ms,
          kept.counts,
          kept.content,
          std::nullopt,
          0};
}

std::optional<Lapse> lapse_of(const agreement::Agreement& agreement, const PairId& pair,
                              TimeMs as_of) {
  const agreement::ClauseState term = agreement.clause(agreement::term_id(pair), as_of);
  const auto has = [&](agreement::Obstacle::Why why) {
    return std::ranges::count(term.obstacles, why, &agreement::Obstacle::why) > 0;
  };
  if (term.on_hold) return Lapse::on_hold;
  if (!has(agreement::Obstacle::Why::lapsed)) return std::nullopt;
  return has(agreement::Obstacle::Why::ended) ? Lapse::until : Lapse::renew_by;
}

Status count_comments_on(std::vector<ClauseView>& clauses, const State& state) {
  for (ClauseView& clause : clauses) {
    TROTH_ASSIGN(clause.comments, count_comments(state, clause.state.id));
  }
  return {};
}

Status count_comments_on(std::vector<CheckInView>& check_ins, const State& state) {
  for (CheckInView& check_in : check_ins) {
    TROTH_ASSIGN(check_in.comments, count_comments(state, check_in.entry));
  }
  return {};
}

std::vector<HeldView> held_of(const agreement::Agreement& agreement,
                              const document::Ground& ground) {
  std::vector<HeldView> held;
  for (const agreement::ClauseState& clause : ground.clauses)
    if (clause.on_hold) held.push_back({clause.id, clause.standing.voids});
  if (held.empty()) return held;
  std::map<EntryHash, std::size_t> order;
  for (const ProposalState& proposal : agreement.proposals())
    order.emplace(proposal.entry, order.size());
  for (HeldView& view : held)
    std::ranges::sort(view.proposals, {}, [&](const EntryHash& entry) { return order[entry]; });
  return held;
}

AgreementView view_of(const State& state, const agreement::Agreement& agreement,
                      const document::Ground& ground, TimeMs as_of) {
  AgreementView view;
  view.people = people_of(state);
  view.status = agreement.status(as_of);
  view.digest = agreement.digest();
  view.term = agreement.term();
  view.lapse = lapse_of(agreement, ground.pair.id, as_of);
  view.time_zone = zone_of(ground).name();
  view.clauses = clauses_of(ground, view.people);
  view.restrictions = restrictions_of(state, ground);
  return view;
}

}  // namespace troth::vault
