// The order on each connection: Authenticate (where refused: CreateMailbox,
// Authenticate), then SetWriter and Admit for all that is wished, an
// Acknowledge of what was committed meanwhile, and Subscribe after the last
// envelope that was handed over.
#include "core/sync/mailbox.h"

#include <algorithm>
#include <utility>

#include "core/crypto/hash.h"
#include "core/ledger/certificate.h"

namespace troth::sync {
namespace label = crypto::label;

void Mailbox::serve(OwnMailbox own, TimeMs now) {
  removing_ = false;
  begin(std::move(own), now);
}

void Mailbox::remove(crypto::SigningKey read_key, TimeMs now) {
  removing_ = true;
  begin({std::move(read_key), std::nullopt, {}, 0}, now);
}

void Mailbox::begin(OwnMailbox own, TimeMs now) {
  id_ = ledger::mailbox_id(own.read_key.public_key());
  for (const auto& [slot, key] : own.writers) writers_[slot] = key;
  acknowledged_ = delivered_ = own.acknowledged;
  own_ = std::move(own);
  on_disconnected();
  if (line_.is_connected()) log_in(now);
}

void Mailbox::on_connected(TimeMs now) {
  on_disconnected();
  if (own_) log_in(now);
}

void Mailbox::on_disconnected() {
  logged_in_ = created_ = refused_ = expects_state_ = caught_up_ = telling_ = false;
  setting_up_ = 0;
  told_ = 0;
}

void Mailbox::log_in(TimeMs now) {
  const Bytes role = Writer().u8(static_cast<std::uint8_t>(command::Role::read)).take();
  const SignPublicKey& key = own_->read_key.public_key();
  const Bytes signed_bytes =
      Writer().raw(line_.handshake_hash()).raw(id_.view()).raw(role).raw(key.view()).take();
  const Signature signature = own_->read_key.sign(label::kRelayAuthenticate, signed_bytes);
  line_.ask(command::Authenticate{id_, command::Role::read, key, signature}, now,
            [this](const Answer& answer, TimeMs at) {
              if (answer && removing_) {
                delete_it(at);
              } else if (answer) {
                logged_in_ = true;
                set_up(at);
                subscribe(at);
              } else if (removing_ && answer.error() == relay::Reason::not_allowed) {
                deleted();  // its owner is refused only where there is none
              } else if (answer.error() == relay::Reason::not_allowed && !created_) {
                create(at);
              } else {
                locked_out(relay_error(answer.error(), Code::relay_mailbox_missing), at);
              }
            });
}

void Mailbox::delete_it(TimeMs now) {
  line_.ask(command::DeleteMailbox{id_}, now, [this](const Answer& answer, TimeMs at) {
    if (answer || answer.error() == relay::Reason::not_allowed) return deleted();
    locked_out(relay_error(answer.error(), Code::relay_command_refused), at);
  });
}

void Mailbox::deleted() {
  own_.reset();
  removing_ = false;
  events_.emplace_back(MailboxDeleted{});
}

// The own mailbox is missing: made with the token or the ticket, its numbers begin anew.
void Mailbox::create(TimeMs now) {
  created_ = true;
  if (!own_->admission) return locked_out(error(Code::relay_mailbox_missing), now);
  const SignPublicKey& key = own_->read_key.public_key();
  const Bytes bound = Writer().raw(line_.handshake_hash()).raw(key.view()).take();
  const Admission& admission = *own_->admission;
  const bool by_ticket = admission.by == Admission::By::ticket;
  Bytes proof = copy_of(admission.bytes.view());
  if (!by_ticket) {
    const auto mac = crypto::hmac_sha512(admission.bytes.view(), {bound});
    proof = copy_of(ByteView(mac).first(32));
  }
  const Signature signature = own_->read_key.sign(label::kRelayCreate, bound);
  line_.ask(command::CreateMailbox{key, std::move(proof), by_ticket, signature}, now,
            [this](const Answer& answer, TimeMs at) {
              if (!answer)
                return locked_out(relay_error(answer.error(), Code::relay_not_admitted), at);
              renumber(0);
              log_in(at);
            });
}

void Mailbox::renumber(std::uint64_t acknowledged) {
  acknowledged_ = delivered_ = told_ = acknowledged;
  ++numbering_;
  events_.emplace_back(Renumbered{acknowledged});
}

void Mailbox::set_up(TimeMs now) {
  for (const auto& [slot, key] : writers_) install(slot, now);
  for (const Hash& ticket : tickets_) admit_one(ticket, now);
  if (setting_up_ == 0) events_.emplace_back(SetUp{});
  send_acknowledgement(now);
}

void Mailbox::set_writer(std::uint8_t slot, std::optional<SignPublicKey> key, TimeMs now) {
  writers_[slot] = key;
  if (logged_in_) install(slot, now);
}

void Mailbox::install(std::uint8_t slot, TimeMs now) {
  const auto& key = writers_[slot];
  ++setting_up_;
  line_.ask(command::SetWriter{id_, slot, key ? copy_of(key->view()) : Bytes{}}, now,
            [this](const Answer& answer, TimeMs) { settle_set_up(answer); });
}

void Mailbox::admit(const Hash& ticket_hash, TimeMs now) {
  tickets_.insert(ticket_hash);
  if (logged_in_) admit_one(ticket_hash, now);
}

void Mailbox::admit_one(const Hash& ticket_hash, TimeMs now) {
  ++setting_up_;
  line_.ask(command::Admit{ticket_hash}, now, [this, ticket_hash](const Answer& answer, TimeMs) {
    if (answer) tickets_.erase(ticket_hash);
    settle_set_up(answer);
  });
}

void Mailbox::settle_set_up(const Answer& answer) {
  --setting_up_;
  if (!answer) {
    set_up_failed_ = true;
    trouble(answer.error());
  }
  if (setting_up_ > 0) return;
  if (!set_up_failed_) events_.emplace_back(SetUp{});
  set_up_failed_ = false;
}

void Mailbox::subscribe(TimeMs now) {
  expects_state_ = true;
  caught_up_ = false;
  const std::uint64_t subscription = ++subscription_;
  line_.ask(command::Subscribe{id_, delivered_}, now,
            [this, subscription](const Answer& answer, TimeMs) {
              if (!answer) return trouble(answer.error());
              if (subscription == subscription_) caught_up_ = true;
            });
}

Status Mailbox::on_item(const relay::Item& item) {
  if (!own_ || item.mailbox != id_ || !logged_in_) return refuse(Code::relay_frame_malformed);
  // Of an old subscription, or handed over already.
  if (expects_state_ || item.seq <= delivered_) return {};
  delivered_ = item.seq;
  events_.emplace_back(Delivered{item.seq, item.envelope, numbering_});
  return {};
}

Status Mailbox::on_state(const relay::State& state, TimeMs now) {
  if (!own_ || state.mailbox != id_) return refuse(Code::relay_frame_malformed);
  const bool is_first = std::exchange(expects_state_, false);
  if (!is_first || delivered_ == 0) return {};
  if (state.next > delivered_) {
    if (state.acknowledged > acknowledged_) events_.emplace_back(Behind{state.acknowledged});
    return {};
  }
  // The relay was restored from a backup: its numbers are not those known here.
  renumber(std::min(state.acknowledged, state.next == 0 ? 0 : state.next - 1));
  subscribe(now);
  return {};
}

void Mailbox::acknowledge(const Delivered& delivered, TimeMs now) {
  if (delivered.numbering != numbering_ || delivered.seq <= acknowledged_) return;
  acknowledged_ = delivered.seq;
  if (logged_in_) send_acknowledgement(now);
}

// One at a time: the next one says all that was committed meanwhile.
void Mailbox::send_acknowledgement(TimeMs now) {
  if (telling_ || told_ >= acknowledged_) return;
  telling_ = true;
  const std::uint64_t up_to = acknowledged_;
  line_.ask(command::Acknowledge{id_, up_to}, now,
            [this, up_to, numbering = numbering_](const Answer& answer, TimeMs at) {
              telling_ = false;
              if (!answer) return trouble(answer.error());
              if (numbering == numbering_) told_ = std::max(told_, up_to);
              send_acknowledgement(at);
            });
}

void Mailbox::trouble(relay::Reason reason) {
  events_.emplace_back(Trouble{relay_error(reason, Code::relay_command_refused)});
}

// No login: tried again from the start after a while.
void Mailbox::locked_out(Error why, TimeMs now) {
  refused_ = true;
  retry_ms_ = now + kLoginRetryMs;
  events_.emplace_back(Trouble{std::move(why)});
}

void Mailbox::on_deadline(TimeMs now) {
  if (!own_ || !refused_ || !line_.is_connected() || now < retry_ms_) return;
  refused_ = created_ = false;
  log_in(now);
}

std::optional<TimeMs> Mailbox::next_deadline() const {
  if (!own_ || !refused_ || !line_.is_connected()) return std::nullopt;
  return retry_ms_;
}

bool Mailbox::is_idle() const {
  if (!own_ || refused_) return true;
  return logged_in_ && setting_up_ == 0 && caught_up_ && !telling_ && acknowledged_ == delivered_ &&
         told_ >= acknowledged_;
}

}  // namespace troth::sync
