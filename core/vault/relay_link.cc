#include "core/vault/relay_link.h"

#include <algorithm>
#include <chrono>

#include "core/vault/blind_check_ins.h"
#include "core/vault/dispatch.h"
#include "core/vault/doubt.h"
#include "core/vault/leaving.h"
#include "core/vault/records.h"

namespace troth::vault {
namespace {

using std::chrono::milliseconds;
using store::StateName;

constexpr auto kDialWithin = std::chrono::seconds(10);
// Other links, and the clock's own deadlines, are looked at this often.
constexpr auto kLongestWait = std::chrono::seconds(5);
// Whatever is due at once, what the relay has sent is read.
constexpr TimeMs kShortestWaitMs = 10;
constexpr std::size_t kOutboxAtOnce = 16;

}  // namespace

TimeMs now_ms() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<milliseconds>(since).count();
}

asio::awaitable<Result<RelayLink::Ended>> RelayLink::serve(Aim aim) {
  auto stream = co_await net::NoiseStream::connect(place_, state_.random(),
                                                   std::min(aim.deadline, net::after(kDialWithin)));
  if (!stream) co_return std::unexpected(std::move(stream.error()));
  if (aim.until == Aim::Until::mailbox_deleted) {
    delete_own_mailbox(now_ms());
  } else if (auto status = set_up(now_ms()); !status) {
    co_return std::unexpected(status.error());
  }
  client_.on_connected(stream->handshake_hash(), now_ms());
  if (auto status = note_contact(now_ms()); !status) co_return std::unexpected(status.error());
  for (;;) {
    if (auto status = work(now_ms()); !status) co_return std::unexpected(status.error());
    for (Bytes& frame : client_.take_output()) {
      auto written = co_await stream->write_frame(
          std::move(frame), std::min(aim.deadline, net::after(net::kFrameWithin)));
      if (!written) co_return std::unexpected(written.error());
    }
    if (links_changed_) co_return Ended::links_changed;
    if (is_reached(aim)) co_return Ended::aim_reached;
    if (std::chrono::steady_clock::now() >= aim.deadline) co_return Ended::deadline_passed;
    if (client_.wants_reconnect(now_ms())) co_return refuse(Code::relay_silent);
    // A relay that begins a frame and stalls must not hold a command beyond its time either.
    const net::Duration left = aim.deadline - std::chrono::steady_clock::now();
    auto frame = co_await stream->read_frame(wake_at(aim, now_ms()),
                                             std::min<net::Duration>(left, net::kFrameWithin));
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
  TROTH_TRY(open_what_is_answered(state_, now));
  TROTH_TRY(serve_own_mailbox(now));
  TROTH_TRY(add_partner(now));
  TROTH_ASSIGN(auto pairing, UnfinishedPairing::find(state_));
  if (!pairing || pairing->relay() != place_) return {};
  if (pairing->is_over(now)) return UnfinishedPairing::drop(state_);
  pairing_ = std::move(pairing);
  return begin_pairing_step(now);
}

void RelayLink::delete_own_mailbox(TimeMs now) {
  deletion_ = Deletion::asked;
  client_.delete_mailbox(crypto::SigningKey::from_seed(state_.keys().mailbox_read.seed()), now);
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
    own.writers[kDoorSlot] =
        sync::door_key(pair->correspondence.roots().current(), state_.mailbox()).public_key();
  }
  client_.serve(std::move(own), now);
  if (state_.pair() != nullptr) return {};
  // Whoever could write here belonged to a pairing that is over.
  client_.remove_writer(kPartnerSlot, now);
  client_.remove_writer(kDoorSlot, now);
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
        kDoorSlot,
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
  if (state_.pair() != nullptr && deletion_ == Deletion::none) {
    std::vector<Error> troubles;
    TROTH_TRY(fill_outbox(state_, now, troubles));
    for (const Error& told : troubles) trouble(told);
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
    return take_from_outbox(posted->id, now);
  }
  if (const auto* refused = std::get_if<sync::PostRefused>(&event)) {
    trouble(refused->error);
    return take_from_outbox(refused->id, now);
  }
  if (const auto* done = std::get_if<sync::StepDone>(&event)) return on_step_done(*done, now);
  if (const auto* failed = std::get_if<sync::StepFailed>(&event)) return on_step_failed(*failed);
  if (const auto* renumbered = std::get_if<sync::Renumbered>(&event))
    return on_renumbered(renumbered->acknowledged);
  if (const auto* behind = std::get_if<sync::Behind>(&event))
    return on_behind(behind->acknowledged);
  if (std::holds_alternative<sync::SetUp>(event) && awaits_set_up_ && pairing_) {
    client_.carry_out(pairing_->next_step(), now);
    return {};
  }
  if (std::holds_alternative<sync::MailboxDeleted>(event)) deletion_ = Deletion::done;
  if (const auto* told = std::get_if<sync::Trouble>(&event)) {
    trouble(told->error);
    if (told->error.code == Code::relay_recipient_closed) return on_closed_to_us(now);
  }
  return {};
}

