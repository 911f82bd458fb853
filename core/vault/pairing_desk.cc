#include "core/vault/pairing_desk.h"

#include "core/base/check.h"
#include "core/ledger/payload.h"
#include "core/vault/doubt.h"
#include "core/vault/signing.h"

namespace troth::vault {
namespace {

using store::StateName;

constexpr std::uint8_t kInviter = 1;
constexpr std::uint8_t kJoiner = 2;

// The key that will write to the partner's mailbox, before that one is known.
constexpr std::string_view kUnknownMailbox = "of the pairing";

// The prekey that goes into a bundle, renewed where it is a week old, or where
// a former pair took the others with it.
Result<sync::Prekeys> ready_prekeys(State& state, store::Change& change, TimeMs now) {
  TROTH_ASSIGN(const auto blob, change.state().find(StateName::prekeys));
  sync::Prekeys prekeys(state.device());
  if (blob) {
    TROTH_ASSIGN(prekeys, sync::Prekeys::parse(blob->view()));
  }
  if (prekeys.is_due(now)) prekeys.renew(state.keys().sign, now, state.random());
  TROTH_TRY(change.state().put(StateName::prekeys, prekeys.serialize()));
  return prekeys;
}

Result<sync::Bundle> make_bundle(State& state, store::Change& change, TimeMs now) {
  TROTH_ASSIGN(const auto prekeys, ready_prekeys(state, change, now));
  const auto write_key = crypto::SigningKey::generate(state.random());
  TROTH_TRY(change.state().put(StateName::mailbox_write_seed, write_key.seed(),
                               bytes_of(kUnknownMailbox)));
  const auto& certificates = state.chain().certificates();
  return sync::Bundle{certificates[0], certificates[1], prekeys.newest(), write_key.public_key(),
                      state.name()};
}

}  // namespace

Result<UnfinishedPairing> UnfinishedPairing::invite(State& state, const RelayPlace& relay,
                                                    TimeMs now) {
  TROTH_ASSIGN(auto change, state.store().begin());
  TROTH_ASSIGN(const auto bundle, make_bundle(state, change, now));
  TROTH_ASSIGN(auto inviter, sync::Inviter::start(bundle, relay, now, state.random()));
  UnfinishedPairing pairing{Machine(std::move(inviter))};
  TROTH_TRY(change.state().put(StateName::pairing, pairing.serialize()));
  TROTH_TRY(change.commit());
  return pairing;
}

Result<UnfinishedPairing> UnfinishedPairing::join(State& state, const sync::Invite& invite,
                                                  TimeMs now) {
  TROTH_ASSIGN(auto change, state.store().begin());
  TROTH_ASSIGN(const auto bundle, make_bundle(state, change, now));
  TROTH_ASSIGN(auto joiner, sync::Joiner::start(invite, bundle, now));
  UnfinishedPairing pairing{Machine(std::move(joiner))};
  TROTH_TRY(change.state().put(StateName::pairing, pairing.serialize()));
  TROTH_TRY(change.commit());
  return pairing;
}

Result<std::optional<UnfinishedPairing>> UnfinishedPairing::find(const State& state) {
  TROTH_ASSIGN(const auto blob, state.store().state().find(StateName::pairing));
  if (!blob || blob->empty()) return std::optional<UnfinishedPairing>();
  const ByteView machine = blob->view().subspan(1);
  if (blob->view()[0] == kInviter) {
    TROTH_ASSIGN(auto inviter, sync::Inviter::parse(machine));
    return std::optional(UnfinishedPairing{Machine(std::move(inviter))});
  }
  TROTH_ASSIGN(auto joiner, sync::Joiner::parse(machine));
  return std::optional(UnfinishedPairing{Machine(std::move(joiner))});
}

crypto::Secret UnfinishedPairing::serialize() const {
  const crypto::Secret machine =
      std::visit([](const auto& side) { return side.serialize(); }, machine_);
  crypto::Secret blob(machine.size() + 1);
  blob.writable()[0] = is_inviter() ? kInviter : kJoiner;
  std::ranges::copy(machine.view(), blob.writable().begin() + 1);
  return blob;
}

RelayPlace UnfinishedPairing::relay() const {
  if (is_inviter()) return inviter().relay();
  return std::get<sync::Joiner>(machine_).relay();
}

sync::RendezvousStep UnfinishedPairing::next_step() const {
  return std::visit([](const auto& side) { return side.next_step(); }, machine_);
}

bool UnfinishedPairing::has_result() const {
  return std::visit([](const auto& side) { return side.has_result(); }, machine_);
}

bool UnfinishedPairing::is_over(TimeMs now) const {
  return std::visit([now](const auto& side) { return side.is_over(now); }, machine_);
}

sync::PairingResult UnfinishedPairing::result() const {
  return std::visit([](const auto& side) { return side.result(); }, machine_);
}

Status UnfinishedPairing::on_step_done(State& state, const sync::RendezvousStep& step,
                                       ByteView message, TimeMs now) {
  const bool had_result = has_result();
  Status fed;
  if (step.what == sync::RendezvousStep::Do::get) {
    fed = std::visit([&](auto& side) { return side.on_message(message, now, state.random()); },
                     machine_);
  } else {
    std::visit([](auto& side) { side.on_done(); }, machine_);
  }
  TROTH_ASSIGN(auto change, state.store().begin());
  const bool founds = has_result() && !had_result;
  if (founds) TROTH_TRY(found_pair(state, change));
  if (is_over(now)) {
    TROTH_TRY(change.state().remove(StateName::pairing));
  } else {
    TROTH_TRY(change.state().put(StateName::pairing, serialize()));
  }
  TROTH_TRY(change.commit());
  if (founds) TROTH_TRY(state.reload());
  return fed;
}

Status UnfinishedPairing::drop(State& state) {
  TROTH_ASSIGN(auto change, state.store().begin());
  TROTH_TRY(change.state().remove(StateName::pairing));
  return change.commit();
}

Status forget_pair(store::Change& change) {
  TROTH_TRY(change.forget_pair());
  for (const auto name : {setting::kOwnEntryLacked, setting::kOldSessions, setting::kLeaving})
    TROTH_TRY(change.state().unset(name));
  return forget_doubt(change.state());
}

Status UnfinishedPairing::forget(State& state) {
  TROTH_ASSIGN(auto relay, state.relay());
  TROTH_ASSIGN(auto change, state.store().begin());
  TROTH_TRY(forget_pair(change));
  if (relay) {
    relay->partner_writes_by.reset();
    relay->handed_over_seq = 0;
    TROTH_TRY(change.state().put(StateName::relay_state, encode(*relay)));
  }
  TROTH_TRY(change.commit());
  return state.reload();
}

Status UnfinishedPairing::found_pair(State& state, store::Change& change) const {
  const sync::PairingResult result = this->result();
  TROTH_ASSIGN(const auto chain,
               ledger::DeviceChain::start(result.bundle.genesis, result.bundle.recovery));
  TROTH_TRY(change.pair().put_partner(store::Side::other, chain, result.bundle.name));
  TROTH_TRY(change.pair().put_pair({result.pair, result.transcript}));

  TROTH_ASSIGN(const auto prekeys_blob, change.state().find(StateName::prekeys));
  TROTH_ASSIGN(const auto write_seed,
               change.state().find(StateName::mailbox_write_seed, bytes_of(kUnknownMailbox)));
  if (!prekeys_blob || !write_seed) return refuse(Code::store_inconsistent, "a pairing");
  TROTH_ASSIGN(auto prekeys, sync::Prekeys::parse(prekeys_blob->view()));
  const auto correspondence = sync::Correspondence::begin(
      result, sync::device_keys(state.keys().sign.public_key(), state.keys().dh.public_key()),
      state.mailbox(), std::move(prekeys),
      is_inviter() ? sync::Speaks::after : sync::Speaks::first);
  TROTH_TRY(change.state().put(StateName::correspondence, correspondence.serialize()));
  TROTH_TRY(change.state().remove(StateName::prekeys));

  const MailboxId mailbox = chain.devices().front().mailbox;
  TROTH_TRY(change.state().put(StateName::mailbox_write_seed, *write_seed, mailbox.view()));
  TROTH_TRY(change.state().remove(StateName::mailbox_write_seed, bytes_of(kUnknownMailbox)));
  TROTH_TRY(change.state().put(StateName::mailbox_place, encode(result.relay), mailbox.view()));

  TROTH_ASSIGN(auto relay, state.relay());
  OwnRelay own;
  if (is_inviter()) {
    if (!relay) return refuse(Code::store_inconsistent, "a pairing without a relay");
    own = std::move(*relay);
  } else {
    own.place = result.relay;
    own.admission = sync::Admission{sync::Admission::By::ticket, result.ticket.clone()};
  }
  own.partner_writes_by = result.bundle.write_key;
  return change.state().put(StateName::relay_state, encode(own));
}

Status ensure_paired_entry(State& state, TimeMs now) {
  const PairState* pair = state.pair();
  if (pair == nullptr) return {};
  TROTH_ASSIGN(const std::uint64_t seq, state.own_seq());
  if (seq > 0) return {};  // it is a device's first entry
  // Files from before it, put back: what stops them is the status's to tell, and
  // no reason not to sync.
  TROTH_ASSIGN(const auto standing, state.standing_to_sign());
  if (!ledger::may_sign(standing, ledger::EntryKind::paired)) return {};
  TROTH_ASSIGN(auto signing, Signing::begin(state, now));
  TROTH_TRY(signing.sign(ledger::EntryKind::paired,
                         encode(ledger::Paired{pair->record.pair, pair->record.transcript})));
  return signing.commit();
}

}  // namespace troth::vault
