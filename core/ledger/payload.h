// The payloads of the kinds that the ledger itself understands; consent and
// practice read their own. Read strictly: a field that this version does not
// know gives payload_newer ("needs a newer version"), anything else that is not
// the one form of a valid value gives payload_malformed. Plain values.
#pragma once

#include <cstdint>

#include "core/base/clock.h"
#include "core/ledger/device_chain.h"
#include "core/ledger/entry.h"

namespace troth::ledger {

// Kind paired: the first entry of each side; holds what pairing agreed on.
struct Paired {
  PairId pair;
  Hash transcript;  // TH2
  bool operator==(const Paired&) const = default;
};

// Kind compared: its author compared the nine digits and they were the same.
struct Compared {
  Hash transcript;
  bool operator==(const Compared&) const = default;
};

enum class SessionReason : std::uint32_t {
  first = 1,
  rotation = 2,
  by_hand = 3,
  unanswered = 4,
  restored = 5,
};

// Kind session: the author's device opened a session with `peer`.
struct SessionEstablished {
  DeviceId peer;
  std::uint64_t session_seq = 0;  // 1 to sizes::kSessionSeq
  SessionReason reason{};
  bool operator==(const SessionEstablished&) const = default;
};

// Kind confirmed: its author compared the device check of the other's new device.
struct Confirmed {
  CertificateHash certificate;
  bool operator==(const Confirmed&) const = default;
};

// Kind revoked: the cut stands in the certificate.
struct Revoked {
  CertificateHash certificate;
  bool operator==(const Revoked&) const = default;
};

// Kind equivocated: the proof that a device signed two entries at one seq.
struct Equivocated {
  SignedHeader first;
  SignedHeader second;
  bool operator==(const Equivocated&) const = default;
};

Bytes encode(const Paired& payload);
Bytes encode(const Compared& payload);
Bytes encode(const SessionEstablished& payload);
Bytes encode(const Confirmed& payload);
Bytes encode(const Revoked& payload);
Bytes encode(const Equivocated& payload);

Result<Paired> decode_paired(ByteView bytes);
Result<Compared> decode_compared(ByteView bytes);
Result<SessionEstablished> decode_session(ByteView bytes);
Result<Confirmed> decode_confirmed(ByteView bytes);
Result<Revoked> decode_revoked(ByteView bytes);
Result<Equivocated> decode_equivocated(ByteView bytes);

// Where a cut takes effect: entries of `device` with a seq above `last_seq`.
struct CutAt {
  DeviceId device;
  std::uint64_t last_seq = 0;
  bool operator==(const CutAt&) const = default;
};
// The cut of a revocation that stands in a chain, never below what its author had
// seen (`past`, of the entry with this payload); cut_without_certificate where none does.
Result<CutAt> cut_of(const Revoked& payload, const Clock& past, const DeviceChains& chains);
// The cut that two headers prove; equivocation_unproven where they are not two
// different headers of one device and seq, both signed by it.
Result<CutAt> cut_of(const Equivocated& payload, const PairId& pair, const DeviceChains& chains);

}  // namespace troth::ledger
