#include "core/vault/proposing.h"

#include <algorithm>

#include "core/base/sizes.h"
#include "core/document/toml.h"
#include "core/store/content.h"
#include "core/store/views.h"
#include "core/vault/ground.h"
#include "core/vault/short_id.h"

namespace troth::vault {

using agreement::Restriction;
using ledger::EntryKind;

namespace {

Status check_restriction(const State& state, const Restriction& restriction) {
  TROTH_TRY(agreement::check(restriction));
  return state.pair()->agreement.may_restrict(restriction, state.author());
}

// What is on hold and never stood has no words in the agreement: its tables name it by
// its id as well, so that one proposal can ask for it again.
void offer_what_is_on_hold(document::Ground& ground, const store::Proposals& proposals) {
  for (const agreement::ClauseState& clause : ground.clauses) {
    if (!clause.on_hold) continue;
    for (const EntryHash& voided : clause.standing.voids)
      if (const agreement::Proposal* words = proposals.proposal(voided))
        document::offer(ground, *words);
  }
}

// A file that is mended and proposed again has the limits that its first signature set.
Status leave_out_limits_that_stand(document::Resolved& resolved, const document::Ground& ground) {
  const bool had_any = !resolved.limits.empty();
  std::erase_if(resolved.limits, [&](const Restriction& limit) {
    return std::ranges::any_of(ground.restrictions, [&](const auto& state) {
      const auto words = ground.words.find(state.entry);
      return state.by == ground.me && !state.lifted && words != ground.words.end() &&
             words->second == limit;
    });
  });
  if (had_any && resolved.limits.empty() && !resolved.proposal)
    return refuse(Code::proposal_changes_nothing);
  return {};
}

Status check_ends(const agreement::Proposal& proposal, const People& people, TimeMs now) {
  for (const agreement::ClauseChange& change : proposal.changes) {
    if (!change.content) continue;
    const auto is_past = [&](TimeMs at) { return at != 0 && at <= now; };
    const std::string kind(agreement::name_of(agreement::kind_of(*change.content)));
    const std::string name = name_of_clause(*change.content, people);
    if (is_past(change.content->until_ms))
      return refuse(Code::until_past, name == kind ? "the " + kind : kind + " “" + name + "”");
    const auto* term = std::get_if<agreement::Term>(&change.content->body);
    if (term != nullptr && is_past(term->renew_by_ms))
      return refuse(Code::renew_by_past, "The day to renew by");
  }
  return {};
}

}  // namespace

Result<EntryHash> sign_restriction(State& state, Signing& signing, const Restriction& restriction) {
  TROTH_TRY(check_restriction(state, restriction));
  return signing.sign(store::kind_of(restriction.kind), agreement::encode(restriction));
}

Result<EntryHash> find_proposal(const PairState& pair, std::string_view id) {
  std::vector<EntryHash> all;
  for (const auto& proposal : pair.agreement.proposals()) all.push_back(proposal.entry);
  return find_id<EntryHash>(id, all);
}

Result<EntryHash> find_to_counter(const State& state, std::string_view id) {
  TROTH_ASSIGN(const PairState* pair, need_compared(state));
  TROTH_ASSIGN(const EntryHash found, find_proposal(*pair, id));
  TROTH_TRY(pair->agreement.may_decline(found, state.author()));
  return found;
}

Result<Bytes> payload_of(const agreement::Proposal& proposal, const agreement::Pair& pair) {
  TROTH_TRY(agreement::check(proposal, pair));
  Bytes payload = agreement::encode(proposal, pair);
  if (payload.size() > sizes::kPayload)
    return refuse(Code::proposal_too_long, std::to_string(payload.size()));
  return payload;
}

Result<document::Ground> ground_to_propose(const State& state, TimeMs now) {
  const store::Proposals proposals(state.store().ledger(), state.pair()->reading());
  TROTH_ASSIGN(document::Ground ground, ground_of(state, proposals, now));
  offer_what_is_on_hold(ground, proposals);
  return ground;
}

Result<document::Resolved> read_file(State& state, std::string_view toml, const FileGround& on,
                                     TimeMs now) {
  TROTH_TRY(need_to_give(state, now));
  TROTH_ASSIGN(const document::Draft draft, document::parse(toml));
  const auto& [ground, counters, about] = on;
  const auto new_id = [&] { return state.random().id<ClauseId>(); };
  TROTH_ASSIGN(document::Resolved resolved, document::resolve(draft, ground, new_id));
  if (counters && !resolved.proposal) return refuse(Code::counter_empty);
  if (!about.empty() && !resolved.proposal)
    return refuse(Code::usage_wrong, "The file holds limits alone, which are about nothing else");
  TROTH_TRY(leave_out_limits_that_stand(resolved, ground));
  if (!resolved.proposal) return resolved;
  TROTH_TRY(check_ends(*resolved.proposal, people_of(state), now));
  resolved.proposal->counters = counters;
  if (!about.empty()) resolved.proposal->reason += "\n\n" + about;
  return resolved;
}

Result<Bytes> check_signable(const State& state, const document::Resolved& resolved,
                             const agreement::Pair& members) {
  for (const Restriction& limit : resolved.limits) TROTH_TRY(check_restriction(state, limit));
  if (!resolved.proposal) return Bytes();
  TROTH_ASSIGN(Bytes payload, payload_of(*resolved.proposal, members));
  const PairState& pair = *state.pair();
  const store::Proposals proposals(state.store().ledger(), pair.reading());
  TROTH_TRY(pair.agreement.may_propose(*resolved.proposal, state.author(), proposals));
  return payload;
}

Result<Proposed> sign_file(State& state, std::string_view toml, const FileGround& on, TimeMs now) {
  TROTH_ASSIGN(const auto resolved, read_file(state, toml, on, now));
  TROTH_ASSIGN(Bytes payload, check_signable(state, resolved, on.ground.pair));
  TROTH_ASSIGN(auto signing, Signing::begin(state, now));
  Proposed proposed;
  for (const Restriction& limit : resolved.limits) {
    TROTH_ASSIGN(const EntryHash entry,
                 signing.sign(store::kind_of(limit.kind), agreement::encode(limit)));
    proposed.limits.push_back(entry);
  }
  if (resolved.proposal) {
    TROTH_ASSIGN(proposed.proposal, signing.sign(EntryKind::propose, std::move(payload)));
  }
  TROTH_TRY(signing.commit());
  return proposed;
}

}  // namespace troth::vault
