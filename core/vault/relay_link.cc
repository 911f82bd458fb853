#include "core/vault/relay_link.h"

#include <algorithm>
#include <chrono>

#include "core/vault/signing.h"

namespace troth::vault {
namespace {

using std::chrono::milliseconds;
using store::StateName;

constexpr auto kDialWithin = std::chrono::seconds(10);
constexpr auto kWriteWithin = std::chrono::seconds(30);
// Other links, and the clock's own deadlines, are looked at this often.
constexpr auto kLongestWait = std::chrono::seconds(5);
constexpr std::size_t kOutboxAtOnce = 16;

}  // namespace

TimeMs now_ms() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<milliseconds>(since).count();
}

asio::awaitable<Result<RelayLink::Ended>> RelayLink::serve(Aim aim) {
  auto stream = co_await net::NoiseStream::connect(for_net(place_), state_.random(),
                                                   std::min(aim.deadline, net::after(kDialWithin)));
  if (!stream) co_return std::unexpected(std::move(stream.error()));
  if (auto status = set_up(now_ms()); !status) co_return std::unexpected(status.error());
  client_.on_connected(stream->handshake_hash(), now_ms());
  if (auto status = note_contact(now_ms()); !status) co_return std::unexpected(status.error());
  for (;;) {
    if (auto status = work(now_ms()); !status) co_return std::unexpected(status.error());
    for (Bytes& frame : client_.take_output()) {
      auto written = co_await stream->write_frame(std::move(frame), net::after(kWriteWithin));
      if (!written) co_return std::unexpected(written.error());
    }
    if (links_changed_) co_return Ended::links_changed;
    if (is_reached(aim)) co_return Ended::aim_reached;
    if (std::chrono::steady_clock::now() >= aim.deadline) co_return Ended::deadline_passed;
    if (client_.wants_reconnect(now_ms())) co_return refuse(Code::relay_silent);
    auto frame = co_await stream->read_frame(wake_at(aim, now_ms()));
    if (frame) {
      if (auto status = client_.on_frame(*frame, now_ms()); !status)
        co_return std::unexpected(status.error());
    } else if (frame.error().code != Code::relay_silent) {
      co_return std::unexpected(std::move(frame.error()));
    }
    client_.on_deadline(now_ms());
  }
}

Status RelayLink::set_up(TimeMs now) {
  TROTH_TRY(ensure_paired_entry(state_, now));
  TROTH_TRY(retry_waiting(state_, now));
  TROTH_TRY(serve_own_mailbox(now));
  TROTH_TRY(add_partner(now));
  TROTH_ASSIGN(auto pairing, UnfinishedPairing::find(state_));
  if (!pairing || pairing->relay() != place_) return {};
  if (pairing->is_over(now)) return UnfinishedPairing::drop(state_);
  pairing_ = std::move(pairing);
  return begin_pairing_step(now);
}

Status RelayLink::serve_own_mailbox(TimeMs now) {
  TROTH_ASSIGN(auto relay, state_.relay());
  if (!relay || relay->place != place_) return {};
  sync::OwnMailbox own{
      crypto::SigningKey::from_seed(state_.keys().mailbox_read.seed()),
      relay->admission
          ? std::optional(sync::Admission{relay->admission->by, relay->admission->bytes.clone()})
          : std::nullopt,
      {},
      relay->acknowledged};
  if (const PairState* pair = state_.pair()) {
    if (relay->partner_writes_by) own.writers[kPartnerSlot] = *relay->partner_writes_by;
    own.writers[sync::kDoorSlot] =
        sync::door_key(pair->correspondence.roots().current(), state_.mailbox()).public_key();
  }
  client_.serve(std::move(own), now);
  if (state_.pair() != nullptr) return {};
  // Whoever could write here belonged to a pairing that is over.
  client_.remove_writer(kPartnerSlot, now);
  client_.remove_writer(sync::kDoorSlot, now);
  return {};
}

Status RelayLink::add_partner(TimeMs now) {
  const PairState* pair = state_.pair();
  if (pair == nullptr) return {};
  TROTH_ASSIGN(const auto place, state_.place_of(pair->partner_mailbox));
  if (place != place_) return {};
  TROTH_ASSIGN(const auto seed, state_.store().state().find(StateName::mailbox_write_seed,
                                                            pair->partner_mailbox.view()));
  if (!seed) return refuse(Code::store_inconsistent, "a mailbox without its key");
  client_.add_recipient(pair->partner_mailbox, crypto::SigningKey::from_seed(*seed), now);
  has_partner_ = true;
  return {};
}

// Before the inviter's M3 goes, the joiner's writer, the door and the ticket
// stand at the relay.
Status RelayLink::begin_pairing_step(TimeMs now) {
  const sync::RendezvousStep step = pairing_->next_step();
  if (step.what == sync::RendezvousStep::Do::nothing) return {};
  if (pairing_->is_inviter() && pairing_->has_result() && !awaits_set_up_) {
    const sync::PairingResult result = pairing_->result();
    awaits_set_up_ = true;
    client_.set_writer(kPartnerSlot, result.bundle.write_key, now);
    client_.set_writer(
        sync::kDoorSlot,
        sync::door_key(state_.pair()->correspondence.roots().current(), state_.mailbox())
            .public_key(),
        now);
    client_.admit(sync::ticket_hash(result.ticket), now);
    return {};
  }
  client_.carry_out(step, now);
  return {};
}

