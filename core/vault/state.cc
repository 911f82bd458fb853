#include "core/vault/state.h"

#include <algorithm>
#include <charconv>

#include "core/document/calendar.h"
#include "core/ledger/payload.h"
#include "core/vault/doubt.h"

namespace troth::vault {
namespace {

using store::StateName;

Result<crypto::Secret> needed(const store::PrivateState& state, StateName name) {
  TROTH_ASSIGN(auto value, state.find(name));
  if (!value) return refuse(Code::store_inconsistent);
  return std::move(*value);
}

}  // namespace

Result<std::unique_ptr<State>> State::load(std::unique_ptr<store::FileCalls> calls,
                                           store::Profile profile, const crypto::Secret& master_key,
                                           crypto::Random& random) {
  std::unique_ptr<State> state(
      new State(std::move(calls), std::move(profile), master_key.clone(), random));
  TROTH_ASSIGN(state->store_, store::Store::open(state->profile_, state->profile_.header().id(),
                                                 master_key, random));
  TROTH_TRY(state->load_device());
  TROTH_TRY(state->renew_views());
  TROTH_TRY(state->reload());
  return state;
}

Status State::load_device() {
  const store::PrivateState& secrets = store_->state();
  TROTH_ASSIGN(const auto sign, needed(secrets, StateName::device_sign_seed));
  TROTH_ASSIGN(auto dh, needed(secrets, StateName::device_dh_key));
  TROTH_ASSIGN(const auto read, needed(secrets, StateName::mailbox_read_seed));
  keys_.emplace(Keys{crypto::SigningKey::from_seed(sign), crypto::DhKey::from_secret(std::move(dh)),
                     crypto::SigningKey::from_seed(read)});
  TROTH_ASSIGN(chain_, store_->pair().chain(store::Side::own));
  TROTH_ASSIGN(const auto name, store_->pair().name(store::Side::own));
  if (!chain_ || !name) return refuse(Code::store_inconsistent);
  name_ = *name;
  device_ = ledger::device_id(keys_->sign.public_key(), keys_->dh.public_key());
  return {};
}

Status State::renew_views() {
  TROTH_ASSIGN(const bool current, store_->views().are_current());
  TROTH_ASSIGN(const auto record, store_->pair().pair());
  if (current || !record) return {};
  TROTH_ASSIGN(const auto chains, store_->pair().chains());
  if (!chains) return refuse(Code::store_inconsistent);
  const agreement::CivilTime civil_time = document::civil_time();
  TROTH_ASSIGN(auto change, store_->begin());
  TROTH_TRY(change.rebuild_views({*record, *chains, civil_time}));
  return change.commit();
}

Status State::reload() {
  pair_.reset();
  TROTH_ASSIGN(const auto record, store_->pair().pair());
  if (!record) return {};
  TROTH_ASSIGN(auto chains, store_->pair().chains());
  TROTH_ASSIGN(const auto name, store_->pair().name(store::Side::other));
  if (!chains || !name) return refuse(Code::store_inconsistent);
  TROTH_ASSIGN(const auto blob, needed(store_->state(), StateName::correspondence));
  TROTH_ASSIGN(auto correspondence, sync::Correspondence::parse(blob.view()));
  auto civil_time = document::civil_time();
  TROTH_ASSIGN(auto agreement, store_->views().agreement({*record, *chains, civil_time}));
  const MailboxId mailbox = chains->other.devices().front().mailbox;
  pair_ = std::make_unique<PairState>(PairState{*record, std::move(*chains), *name,
                                                std::move(agreement), std::move(correspondence),
                                                mailbox, std::move(civil_time)});
  return {};
}

MailboxId State::mailbox() const { return ledger::mailbox_id(keys_->mailbox_read.public_key()); }

Result<PairState*> State::need_pair() const {
  if (!pair_) return refuse(Code::pair_none);
  return pair_.get();
}

Result<std::optional<OwnRelay>> State::relay() const {
  TROTH_ASSIGN(const auto blob, store_->state().find(StateName::relay_state));
  if (!blob) return std::optional<OwnRelay>();
  TROTH_ASSIGN(auto relay, decode_own_relay(blob->view()));
  return std::optional<OwnRelay>(std::move(relay));
}

Result<RelayPlace> State::place_of(const MailboxId& mailbox) const {
  TROTH_ASSIGN(const auto blob, store_->state().find(StateName::mailbox_place, mailbox.view()));
  if (!blob) return refuse(Code::store_inconsistent);
  return decode_relay_place(blob->view());
}

namespace {

// The first entries of a kind that a device signed are enough: the honest sign
// one, and nothing that another signs can hide it.
constexpr std::size_t kFirstOfAKind = 16;

// True where one of `chain`'s devices signed an entry of this kind whose payload satisfies.
template <class Satisfies>
Result<bool> has_signed(const store::LedgerStore& ledger, const ledger::DeviceChain& chain,
                        ledger::EntryKind kind, const Satisfies& satisfies) {
  for (const ledger::Device& device : chain.devices()) {
    TROTH_ASSIGN(const auto hashes, ledger.of_kind_by(device.id, kind, kFirstOfAKind));
    for (const EntryHash& hash : hashes) {
      TROTH_ASSIGN(const auto entry, ledger.entry(hash));
      if (entry && satisfies(entry->payload())) return true;
    }
  }
  return false;
}

}  // namespace

Result<bool> State::partner_is_paired() const {
  if (!pair_) return false;
  return has_signed(store_->ledger(), pair_->chains.other, ledger::EntryKind::paired,
                    [&](ByteView payload) {
                      const auto paired = ledger::decode_paired(payload);
                      return paired && paired->pair == pair_->record.pair &&
                             paired->transcript == pair_->record.transcript;
                    });
}

Result<bool> State::has_compared(const PartnerId& partner) const {
  if (!pair_) return false;
  const bool own = partner == pair_->chains.own.partner();
  return has_signed(store_->ledger(), own ? pair_->chains.own : pair_->chains.other,
                    ledger::EntryKind::compared, [&](ByteView payload) {
                      const auto compared = ledger::decode_compared(payload);
                      return compared && compared->transcript == pair_->record.transcript;
                    });
}

Result<ledger::SigningStanding> State::standing_to_sign() const {
  TROTH_ASSIGN(const auto lacked, store_->state().setting(setting::kOwnEntryLacked));
  TROTH_ASSIGN(const auto hints, claims(store_->state()));
  TROTH_ASSIGN(const bool relay_ahead, is_relay_ahead(store_->state()));
  TROTH_ASSIGN(const auto old, old_sessions());
  return ledger::standing_to_sign(
      {.counter = store_->found().counter,
       .anchor = store_->found().anchor,
       .own_entry_lacked = lacked.has_value(),
       .frontier_ahead = !hints.empty() || relay_ahead,
       .hint_overridden = !relay_ahead && std::ranges::all_of(hints, &Claim::overridden),
       .took_away = old.has_value()});
}

Result<std::optional<std::uint64_t>> State::old_sessions() const {
  TROTH_ASSIGN(const auto text, store_->state().setting(setting::kOldSessions));
  if (!text) return std::optional<std::uint64_t>();
  std::uint64_t seq = 0;
  const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), seq);
  if (failed != std::errc() || end != text->data() + text->size())
    return refuse(Code::store_inconsistent);
  return std::optional(seq);
}

Result<std::uint64_t> State::own_seq() const {
  TROTH_ASSIGN(const auto lines, store_->ledger().lines());
  for (const ledger::Line& line : lines)
    if (line.line == device_) return line.head.seq;
  return std::uint64_t{0};
}

}  // namespace troth::vault
