#include "core/sync/relay_frame.h"

#include "core/base/bytes.h"
#include "core/base/relay_protocol.h"
#include "core/sync/strict.h"
#include "proto/relay.pb.h"

namespace troth::sync {
namespace {

template <class... Fill>
struct Overloaded : Fill... {
  using Fill::operator()...;
};

void fill(wire::Authenticate& out, const command::Authenticate& in) {
  out.set_mailbox(in.mailbox.string());
  out.set_role(static_cast<wire::Authenticate::Role>(in.role));
  out.set_key(in.key.string());
  out.set_signature(in.signature.string());
}

void fill(wire::CreateMailbox& out, const command::CreateMailbox& in) {
  out.set_read_key(in.read_key.string());
  out.set_admission(string_of(in.admission));
  out.set_signature(in.signature.string());
  out.set_by_ticket(in.by_ticket);
}

void fill(wire::Put& out, const command::Put& in) {
  out.set_mailbox(in.mailbox.string());
  out.set_envelope_id(in.id.string());
  out.set_envelope(string_of(in.envelope));
}

void fill(wire::SetWriter& out, const command::SetWriter& in) {
  out.set_mailbox(in.mailbox.string());
  out.set_slot(in.slot);
  out.set_key(string_of(in.key));
}

void fill(wire::OpenRendezvous& out, const command::OpenRendezvous& in) {
  out.set_kind(in.kind);
  out.set_id(string_of(in.id));
  out.set_message(string_of(in.message));
  out.set_fresh_key(in.fresh_key.string());
}

void fill(wire::PutRendezvous& out, const command::PutRendezvous& in) {
  out.set_id(string_of(in.id));
  out.set_slot(in.slot);
  out.set_message(string_of(in.message));
  out.set_signature(string_of(in.signature));
}

void fill(wire::GetRendezvous& out, const command::GetRendezvous& in) {
  out.set_id(string_of(in.id));
  out.set_slot(in.slot);
  out.set_wait_ms(in.wait_ms);
}

relay::Reason reason_of(wire::Refused::Reason reason) {
  const bool is_known = reason >= wire::Refused::MALFORMED && reason <= wire::Refused::INTERNAL;
  return is_known ? static_cast<relay::Reason>(reason) : relay::Reason::internal;
}

Result<RelayEvent> read_item(const wire::Item& in) {
  const auto mailbox = MailboxId::from(in.mailbox());
  if (!mailbox || in.slot() > kDoorSlot || in.seq() == 0)
    return refuse(Code::relay_frame_malformed);
  return relay::Item{*mailbox, in.seq(), static_cast<std::uint8_t>(in.slot()),
                     copy_of(bytes_of(in.envelope()))};
}

Result<RelayEvent> read_state(const wire::State& in) {
  const auto mailbox = MailboxId::from(in.mailbox());
  if (!mailbox) return refuse(Code::relay_frame_malformed);
  return relay::State{*mailbox, in.next(), in.acknowledged(), in.used_bytes(), in.limit_bytes()};
}

}  // namespace

Bytes encode(std::uint64_t request, const Command& command) {
  wire::ClientFrame out;
  out.set_request(request);
  std::visit(
      Overloaded{
          [&](const command::Authenticate& in) { fill(*out.mutable_authenticate(), in); },
          [&](const command::CreateMailbox& in) { fill(*out.mutable_create_mailbox(), in); },
          [&](const command::Admit& in) {
            out.mutable_admit()->set_ticket_hash(in.ticket_hash.string());
          },
          [&](const command::SetWriter& in) { fill(*out.mutable_set_writer(), in); },
          [&](const command::Put& in) { fill(*out.mutable_put(), in); },
          [&](const command::Subscribe& in) {
            out.mutable_subscribe()->set_mailbox(in.mailbox.string());
            out.mutable_subscribe()->set_after(in.after);
          },
          [&](const command::Acknowledge& in) {
            out.mutable_acknowledge()->set_mailbox(in.mailbox.string());
            out.mutable_acknowledge()->set_up_to(in.up_to);
          },
          [&](const command::DeleteMailbox& in) {
            out.mutable_delete_mailbox()->set_mailbox(in.mailbox.string());
          },
          [&](const command::OpenRendezvous& in) { fill(*out.mutable_open_rendezvous(), in); },
          [&](const command::PutRendezvous& in) { fill(*out.mutable_put_rendezvous(), in); },
          [&](const command::GetRendezvous& in) { fill(*out.mutable_get_rendezvous(), in); },
          [&](const command::Ping&) { out.mutable_ping(); },
      },
      command);
  return copy_of(bytes_of(out.SerializeAsString()));
}

Result<RelayEvent> decode_relay_frame(ByteView bytes) {
  wire::RelayFrame in;
  if (!parse_whole(bytes, in)) return refuse(Code::relay_frame_malformed);
  switch (in.event_case()) {
    case wire::RelayFrame::kDone:
      return relay::Done{in.done().request(), copy_of(bytes_of(in.done().message()))};
    case wire::RelayFrame::kRefused:
      return relay::Refused{in.refused().request(), reason_of(in.refused().reason())};
    case wire::RelayFrame::kItem:
      return read_item(in.item());
    case wire::RelayFrame::kState:
      return read_state(in.state());
    case wire::RelayFrame::EVENT_NOT_SET:
      break;
  }
  return refuse(Code::relay_frame_malformed);
}

}  // namespace troth::sync
