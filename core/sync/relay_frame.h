// The frames between a client and the relay (proto/relay.proto), as values:
// commands are encoded, the relay's events decoded. Padding and Noise are
// net's. Plain values, any thread. Fails: relay_frame_malformed.
#pragma once

#include <cstdint>
#include <variant>

#include "core/base/error.h"
#include "core/base/ids.h"

namespace troth::sync {

namespace command {

enum class Role : std::uint8_t { read = 1, write = 2 };
struct Authenticate {
  MailboxId mailbox;
  Role role{};
  SignPublicKey key;
  Signature signature;
};
struct CreateMailbox {
  SignPublicKey read_key;
  Bytes admission;  // an HMAC by the token, or a ticket
  bool by_ticket = false;
  Signature signature;
};
struct Admit {
  Hash ticket_hash;
};
struct SetWriter {
  MailboxId mailbox;
  std::uint8_t slot = 0;
  Bytes key;  // empty: none
};
struct Put {
  MailboxId mailbox;
  EnvelopeId id;
  Bytes envelope;
};
struct Subscribe {
  MailboxId mailbox;
  std::uint64_t after = 0;
};
struct Acknowledge {
  MailboxId mailbox;
  std::uint64_t up_to = 0;
};
struct DeleteMailbox {
  MailboxId mailbox;
};
struct OpenRendezvous {
  std::uint8_t kind = 0;
  Bytes id;
  Bytes message;
  SignPublicKey fresh_key;
};
struct PutRendezvous {
  Bytes id;
  std::uint8_t slot = 0;
  Bytes message;
  Bytes signature;  // slots 3 and 4
};
struct GetRendezvous {
  Bytes id;
  std::uint8_t slot = 0;
  std::uint32_t wait_ms = 0;
};
struct Ping {};

}  // namespace command

using Command = std::variant<command::Authenticate, command::CreateMailbox, command::Admit,
                             command::SetWriter, command::Put, command::Subscribe,
                             command::Acknowledge, command::DeleteMailbox, command::OpenRendezvous,
                             command::PutRendezvous, command::GetRendezvous, command::Ping>;
// A ClientFrame's bytes.
Bytes encode(std::uint64_t request, const Command& command);

namespace relay {

struct Done {
  std::uint64_t request = 0;
  Bytes message;  // of GetRendezvous alone
};
enum class Reason : std::uint8_t {
  malformed = 1,
  not_allowed = 2,
  full = 3,
  conflict = 4,
  not_yet = 5,
  too_many = 6,
  internal = 7,
};
struct Refused {
  std::uint64_t request = 0;
  Reason reason{};
};
struct Item {
  MailboxId mailbox;
  std::uint64_t seq = 0;
  std::uint8_t slot = 0;
  Bytes envelope;
};
struct State {
  MailboxId mailbox;
  std::uint64_t next = 0;
  std::uint64_t acknowledged = 0;
  std::uint64_t used_bytes = 0;
  std::uint64_t limit_bytes = 0;
};

}  // namespace relay

using RelayEvent = std::variant<relay::Done, relay::Refused, relay::Item, relay::State>;
// A RelayFrame's bytes. A reason that this version does not know is `internal`.
Result<RelayEvent> decode_relay_frame(ByteView bytes);

}  // namespace troth::sync
