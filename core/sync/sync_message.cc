#include "core/sync/sync_message.h"

#include "core/base/bytes.h"
#include "core/base/sizes.h"
#include "core/sync/strict.h"
#include "proto/sync.pb.h"

namespace troth::sync {
namespace {

template <class Id>
bool read_id_field(Id& out, const std::string& field) {
  const auto value = Id::from(field);
  if (value) out = *value;
  return value.has_value();
}

template <class Field>
Bytes bytes_in(const Field& field) {
  return copy_of(bytes_of(field.SerializeAsString()));
}

void write_receipt(const Receipt& receipt, wire::SyncMessage& out) {
  for (const ledger::Head& head : receipt.frontier.heads) {
    auto& to = *out.add_heads();
    to.set_device_id(head.device.string());
    to.set_seq(head.seq);
    to.set_hash(head.hash.string());
  }
  for (const ledger::ChainHead& chain : receipt.frontier.chains) {
    auto& to = *out.add_chains();
    to.set_partner_id(chain.partner.string());
    to.set_length(chain.length);
    to.set_head(chain.head.string());
  }
  out.set_root_id(receipt.root.string());
  out.set_held_prekey_id(receipt.held_prekey);
  out.set_held_session_seq(receipt.held_session_seq);
}

bool read_receipt(const wire::SyncMessage& in, Receipt& out) {
  bool is_well_formed = read_id_field(out.root, in.root_id());
  for (const auto& from : in.heads()) {
    auto& head = out.frontier.heads.emplace_back();
    head.seq = from.seq();
    is_well_formed = is_well_formed && read_id_field(head.device, from.device_id()) &&
                     read_id_field(head.hash, from.hash());
  }
  for (const auto& from : in.chains()) {
    auto& chain = out.frontier.chains.emplace_back();
    chain.length = from.length();
    is_well_formed = is_well_formed && read_id_field(chain.partner, from.partner_id()) &&
                     read_id_field(chain.head, from.head());
  }
  out.held_prekey = in.held_prekey_id();
  out.held_session_seq = in.held_session_seq();
  return is_well_formed;
}

std::optional<RelayPlace> read_relay(const wire::RelayPlace& in) {
  RelayPlace out{in.host(), 0, {}};
  if (in.port() > std::numeric_limits<std::uint16_t>::max()) return std::nullopt;
  out.port = static_cast<std::uint16_t>(in.port());
  if (!read_id_field(out.key, in.relay_pk()) || !check_relay_place(out)) return std::nullopt;
  return out;
}

// Overwrites what a generated type had to hold of a rotation.
void wipe_rotation(wire::SyncMessage& message) {
  if (!message.has_root()) return;
  std::string& held = *message.mutable_root()->mutable_rand();
  crypto::wipe({reinterpret_cast<std::uint8_t*>(held.data()), held.size()});
}

Result<SyncMessage> read(const wire::SyncMessage& in) {
  SyncMessage out;
  if (!read_receipt(in, out.receipt) ||
      static_cast<std::size_t>(in.certificates_size()) > 2 * sizes::kCertificates)
    return refuse(Code::sync_message_malformed);
  for (const auto& certificate : in.certificates())
    out.certificates.push_back(bytes_in(certificate));
  for (const auto& entry : in.entries()) out.entries.push_back(bytes_in(entry));
  if (in.has_root()) {
    if (in.root().rand().size() != 32) return refuse(Code::sync_message_malformed);
    out.rotation =
        RootRotation{in.root().epoch(), crypto::Secret::copy_of(bytes_of(in.root().rand()))};
  }
  if (in.has_prekey()) out.prekey = bytes_in(in.prekey());
  if (!in.write_pk().empty()) {
    out.write_key = SignPublicKey::from(in.write_pk());
    if (!out.write_key) return refuse(Code::sync_message_malformed);
  }
  if (in.has_relay()) {
    out.relay = read_relay(in.relay());
    if (!out.relay) return refuse(Code::sync_message_malformed);
  }
  return out;
}

}  // namespace

Result<crypto::Secret> encode(const SyncMessage& message) {
  wire::SyncMessage out;
  write_receipt(message.receipt, out);
  bool is_whole = true;
  for (const Bytes& certificate : message.certificates)
    is_whole = parse_whole(certificate, *out.add_certificates()) && is_whole;
  for (const Bytes& entry : message.entries)
    is_whole = parse_whole(entry, *out.add_entries()) && is_whole;
  if (!message.prekey.empty())
    is_whole = parse_whole(message.prekey, *out.mutable_prekey()) && is_whole;
  if (message.write_key) out.set_write_pk(message.write_key->string());
  if (message.relay) {
    out.mutable_relay()->set_host(message.relay->host);
    out.mutable_relay()->set_port(message.relay->port);
    out.mutable_relay()->set_relay_pk(message.relay->key.string());
  }
  if (message.rotation) {
    // A generated type holds the rotation's 32 bytes for an instant; it is wiped below.
    out.mutable_root()->set_epoch(message.rotation->epoch);
    out.mutable_root()->set_rand(string_of(message.rotation->random_bytes.view()));
  }
  crypto::Secret text(out.ByteSizeLong());
  is_whole =
      is_whole && out.SerializeToArray(text.writable().data(), static_cast<int>(text.size()));
  wipe_rotation(out);
  if (!is_whole) return refuse(Code::sync_message_malformed);
  return text;
}

Result<std::optional<SyncMessage>> parse_sync_message(ByteView text) {
  if (text.empty()) return std::nullopt;
  wire::SyncMessage in;
  if (!parse_whole(text, in)) return refuse(Code::sync_message_malformed);
  auto out = read(in);
  wipe_rotation(in);
  if (!out) return std::unexpected(std::move(out.error()));
  return std::optional(std::move(*out));
}

}  // namespace troth::sync
