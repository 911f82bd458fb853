// What RelayClient tells the pump, in the order in which it must be acted on.
// Plain values.
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/sync/pairing.h"

namespace troth::sync {

// An envelope for the outbox. Committed, then put, again and again until Done.
struct Outgoing {
  MailboxId mailbox;
  EnvelopeId id;
  Bytes envelope;
};

// An envelope arrived: receive() it, commit with its seq, then acknowledge this
// very value. It may have come before.
struct Delivered {
  std::uint64_t seq = 0;
  Bytes envelope;
  std::uint64_t numbering = 0;  // which counting of the relay's `seq` belongs to
};
// The envelope is on the relay's disk: delete it from the outbox.
struct Posted {
  EnvelopeId id;
};
// The relay will never take this envelope: delete it; the ledger sends its
// content again after the back-off.
struct PostRefused {
  EnvelopeId id;
  Error error;
};
// Own mailbox, writers and tickets stand at the relay as wished.
struct SetUp {};
// The relay counts anew (restored from a backup, or the mailbox was made again):
// store this as the acknowledged seq.
struct Renumbered {
  std::uint64_t acknowledged = 0;
};
// The owner of this mailbox has acknowledged more than is committed here, says
// the relay: these files are an older copy of those that did.
struct Behind {
  std::uint64_t acknowledged = 0;
};
// The own mailbox is not at the relay any more: deleted now, or gone before.
struct MailboxDeleted {};
// A step of the pairing is done; `message` is what a get brought.
struct StepDone {
  RendezvousStep step;
  Bytes message;
};
// A step of the pairing was refused: it is tried again, or never will succeed.
struct StepFailed {
  enum class Then : std::uint8_t { again, never };
  Error error;
  Then then = Then::never;
};
// Something the user should know. Retried where waiting can help.
struct Trouble {
  Error error;
};

using ClientEvent = std::variant<Delivered, Posted, PostRefused, SetUp, Renumbered, Behind,
                                 MailboxDeleted, StepDone, StepFailed, Trouble>;
using ClientEvents = std::vector<ClientEvent>;

}  // namespace troth::sync
