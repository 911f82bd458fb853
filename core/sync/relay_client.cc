#include "core/sync/relay_client.h"

#include <algorithm>
#include <utility>

namespace troth::sync {

RelayClient::RelayClient()
    : mailbox_(line_, events_), posting_(line_, events_), rendezvous_(line_, events_) {}

void RelayClient::serve(OwnMailbox own, TimeMs now) {
  posting_.wait();
  mailbox_.serve(std::move(own), now);
}

void RelayClient::delete_mailbox(crypto::SigningKey read_key, TimeMs now) {
  posting_.wait();
  mailbox_.remove(std::move(read_key), now);
}

void RelayClient::add_recipient(const MailboxId& mailbox, crypto::SigningKey write_key,
                                TimeMs now) {
  posting_.add_recipient(mailbox, std::move(write_key), now);
}

void RelayClient::post(Outgoing outgoing, TimeMs now) { posting_.post(std::move(outgoing), now); }

void RelayClient::set_writer(std::uint8_t slot, const SignPublicKey& key, TimeMs now) {
  mailbox_.set_writer(slot, key, now);
}

void RelayClient::remove_writer(std::uint8_t slot, TimeMs now) {
  mailbox_.set_writer(slot, std::nullopt, now);
}

void RelayClient::admit(const Hash& ticket_hash, TimeMs now) { mailbox_.admit(ticket_hash, now); }

void RelayClient::acknowledge(const Delivered& delivered, TimeMs now) {
  mailbox_.acknowledge(delivered, now);
}

void RelayClient::carry_out(const RendezvousStep& step, TimeMs now) {
  rendezvous_.carry_out(step, mailbox_.is_logged_in(), now);
}

void RelayClient::on_connected(const crypto::Sha512& handshake_hash, TimeMs now) {
  line_.on_connected(handshake_hash, now);
  connected_ms_ = now;
  mailbox_.on_connected(now);
  posting_.on_connected();
  rendezvous_.on_disconnected();
  rendezvous_.on_ready(false, now);
  begin_posting(now);
}

void RelayClient::on_disconnected() {
  line_.on_disconnected();
  mailbox_.on_disconnected();
  posting_.on_disconnected();
  rendezvous_.on_disconnected();
}

Status RelayClient::on_frame(ByteView frame, TimeMs now) {
  if (!line_.is_connected()) return refuse(Code::relay_frame_malformed);
  TROTH_ASSIGN(const auto event, decode_relay_frame(frame));
  if (const auto* item = std::get_if<relay::Item>(&event)) return mailbox_.on_item(*item);
  if (const auto* state = std::get_if<relay::State>(&event)) return mailbox_.on_state(*state, now);
  const bool was_logged_in = mailbox_.is_logged_in();
  if (const auto* done = std::get_if<relay::Done>(&event))
    TROTH_TRY(line_.on_done(*done, now));
  else
    TROTH_TRY(line_.on_refused(std::get<relay::Refused>(event), now));
  if (!was_logged_in && mailbox_.is_logged_in()) rendezvous_.on_ready(true, now);
  begin_posting(now);
  return {};
}

// Puts begin once the own mailbox can take their answers.
void RelayClient::begin_posting(TimeMs now) {
  if (line_.is_connected() && !posting_.is_ready() && mailbox_.is_ready()) posting_.on_ready(now);
}

void RelayClient::on_deadline(TimeMs now) {
  mailbox_.on_deadline(now);
  posting_.on_deadline(now);
  rendezvous_.on_deadline(now);
  line_.on_deadline(now);
}

std::vector<Bytes> RelayClient::take_output() { return line_.take_output(); }

std::vector<ClientEvent> RelayClient::take_events() { return std::exchange(events_, {}); }

std::optional<TimeMs> RelayClient::next_deadline() const {
  if (!line_.is_connected()) return std::nullopt;
  TimeMs out = connected_ms_ + kReconnectMs;
  for (const auto due : {line_.next_deadline(), mailbox_.next_deadline(), posting_.next_deadline(),
                         rendezvous_.next_deadline()})
    if (due) out = std::min(out, *due);
  return out;
}

bool RelayClient::wants_reconnect(TimeMs now) const {
  return line_.is_connected() && (line_.is_dead(now) || now >= connected_ms_ + kReconnectMs);
}

bool RelayClient::is_idle() const {
  return line_.is_connected() && mailbox_.is_idle() && posting_.is_ready() && posting_.is_idle() &&
         rendezvous_.is_idle();
}

}  // namespace troth::sync
