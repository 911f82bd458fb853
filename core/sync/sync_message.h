// The text of a session message (proto/sync.proto; proto/README.md, "Entries
// and sync"): entries, control data and the sender's frontier, which is receipt
// and request in one. An empty text is padding alone. Decoded strictly enough
// to be safe (counts, lengths, order), verified by the ledger. Plain values.
// Fails: sync_message_malformed.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/crypto/secret.h"
#include "core/ledger/frontier.h"
#include "core/sync/invite.h"
#include "core/sync/roots.h"

namespace troth::sync {

// What a device holds, said by itself.
struct Receipt {
  ledger::Frontier frontier;
  RootId root;                    // the newest root
  std::uint32_t held_prekey = 0;  // the receiver's newest prekey that the sender holds
  std::uint64_t held_session_seq = 0;
  bool operator==(const Receipt&) const = default;
};

struct RootRotation {
  std::uint32_t epoch = 0;
  crypto::Secret random_bytes;
};

struct SyncMessage {
  Receipt receipt;
  std::vector<Bytes> certificates;
  std::optional<RootRotation> rotation;
  Bytes prekey;                            // SignedPrekey, or empty
  std::optional<SignPublicKey> write_key;  // of the sender, for the receiver's mailbox
  std::optional<RelayPlace> relay;         // where the sender's mailbox is now
  std::vector<Bytes> entries;              // SignedEntry, in causal order
};

// sync_message_malformed where an entry, a certificate or the prekey is none.
Result<crypto::Secret> encode(const SyncMessage& message);
// Nothing in the optional: padding alone.
Result<std::optional<SyncMessage>> parse_sync_message(ByteView text);

}  // namespace troth::sync