Status RelayLink::work(TimeMs now) {
  for (;;) {
    const auto events = client_.take_events();
    for (const sync::ClientEvent& event : events) TROTH_TRY(on_event(event, now));
    if (events.empty()) break;
  }
  if (state_.pair() != nullptr) {
    TROTH_TRY(send_due(now));
    TROTH_TRY(post_outbox(now));
    TROTH_TRY(note_handed_over());
  }
  return {};
}

Status RelayLink::on_event(const sync::ClientEvent& event, TimeMs now) {
  if (const auto* delivered = std::get_if<sync::Delivered>(&event))
    return on_delivered(*delivered, now);
  if (const auto* posted = std::get_if<sync::Posted>(&event)) {
    ++report_.sent;
    return on_posted(posted->id, now);
  }
  if (const auto* refused = std::get_if<sync::PostRefused>(&event)) {
    trouble(refused->error);
    return on_posted(refused->id, now);
  }
  if (const auto* done = std::get_if<sync::StepDone>(&event)) return on_step_done(*done, now);
  if (const auto* failed = std::get_if<sync::StepFailed>(&event)) return on_step_failed(*failed);
  if (const auto* renumbered = std::get_if<sync::Renumbered>(&event))
    return on_renumbered(renumbered->acknowledged);
  if (std::holds_alternative<sync::SetUp>(event) && awaits_set_up_ && pairing_) {
    client_.carry_out(pairing_->next_step(), now);
    return {};
  }
  if (const auto* told = std::get_if<sync::Trouble>(&event)) trouble(told->error);
  return {};
}

Status RelayLink::on_delivered(const sync::Delivered& delivered, TimeMs now) {
  TROTH_ASSIGN(Taken taken, take_in(state_, delivered, now));
  client_.acknowledge(delivered, now);
  report_.received += taken.new_entries;
  for (const Error& told : taken.troubles) trouble(told);
  links_changed_ = links_changed_ || taken.links_changed;
  if (taken.new_entries > 0 && on_change_) on_change_();
  return {};
}

Status RelayLink::on_posted(const EnvelopeId& id, TimeMs now) {
  posting_.erase(id);
  PairState& pair = *state_.pair();
  sync::Correspondence next = pair.correspondence.clone();
  const bool changed = next.on_posted(id, now);
  TROTH_ASSIGN(auto change, state_.store().begin());
  TROTH_TRY(change.outbox().remove(pair.partner_mailbox, id));
  if (changed) TROTH_TRY(change.state().put(StateName::correspondence, next.serialize()));
  TROTH_TRY(change.commit());
  pair.correspondence = std::move(next);
  return {};
}

Status RelayLink::on_step_done(const sync::StepDone& done, TimeMs now) {
  if (!pairing_) return {};
  const bool had_result = pairing_->has_result();
  TROTH_TRY(pairing_->on_step_done(state_, done.step, done.message, now));
  if (pairing_->has_result() && !had_result) {
    TROTH_TRY(ensure_paired_entry(state_, now));
    if (!pairing_->is_inviter()) TROTH_TRY(serve_own_mailbox(now));
    TROTH_TRY(add_partner(now));
    if (on_change_) on_change_();
  }
  if (pairing_->is_over(now)) {
    pairing_.reset();
    awaits_set_up_ = false;
    return {};
  }
  return begin_pairing_step(now);
}

// What will never come about ends the pairing, and says why.
Status RelayLink::on_step_failed(const sync::StepFailed& failed) {
  if (failed.then != sync::StepFailed::Then::never || !pairing_) {
    trouble(failed.error);
    return {};
  }
  const bool founded = pairing_->has_result();
  pairing_.reset();
  // A pair that was founded stays: whether the other side has it too, its own
  // Paired says, and nobody but the two may delete it.
  TROTH_TRY(founded ? UnfinishedPairing::drop(state_) : UnfinishedPairing::forget(state_));
  return std::unexpected(failed.error);
}

Status RelayLink::on_renumbered(std::uint64_t acknowledged) {
  TROTH_ASSIGN(auto relay, state_.relay());
  if (!relay) return {};
  relay->acknowledged = acknowledged;
  TROTH_ASSIGN(auto change, state_.store().begin());
  TROTH_TRY(change.state().put(StateName::relay_state, encode(*relay)));
  return change.commit();
}

