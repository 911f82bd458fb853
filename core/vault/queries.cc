#include "core/vault/queries.h"

#include <algorithm>

#include "core/document/template.h"
#include "core/vault/ground.h"
#include "core/vault/pairing_desk.h"
#include "core/vault/process.h"
#include "core/vault/short_id.h"
#include "core/vault/state.h"

namespace troth::vault {
namespace {

using agreement::ProposalState;
using agreement::RestrictionKind;
using agreement::RestrictionState;

// The partner's flagged check-ins stay at the top of the status for this long.
constexpr TimeMs kFlagsShownMs = 7 * kDayMs;
constexpr std::size_t kFlagsShown = 8;

Side side_of(const State& state, const PartnerId& partner) {
  return partner == state.me() ? Side::mine : Side::partners;
}

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

bool is_pause_by_partner(const RestrictionView& view) {
  return view.by == Side::partners && view.state.kind == RestrictionKind::pause;
}

// Those that hold now, the partner's pauses first, else as they were signed.
std::vector<RestrictionView> restrictions_of(const State& state, const document::Ground& ground) {
  std::vector<RestrictionView> views;
  for (const RestrictionState& restriction : ground.restrictions)
    if (!restriction.lifted) views.push_back(view_of(state, ground, restriction));
  std::ranges::stable_partition(views, is_pause_by_partner);
  return views;
}

// In the order of a proposal file; standards stand behind their area's name.
std::vector<ClauseView> clauses_of(const document::Ground& ground, const People& people) {
  std::vector<ClauseView> views;
  for (const agreement::ClauseState& clause : ground.clauses) {
    const auto content = ground.contents.find(clause.id);
    if (!clause.exists || content == ground.contents.end()) continue;
    views.push_back({clause, content->second, name_of_clause(content->second, people)});
  }
  std::ranges::stable_sort(views, [](const ClauseView& a, const ClauseView& b) {
    if (a.state.kind != b.state.kind) return a.state.kind < b.state.kind;
    return a.name < b.name;
  });
  return views;
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

bool waits_for(const State& state, const ProposalState& proposal) {
  return proposal.stage == ProposalState::Stage::open && proposal.by != state.me();
}

ProposalView view_of(const State& state, const document::Ground& ground,
                     const store::Proposals& proposals, const ProposalState& proposal) {
  const People people = people_of(state);
  ProposalView view;
  view.state = proposal;
  view.by = side_of(state, proposal.by);
  view.by_name = people.name_of(proposal.by);
  view.waits_for_me = waits_for(state, proposal);
  view.notes = notes_of(proposal, people);
  if (const agreement::Proposal* content = proposals.proposal(proposal.entry)) {
    view.content = *content;
    view.changes = agreement::difference(ground.contents, *content);
    std::ranges::stable_sort(view.changes, {}, &agreement::ClauseDifference::kind);
    for (const RestrictionState& restriction : ground.restrictions)
      if (std::ranges::find(content->lifts, restriction.entry) != content->lifts.end())
        view.lifts.push_back(view_of(state, ground, restriction));
  }
  return view;
}

CheckInView view_of(const State& state, const store::KeptCheckIn& kept) {
  CheckInView view{
      kept.entry, side_of(state, kept.by), people_of(state).name_of(kept.by), kept.written_ms, {}};
  if (kept.content) view.content = *kept.content;
  return view;
}

Result<std::optional<Error>> problem_of(const State& state) {
  TROTH_ASSIGN(const auto text, state.store().state().setting(setting::kProblem));
  if (!text) return std::optional<Error>();
  const std::size_t bar = text->find('|');
  for (const Refusal& refusal : refusals())
    if (refusal.name == text->substr(0, bar))
      return std::optional<Error>(Error{refusal.code, text->substr(bar + 1)});
  return std::optional<Error>();
}

Result<SyncView> sync_view_of(const State& state) {
  SyncView view;
  TROTH_ASSIGN(view.problem, problem_of(state));
  TROTH_ASSIGN(const auto relay, state.relay());
  if (!relay) return view;
  if (relay->last_contact_ms > 0) view.last_contact_ms = relay->last_contact_ms;
  TROTH_ASSIGN(const std::uint64_t seq, state.own_seq());
  view.pending = seq > relay->handed_over_seq ? seq - relay->handed_over_seq : 0;
  return view;
}

Result<std::optional<Error>> signing_of(const State& state) {
  TROTH_ASSIGN(const auto standing, state.standing_to_sign());
  const auto may = ledger::may_sign(standing, ledger::EntryKind::propose);
  return may ? std::optional<Error>() : std::optional<Error>(may.error());
}

}  // namespace

Result<People> Queries::people() const { return people_of(vault_.state()); }

Result<PairingView> Queries::pairing() const {
  const State& state = vault_.state();
  PairingView view;
  TROTH_ASSIGN(const auto pairing, UnfinishedPairing::find(state));
  if (const PairState* pair = state.pair()) {
    view.digits = sync::short_authentication_string(pair->record.transcript);
    view.partner_name = pair->partner_name;
    TROTH_ASSIGN(const bool mine, state.has_compared(state.me()));
    TROTH_ASSIGN(const bool theirs, state.has_compared(pair->partner()));
    TROTH_ASSIGN(const bool paired, state.partner_is_paired());
    using Stage = PairingView::Stage;
    view.stage = !mine ? Stage::compare : theirs && paired ? Stage::paired : Stage::waiting;
    return view;
  }
  if (!pairing || pairing->is_over(now_)) return view;
  view.stage = pairing->is_inviter() ? PairingView::Stage::invited : PairingView::Stage::joining;
  if (pairing->is_inviter()) view.expires_ms = pairing->inviter().expires_ms();
  return view;
}

Result<StatusView> Queries::status() const {
  const State& state = vault_.state();
  StatusView view;
  view.people = people_of(state);
  TROTH_ASSIGN(view.pairing, pairing());
  TROTH_ASSIGN(view.sync, sync_view_of(state));
  TROTH_ASSIGN(const auto relay, state.relay());
  view.has_relay = relay.has_value();
  view.pages_may_be_swapped = pages_may_be_swapped();
  const PairState* pair = state.pair();
  if (pair == nullptr) return view;
  const store::Proposals proposals(state.store().ledger(), pair->reading());
  TROTH_ASSIGN(const auto ground, ground_of(state, proposals, now_));
  view.status = pair->agreement.status(now_);
  view.digest = pair->agreement.digest();
  view.restrictions = restrictions_of(state, ground);
  view.proposals_waiting = pair->agreement.proposals_waiting_for(state.me());
  view.needs_newer_version = pair->agreement.needs_newer_version();
  TROTH_ASSIGN(view.signing, signing_of(state));
  TROTH_ASSIGN(const auto flagged,
               state.store().views().flagged(pair->partner(), now_ - kFlagsShownMs, kFlagsShown));
  for (const store::KeptCheckIn& kept : flagged) view.flagged.push_back(view_of(state, kept));
  return view;
}

Result<AgreementView> Queries::agreement() const {
  const State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, state.need_pair());
  const store::Proposals proposals(state.store().ledger(), pair->reading());
  TROTH_ASSIGN(const auto ground, ground_of(state, proposals, now_));
  AgreementView view;
  view.people = people_of(state);
  view.status = pair->agreement.status(now_);
  view.digest = pair->agreement.digest();
  view.term = pair->agreement.term();
  // Where this system does not know the zone, dates read in UTC; nothing else waits for it.
  const auto zone = document::agreed_time_zone(ground);
  view.time_zone = zone ? zone->name() : "UTC";
  view.clauses = clauses_of(ground, view.people);
  view.restrictions = restrictions_of(state, ground);
  return view;
}

Result<std::vector<ProposalView>> Queries::proposals(Which which) const {
  const State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, state.need_pair());
  const store::Proposals source(state.store().ledger(), pair->reading());
  TROTH_ASSIGN(const auto ground, ground_of(state, source, now_));
  std::vector<ProposalView> views;
  for (const ProposalState& proposal : pair->agreement.proposals())
    if (which == Which::all || proposal.stage == ProposalState::Stage::open)
      views.push_back(view_of(state, ground, source, proposal));
  std::ranges::reverse(views);
  return views;
}

