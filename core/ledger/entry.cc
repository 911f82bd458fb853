#include "core/ledger/entry.h"

#include <algorithm>

#include "core/base/sizes.h"
#include "core/ledger/strict.h"
#include "proto/ledger.pb.h"

namespace troth::ledger {
namespace {

namespace label = crypto::label;

bool read_fields(EntryHeader& out, const wire::EntryHeader& header) {
  out.kind = EntryKind{header.kind()};
  out.seq = header.seq();
  out.written_at_ms = header.written_at_ms();
  return header.kind() != 0 && read(out.pair, header.pair_id()) &&
         read(out.device, header.device_id()) && read_optional(out.previous, header.previous()) &&
         read(out.payload_hash, header.payload_hash()) && out.seq >= 1 && out.seq <= kLargestSeq &&
         out.previous.has_value() == (out.seq > 1) && out.written_at_ms >= 0 &&
         out.written_at_ms <= kLatestWrittenAtMs;
}

bool read_head(Head& out, const wire::Head& head) {
  out.seq = head.seq();
  return read(out.device, head.device_id()) && read(out.hash, head.hash()) && out.seq >= 1 &&
         out.seq <= kLargestSeq;
}

bool read_seen(EntryHeader& out, const wire::EntryHeader& header) {
  if (static_cast<std::size_t>(header.seen_size()) > sizes::kSeenDevices) return false;
  for (const wire::Head& wire_head : header.seen()) {
    Head head;
    if (!read_head(head, wire_head) || head.device == out.device) return false;
    if (!out.seen.empty() && out.seen.back().device >= head.device) return false;
    out.seen.push_back(head);
  }
  return true;
}

std::string encode_header(const EntryHeader& header) {
  wire::EntryHeader out;
  out.set_format(kEntryFormat);
  out.set_kind(static_cast<std::uint32_t>(header.kind));
  out.set_pair_id(header.pair.string());
  out.set_device_id(header.device.string());
  out.set_seq(header.seq);
  out.set_previous(written(header.previous));
  out.set_written_at_ms(header.written_at_ms);
  out.set_payload_hash(header.payload_hash.string());
  for (const Head& head : header.seen) {
    wire::Head& seen = *out.add_seen();
    seen.set_device_id(head.device.string());
    seen.set_seq(head.seq);
    seen.set_hash(head.hash.string());
  }
  return out.SerializeAsString();
}

}  // namespace

EntryHash entry_hash(ByteView header) {
  return crypto::hash_as<EntryHash>(label::kEntry, {header});
}

Hash payload_hash(ByteView salt, ByteView payload) {
  return crypto::hash(label::kPayload, {salt, payload});
}

bool signature_holds(const SignedHeader& header, const SignPublicKey& key) {
  return crypto::verify(key, label::kEntry, entry_hash(header.header).view(), header.signature);
}

Result<EntryHeader> decode_header(ByteView bytes) {
  if (bytes.size() > sizes::kEntryHeader) return refuse(Code::entry_header_too_large);
  wire::EntryHeader header;
  if (!parse(header, bytes)) return refuse(Code::entry_malformed);
  if (header.format() > kEntryFormat) return refuse(Code::entry_format_newer);
  EntryHeader out;
  if (header.format() != kEntryFormat || !read_fields(out, header)) {
    return refuse(Code::entry_malformed);
  }
  if (!read_seen(out, header)) return refuse(Code::entry_seen_malformed);
  if (!equal(bytes_of(encode_header(out)), bytes)) return refuse(Code::entry_malformed);
  return out;
}

Result<Entry> decode_entry(ByteView bytes) {
  if (bytes.size() > sizes::kSignedEntry) return refuse(Code::entry_too_large);
  wire::SignedEntry wire_entry;
  Entry out;
  if (!parse(wire_entry, bytes) || !read(out.signed_.signature, wire_entry.signature()) ||
      wire_entry.salt().size() != kSaltSize) {
    return refuse(Code::entry_malformed);
  }
  TROTH_ASSIGN(out.header_, decode_header(bytes_of(wire_entry.header())));
  out.signed_.header = copy_of(bytes_of(wire_entry.header()));
  out.hash_ = entry_hash(out.signed_.header);
  out.salt_ = copy_of(bytes_of(wire_entry.salt()));
  out.payload_ = copy_of(bytes_of(wire_entry.payload()));
  if (!equal(out.encode(), bytes)) return refuse(Code::entry_malformed);
  return out;
}

Bytes Entry::encode() const {
  wire::SignedEntry out;
  out.set_header(string_of(signed_.header));
  out.set_signature(signed_.signature.string());
  out.set_salt(string_of(salt_));
  out.set_payload(string_of(payload_));
  return copy_of(bytes_of(out.SerializeAsString()));
}

Status check_payload(const Entry& entry) {
  if (entry.payload().size() > sizes::kPayload) return refuse(Code::entry_payload_too_large);
  if (payload_hash(entry.salt(), entry.payload()) != entry.header().payload_hash) {
    return refuse(Code::entry_payload_wrong);
  }
  return {};
}

Result<Entry> sign_entry(const crypto::SigningKey& key, EntryHeader header, ByteView payload,
                         crypto::Random& random) {
  if (payload.size() > sizes::kPayload) return refuse(Code::entry_payload_too_large);
  Entry out;
  const auto salt = random.array<kSaltSize>();
  out.salt_ = copy_of(salt);
  out.payload_ = copy_of(payload);
  header.payload_hash = payload_hash(salt, payload);
  out.signed_.header = copy_of(bytes_of(encode_header(header)));
  // What every reader would refuse is never signed.
  TROTH_ASSIGN(out.header_, decode_header(out.signed_.header));
  out.hash_ = entry_hash(out.signed_.header);
  out.signed_.signature = key.sign(label::kEntry, out.hash_.view());
  return out;
}

std::optional<Glimpse> glimpse(ByteView bytes) {
  wire::SignedEntry entry;
  wire::EntryHeader header;
  Glimpse out;
  if (bytes.size() > sizes::kLargestEnvelope || !parse(entry, bytes) ||
      !parse(header, bytes_of(entry.header())) || header.kind() == 0 ||
      !read(out.device, header.device_id()) ||
      !read(out.signed_header.signature, entry.signature())) {
    return std::nullopt;
  }
  out.kind = EntryKind{header.kind()};
  if (PairId pair; read(pair, header.pair_id())) out.pair = pair;
  out.signed_header.header = copy_of(bytes_of(entry.header()));
  out.hash = entry_hash(out.signed_header.header);
  return out;
}

}  // namespace troth::ledger
