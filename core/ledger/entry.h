// An entry: one signed record of one device, as the exact bytes that travelled
// and are stored (proto/README.md, "Entries and sync"). decode_entry() is
// strict: sizes, format, and the one form in which the bytes may be written.
// It does not check the signature, the chain or the payload's hash: that is
// chain.h. Plain values, any thread; hostile bytes give an Error.
#pragma once

#include <optional>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/crypto/random.h"
#include "core/crypto/sign.h"
#include "core/ledger/kind.h"

namespace troth::ledger {

inline constexpr std::uint32_t kEntryFormat = 1;
inline constexpr std::size_t kSaltSize = 16;
// Bounds of what a header may claim: 2^53, and the end of the year 9999.
inline constexpr std::uint64_t kLargestSeq = std::uint64_t{1} << 53;
inline constexpr TimeMs kLatestWrittenAtMs = 253'402'300'799'999;

// One device's newest entry, as somebody knows it.
struct Head {
  DeviceId device;
  std::uint64_t seq = 0;
  EntryHash hash;
  auto operator<=>(const Head&) const = default;
};

struct EntryHeader {
  EntryKind kind{};
  PairId pair;
  DeviceId device;
  std::uint64_t seq = 0;              // from 1
  std::optional<EntryHash> previous;  // nothing for seq 1
  TimeMs written_at_ms = 0;           // a claim
  Hash payload_hash;                  // H("payload", salt, payload)
  std::vector<Head> seen;             // ascending device, never its own, at most 7
  bool operator==(const EntryHeader&) const = default;
};

// A header's exact bytes and the signature over their hash: what proves that a
// device wrote it, without the payload.
struct SignedHeader {
  Bytes header;
  Signature signature;
  bool operator==(const SignedHeader&) const = default;
};

class Entry {
 public:
  [[nodiscard]] const EntryHeader& header() const { return header_; }
  [[nodiscard]] const EntryHash& hash() const { return hash_; }
  [[nodiscard]] const SignedHeader& signed_header() const { return signed_; }
  // 16 bytes.
  [[nodiscard]] ByteView salt() const { return salt_; }
  [[nodiscard]] ByteView payload() const { return payload_; }
  // The SignedEntry's bytes, for travel and for the store: what decode_entry() read.
  [[nodiscard]] Bytes encode() const;
  // This entry as a head of its device.
  [[nodiscard]] Head head() const { return {header_.device, header_.seq, hash_}; }
  bool operator==(const Entry&) const = default;

 private:
  friend Result<Entry> decode_entry(ByteView bytes);
  friend Result<Entry> sign_entry(const crypto::SigningKey& key, EntryHeader header,
                                  ByteView payload, crypto::Random& random);
  EntryHeader header_;
  EntryHash hash_;
  SignedHeader signed_;
  Bytes salt_;
  Bytes payload_;
};

// Refuses what is too long (entry_too_large, entry_header_too_large), of another
// format (entry_format_newer), or not in the one strict form (entry_malformed;
// entry_seen_malformed for a `seen` that is out of order, too long or names its author).
Result<Entry> decode_entry(ByteView bytes);
// The header alone, as strictly.
Result<EntryHeader> decode_header(ByteView bytes);
// H("entry", header bytes).
EntryHash entry_hash(ByteView header);
// H("payload", salt, payload).
Hash payload_hash(ByteView salt, ByteView payload);
[[nodiscard]] bool signature_holds(const SignedHeader& header, const SignPublicKey& key);
// Refuses a payload above sizes::kPayload (entry_payload_too_large) and one that
// is not the one that was signed (entry_payload_wrong).
Status check_payload(const Entry& entry);

// Signs `payload` under `header` with a fresh salt; the header's payload_hash is
// filled here. Refuses what decode_entry() or check_payload() would.
Result<Entry> sign_entry(const crypto::SigningKey& key, EntryHeader header, ByteView payload,
                         crypto::Random& random);

// What can still be told of bytes that decode_entry() refuses, read leniently:
// enough to know whether a device's signed entry that takes away is in there.
struct Glimpse {
  EntryKind kind{};
  std::optional<PairId> pair;  // nothing where even that cannot be read
  DeviceId device;
  EntryHash hash;
  SignedHeader signed_header;
};
// Nothing where there is no header with a kind, a device and a signature.
std::optional<Glimpse> glimpse(ByteView bytes);

}  // namespace troth::ledger
