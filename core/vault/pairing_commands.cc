#include <algorithm>
#include <cctype>

#include "core/ledger/payload.h"
#include "core/net/relay_address.h"
#include "core/vault/commands.h"
#include "core/vault/pairing_desk.h"
#include "core/vault/records.h"
#include "core/vault/signing.h"
#include "core/vault/state.h"

namespace troth::vault {
namespace {

using store::StateName;

std::string_view text_of(const crypto::Secret& text) {
  return {reinterpret_cast<const char*>(text.view().data()), text.size()};
}

std::string digits_in(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) digits.push_back(c);
  return digits;
}

}  // namespace

Status Commands::set_relay(const crypto::Secret& address_text) {
  State& state = vault_.state();
  TROTH_ASSIGN(auto address, net::parse_relay_address(text_of(address_text)));
  TROTH_ASSIGN(auto relay, state.relay());
  OwnRelay own = relay ? std::move(*relay) : OwnRelay{};
  const bool moves = !(own.place == address.place);
  own.place = address.place;
  own.admission = sync::Admission{sync::Admission::By::token, std::move(address.token)};
  if (moves) own.acknowledged = 0;
  TROTH_ASSIGN(auto change, state.store().begin());
  TROTH_TRY(change.state().put(StateName::relay_state, encode(own)));
  if (PairState* pair = state.pair(); pair != nullptr && moves) {
    sync::Correspondence next = pair->correspondence.clone();
    TROTH_TRY(next.announce(pair->chains.other.devices().front().id, own.place,
                            {state.store().ledger(), pair->chains}));
    return commit_with(state, std::move(change), std::move(next));
  }
  return change.commit();
}

Result<crypto::Secret> Commands::invite() {
  State& state = vault_.state();
  TROTH_ASSIGN(const auto pairing, UnfinishedPairing::find(state));
  if (state.pair() != nullptr) return refuse(Code::pair_exists);
  if (pairing && !pairing->is_over(now_)) {
    if (!pairing->is_inviter()) return refuse(Code::pairing_unfinished);
    return sync::encode(pairing->inviter().invite());
  }
  TROTH_ASSIGN(const auto relay, state.relay());
  if (!relay) return refuse(Code::relay_none);
  TROTH_ASSIGN(const auto begun, UnfinishedPairing::invite(state, relay->place, now_));
  return sync::encode(begun.inviter().invite());
}

Status Commands::join(const crypto::Secret& text) {
  State& state = vault_.state();
  TROTH_ASSIGN(const auto invite, sync::parse_invite(text.view()));
  if (state.pair() != nullptr) return refuse(Code::pair_exists);
  TROTH_ASSIGN(const auto pairing, UnfinishedPairing::find(state));
  if (pairing && !pairing->is_over(now_)) {
    if (pairing->is_inviter() &&
        crypto::equal_in_constant_time(pairing->inviter().invite().secret.view(),
                                       invite.secret.view()))
      return refuse(Code::invite_own);
    return refuse(Code::pairing_unfinished);
  }
  TROTH_TRY(UnfinishedPairing::join(state, invite, now_));
  return {};
}

Status Commands::confirm(std::string_view digits) {
  State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, state.need_pair());
  const std::string shown = digits_in(sync::short_authentication_string(pair->record.transcript));
  if (digits_in(digits) != shown) return refuse(Code::digits_wrong);
  TROTH_ASSIGN(const bool confirmed, state.has_compared(state.me()));
  if (confirmed) return {};
  TROTH_TRY(ensure_paired_entry(state, now_));
  TROTH_ASSIGN(auto signing, Signing::begin(state, now_));
  TROTH_TRY(
      signing.sign(ledger::EntryKind::compared, encode(ledger::Compared{pair->record.transcript})));
  return signing.commit();
}

Status Commands::cancel_pairing() {
  State& state = vault_.state();
  TROTH_ASSIGN(const auto pairing, UnfinishedPairing::find(state));
  if (state.pair() == nullptr && !pairing) return refuse(Code::pairing_none);
  if (const PairState* pair = state.pair()) {
    TROTH_ASSIGN(const bool mine, state.has_compared(state.me()));
    TROTH_ASSIGN(const bool theirs, state.has_compared(pair->partner()));
    if (mine && theirs) return refuse(Code::pair_complete);
  }
  return UnfinishedPairing::forget(state);
}

}  // namespace troth::vault
