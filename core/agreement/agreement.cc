#include "core/agreement/agreement.h"

#include <algorithm>

#include "core/agreement/consent.h"
#include "core/base/check.h"

namespace troth::agreement {
namespace {

// Among acceptances that count, the one that is shown: the same on both sides.
const AcceptanceNode* shown_acceptance(const Consent& consent, const ProposalNode& proposal) {
  const AcceptanceNode* first = nullptr;
  for (const Index index : proposal.sound) {
    const AcceptanceNode& node = consent.acceptances()[index];
    if (node.is_void) continue;
    const auto key = [](const AcceptanceNode& a) { return std::tie(a.written_ms, a.entry); };
    if (!first || key(node) < key(*first)) first = &node;
  }
  return first;
}

ClauseState::Origin origin_of(const Consent& consent, const ProposalNode& proposal) {
  const AcceptanceNode& acceptance = *shown_acceptance(consent, proposal);
  return {proposal.entry,
          consent.partner(proposal.side),
          proposal.written_ms,
          acceptance.entry,
          consent.partner(acceptance.side),
          acceptance.written_ms,
          consent.known_to_all(proposal)};
}

ClauseKind kind_shown(const Consent& consent, const ClauseNode& clause, Index index) {
  for (const std::vector<Index>* list : {&clause.chain, &clause.proposals})
    for (auto proposal = list->rbegin(); proposal != list->rend(); ++proposal) {
      const ChangeFacts& change = consent.change_of(consent.proposals()[*proposal], index);
      if (change.content) return change.content->kind;
    }
  return ClauseKind::preamble;
}

void add_obstacle(ClauseState& state, Obstacle::Why why, std::vector<EntryHash> entries) {
  state.obstacles.push_back({why, std::move(entries)});
}

}  // namespace

Agreement::Agreement(const Pair& pair) : consent_(std::make_unique<Consent>(pair)) {}
Agreement::~Agreement() = default;
Agreement::Agreement(Agreement&&) noexcept = default;
Agreement& Agreement::operator=(Agreement&&) noexcept = default;

Result<Kept> Agreement::add(const Act& act) {
  TROTH_ASSIGN(const Kept kept, consent_->add(act));
  std::erase_if(waiting_, [&](const Waiting& other) { return other.entry == act.entry; });
  return kept;
}

void Agreement::add_waiting(const EntryHash& entry, const PartnerId& by, TimeMs written_ms) {
  const bool is_known = std::ranges::count(waiting_, entry, &Waiting::entry) > 0;
  if (!is_known) waiting_.push_back({entry, by, written_ms});
}

// --- what stands ---

AgreementStatus Agreement::status(TimeMs now_ms) const {
  bool is_paused = !waiting_.empty();
  for (const RestrictionNode& node : consent_->restrictions()) {
    if (!covers_everything(node.facts)) continue;
    if (consent_->lifted(node, consent_->all(), now_ms)) continue;
    if (node.facts.kind == RestrictionKind::ending) return AgreementStatus::ended;
    is_paused = true;
  }
  if (is_paused) return AgreementStatus::paused;
  if (consent_->lapsed(consent_->all(), now_ms)) return AgreementStatus::lapsed;
  const auto states = clauses(now_ms);
  const bool is_any = std::ranges::any_of(states, &ClauseState::in_force);
  return is_any ? AgreementStatus::in_force : AgreementStatus::none;
}

Hash Agreement::digest() const { return consent_->digest(consent_->all()); }

Standing Agreement::standing(const ClauseId& id) const {
  const auto index = consent_->find_clause(id);
  return index ? consent_->standing(*index, consent_->all()) : Standing{};
}

std::optional<ContentFacts> Agreement::facts(const ClauseId& id) const {
  const auto index = consent_->find_clause(id);
  const ContentFacts* stands = index ? consent_->content(*index, consent_->all()) : nullptr;
  return stands ? std::optional(*stands) : std::nullopt;
}

std::vector<Index> Agreement::unlifted(TimeMs now_ms) const {
  std::vector<Index> out;
  const auto restrictions = consent_->restrictions();
  for (Index index = 0; index < restrictions.size(); ++index)
    if (!consent_->lifted(restrictions[index], consent_->all(), now_ms)) out.push_back(index);
  return out;
}

ClauseState Agreement::state_of(Index index, std::span<const Index> unlifted, TimeMs now_ms) const {
  const View& all = consent_->all();
  const ClauseNode& node = consent_->clauses()[index];
  ClauseState state;
  state.id = node.id;
  state.kind = kind_shown(*consent_, node, index);
  state.standing = consent_->standing(index, all);
  state.on_hold = consent_->on_hold(index, all);
  if (!node.chain.empty())
    state.origin = origin_of(*consent_, consent_->proposals()[node.chain.back()]);
  const ContentFacts* stands = consent_->content(index, all);
  if (!stands) return state;
  state.exists = true;
  if (state.on_hold) add_obstacle(state, Obstacle::Why::on_hold, state.standing.voids);
  std::vector<EntryHash> covering;
  for (const Waiting& waiting : waiting_) covering.push_back(waiting.entry);
  for (const Index restriction : unlifted)
    if (consent_->covers(consent_->restrictions()[restriction], index, all))
      covering.push_back(consent_->restrictions()[restriction].entry);
  if (!covering.empty()) add_obstacle(state, Obstacle::Why::restricted, std::move(covering));
  if (stands->until_ms != 0 && now_ms >= stands->until_ms)
    add_obstacle(state, Obstacle::Why::ended, {});
  if (consent_->lapsed(all, now_ms)) add_obstacle(state, Obstacle::Why::lapsed, {});
  if (!consent_->started(all, now_ms)) add_obstacle(state, Obstacle::Why::not_started, {});
  state.in_force = state.obstacles.empty();
  return state;
}

std::vector<ClauseState> Agreement::clauses(TimeMs now_ms) const {
  std::vector<ClauseState> out;
  const auto restrictions = unlifted(now_ms);
  for (const auto& [id, index] : consent_->touched())
    out.push_back(state_of(index, restrictions, now_ms));
  return out;
}

ClauseState Agreement::clause(const ClauseId& id, TimeMs now_ms) const {
  if (const auto index = consent_->find_clause(id))
    return state_of(*index, unlifted(now_ms), now_ms);
  ClauseState state;
  state.id = id;
  return state;
}

Term Agreement::term() const {
  const auto stands = facts(term_id(consent_->pair().id));
  return stands ? stands->term : Term{};
}

std::optional<PartnerId> Agreement::leader() const {
  const auto side = consent_->leader(consent_->all());
  return side ? std::optional(consent_->partner(*side)) : std::nullopt;
}

bool Agreement::compared() const { return consent_->compared(consent_->all()); }
bool Agreement::needs_newer_version() const { return consent_->needs_newer_version(); }

// --- restrictions ---

LiftState Agreement::lift_of(const ProposalNode& proposal, const RestrictionNode& restriction,
                             TimeMs now_ms) const {
  const View& all = consent_->all();
  LiftState state{proposal.entry, consent_->partner(proposal.side), {}, {}, {}};
  if (!consent_->effective(proposal, all)) {
    state.waits_for = consent_->partner(1 - proposal.side);
    return state;
  }
  state.effective_ms = consent_->lifts_from(proposal, restriction, all);
  if (!state.effective_ms) {
    state.stage = LiftState::Stage::waiting_for_signature;
    state.waits_for = consent_->partner(restriction.side);
    return state;
  }
  const bool is_over = now_ms >= *state.effective_ms;
  state.stage = is_over ? LiftState::Stage::lifted : LiftState::Stage::waiting;
  return state;
}

RestrictionState Agreement::state_of(const RestrictionNode& node, Stages& stages,
                                     TimeMs now_ms) const {
  RestrictionState state;
  state.entry = node.entry;
  state.kind = node.facts.kind;
  state.by = consent_->partner(node.side);
  state.written_ms = node.written_ms;
  state.named = node.facts.clauses;
  state.strength = node.facts.strength;
  state.tightens = node.facts.tightens;
  state.covers_everything = covers_everything(node.facts);
  for (const auto& [id, index] : consent_->touched())
    if (consent_->content(index, consent_->all()) && consent_->covers(node, index, consent_->all()))
      state.covers.push_back(id);
  for (const Index offer : node.offers) {
    const ProposalNode& proposal = consent_->proposals()[offer];
    const auto [known, is_new] = stages.try_emplace(offer);
    if (is_new) known->second = stage_of(offer);
    const auto stage = known->second;
    if (stage != ProposalState::Stage::open && stage != ProposalState::Stage::accepted) continue;
    state.lifts.push_back(lift_of(proposal, node, now_ms));
    if (state.lifts.back().stage == LiftState::Stage::lifted) state.lifted = true;
  }
  return state;
}

std::vector<RestrictionState> Agreement::restrictions(TimeMs now_ms) const {
  std::vector<RestrictionState> out;
  Stages stages;
  for (const RestrictionNode& node : consent_->restrictions())
    out.push_back(state_of(node, stages, now_ms));
  for (const Waiting& waiting : waiting_) {
    RestrictionState& state = out.emplace_back();
    state.entry = waiting.entry;
    state.by = waiting.by;
    state.written_ms = waiting.written_ms;
    state.covers_everything = true;
    state.waits_for_its_past = true;
  }
  return out;
}

// --- proposals ---

ProposalState::Stage Agreement::stage_of(Index index) const {
  const ProposalNode& node = consent_->proposals()[index];
  if (node.is_effective) return ProposalState::Stage::accepted;
  if (!node.sound.empty()) return ProposalState::Stage::voided;
  if (!node.closings.empty()) {
    // A No says it most plainly; then a counter; then what was restricted.
    const auto has = [&](VoidCause::Why why) {
      return std::ranges::count(node.closings, why, &Mark::why) > 0;
    };
    if (has(VoidCause::Why::retracted)) return ProposalState::Stage::retracted;
    if (has(VoidCause::Why::declined)) return ProposalState::Stage::declined;
    if (has(VoidCause::Why::countered)) return ProposalState::Stage::countered;
    return ProposalState::Stage::restricted;
  }
  const bool is_acceptable = consent_->standings_match(node, consent_->all());
  return is_acceptable ? ProposalState::Stage::open : ProposalState::Stage::outdated;
}

AcceptanceState Agreement::state_of(const AcceptanceNode& node) const {
  AcceptanceState state{
      node.entry, consent_->partner(node.side), node.written_ms, node.unsound, {}};
  for (const Mark& mark : node.causes)
    state.void_causes.push_back({mark.why, mark.entry, consent_->partner(mark.side)});
  for (const AcceptanceNode::Base& base : node.bases) {
    const bool is_void = std::ranges::all_of(
        base.acceptances, [&](Index below) { return consent_->acceptances()[below].is_void; });
    const ProposalNode& under = consent_->proposals()[base.proposal];
    if (is_void)
      state.void_causes.push_back(
          {VoidCause::Why::built_on_void, under.entry, consent_->partner(under.side)});
  }
  return state;
}

ProposalState Agreement::state_of(Index index) const {
  const ProposalNode& node = consent_->proposals()[index];
  ProposalState state;
  state.entry = node.entry;
  state.by = consent_->partner(node.side);
  state.device = node.device;
  state.written_ms = node.written_ms;
  state.stage = stage_of(index);
  state.counters = node.facts.counters;
  for (const Mark& closing : node.closings) state.closed_by.push_back(closing.entry);
  for (const std::vector<Index>* list : {&node.sound, &node.unsound})
    for (const Index acceptance : *list)
      state.acceptances.push_back(state_of(consent_->acceptances()[acceptance]));
  state.known_to_all = node.is_effective && consent_->known_to_all(node);
  return state;
}

std::vector<ProposalState> Agreement::proposals() const {
  std::vector<ProposalState> out;
  for (Index index = 0; index < consent_->proposals().size(); ++index)
    out.push_back(state_of(index));
  return out;
}

std::optional<ProposalState> Agreement::proposal(const EntryHash& entry) const {
  const auto index = consent_->find_proposal(entry);
  return index ? std::optional(state_of(*index)) : std::nullopt;
}

std::size_t Agreement::proposals_waiting_for(const PartnerId& partner) const {
  std::size_t count = 0;
  for (Index index = 0; index < consent_->proposals().size(); ++index) {
    const bool is_theirs = consent_->partner(consent_->proposals()[index].side) != partner;
    if (is_theirs && stage_of(index) == ProposalState::Stage::open) ++count;
  }
  return count;
}

}  // namespace troth::agreement
