#include "sync-server/client_frame.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/relay_protocol.h"
#include "proto/relay.pb.h"

namespace troth::relay {
namespace {

using Body = std::optional<CommandBody>;

constexpr std::size_t kInviteId = 16;
constexpr std::size_t kCodeId = 6;
// Numbers above it come from no client, and no table of SQLite's holds 2^63.
constexpr std::uint64_t kLargestNumber = std::uint64_t{1} << 53;

// Reads ids out of Protobuf's strings; `ok` falls at the first of a wrong length.
struct Fields {
  bool ok = true;

  template <class Id>
  Id id(const std::string& bytes) {
    const auto read = Id::from(bytes);
    ok = ok && read.has_value();
    return read.value_or(Id{});
  }
  std::uint64_t number(std::uint64_t value) {
    ok = ok && value <= kLargestNumber;
    return value;
  }
  void require(bool condition) { ok = ok && condition; }

  template <class Command>
  Body body(Command command) const {
    if (!ok) return std::nullopt;
    return CommandBody(std::move(command));
  }
};

bool is_rendezvous_id(const std::string& id) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return id.size() == kInviteId || (id.size() == kCodeId && std::ranges::all_of(id, is_digit));
}

bool is_rendezvous_message(const std::string& message) {
  return !message.empty() && message.size() <= kLargestRendezvousMessage;
}

Bytes bytes(const std::string& text) { return copy_of(bytes_of(text)); }

Body read(const wire::Authenticate& in) {
  Fields fields;
  fields.require(in.role() == wire::Authenticate::READ || in.role() == wire::Authenticate::WRITE);
  const Role role = in.role() == wire::Authenticate::READ ? Role::read : Role::write;
  const LogIn log_in{fields.id<MailboxId>(in.mailbox()), role, fields.id<SignPublicKey>(in.key())};
  return fields.body(AuthenticateCommand{log_in, fields.id<Signature>(in.signature())});
}

Body read(const wire::CreateMailbox& in) {
  Fields fields;
  CreateCommand out;
  out.read_key = fields.id<SignPublicKey>(in.read_key());
  out.by_ticket = in.by_ticket();
  out.signature = fields.id<Signature>(in.signature());
  out.admission = fields.id<Hash>(in.admission());
  if (out.by_ticket)
    out.admission = crypto::hash(crypto::label::kTicket, {bytes_of(in.admission())});
  return fields.body(out);
}

Body read(const wire::Admit& in) {
  Fields fields;
  return fields.body(AdmitCommand{fields.id<Hash>(in.ticket_hash())});
}

Body read(const wire::SetWriter& in) {
  Fields fields;
  SetWriter out{fields.id<MailboxId>(in.mailbox()), in.slot(), std::nullopt};
  fields.require(in.slot() <= kDoorSlot);
  if (!in.key().empty()) out.key = fields.id<SignPublicKey>(in.key());
  return fields.body(SetWriterCommand{out});
}

Body read(const wire::Put& in) {
  Fields fields;
  fields.require(std::ranges::find(kEnvelopeSizes, in.envelope().size()) != kEnvelopeSizes.end());
  const auto mailbox = fields.id<MailboxId>(in.mailbox());
  const auto envelope_id = fields.id<EnvelopeId>(in.envelope_id());
  if (!fields.ok) return std::nullopt;
  return PutCommand{mailbox, envelope_id, bytes(in.envelope())};
}

Body read(const wire::Subscribe& in) {
  Fields fields;
  return fields.body(
      SubscribeCommand{fields.id<MailboxId>(in.mailbox()), fields.number(in.after())});
}

Body read(const wire::Acknowledge& in) {
  Fields fields;
  const Acknowledge out{fields.id<MailboxId>(in.mailbox()), fields.number(in.up_to())};
  return fields.body(AcknowledgeCommand{out});
}

Body read(const wire::DeleteMailbox& in) {
  Fields fields;
  return fields.body(DeleteMailboxCommand{fields.id<MailboxId>(in.mailbox())});
}

Body read(const wire::OpenRendezvous& in) {
  Fields fields;
  fields.require(in.kind() <= 1 && is_rendezvous_message(in.message()));
  fields.require(in.id().size() == (in.kind() == 0 ? kInviteId : kCodeId));
  fields.require(is_rendezvous_id(in.id()));
  const auto fresh_key = fields.id<SignPublicKey>(in.fresh_key());
  if (!fields.ok) return std::nullopt;
  const auto kind = static_cast<OpenRendezvous::Kind>(in.kind());
  return OpenRendezvousCommand{{{}, kind, bytes(in.id()), bytes(in.message()), fresh_key}};
}

Body read(const wire::PutRendezvous& in) {
  Fields fields;
  fields.require(is_rendezvous_id(in.id()) && is_rendezvous_message(in.message()));
  fields.require(in.slot() >= 2 && in.slot() <= 4);
  Signature signature;  // slot 2 is not signed: whoever came first wrote it
  if (in.slot() != 2) signature = fields.id<Signature>(in.signature());
  if (!fields.ok) return std::nullopt;
  return PutRendezvousCommand{{bytes(in.id()), in.slot(), bytes(in.message()), signature}};
}

Body read(const wire::GetRendezvous& in) {
  Fields fields;
  fields.require(is_rendezvous_id(in.id()) && in.slot() >= 1 && in.slot() <= 4);
  if (!fields.ok) return std::nullopt;
  return GetRendezvousCommand{{bytes(in.id()), in.slot()}, std::min(in.wait_ms(), kLongestWaitMs)};
}

Body read_body(const wire::ClientFrame& frame) {
  switch (frame.command_case()) {
    case wire::ClientFrame::kAuthenticate:
      return read(frame.authenticate());
    case wire::ClientFrame::kCreateMailbox:
      return read(frame.create_mailbox());
    case wire::ClientFrame::kAdmit:
      return read(frame.admit());
    case wire::ClientFrame::kSetWriter:
      return read(frame.set_writer());
    case wire::ClientFrame::kPut:
      return read(frame.put());
    case wire::ClientFrame::kSubscribe:
      return read(frame.subscribe());
    case wire::ClientFrame::kAcknowledge:
      return read(frame.acknowledge());
    case wire::ClientFrame::kDeleteMailbox:
      return read(frame.delete_mailbox());
    case wire::ClientFrame::kOpenRendezvous:
      return read(frame.open_rendezvous());
    case wire::ClientFrame::kPutRendezvous:
      return read(frame.put_rendezvous());
    case wire::ClientFrame::kGetRendezvous:
      return read(frame.get_rendezvous());
    case wire::ClientFrame::kPing:
      return PingCommand{};
    case wire::ClientFrame::COMMAND_NOT_SET:  // or one of a newer client
      return std::nullopt;
  }
  return std::nullopt;
}

struct Reason {
  wire::Refused::Reason reason;
  const char* sentence;
};

Reason reason_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::malformed:
      return {wire::Refused::MALFORMED, "The relay does not understand this request."};
    case Outcome::not_allowed:
      return {wire::Refused::NOT_ALLOWED, "The relay does not allow this."};
    case Outcome::full:
      return {wire::Refused::FULL, "There is no room for this at the relay; try again later."};
    case Outcome::conflict:
      return {wire::Refused::CONFLICT, "The relay holds something else there already."};
    case Outcome::not_yet:
      return {wire::Refused::NOT_YET, "Nothing is there yet."};
    case Outcome::too_many:
      return {wire::Refused::TOO_MANY, "These are too many at once; wait for some to end."};
    case Outcome::internal:
      return {wire::Refused::INTERNAL, "The relay failed; try again later."};
    case Outcome::done:
      break;
  }
  CHECK(outcome != Outcome::done);
  return {};
}

