#include "core/vault/dispatch.h"

#include "core/vault/doubt.h"
#include "core/vault/records.h"
#include "core/vault/signing.h"

namespace troth::vault {
namespace {

Status tidy(State& state, TimeMs now) {
  sync::Correspondence next = state.pair()->correspondence.clone();
  if (!next.tidy(state.own_keys(), now, state.random())) return {};
  TROTH_ASSIGN(auto change, state.store().begin());
  return commit_with(state, std::move(change), std::move(next));
}

// Each is an entry of the ledger, with its reason. A device that may not give
// goes on in the sessions that it has, until it has taken something away: its
// files may be old, and what is sealed with old keys is read by nobody.
Status establish_sessions(State& state, TimeMs now, std::vector<Error>& troubles) {
  TROTH_ASSIGN(const auto standing, state.standing_to_sign());
  TROTH_ASSIGN(const auto old, state.old_sessions());
  if (!ledger::may_sign(standing, ledger::EntryKind::session)) return {};
  const PairState& pair = *state.pair();
  for (const auto& due : pair.correspondence.sessions_due(now, old.value_or(0))) {
    sync::Correspondence next = pair.correspondence.clone();
    const auto seq = next.establish(due, state.own_keys(), now, state.random());
    if (!seq) {  // by what the partner said of itself: the present session goes on
      troubles.push_back(seq.error());
      continue;
    }
    TROTH_ASSIGN(auto signing, Signing::begin(state, now));
    TROTH_TRY(signing.sign(ledger::EntryKind::session,
                           encode(ledger::SessionEstablished{due.peer, *seq, due.reason})));
    TROTH_TRY(signing.change().raise(next.roots().current().epoch, *seq));
    TROTH_ASSIGN(const bool relay_ahead, is_relay_ahead(state.store().state()));
    if (relay_ahead || is_missing_a_guard(state.store().found()))
      TROTH_TRY(note_new_session(signing.change().state(), due.peer, state.device(), *seq));
    TROTH_TRY(signing.commit_with(std::move(next)));
  }
  return {};
}

Status seal_what_is_due(State& state, TimeMs now, std::vector<Error>& troubles) {
  const PairState& pair = *state.pair();
  TROTH_ASSIGN(const bool compared, state.has_compared(state.me()));
  const auto scope = compared ? sync::Scope::everything : sync::Scope::before_comparison;
  sync::Correspondence next = pair.correspondence.clone();
  const auto sealed = next.send({state.store().ledger(), pair.chains}, scope, now, state.random());
  if (!sealed && is_of_the_store(sealed.error().code)) return std::unexpected(sealed.error());
  if (!sealed) troubles.push_back(sealed.error());
  if (!sealed || sealed->empty()) return {};
  TROTH_ASSIGN(auto change, state.store().begin());
  for (const sync::Outgoing& one : *sealed)
    TROTH_TRY(change.outbox().put({one.mailbox, one.id, one.envelope, now}));
  return commit_with(state, std::move(change), std::move(next));
}

}  // namespace

Status fill_outbox(State& state, TimeMs now, std::vector<Error>& troubles) {
  TROTH_TRY(tidy(state, now));
  TROTH_TRY(establish_sessions(state, now, troubles));
  return seal_what_is_due(state, now, troubles);
}

Status on_posted(State& state, const EnvelopeId& envelope, TimeMs now) {
  sync::Correspondence next = state.pair()->correspondence.clone();
  next.on_posted(envelope, now);
  TROTH_ASSIGN(auto change, state.store().begin());
  TROTH_TRY(change.outbox().remove(state.pair()->partner_mailbox, envelope));
  return commit_with(state, std::move(change), std::move(next));
}

}  // namespace troth::vault
