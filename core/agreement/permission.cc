// May I sign this? Each question is answered from everything that is here, and
// each refusal says what to do instead. Agreement's other half.
#include <algorithm>
#include <set>

#include "core/agreement/agreement.h"
#include "core/agreement/consent.h"
#include "core/base/check.h"
#include "core/base/text.h"

namespace troth::agreement {
namespace {

std::string short_id(ByteView id) { return to_hex(id).substr(0, 8); }

std::string closed_words(ProposalState::Stage stage) {
  switch (stage) {
    case ProposalState::Stage::voided:
      return "its acceptance does not count";
    case ProposalState::Stage::declined:
      return "it was declined";
    case ProposalState::Stage::retracted:
      return "its author took it back";
    case ProposalState::Stage::countered:
      return "it was answered by another proposal";
    default:
      return "consent to what it covers was taken back";
  }
}

// True where `tighter` takes away all that `limit` does, and more.
bool tightens(const Restriction& tighter, const RestrictionFacts& limit) {
  const bool is_softer = tighter.strength == Strength::soft && limit.strength == Strength::hard;
  const bool is_harder = tighter.strength == Strength::hard && limit.strength == Strength::soft;
  const bool holds_all = std::ranges::includes(tighter.clauses, limit.clauses);
  return !is_softer && holds_all && (is_harder || tighter.clauses.size() > limit.clauses.size());
}

}  // namespace

// What a device signs that does not count would only seem to.
Status Agreement::may_sign(const Author& by) const {
  const View& all = consent_->all();
  if (!consent_->pair().has(by.partner)) return refuse(Code::partner_unknown, "The author");
  if (!consent_->counts(by.device, consent_->side_of(by.partner), all))
    return refuse(Code::device_not_confirmed);
  if (consent_->is_cut(by.device, consent_->next_seq(by.device), all))
    return refuse(Code::own_device_cut);
  return {};
}

Status Agreement::may_give(const Author& by) const {
  if (needs_newer_version()) return refuse(Code::newer_version_first);
  return may_sign(by);
}

Status Agreement::check_standings(const Proposal& proposal) const {
  for (const ClauseChange& change : proposal.changes)
    if (standing(change.clause) != change.standing)
      return refuse(Code::standing_changed, short_id(change.clause.view()));
  return {};
}

// No two areas by names that read alike, and none by the first name of another, whose id it
// would take.
Status Agreement::check_names(const Proposal& proposal, const ProposalSource& source) const {
  std::set<std::string> names;
  const auto is_taken = [&](const ClauseContent* content) {
    const auto* area = content ? std::get_if<Area>(&content->body) : nullptr;
    return area && !names.insert(as_read(area->name)).second;
  };
  for (const ClauseState& state : clauses(0)) {
    if (!state.exists ||
        std::ranges::binary_search(proposal.changes, state.id, {}, &ClauseChange::clause))
      continue;
    const Proposal* current = source.proposal(*state.standing.current);
    if (current) is_taken(content_in(*current, state.id));
  }
  for (const ClauseChange& change : proposal.changes) {
    if (!change.content) continue;
    const auto* area = std::get_if<Area>(&change.content->body);
    if (!area) continue;
    if (is_taken(&*change.content)) return refuse(Code::area_name_taken, area->name);
    const bool is_new = change.standing == Standing{};
    if (is_new && facts(change.clause)) return refuse(Code::area_name_used_before, area->name);
  }
  return {};
}

Status Agreement::check_says_something(const Proposal& proposal,
                                       const ProposalSource& source) const {
  if (!proposal.lifts.empty() || proposal.reaffirms) return {};
  for (const ClauseChange& change : proposal.changes) {
    const auto index = consent_->find_clause(change.clause);
    const View& all = consent_->all();
    const bool stands = index && consent_->content(*index, all) && !consent_->on_hold(*index, all);
    if (!change.content || !stands) return {};
    const Proposal* current = source.proposal(*consent_->standing(*index, all).current);
    const ClauseContent* content = current ? content_in(*current, change.clause) : nullptr;
    if (!content || *content != *change.content) return {};
  }
  return refuse(Code::proposal_changes_nothing);
}

Status Agreement::may_propose(const Proposal& proposal, const Author& by,
                              const ProposalSource& source) const {
  const View& all = consent_->all();
  TROTH_TRY(may_give(by));
  TROTH_TRY(check(proposal, consent_->pair()));
  TROTH_TRY(check_names(proposal, source));
  TROTH_TRY(check_standings(proposal));
  for (const EntryHash& lifted : proposal.lifts)
    if (!consent_->find_restriction(lifted))
      return refuse(Code::lift_not_of_a_restriction, short_id(lifted.view()));
  if (proposal.counters) {
    const auto countered = consent_->find_proposal(*proposal.counters);
    if (!countered) return refuse(Code::proposal_unknown);
    TROTH_TRY(check_open(consent_->proposals()[*countered]));
  }
  if (proposal.reaffirms && *proposal.reaffirms != digest())
    return refuse(Code::reaffirmation_of_another_version);
  TROTH_TRY(consent_->fits(facts_of(proposal), all));
  TROTH_TRY(consent_->check_areas(facts_of(proposal), all));
  return check_says_something(proposal, source);
}

// Neither accepted nor closed; its standings may have changed.
Status Agreement::check_open(const ProposalNode& node) const {
  const auto stage = stage_of(*consent_->find_proposal(node.entry));
  switch (stage) {
    case ProposalState::Stage::accepted:
      return refuse(Code::proposal_accepted);
    case ProposalState::Stage::open:
    case ProposalState::Stage::outdated:
      return {};
    default:
      return refuse(Code::proposal_closed, closed_words(stage));
  }
}

Status Agreement::may_accept(const EntryHash& entry, const Author& by,
                             const ProposalSource& source) const {
  const View& all = consent_->all();
  const auto index = consent_->find_proposal(entry);
  if (!index) return refuse(Code::proposal_unknown);
  const ProposalNode& node = consent_->proposals()[*index];
  TROTH_TRY(may_give(by));
  if (consent_->partner(node.side) == by.partner) return refuse(Code::proposal_own);
  if (!compared()) return refuse(Code::pair_not_compared);
  if (!node.counts) return refuse(Code::proposal_device_not_confirmed);
  if (consent_->is_cut(node.device, node.at.seq, all)) return refuse(Code::proposal_device_cut);
  TROTH_TRY(check_open(node));
  if (!node.lifts_seen)
    return refuse(Code::lift_not_of_a_restriction, short_id(node.facts.lifts.front().view()));
  if (!consent_->standings_match(node, all)) {
    const Proposal* words = source.proposal(entry);
    return refuse(Code::standing_changed, words ? words->title : short_id(entry.view()));
  }
  if (node.facts.reaffirms && *node.facts.reaffirms != digest())
    return refuse(Code::reaffirmation_of_another_version);
  TROTH_TRY(consent_->fits(node.facts, all));
  TROTH_TRY(consent_->check_areas(node.facts, all));
  const Proposal* words = source.proposal(entry);
  if (!words) return refuse(Code::proposal_unknown);
  return check_names(*words, source);
}

Status Agreement::may_decline(const EntryHash& entry, const Author& by) const {
  const auto index = consent_->find_proposal(entry);
  if (!index) return refuse(Code::proposal_unknown);
  const ProposalNode& node = consent_->proposals()[*index];
  if (consent_->partner(node.side) == by.partner) return refuse(Code::proposal_own);
  return may_say_no(node, by);
}

Status Agreement::may_retract(const EntryHash& entry, const Author& by) const {
  const auto index = consent_->find_proposal(entry);
  if (!index) return refuse(Code::proposal_unknown);
  const ProposalNode& node = consent_->proposals()[*index];
  if (consent_->partner(node.side) != by.partner) return refuse(Code::proposal_not_own);
  return may_say_no(node, by);
}

// A device that is not confirmed closes nothing: its No would only seem to.
Status Agreement::may_say_no(const ProposalNode& node, const Author& by) const {
  if (!consent_->counts(by.device, consent_->side_of(by.partner), consent_->all()))
    return refuse(Code::device_not_confirmed);
  return check_open(node);
}

Status Agreement::may_lift(const EntryHash& restriction, const Author& by, TimeMs now_ms) const {
  TROTH_TRY(may_give(by));
  if (std::ranges::count(waiting_, restriction, &Waiting::entry) > 0)
    return refuse(Code::restriction_waits_for_its_past);
  const auto index = consent_->find_restriction(restriction);
  if (!index) return refuse(Code::restriction_unknown);
  Stages stages;
  const RestrictionState state = state_of(consent_->restrictions()[*index], stages, now_ms);
  if (state.lifted) return refuse(Code::restriction_lifted);
  for (const LiftState& lift : state.lifts) switch (lift.stage) {
      case LiftState::Stage::waiting_for_signature:
        return refuse(Code::lift_agreed, *lift.waits_for == by.partner
                                             ? "it needs your signature"
                                             : "it needs your partner's signature");
      case LiftState::Stage::waiting:
        return refuse(Code::lift_agreed, "its cooling-off runs");
      case LiftState::Stage::offered:
        return refuse(Code::lift_offered, short_id(lift.proposal.view()));
      case LiftState::Stage::lifted:
        break;
    }
  return {};
}

Status Agreement::may_restrict(const Restriction& restriction, const Author& by) const {
  TROTH_TRY(check(restriction));
  if (!consent_->pair().has(by.partner)) return refuse(Code::partner_unknown, "The author");
  for (const ClauseId& id : restriction.clauses) {
    const auto stands = consent_->find_clause(id);
    const bool is_area = restriction.kind != RestrictionKind::pause || !facts(id) ||
                         facts(id)->kind == ClauseKind::area;
    if (!stands || !is_area) return refuse(Code::clause_not_there, short_id(id.view()));
  }
  if (!restriction.tightens) return {};
  const auto index = consent_->find_restriction(*restriction.tightens);
  if (!index) return refuse(Code::restriction_unknown);
  const RestrictionNode& limit = consent_->restrictions()[*index];
  if (limit.facts.kind != RestrictionKind::limit || consent_->partner(limit.side) != by.partner)
    return refuse(Code::limit_of_partner);
  if (!tightens(restriction, limit.facts)) return refuse(Code::limit_not_tightened);
  return {};
}

// --- decisions and moments ---

Status Agreement::may_ask(const ClauseId& area, const Author& by) const {
  TROTH_TRY(may_sign(by));
  const auto stands = facts(area);
  if (!stands || stands->kind != ClauseKind::area)
    return refuse(Code::clause_not_there, short_id(area.view()));
  return {};
}

Status Agreement::may_give_view(const ClauseId& area, const Author& by) const {
  TROTH_TRY(may_sign(by));
  if (who_decides(area) == by.partner) return refuse(Code::view_by_who_decides);
  return {};
}

Status Agreement::may_answer(const Author& by) const { return may_sign(by); }
Status Agreement::may_reopen(const Author& by) const { return may_sign(by); }

Status Agreement::check_opens(const ClauseId& area, TimeMs now_ms) const {
  const auto stands = facts(area);
  const std::string name = short_id(area.view());
  if (!stands || stands->kind != ClauseKind::area) return refuse(Code::clause_not_there, name);
  if (stands->when != When::moments)
    return refuse(Code::moment_opens_nothing, "the area " + name + " does not apply in moments");
  if (!clause(area, now_ms).in_force)
    return refuse(Code::moment_opens_nothing, "the area " + name + " is not in force");
  return {};
}

Status Agreement::may_open_moment(const MomentOpened& moment, const Author& by,
                                  TimeMs now_ms) const {
  TROTH_TRY(may_sign(by));
  if (moment.until_ms != 0 && now_ms >= moment.until_ms)
    return refuse(Code::moment_opens_nothing, "its end is past");
  for (const ClauseId& area : moment.areas) TROTH_TRY(check_opens(area, now_ms));
  if (!moment.areas.empty()) return {};
  for (const auto& [id, index] : consent_->touched())
    if (check_opens(id, now_ms)) return {};
  return refuse(Code::moment_opens_nothing, "no area that applies in moments is in force");
}

Status Agreement::may_close_moment(const EntryHash& moment, TimeMs now_ms) const {
  const auto index = consent_->find_moment(moment);
  if (!index) return refuse(Code::moment_unknown);
  const MomentNode& node = consent_->moments()[*index];
  const bool has_ended = node.facts.until_ms != 0 && now_ms >= node.facts.until_ms;
  if (has_ended || consent_->is_closed(node, consent_->all())) return refuse(Code::moment_over);
  return {};
}

Hash Agreement::digest_after_accepting(const EntryHash& entry, const Author& by) const {
  const auto index = consent_->find_proposal(entry);
  CHECK(index);
  const View& all = consent_->all();
  const ProposalNode& node = consent_->proposals()[*index];
  const bool is_disputed = consent_->is_cut(by.device, consent_->next_seq(by.device), all) ||
                           consent_->is_cut(node.device, node.at.seq, all);
  return consent_->digest_accepting(node, all,
                                    is_disputed ? Consent::Disputed::yes : Consent::Disputed::no);
}

}  // namespace troth::agreement
