#include "core/sync/posting.h"

#include <algorithm>

#include "core/base/check.h"

namespace troth::sync {

void Posting::add_recipient(const MailboxId& mailbox, crypto::SigningKey write_key, TimeMs now) {
  auto at = recipients_.find(mailbox);
  if (at == recipients_.end())
    at = recipients_.emplace(mailbox, Recipient(std::move(write_key))).first;
  else
    at->second.write_key = std::move(write_key);
  at->second.login = Recipient::Login::none;
  at->second.retry_ms = 0;
  go_on(mailbox, now);
}

void Posting::post(Outgoing outgoing, TimeMs now) {
  const MailboxId mailbox = outgoing.mailbox;
  const auto at = recipients_.find(mailbox);
  CHECK(at != recipients_.end());
  if (at->second.find(outgoing.id) != at->second.waiting.end()) return;
  at->second.waiting.push_back({std::move(outgoing), false});
  go_on(mailbox, now);
}

std::deque<Posting::Waiting>::iterator Posting::Recipient::find(const EnvelopeId& id) {
  return std::ranges::find(waiting, id, [](const Waiting& kept) { return kept.outgoing.id; });
}

void Posting::on_connected() {
  on_disconnected();
  for (auto& [mailbox, recipient] : recipients_) {
    recipient.retry_ms = 0;
    recipient.retry_delay_ms = kFirstRetryMs;
  }
}

void Posting::on_ready(TimeMs now) {
  ready_ = true;
  for (auto& [mailbox, recipient] : recipients_) go_on(mailbox, now);
}

void Posting::on_disconnected() {
  ready_ = false;
  for (auto& [mailbox, recipient] : recipients_) {
    recipient.login = Recipient::Login::none;
    for (Waiting& waiting : recipient.waiting) waiting.is_in_flight = false;
  }
}

void Posting::on_deadline(TimeMs now) {
  if (!ready_) return;
  for (auto& [mailbox, recipient] : recipients_)
    if (recipient.retry_ms != 0 && now >= recipient.retry_ms) {
      recipient.retry_ms = 0;
      go_on(mailbox, now);
    }
}

// Logs in where that is due, then puts as many as may be in flight.
void Posting::go_on(const MailboxId& mailbox, TimeMs now) {
  Recipient& recipient = recipients_.at(mailbox);
  if (!ready_ || recipient.waiting.empty() || recipient.retry_ms != 0) return;
  if (recipient.login == Recipient::Login::none) log_in(mailbox, recipient, now);
  if (recipient.login != Recipient::Login::done) return;
  auto in_flight = std::ranges::count_if(recipient.waiting, &Waiting::is_in_flight);
  for (Waiting& next : recipient.waiting) {
    if (in_flight == kMostPutsInFlight) break;
    if (next.is_in_flight) continue;
    next.is_in_flight = true;
    ++in_flight;
    const Outgoing& outgoing = next.outgoing;
    line_.ask(command::Put{mailbox, outgoing.id, outgoing.envelope}, now,
              [this, mailbox, id = outgoing.id](const Answer& answer, TimeMs at) {
                on_put_answer(mailbox, id, answer, at);
              });
  }
}

void Posting::log_in(const MailboxId& mailbox, Recipient& recipient, TimeMs now) {
  recipient.login = Recipient::Login::asked;
  const SignPublicKey key = recipient.write_key.public_key();
  const Bytes signed_bytes = Writer()
                                 .raw(line_.handshake_hash())
                                 .raw(mailbox.view())
                                 .u8(static_cast<std::uint8_t>(command::Role::write))
                                 .raw(key.view())
                                 .take();
  const Signature signature =
      recipient.write_key.sign(crypto::label::kRelayAuthenticate, signed_bytes);
  line_.ask(command::Authenticate{mailbox, command::Role::write, key, signature}, now,
            [this, mailbox, key](const Answer& answer, TimeMs at) {
              Recipient& to = recipients_.at(mailbox);
              if (to.write_key.public_key() != key) return;  // of a key that was replaced
              to.login = answer ? Recipient::Login::done : Recipient::Login::none;
              if (answer)
                go_on(mailbox, at);
              else
                hold(to, relay_error(answer.error(), Code::relay_recipient_closed), at);
            });
}

void Posting::on_put_answer(const MailboxId& mailbox, const EnvelopeId& id, const Answer& answer,
                            TimeMs now) {
  Recipient& recipient = recipients_.at(mailbox);
  const auto at = recipient.find(id);
  CHECK(at != recipient.waiting.end());
  at->is_in_flight = false;
  using relay::Reason;
  const bool is_final =
      !answer && (answer.error() == Reason::conflict || answer.error() == Reason::malformed);
  if (answer || is_final) {
    recipient.waiting.erase(at);
    recipient.retry_delay_ms = kFirstRetryMs;
    if (answer)
      events_.emplace_back(Posted{id});
    else
      events_.emplace_back(
          PostRefused{id, relay_error(answer.error(), Code::relay_recipient_closed)});
    return go_on(mailbox, now);
  }
  if (answer.error() == Reason::not_allowed) recipient.login = Recipient::Login::none;
  hold(recipient, relay_error(answer.error(), Code::relay_recipient_closed), now);
}

// Tried again later, ever more slowly; said once for each time.
void Posting::hold(Recipient& recipient, Error why, TimeMs now) {
  if (recipient.retry_ms != 0) return;
  recipient.retry_ms = now + recipient.retry_delay_ms;
  recipient.retry_delay_ms = std::min(2 * recipient.retry_delay_ms, kLastRetryMs);
  events_.emplace_back(Trouble{std::move(why)});
}

std::optional<TimeMs> Posting::next_deadline() const {
  std::optional<TimeMs> out;
  if (!ready_) return out;
  for (const auto& [mailbox, recipient] : recipients_)
    if (recipient.retry_ms != 0 && (!out || recipient.retry_ms < *out)) out = recipient.retry_ms;
  return out;
}

std::size_t Posting::waiting() const {
  std::size_t out = 0;
  for (const auto& [mailbox, recipient] : recipients_) out += recipient.waiting.size();
  return out;
}

bool Posting::is_idle() const {
  return std::ranges::all_of(recipients_, [](const auto& at) {
    const Recipient& recipient = at.second;
    return std::ranges::none_of(recipient.waiting, &Waiting::is_in_flight) &&
           recipient.login != Recipient::Login::asked &&
           (recipient.waiting.empty() || recipient.retry_ms != 0);
  });
}

}  // namespace troth::sync
