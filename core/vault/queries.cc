#include "core/vault/queries.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "core/agreement/counter.h"
#include "core/document/template.h"
#include "core/vault/blind_check_ins.h"
#include "core/vault/ground.h"
#include "core/vault/leaving.h"
#include "core/vault/pairing_desk.h"
#include "core/vault/process.h"
#include "core/vault/proposing.h"
#include "core/vault/review_notes.h"
#include "core/vault/snapshot.h"
#include "core/vault/state.h"

namespace troth::vault {
namespace {

using agreement::ProposalState;
using agreement::RestrictionState;

// The partner's flagged check-ins stay at the top of the status for this long, and
// until a review has seen them: what came late is not over before it was read.
constexpr TimeMs kFlagsShownMs = 7 * kDayMs;
constexpr std::size_t kFlagsShown = 8;

void add_newest_first(std::vector<CheckInView>& views, std::vector<CheckInView> more,
                      std::size_t most) {
  std::ranges::move(more, std::back_inserter(views));
  std::ranges::sort(views, [](const CheckInView& a, const CheckInView& b) {
    return std::tie(b.written_ms, b.entry) < std::tie(a.written_ms, a.entry);
  });
  if (views.size() > most) views.resize(most);
}

// The partner's open ones that say so, by when they were written or unseen.
Result<std::vector<CheckInView>> flagged_open_check_ins(const State& state, TimeMs after_ms,
                                                        const Clock& seen) {
  const store::Views& kept = state.store().views();
  const PartnerId partner = state.pair()->partner();
  TROTH_ASSIGN(const auto recent, kept.flagged(partner, after_ms, kFlagsShown));
  TROTH_ASSIGN(const auto unseen,
               kept.flagged_beyond(partner, seen, ledger::EntryKind::check_in, kFlagsShown));
  std::vector<CheckInView> views;
  for (const store::KeptCheckIn& one : recent) views.push_back(view_of(state, one));
  for (const EntryHash& entry : unseen) {
    if (std::ranges::find(views, entry, &CheckInView::entry) != views.end()) continue;
    TROTH_ASSIGN(const auto one, kept.check_in(entry));
    if (one) views.push_back(view_of(state, *one));
  }
  return views;
}

// Newest first.
Result<std::vector<CheckInView>> flagged_check_ins(const State& state, TimeMs now) {
  const TimeMs after_ms = now - kFlagsShownMs;
  TROTH_ASSIGN(const auto reviews, reviews_in(state, LookBack::lately));
  const Clock seen = reviews.last ? reviews.last->seen : Clock{};
  TROTH_ASSIGN(auto views, flagged_open_check_ins(state, after_ms, seen));
  TROTH_ASSIGN(auto blind, flagged_blind_check_ins(state, after_ms, seen, now));
  add_newest_first(views, std::move(blind), kFlagsShown);
  return views;
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
    view.partner_name = people_of(state).partner_name;
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
  TROTH_ASSIGN(const auto ground, ground_of(state, now_));
  view.status = pair->agreement.status(now_);
  view.digest = pair->agreement.digest();
  view.lapse = lapse_of(pair->agreement, ground.pair.id, now_);
  view.renew_by_ms = pair->agreement.term().renew_by_ms;
  view.restrictions = restrictions_of(state, ground);
  view.on_hold = held_of(pair->agreement, ground);
  view.proposals_waiting = pair->agreement.proposals_waiting_for(state.me());
  view.needs_newer_version = pair->agreement.needs_newer_version();
  TROTH_ASSIGN(view.signing, signing_of(state));
  TROTH_ASSIGN(const auto leaving, leaving_of(state));
  if (leaving)
    view.leaving = LeavingView{leaving->stage == Leaving::Stage::told, leaving->waits_until_ms};
  TROTH_ASSIGN(view.flagged, flagged_check_ins(state, now_));
  TROTH_TRY(count_comments_on(view.flagged, state));
  return view;
}

Result<AgreementView> Queries::agreement() const {
  const State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, state.need_pair());
  TROTH_ASSIGN(const auto ground, ground_of(state, now_));
  AgreementView view = view_of(state, pair->agreement, ground, now_);
  TROTH_TRY(count_comments_on(view.clauses, state));
  return view;
}

Result<std::vector<ProposalView>> Queries::proposals(Which which) const {
  const State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, state.need_pair());
  const store::Proposals source(state.store().ledger(), pair->reading());
  TROTH_ASSIGN(const auto ground, ground_of(state, source, now_));
  std::vector<ProposalView> views;
  for (const ProposalState& proposal : pair->agreement.proposals()) {
    if (which != Which::all && proposal.stage != ProposalState::Stage::open) continue;
    TROTH_ASSIGN(auto view, view_of(state, ground, source, proposal));
    views.push_back(std::move(view));
  }
  std::ranges::reverse(views);
  return views;
}

Result<ProposalView> Queries::proposal(std::string_view id) const {
  const State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, state.need_pair());
  TROTH_ASSIGN(const EntryHash entry, find_proposal(*pair, id));
  const store::Proposals source(state.store().ledger(), pair->reading());
  TROTH_ASSIGN(const auto ground, ground_of(state, source, now_));
  TROTH_ASSIGN(auto view, view_of(state, ground, source, *pair->agreement.proposal(entry)));
  const agreement::Proposal* answered =
      view.content.counters ? source.proposal(*view.content.counters) : nullptr;
  if (answered == nullptr) return view;
  view.answers_title = answered->title;
  view.against_answered = agreement::difference_to_answered(*answered, view.content, source);
  std::ranges::stable_sort(view.against_answered, {}, &agreement::ClauseDifference::kind);
  return view;
}

Result<std::vector<RestrictionView>> Queries::restrictions(Which which) const {
  const State& state = vault_.state();
  TROTH_TRY(state.need_pair());
  TROTH_ASSIGN(const auto ground, ground_of(state, now_));
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
  TROTH_ASSIGN(auto blind, blind_check_ins(state, most, now_));
  add_newest_first(views, std::move(blind), most);
  TROTH_TRY(count_comments_on(views, state));
  return views;
}

Result<std::vector<std::string>> Queries::dimensions() const {
  const State& state = vault_.state();
  TROTH_TRY(state.need_pair());
  TROTH_ASSIGN(const auto ground, ground_of(state, now_));
  return dimensions_of(ground);
}

Result<std::string> Queries::agreement_template() const {
  const State& state = vault_.state();
  document::Ground ground;
  ground.me = state.me();
  if (state.pair() != nullptr) {
    TROTH_ASSIGN(ground, ground_of(state, now_));
  }
  return document::template_for(ground);
}

}  // namespace troth::vault
