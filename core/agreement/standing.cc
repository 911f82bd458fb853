// How clauses stand in a view: chains of effective proposals, voids, holds, the
// digest, and whether a proposal fits what stands. Consent's other half.
#include <algorithm>
#include <deque>

#include "core/agreement/consent.h"
#include "core/agreement/digest.h"

namespace troth::agreement {
namespace {

const ChangeFacts* change_in(const ProposalFacts& proposal, const ClauseId& clause) {
  const auto at = std::ranges::lower_bound(proposal.changes, clause, {}, &ChangeFacts::clause);
  return at != proposal.changes.end() && at->clause == clause ? &*at : nullptr;
}

}  // namespace

// --- finding ---

std::optional<Index> Consent::find_clause(const ClauseId& id) const {
  const auto at = clause_by_id_.find(id);
  if (at == clause_by_id_.end()) return std::nullopt;
  return at->second;
}

std::optional<Index> Consent::find_proposal(const EntryHash& entry) const {
  const auto at = proposal_by_entry_.find(entry);
  if (at == proposal_by_entry_.end()) return std::nullopt;
  return at->second;
}

std::optional<Index> Consent::find_restriction(const EntryHash& entry) const {
  const auto at = restriction_by_entry_.find(entry);
  if (at == restriction_by_entry_.end()) return std::nullopt;
  return at->second;
}

const ChangeFacts& Consent::change_of(const ProposalNode& proposal, Index clause) const {
  return *std::ranges::lower_bound(proposal.facts.changes, clauses_[clause].id, {},
                                   &ChangeFacts::clause);
}

// --- accepted, effective ---

bool Consent::accepted(const ProposalNode& proposal, const View& view) const {
  return std::ranges::any_of(proposal.sound, [&](Index a) { return view.has(acceptances_[a].at); });
}

bool Consent::effective(const ProposalNode& proposal, const View& view) const {
  return std::ranges::any_of(
      proposal.sound, [&](Index a) { return view.has(acceptances_[a].at) && !is_void(a, view); });
}

void Consent::became_effective(Index index) {
  ProposalNode& proposal = proposals_[index];
  if (proposal.is_effective) return;
  proposal.is_effective = true;
  for (const Index changed : proposal.clauses) {
    ClauseNode& clause = clauses_[changed];
    std::erase(clause.voids, proposal.entry);
    if (change_of(proposal, changed).current == current_of(clause))
      clause.chain.push_back(index);
    else
      rebuild_chain(changed);
    refresh(clause);
  }
}

std::optional<EntryHash> Consent::current_of(const ClauseNode& clause) const {
  if (clause.chain.empty()) return std::nullopt;
  return proposals_[clause.chain.back()].entry;
}

// Only for a proposal that was void and is accepted again by an older device.
void Consent::rebuild_chain(Index index) {
  ClauseNode& clause = clauses_[index];
  clause.chain.clear();
  for (const Index changer : clause.changers) {
    const ProposalNode& next = proposals_[changer];
    if (next.is_effective && change_of(next, index).current == current_of(clause))
      clause.chain.push_back(changer);
  }
}

void Consent::became_void(Index index) {
  ProposalNode& proposal = proposals_[index];
  proposal.is_effective = false;
  for (const Index changed : proposal.clauses) {
    ClauseNode& clause = clauses_[changed];
    const auto at = std::ranges::lower_bound(clause.voids, proposal.entry);
    if (at == clause.voids.end() || *at != proposal.entry) clause.voids.insert(at, proposal.entry);
    // What stood on it turns void with it.
    clause.chain.erase(std::ranges::find(clause.chain, index), clause.chain.end());
    refresh(clause);
  }
}

void Consent::refresh(ClauseNode& clause) {
  const Standing standing{current_of(clause), clause.voids};
  clause.voids_hash = agreement::voids_hash(clause.voids);
  clause.leaf = clause_leaf(clause.id, standing);
}

void Consent::touch(const ProposalNode& proposal, const Place& at) {
  for (const Index clause : proposal.clauses) clauses_[clause].last_touched.raise(at);
}

// --- standing ---

// True where nothing that the clause depends on lies outside of the view.
bool Consent::is_as_now(const ClauseNode& clause, const View& view) const {
  return view.has(clause.last_touched);
}

Standing Consent::replay(Index clause, const View& view) const {
  Standing standing;
  for (const Index changer : clauses_[clause].changers) {
    const ProposalNode& proposal = proposals_[changer];
    if (!accepted(proposal, view)) continue;
    if (!effective(proposal, view))
      standing.voids.push_back(proposal.entry);
    else if (change_of(proposal, clause).current == standing.current)
      standing.current = proposal.entry;
  }
  std::ranges::sort(standing.voids);
  return standing;
}

Version Consent::version(Index index, const View& view) const {
  const ClauseNode& clause = clauses_[index];
  if (is_as_now(clause, view)) {
    if (clause.chain.empty()) return {std::nullopt, clause.voids_hash};
    return {clause.chain.back(), clause.voids_hash};
  }
  const Standing standing = replay(index, view);
  Version out{std::nullopt, agreement::voids_hash(standing.voids)};
  if (standing.current) out.current = proposal_by_entry_.at(*standing.current);
  return out;
}

Standing Consent::standing(Index index, const View& view) const {
  const ClauseNode& clause = clauses_[index];
  if (!is_as_now(clause, view)) return replay(index, view);
  return {current_of(clause), clause.voids};
}

bool Consent::on_hold(Index clause, const View& view) const {
  const Version stands = version(clause, view);
  const Hash named = stands.current ? change_of(proposals_[*stands.current], clause).voids : Hash{};
  return stands.voids != named;
}

const ContentFacts* Consent::content(Index clause, const View& view) const {
  const Version stands = version(clause, view);
  if (!stands.current) return nullptr;
  const ChangeFacts& change = change_of(proposals_[*stands.current], clause);
  return change.content ? &*change.content : nullptr;
}

bool Consent::standings_match(const ProposalNode& proposal, const View& view) const {
  for (std::size_t i = 0; i < proposal.clauses.size(); ++i) {
    const ChangeFacts& change = proposal.facts.changes[i];
    const Version stands = version(proposal.clauses[i], view);
    if (stands.voids != change.voids || stands.current.has_value() != change.current.has_value() ||
        (change.current && proposals_[*stands.current].entry != *change.current))
      return false;
  }
  return true;
}

// --- fits ---

// The kind of what stands, or of what stood last before it was removed.
std::optional<ClauseKind> Consent::kind(Index clause, const View& view) const {
  std::optional<Index> proposal = version(clause, view).current;
  while (proposal) {
    const ChangeFacts& change = change_of(proposals_[*proposal], clause);
    if (change.content) return change.content->kind;
    proposal = change.current ? find_proposal(*change.current) : std::nullopt;
  }
  return std::nullopt;
}

Status Consent::check_leaders(const ProposalFacts& proposal, const View& view) const {
  int changed = 0;
  int leaders = 0;
  bool moves = false;
  for (const ClauseId& id : role_ids_) {
    const auto clause = find_clause(id);
    const ContentFacts* before = clause ? content(*clause, view) : nullptr;
    const bool led = before && before->leads;
    const ChangeFacts* change = change_in(proposal, id);
    const bool is_changed = change != nullptr;
    const bool leads = is_changed ? change->content && change->content->leads : led;
    changed += is_changed ? 1 : 0;
    leaders += leads ? 1 : 0;
    moves = moves || leads != led;
  }
  if (changed == 0) return {};
  if (leaders != 1) return refuse(Code::leader_count, leaders == 0 ? "nobody" : "both of you");
  if (moves && changed != 2) return refuse(Code::leader_moves_alone);
  return {};
}

Status Consent::check_change(const ChangeFacts& change, const View& view) const {
  const std::string name = change.clause.hex().substr(0, 8);
  const auto clause = find_clause(change.clause);
  if (!change.content) {
    const bool is_there = clause && (content(*clause, view) || on_hold(*clause, view));
    if (!is_there) return refuse(Code::clause_not_there, name);
    return {};
  }
  const auto stands = clause ? kind(*clause, view) : std::nullopt;
  if (stands && *stands != change.content->kind) return refuse(Code::clause_kind_differs, name);
  return {};
}

Status Consent::check_areas(const ProposalFacts& proposal, const View& view) const {
  for (const ChangeFacts& change : proposal.changes) {
    if (!change.content || !change.content->area) continue;
    const ChangeFacts* changed = change_in(proposal, *change.content->area);
    const ContentFacts* area = nullptr;
    if (changed)
      area = changed->content ? &*changed->content : nullptr;
    else if (const auto known = find_clause(*change.content->area))
      area = content(*known, view);
    if (!area || area->kind != ClauseKind::area)
      return refuse(Code::area_not_there, change.clause.hex().substr(0, 8));
  }
  return {};
}

Status Consent::check_reaffirmation(const ProposalFacts& proposal, const View& view) const {
  if (!proposal.lifts.empty() || proposal.changes.size() > 1)
    return refuse(Code::reaffirmation_changes_more);
  if (proposal.changes.empty()) return {};
  const ChangeFacts& change = proposal.changes.front();
  const auto clause = find_clause(change.clause);
  const ContentFacts* before = clause ? content(*clause, view) : nullptr;
  if (!before || !change.content || change.clause != term_id_)
    return refuse(Code::reaffirmation_changes_more);
  ContentFacts renewed = *before;
  renewed.term.renew_by_ms = change.content->term.renew_by_ms;
  if (renewed != *change.content) return refuse(Code::reaffirmation_changes_more);
  return {};
}

Status Consent::fits(const ProposalFacts& proposal, const View& view) const {
  TROTH_TRY(check_leaders(proposal, view));
  for (const ChangeFacts& change : proposal.changes) TROTH_TRY(check_change(change, view));
  if (proposal.reaffirms) return check_reaffirmation(proposal, view);
  return {};
}

// --- digest ---

Hash Consent::digest(const View& view) const { return digest_with(view, nullptr, Disputed::no); }

Hash Consent::digest_accepting(const ProposalNode& proposal, const View& view,
                               Disputed disputed) const {
  return digest_with(view, &proposal, disputed);
}

// With `accepted`, an acceptance of it is added to the view; a disputed one is
// void from the start.
Hash Consent::digest_with(const View& view, const ProposalNode* accepted, Disputed disputed) const {
  std::deque<Bytes> made;
  std::vector<ByteView> leaves;
  const auto add_standing = [&](const ClauseId& id, const Standing& standing) {
    if (!standing.current && standing.voids.empty()) return;
    leaves.emplace_back(made.emplace_back(clause_leaf(id, standing)));
  };
  std::map<ClauseId, Index> clauses = touched_;
  if (accepted)
    for (const Index clause : accepted->clauses) clauses.emplace(clauses_[clause].id, clause);
  for (const auto& [id, index] : clauses) {
    const bool changes = accepted && std::ranges::binary_search(accepted->facts.changes, id, {},
                                                                &ChangeFacts::clause);
    if (!changes && is_as_now(clauses_[index], view)) {
      if (!clauses_[index].leaf.empty()) leaves.emplace_back(clauses_[index].leaf);
      continue;
    }
    Standing stands = standing(index, view);
    if (changes && disputed == Disputed::no) stands.current = accepted->entry;
    if (changes && disputed == Disputed::yes)
      stands.voids.insert(std::ranges::lower_bound(stands.voids, accepted->entry), accepted->entry);
    add_standing(id, stands);
  }
  for (const auto& [entry, index] : restriction_by_entry_) {
    if (!view.has(restrictions_[index].at)) continue;
    std::vector<EntryHash> lifted_by;
    const bool is_lifted = accepted && disputed == Disputed::no &&
                           std::ranges::binary_search(accepted->facts.lifts, entry);
    if (is_lifted) lifted_by.push_back(accepted->entry);
    for (const Index offer : restrictions_[index].agreed) {
      const ProposalNode& proposal = proposals_[offer];
      const bool is_added = is_lifted && &proposal == accepted;
      if (!is_added && effective(proposal, view)) lifted_by.push_back(proposal.entry);
    }
    std::ranges::sort(lifted_by);
    leaves.emplace_back(made.emplace_back(restriction_leaf(entry, lifted_by)));
  }
  return digest_of(leaves);
}

}  // namespace troth::agreement