Status RelayLink::on_delivered(const sync::Delivered& delivered, TimeMs now) {
  TROTH_ASSIGN(Taken taken, take_in(state_, delivered, now));
  client_.acknowledge(delivered, now);
  report_.received += taken.new_entries;
  for (const Error& told : taken.troubles) trouble(told);
  if (taken.new_entries > 0) TROTH_TRY(open_what_is_answered(state_, now));
  links_changed_ = links_changed_ || taken.links_changed;
  if (taken.new_entries > 0 && listeners_.on_change) listeners_.on_change();
  return {};
}

Status RelayLink::take_from_outbox(const EnvelopeId& id, TimeMs now) {
  posting_.erase(id);
  return on_posted(state_, id, now);
}

Status RelayLink::on_step_done(const sync::StepDone& done, TimeMs now) {
  if (!pairing_) return {};
  const bool had_result = pairing_->has_result();
  TROTH_TRY(pairing_->on_step_done(state_, done.step, done.message, now));
  if (pairing_->has_result() && !had_result) {
    TROTH_TRY(ensure_paired_entry(state_, now));
    if (!pairing_->is_inviter()) TROTH_TRY(serve_own_mailbox(now));
    TROTH_TRY(add_partner(now));
    if (listeners_.on_change) listeners_.on_change();
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
  pairing_.reset();
  TROTH_TRY(UnfinishedPairing::give_up(state_));
  return std::unexpected(failed.error);
}

Status RelayLink::on_renumbered(std::uint64_t acknowledged) {
  TROTH_ASSIGN(auto change, state_.store().begin());
  TROTH_TRY(
      edit_relay(state_, change, [&](OwnRelay& relay) { relay.acknowledged = acknowledged; }));
  return change.commit();
}

// Adopted, so that it is told once: what lay between is no longer at the relay.
Status RelayLink::on_behind(std::uint64_t acknowledged) {
  TROTH_ASSIGN(auto change, state_.store().begin());
  TROTH_TRY(
      edit_relay(state_, change, [&](OwnRelay& relay) { relay.acknowledged = acknowledged; }));
  if (state_.pair() != nullptr) TROTH_TRY(hear_relay_ahead(change.state()));
  TROTH_TRY(change.commit());
  if (state_.pair() != nullptr) trouble(error(Code::own_ledger_maybe_behind));
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
  TROTH_ASSIGN(const auto known, state_.relay());
  TROTH_ASSIGN(const std::uint64_t seq, state_.own_seq());
  if (!compared || !known || known->handed_over_seq == seq) return {};
  TROTH_ASSIGN(auto change, state_.store().begin());
  TROTH_TRY(edit_relay(state_, change, [&](OwnRelay& relay) { relay.handed_over_seq = seq; }));
  TROTH_ASSIGN(const auto leaving, leaving_of(state_));
  if (leaving && !leaving->is_going()) {
    TROTH_TRY(stop_telling(state_, change, Leaving::Stage::told));
    links_changed_ = true;
  }
  TROTH_TRY(change.commit());
  if (listeners_.on_link) listeners_.on_link();
  return {};
}

// Two who leave each other: whoever was quicker has no mailbox any more.
Status RelayLink::on_closed_to_us(TimeMs now) {
  TROTH_ASSIGN(const auto leaving, leaving_of(state_));
  if (!leaving || leaving->is_going() || !partner_has_ended(state_, now)) return {};
  links_changed_ = true;
  TROTH_ASSIGN(auto change, state_.store().begin());
  TROTH_TRY(stop_telling(state_, change, Leaving::Stage::untold));
  return change.commit();
}

Status RelayLink::note_contact(TimeMs now) {
  TROTH_ASSIGN(auto change, state_.store().begin());
  TROTH_TRY(edit_relay(state_, change, [&](OwnRelay& relay) { relay.last_contact_ms = now; }));
  TROTH_TRY(change.state().unset(setting::kProblem));
  TROTH_TRY(change.commit());
  if (listeners_.on_link) listeners_.on_link();
  return {};
}

bool RelayLink::is_reached(const Aim& aim) const {
  switch (aim.until) {
    case Aim::Until::quiet:
      return !awaits_set_up_ && client_.is_idle();  // an invite may wait for days
    case Aim::Until::digits:
      return !pairing_ && state_.pair() != nullptr && client_.is_idle();
    case Aim::Until::mailbox_deleted:
      return deletion_ == Deletion::done;
    case Aim::Until::ever:
      break;
  }
  return false;
}

net::Deadline RelayLink::wake_at(const Aim& aim, TimeMs now) const {
  net::Deadline wake = std::min(aim.deadline, net::after(kLongestWait));
  const auto at = [&](std::optional<TimeMs> deadline) {
    if (deadline)
      wake = std::min(wake, net::after(milliseconds(std::max(kShortestWaitMs, *deadline - now))));
  };
  at(client_.next_deadline());
  if (state_.pair() != nullptr) at(state_.pair()->correspondence.next_deadline());
  return wake;
}

void RelayLink::trouble(const Error& error) {
  report_.troubles.push_back(error);
  if (listeners_.on_trouble) listeners_.on_trouble(error);
}

}  // namespace troth::vault