Result<ProposalView> Queries::proposal(std::string_view id) const {
  const State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, state.need_pair());
  std::vector<EntryHash> all;
  for (const ProposalState& proposal : pair->agreement.proposals()) all.push_back(proposal.entry);
  TROTH_ASSIGN(const EntryHash entry, find_id<EntryHash>(id, all));
  const store::Proposals source(state.store().ledger(), pair->reading());
  TROTH_ASSIGN(const auto ground, ground_of(state, source, now_));
  return view_of(state, ground, source, *pair->agreement.proposal(entry));
}

Result<std::vector<RestrictionView>> Queries::restrictions(Which which) const {
  const State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, state.need_pair());
  const store::Proposals source(state.store().ledger(), pair->reading());
  TROTH_ASSIGN(const auto ground, ground_of(state, source, now_));
  if (which == Which::open) return restrictions_of(state, ground);
  std::vector<RestrictionView> views;
  for (const RestrictionState& restriction : ground.restrictions)
    views.push_back(view_of(state, ground, restriction));
  std::ranges::reverse(views);
  return views;
}

Result<std::vector<CheckInView>> Queries::check_ins(std::size_t most) const {
  const State& state = vault_.state();
  TROTH_TRY(state.need_pair());
  TROTH_ASSIGN(const auto kept, state.store().views().check_ins(most));
  std::vector<CheckInView> views;
  for (const store::KeptCheckIn& one : kept) views.push_back(view_of(state, one));
  return views;
}

Result<std::vector<std::string>> Queries::dimensions() const {
  const State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, state.need_pair());
  const store::Proposals source(state.store().ledger(), pair->reading());
  TROTH_ASSIGN(const auto ground, ground_of(state, source, now_));
  return dimensions_of(ground);
}

Result<std::string> Queries::agreement_template() const {
  const State& state = vault_.state();
  const PairState* pair = state.pair();
  document::Ground ground;
  ground.me = state.me();
  if (pair != nullptr) {
    const store::Proposals source(state.store().ledger(), pair->reading());
    TROTH_ASSIGN(ground, ground_of(state, source, now_));
  }
  return document::template_for(ground);
}

}  // namespace troth::vault