Bytes serialized(const wire::RelayFrame& frame) {
  Bytes out(frame.ByteSizeLong());
  CHECK(frame.SerializeToArray(out.data(), static_cast<int>(out.size())));
  return out;
}

void set(std::string& field, ByteView value) { field.assign(value.begin(), value.end()); }

}  // namespace

Command read_command(ByteView frame) {
  wire::ClientFrame parsed;
  // A frame's size bounds `frame` (core/net/frame.h).
  if (!parsed.ParseFromArray(frame.data(), static_cast<int>(frame.size()))) return {};
  if (parsed.request() > kLargestNumber) return {};
  return {parsed.request(), read_body(parsed)};
}

Bytes done_frame(std::uint64_t request, ByteView message) {
  wire::RelayFrame frame;
  frame.mutable_done()->set_request(request);
  set(*frame.mutable_done()->mutable_message(), message);
  return serialized(frame);
}

Bytes refused_frame(std::uint64_t request, Outcome outcome) {
  const Reason reason = reason_of(outcome);
  wire::RelayFrame frame;
  frame.mutable_refused()->set_request(request);
  frame.mutable_refused()->set_reason(reason.reason);
  frame.mutable_refused()->set_message(reason.sentence);
  return serialized(frame);
}

Bytes item_frame(const MailboxId& mailbox, const Item& item) {
  wire::RelayFrame frame;
  set(*frame.mutable_item()->mutable_mailbox(), mailbox.view());
  frame.mutable_item()->set_seq(item.seq);
  frame.mutable_item()->set_slot(item.slot);
  set(*frame.mutable_item()->mutable_envelope(), item.envelope);
  return serialized(frame);
}

Bytes state_frame(const MailboxId& mailbox, const MailboxState& state) {
  wire::RelayFrame frame;
  set(*frame.mutable_state()->mutable_mailbox(), mailbox.view());
  frame.mutable_state()->set_next(state.next);
  frame.mutable_state()->set_acknowledged(state.acknowledged);
  frame.mutable_state()->set_used_bytes(state.used_bytes);
  frame.mutable_state()->set_limit_bytes(state.limit_bytes);
  return serialized(frame);
}

}  // namespace troth::relay
