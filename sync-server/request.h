// What connections ask of the mailbox store, and its answers: plain values that
// travel between the io thread and the store's thread. Signatures over a
// connection's handshake are checked before a request is made; whatever depends
// on what is stored is checked by the store.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/ids.h"

namespace troth::relay {

enum class Role { read, write };

// The same as wire::Refused's reasons; `done` is none.
enum class Outcome { done, malformed, not_allowed, full, conflict, not_yet, too_many, internal };

struct LogIn {
  MailboxId mailbox;
  Role role;
  SignPublicKey key;
};

struct CreateMailbox {
  enum class Admission { none, token, ticket };
  SignPublicKey read_key;
  Admission admission = Admission::none;
  Hash ticket_hash;
};

struct Admit {
  MailboxId mailbox;  // whose owner hands the ticket out
  Hash ticket_hash;
};

struct SetWriter {
  MailboxId mailbox;
  std::uint32_t slot;
  std::optional<SignPublicKey> key;
};

struct Put {
  MailboxId mailbox;
  std::uint32_t slot;
  SignPublicKey key;  // of the login: it must still hold the slot
  EnvelopeId envelope_id;
  Bytes envelope;
};

struct Fetch {
  MailboxId mailbox;
  std::uint64_t after;
};

struct Acknowledge {
  MailboxId mailbox;
  std::uint64_t up_to;
};

struct DeleteMailbox {
  MailboxId mailbox;
};

struct OpenRendezvous {
  enum class Kind { invite = 0, code = 1 };
  MailboxId mailbox;
  Kind kind;
  Bytes id;
  Bytes message;
  SignPublicKey fresh_key;
};

struct PutRendezvous {
  Bytes id;
  std::uint32_t slot;
  Bytes message;
  Signature signature;  // slots 3 and 4
};

struct GetRendezvous {
  Bytes id;
  std::uint32_t slot;
};

using Request = std::variant<LogIn, CreateMailbox, Admit, SetWriter, Put, Fetch, Acknowledge,
                             DeleteMailbox, OpenRendezvous, PutRendezvous, GetRendezvous>;

struct Item {
  std::uint64_t seq;
  std::uint32_t slot;
  Bytes envelope;
};

struct MailboxState {
  std::uint64_t next = 1;
  std::uint64_t acknowledged = 0;
  std::uint64_t used_bytes = 0;
  std::uint64_t limit_bytes = 0;
};

struct Answer {
  Outcome outcome = Outcome::done;
  std::uint32_t slot = 0;   // LogIn to write
  Bytes news;               // Put, PutRendezvous: the mailbox or rendezvous that has new bytes
  Bytes message;            // GetRendezvous
  MailboxState state;       // Fetch
  std::vector<Item> items;  // Fetch: the first after `after`
  bool has_more = false;    // Fetch: beyond these
};

}  // namespace troth::relay
