#include "core/vault/reaffirming.h"

#include <algorithm>

#include "core/document/calendar.h"
#include "core/store/views.h"
#include "core/vault/dates.h"
#include "core/vault/ground.h"
#include "core/vault/proposing.h"
#include "core/vault/snapshot.h"

namespace troth::vault {
namespace {

using agreement::ProposalState;

// The partner's open one of this very version.
Status check_not_offered(const State& state, const store::Proposals& proposals) {
  const agreement::Agreement& agreement = state.pair()->agreement;
  for (const ProposalState& proposal : agreement.proposals()) {
    if (proposal.stage != ProposalState::Stage::open || proposal.by == state.me()) continue;
    const agreement::Proposal* words = proposals.proposal(proposal.entry);
    if (words != nullptr && words->reaffirms == agreement.digest())
      return refuse(Code::reaffirmation_offered, proposal.entry.hex().substr(0, 10));
  }
  return {};
}

Status check_revives(std::optional<Lapse> lapse, const Reaffirmation& wish) {
  if (lapse == Lapse::until) return refuse(Code::term_over);
  if (lapse && !wish.renew_by) return refuse(Code::reaffirmation_renews_nothing);
  return {};
}

Result<TimeMs> renewed_until(const std::string& day, const document::Ground& ground, TimeMs now) {
  if (day == "none") return TimeMs{0};
  TROTH_ASSIGN(const document::TimeZone zone, document::agreed_time_zone(ground));
  TROTH_ASSIGN(const TimeMs end, end_of_day(day, zone.name()));
  if (end <= now) return refuse(Code::renew_by_past, day);
  return end;
}

// The term with that date, named as it stands.
Result<agreement::ClauseChange> renewal(const std::string& day, const document::Ground& ground,
                                        TimeMs now) {
  const ClauseId id = agreement::term_id(ground.pair.id);
  const auto stands = ground.contents.find(id);
  if (stands == ground.contents.end()) return refuse(Code::reaffirmation_without_term);
  agreement::ClauseContent content = stands->second;
  TROTH_ASSIGN(std::get<agreement::Term>(content.body).renew_by_ms,
               renewed_until(day, ground, now));
  return agreement::ClauseChange{id, ground.clause(id)->standing, content};
}

}  // namespace

Result<EntryHash> Reaffirming::ask(const Reaffirmation& wish) {
  State& state = vault_.state();
  TROTH_ASSIGN(PairState * pair, need_to_give(state, now_));
  const store::Proposals proposals(state.store().ledger(), pair->reading());
  TROTH_ASSIGN(const auto ground, ground_of(state, proposals, now_));
  if (ground.contents.empty()) return refuse(Code::reaffirmation_of_nothing);
  TROTH_TRY(check_not_offered(state, proposals));
  TROTH_TRY(check_revives(lapse_of(pair->agreement, ground.pair.id, now_), wish));
  agreement::Proposal proposal;
  proposal.title = "The agreement as it stands, again";
  proposal.reason = wish.reason.empty() ? "No reason given." : wish.reason;
  proposal.reaffirms = pair->agreement.digest();
  if (wish.renew_by) {
    TROTH_ASSIGN(auto change, renewal(*wish.renew_by, ground, now_));
    proposal.changes.push_back(std::move(change));
  }
  TROTH_ASSIGN(Bytes payload, payload_of(proposal, ground.pair));
  TROTH_TRY(pair->agreement.may_propose(proposal, state.author(), proposals));
  return sign_one(state, ledger::EntryKind::propose, std::move(payload), now_);
}

}  // namespace troth::vault
