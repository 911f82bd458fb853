// Entries as no honest device writes them: headers and payloads changed at
// will, and signed all the same.
#pragma once

#include <functional>

#include "core/crypto/labels.h"
#include "core/ledger/entry.h"
#include "proto/ledger.pb.h"
#include "tests/support/pair.h"

namespace troth::test {

inline Bytes serialized(const auto& message) {
  return copy_of(bytes_of(message.SerializeAsString()));
}

inline wire::SignedEntry wire_of(const ledger::Entry& entry) {
  wire::SignedEntry out;
  CHECK(out.ParseFromString(string_of(entry.encode())));
  return out;
}

inline wire::EntryHeader wire_header_of(const ledger::Entry& entry) {
  wire::EntryHeader out;
  CHECK(out.ParseFromString(string_of(entry.signed_header().header)));
  return out;
}

// The entry with other header bytes, signed by `key`.
inline wire::SignedEntry resigned(const ledger::Entry& entry, const std::string& header,
                                  const crypto::SigningKey& key) {
  wire::SignedEntry out = wire_of(entry);
  out.set_header(header);
  out.set_signature(
      key.sign(crypto::label::kEntry, ledger::entry_hash(bytes_of(header)).view()).string());
  return out;
}

// The entry with its header changed and signed by `key`.
inline Bytes forged(const ledger::Entry& entry, const crypto::SigningKey& key,
                    const std::function<void(wire::EntryHeader&)>& change) {
  wire::EntryHeader header = wire_header_of(entry);
  change(header);
  return serialized(resigned(entry, header.SerializeAsString(), key));
}

}  // namespace troth::test