Status RelayLink::send_due(TimeMs now) {
  PairState& pair = *state_.pair();
  sync::Correspondence tidied = pair.correspondence.clone();
  if (tidied.tidy(state_.own_keys(), now, state_.random())) {
    TROTH_ASSIGN(auto change, state_.store().begin());
    TROTH_TRY(change.state().put(StateName::correspondence, tidied.serialize()));
    TROTH_TRY(change.commit());
    pair.correspondence = std::move(tidied);
  }
  TROTH_TRY(establish_sessions(now));
  TROTH_ASSIGN(const bool compared, state_.has_compared(state_.me()));
  sync::Correspondence next = pair.correspondence.clone();
  auto sealed = next.send({state_.store().ledger(), pair.chains},
                          compared ? sync::Scope::everything : sync::Scope::before_comparison, now,
                          state_.random());
  if (!sealed && is_of_the_store(sealed.error().code)) return std::unexpected(sealed.error());
  if (!sealed) trouble(sealed.error());
  if (!sealed || sealed->empty()) return {};
  TROTH_ASSIGN(auto change, state_.store().begin());
  for (const sync::Outgoing& one : *sealed)
    TROTH_TRY(change.outbox().put({one.mailbox, one.id, one.envelope, now}));
  TROTH_TRY(change.state().put(StateName::correspondence, next.serialize()));
  TROTH_TRY(change.commit());
  pair.correspondence = std::move(next);
  return {};
}

// Each is an entry of the ledger, with its reason; a device that may not sign
// one goes on in the sessions that it has.
Status RelayLink::establish_sessions(TimeMs now) {
  PairState& pair = *state_.pair();
  for (const sync::Correspondence::Due& due : pair.correspondence.sessions_due(now)) {
    TROTH_ASSIGN(const auto standing, state_.standing_to_sign());
    if (!ledger::may_sign(standing, ledger::EntryKind::session)) return {};
    sync::Correspondence next = pair.correspondence.clone();
    const auto established = next.establish(due, state_.own_keys(), now, state_.random());
    if (!established) {  // by what the partner said of itself: the present session goes on
      trouble(established.error());
      continue;
    }
    const std::uint64_t seq = *established;
    TROTH_ASSIGN(auto signing, Signing::begin(state_, now));
    TROTH_TRY(signing.sign(ledger::EntryKind::session,
                           encode(ledger::SessionEstablished{due.peer, seq, due.reason})));
    TROTH_TRY(signing.change().raise(next.roots().current().epoch, seq));
    TROTH_TRY(signing.change().state().put(StateName::correspondence, next.serialize()));
    TROTH_TRY(signing.commit());
    pair.correspondence = std::move(next);
  }
  return {};
}

Status RelayLink::post_outbox(TimeMs now) {
  if (!has_partner_ || !posting_.empty()) return {};
  TROTH_ASSIGN(auto items, state_.store().outbox().oldest(kOutboxAtOnce));
  for (store::OutboxItem& item : items) {
    if (item.mailbox != state_.pair()->partner_mailbox) continue;
    posting_.insert(item.id);
    client_.post({item.mailbox, item.id, std::move(item.envelope)}, now);
  }
  return {};
}

// Once nothing waits any more, all that this device signed is on its way.
Status RelayLink::note_handed_over() {
  if (!has_partner_ || !posting_.empty()) return {};
  TROTH_ASSIGN(const bool compared, state_.has_compared(state_.me()));
  TROTH_ASSIGN(auto relay, state_.relay());
  TROTH_ASSIGN(const std::uint64_t seq, state_.own_seq());
  if (!compared || !relay || relay->handed_over_seq == seq) return {};
  relay->handed_over_seq = seq;
  TROTH_ASSIGN(auto change, state_.store().begin());
  TROTH_TRY(change.state().put(StateName::relay_state, encode(*relay)));
  return change.commit();
}

Status RelayLink::note_contact(TimeMs now) {
  TROTH_ASSIGN(auto relay, state_.relay());
  if (!relay) return {};
  relay->last_contact_ms = now;
  TROTH_ASSIGN(auto change, state_.store().begin());
  TROTH_TRY(change.state().put(StateName::relay_state, encode(*relay)));
  TROTH_TRY(change.state().unset(setting::kProblem));
  return change.commit();
}

bool RelayLink::is_reached(const Aim& aim) const {
  switch (aim.until) {
    case Aim::Until::quiet:
      return !awaits_set_up_ && client_.is_idle();  // an invite may wait for days
    case Aim::Until::digits:
      return !pairing_ && state_.pair() != nullptr && client_.is_idle();
    case Aim::Until::ever:
      break;
  }
  return false;
}

net::Deadline RelayLink::wake_at(const Aim& aim, TimeMs now) const {
  net::Deadline wake = std::min(aim.deadline, net::after(kLongestWait));
  const auto at = [&](std::optional<TimeMs> deadline) {
    if (deadline)
      wake = std::min(wake, net::after(milliseconds(std::max<TimeMs>(0, *deadline - now))));
  };
  at(client_.next_deadline());
  if (state_.pair() != nullptr) at(state_.pair()->correspondence.next_deadline());
  return wake;
}

void RelayLink::trouble(const Error& error) { report_.troubles.push_back(error); }

}  // namespace troth::vault
