#include "core/document/resolve.h"

#include <algorithm>

#include "core/document/draft_changes.h"
#include "core/document/draft_ids.h"

namespace troth::document {
namespace {

// Sorted, and without repetitions.
template <class Id>
void each_once(std::vector<Id>& ids) {
  std::ranges::sort(ids);
  const auto repeated = std::ranges::unique(ids);
  ids.erase(repeated.begin(), repeated.end());
}

Result<std::vector<agreement::Restriction>> limits_of(const Draft& draft, const Ground& ground) {
  std::vector<ClauseId> clauses;
  for (const auto& [id, content] : ground.contents) clauses.push_back(id);
  std::vector<agreement::Restriction> limits;
  for (const LimitDraft& said : draft.limits) {
    agreement::Restriction limit;
    limit.kind = agreement::RestrictionKind::limit;
    limit.strength = said.strength;
    limit.text = said.text;
    for (const IdBeginning& id : said.suspends) {
      TROTH_ASSIGN(const ClauseId clause, find_id(clauses, id));
      limit.clauses.push_back(clause);
    }
    each_once(limit.clauses);
    if (Status checked = agreement::check(limit); !checked)
      return at(said.place, std::move(checked.error()));
    limits.push_back(std::move(limit));
  }
  return limits;
}

Result<agreement::Proposal> proposal_of(const Draft& draft, const Ground& ground,
                                        const DraftChanges& changes) {
  agreement::Proposal proposal;
  proposal.title = draft.title;
  proposal.reason = draft.reason;
  for (const ClauseId& id : changes.touched) {  // ascending, as a proposal wants it
    const agreement::ClauseState* stands = ground.clause(id);
    const auto before = ground.contents.find(id);
    const auto after = changes.after.find(id);
    const bool on_hold = stands != nullptr && stands->on_hold;
    const bool same = before != ground.contents.end() && after != changes.after.end() &&
                      before->second == after->second;
    if (same && !on_hold) continue;
    proposal.changes.push_back(
        {id, stands == nullptr ? agreement::Standing{} : stands->standing,
         after == changes.after.end() ? std::nullopt : std::optional(after->second)});
  }
  std::vector<EntryHash> restrictions;
  for (const auto& restriction : ground.restrictions)
    if (!restriction.lifted) restrictions.push_back(restriction.entry);
  for (const IdBeginning& id : draft.lift) {
    TROTH_ASSIGN(const EntryHash restriction, find_id(restrictions, id));
    proposal.lifts.push_back(restriction);
  }
  each_once(proposal.lifts);
  return proposal;
}

}  // namespace

const agreement::ClauseState* Ground::clause(const ClauseId& id) const {
  const auto found = std::ranges::find(clauses, id, &agreement::ClauseState::id);
  return found == clauses.end() ? nullptr : &*found;
}

bool Ground::is_in_force(const ClauseId& id) const {
  const agreement::ClauseState* found = clause(id);
  return found != nullptr && found->in_force;
}

Result<Resolved> resolve(const Draft& draft, const Ground& ground,
                         const std::function<ClauseId()>& new_id) {
  TROTH_ASSIGN(const DraftChanges changes, changes_of(draft, ground, new_id));
  Resolved resolved;
  TROTH_ASSIGN(resolved.limits, limits_of(draft, ground));
  TROTH_ASSIGN(agreement::Proposal proposed, proposal_of(draft, ground, changes));
  if (proposed.changes.empty() && proposed.lifts.empty()) {
    if (resolved.limits.empty()) return refuse(Code::document_nothing_to_change);
    return resolved;
  }
  TROTH_TRY(agreement::check(proposed, ground.pair));
  resolved.proposal = std::move(proposed);
  return resolved;
}

}  // namespace troth::document
