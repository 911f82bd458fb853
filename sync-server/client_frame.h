// What a client's frame says, read from its Protobuf: sizes first, then parsed,
// validated, and turned into value types. Nothing here knows a connection: a
// command's signature is kept with the bytes it was made over. Pure.
#pragma once

#include <optional>
#include <variant>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/crypto/hash.h"
#include "sync-server/request.h"

namespace troth::relay {

// Sign("relay-auth", h | mailbox | role u8 | key)
struct AuthenticateCommand {
  LogIn log_in;
  Signature signature;
};

// Sign("relay-create", h | read key)
struct CreateCommand {
  SignPublicKey read_key;
  bool by_ticket = false;
  Hash admission;  // HMAC(token, h | read key)[0..32), or H("ticket", t)
  Signature signature;
};

struct AdmitCommand {
  Hash ticket_hash;
};

struct SetWriterCommand {
  SetWriter set_writer;
};

struct PutCommand {
  MailboxId mailbox;
  EnvelopeId envelope_id;
  Bytes envelope;
};

struct SubscribeCommand {
  MailboxId mailbox;
  std::uint64_t after;
};

struct AcknowledgeCommand {
  Acknowledge acknowledge;
};

struct DeleteMailboxCommand {
  MailboxId mailbox;
};

struct OpenRendezvousCommand {
  OpenRendezvous open;  // its mailbox is filled in from the login
};

struct PutRendezvousCommand {
  PutRendezvous put;
};

struct GetRendezvousCommand {
  GetRendezvous get;
  TimeMs wait_ms;
};

struct PingCommand {};

using CommandBody =
    std::variant<AuthenticateCommand, CreateCommand, AdmitCommand, SetWriterCommand, PutCommand,
                 SubscribeCommand, AcknowledgeCommand, DeleteMailboxCommand, OpenRendezvousCommand,
                 PutRendezvousCommand, GetRendezvousCommand, PingCommand>;

struct Command {
  std::uint64_t request = 0;        // 0: not even the number could be read
  std::optional<CommandBody> body;  // nothing: malformed
};

Command read_command(ByteView frame);

// RelayFrames, ready to be padded.
Bytes done_frame(std::uint64_t request, ByteView message = {});
// With the reason's sentence. CHECKs that `outcome` is none of done.
Bytes refused_frame(std::uint64_t request, Outcome outcome);
Bytes item_frame(const MailboxId& mailbox, const Item& item);
Bytes state_frame(const MailboxId& mailbox, const MailboxState& state);

}  // namespace troth::relay
