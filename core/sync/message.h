// Messages, what an envelope holds (proto/README.md, "Sessions between two
// devices"): ver1 | type1, then for types 1 and 2
// [SessionInit 113] | session_id 16 | ratchet_pk 32 | pn u32 | n u32 | sealed,
// for type 3 a signed Hello. Codecs and the one signature check that needs no
// session. Plain values; fails: message_malformed, message_newer,
// hello_signature_wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/crypto/ratchet.h"
#include "core/crypto/sign.h"

namespace troth::sync {

inline constexpr std::size_t kSessionInitSize = 113;
// What a message adds to its text: version, type, ids, the ratchet's header and the seal.
inline constexpr std::size_t kMessageOverhead = 2 + 16 + 40 + 40;

// suite1 | root_epoch u32 | session_seq u64 | EK 32 | prekey_id u32 | sig 64.
struct SessionInit {
  std::uint32_t root_epoch = 0;
  std::uint64_t session_seq = 0;
  DhPublicKey ephemeral;
  std::uint32_t prekey_id = 0;
  Signature signature;
  bool operator==(const SessionInit&) const = default;
};
Bytes encode(const SessionInit& init);
Result<SessionInit> parse_session_init(ByteView bytes);

struct SessionMessage {
  std::optional<SessionInit> init;  // type 1
  SessionId session;
  crypto::RatchetHeader header;
  Bytes sealed;
};

// ver1 | type1 | [SessionInit] | session_id: what stands before the ratchet's header.
Bytes message_head(const std::optional<SessionInit>& init, const SessionId& session);
Bytes encode(const SessionMessage& message);

// First contact of a device that no session knows, through the door. Prekey,
// certificates and entries are the exact bytes, for the ledger to read once the
// device is known.
struct Hello {
  PairId pair;
  DeviceId from;
  DeviceId to;
  std::uint64_t hello_seq = 0;  // must rise
  std::uint32_t epoch = 0;
  Bytes prekey;  // SignedPrekey
  SignPublicKey write_key;
  std::vector<Bytes> certificates;  // Certificate
  std::vector<Bytes> entries;       // SignedEntry, only what takes away
  Bytes body;                       // the exact bytes that were signed
  Signature signature;
};

using Message = std::variant<SessionMessage, Hello>;
Result<Message> parse_message(ByteView bytes);

// Fills body and signature, and gives the whole message (type 3);
// message_malformed where a prekey, certificate or entry is none.
Result<Bytes> sign_hello(Hello& hello, const crypto::SigningKey& key);
// hello_signature_wrong unless `key` (of the device `from`) signed it, for this
// pair and this device; hello_replayed where its number is not above `highest`.
Status verify(const Hello& hello, const SignPublicKey& key, const PairId& pair,
              const DeviceId& self, std::uint64_t highest);

}  // namespace troth::sync
