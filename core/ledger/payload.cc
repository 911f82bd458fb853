#include "core/ledger/payload.h"

#include <algorithm>

#include "core/base/sizes.h"
#include "core/ledger/strict.h"
#include "proto/ledger.pb.h"

namespace troth::ledger {
namespace {

template <class Message>
Bytes bytes_from(const Message& message) {
  return copy_of(bytes_of(message.SerializeAsString()));
}

template <class Message>
Result<Message> read_message(ByteView bytes) {
  Message out;
  if (!parse(out, bytes)) return refuse(Code::payload_malformed);
  return out;
}

// `value` was made of `message`, which was made of `bytes`. What the message
// carries beyond the value are unknown fields: it keeps and writes those.
template <class Message, class Payload>
Result<Payload> checked(const Payload& value, const Message& message, ByteView bytes) {
  const Bytes rewritten = bytes_from(message);
  if (rewritten != encode(value)) return refuse(Code::payload_newer);
  if (!equal(rewritten, bytes)) return refuse(Code::payload_malformed);
  return value;
}

// Wire messages that hold one certificate's hash.
template <class Wire, class Payload>
Result<Payload> decode_certificate_hash(ByteView bytes) {
  TROTH_ASSIGN(const Wire wire_payload, read_message<Wire>(bytes));
  Payload out;
  if (!read(out.certificate, wire_payload.certificate())) return refuse(Code::payload_malformed);
  return checked(out, wire_payload, bytes);
}

template <class Wire, class Payload>
Bytes encode_certificate_hash(const Payload& payload) {
  Wire out;
  out.set_certificate(payload.certificate.string());
  return bytes_from(out);
}

void write(wire::SignedHeader& out, const SignedHeader& header) {
  out.set_header(string_of(header.header));
  out.set_signature(header.signature.string());
}

Status read_signed_header(SignedHeader& out, const wire::SignedHeader& header) {
  out.header = copy_of(bytes_of(header.header()));
  if (!read(out.signature, header.signature()) || out.header.empty() ||
      out.header.size() > sizes::kEntryHeader) {
    return refuse(Code::payload_malformed);
  }
  return {};
}

}  // namespace

Bytes encode(const Paired& payload) {
  wire::Paired out;
  out.set_pair_id(payload.pair.string());
  out.set_transcript(payload.transcript.string());
  return bytes_from(out);
}

Result<Paired> decode_paired(ByteView bytes) {
  TROTH_ASSIGN(const auto wire_payload, read_message<wire::Paired>(bytes));
  Paired out;
  if (!read(out.pair, wire_payload.pair_id()) || !read(out.transcript, wire_payload.transcript())) {
    return refuse(Code::payload_malformed);
  }
  return checked(out, wire_payload, bytes);
}

Bytes encode(const Compared& payload) {
  wire::Compared out;
  out.set_transcript(payload.transcript.string());
  return bytes_from(out);
}

Result<Compared> decode_compared(ByteView bytes) {
  TROTH_ASSIGN(const auto wire_payload, read_message<wire::Compared>(bytes));
  Compared out;
  if (!read(out.transcript, wire_payload.transcript())) return refuse(Code::payload_malformed);
  return checked(out, wire_payload, bytes);
}

Bytes encode(const SessionEstablished& payload) {
  wire::SessionEstablished out;
  out.set_device_id(payload.peer.string());
  out.set_session_seq(payload.session_seq);
  out.set_reason(static_cast<wire::SessionEstablished::Reason>(payload.reason));
  return bytes_from(out);
}

Result<SessionEstablished> decode_session(ByteView bytes) {
  TROTH_ASSIGN(const auto wire_payload, read_message<wire::SessionEstablished>(bytes));
  const int reason = wire_payload.reason();
  SessionEstablished out;
  out.session_seq = wire_payload.session_seq();
  if (!read(out.peer, wire_payload.device_id()) || out.session_seq == 0 ||
      out.session_seq > sizes::kSessionSeq || reason <= 0) {
    return refuse(Code::payload_malformed);
  }
  // A reason that this version does not know was made by a newer one.
  if (!wire::SessionEstablished::Reason_IsValid(reason)) return refuse(Code::payload_newer);
  out.reason = SessionReason{static_cast<std::uint32_t>(reason)};
  return checked(out, wire_payload, bytes);
}

Bytes encode(const Confirmed& payload) { return encode_certificate_hash<wire::Confirmed>(payload); }

Result<Confirmed> decode_confirmed(ByteView bytes) {
  return decode_certificate_hash<wire::Confirmed, Confirmed>(bytes);
}

Bytes encode(const Revoked& payload) { return encode_certificate_hash<wire::Revoked>(payload); }

Result<Revoked> decode_revoked(ByteView bytes) {
  return decode_certificate_hash<wire::Revoked, Revoked>(bytes);
}

Bytes encode(const Equivocated& payload) {
  wire::Equivocated out;
  write(*out.mutable_first(), payload.first);
  write(*out.mutable_second(), payload.second);
  return bytes_from(out);
}

Result<Equivocated> decode_equivocated(ByteView bytes) {
  TROTH_ASSIGN(const auto wire_payload, read_message<wire::Equivocated>(bytes));
  Equivocated out;
  TROTH_TRY(read_signed_header(out.first, wire_payload.first()));
  TROTH_TRY(read_signed_header(out.second, wire_payload.second()));
  return checked(out, wire_payload, bytes);
}

Result<CutAt> cut_of(const Revoked& payload, const Clock& past, const DeviceChains& chains) {
  for (const DeviceChain* chain : {&chains.own, &chains.other}) {
    for (const Device& device : chain->devices()) {
      if (device.revocation && device.revocation->certificate == payload.certificate) {
        return CutAt{device.id, std::max(device.revocation->cut.seq, past.seq_of(device.id))};
      }
    }
  }
  return refuse(Code::cut_without_certificate);
}

Result<CutAt> cut_of(const Equivocated& payload, const PairId& pair, const DeviceChains& chains) {
  const auto first = decode_header(payload.first.header);
  const auto second = decode_header(payload.second.header);
  if (!first || !second || first->device != second->device || first->seq != second->seq ||
      first->pair != pair || second->pair != pair ||
      payload.first.header == payload.second.header) {
    return refuse(Code::equivocation_unproven);
  }
  const Device* device = chains.find(first->device);
  if (device == nullptr || !signature_holds(payload.first, device->sign_pk) ||
      !signature_holds(payload.second, device->sign_pk)) {
    return refuse(Code::equivocation_unproven);
  }
  return CutAt{device->id, first->seq - 1};
}

}  // namespace troth::ledger
