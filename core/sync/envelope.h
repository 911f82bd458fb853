// Envelopes, what the relay stores (proto/README.md, "Sessions between two
// devices", last paragraph): a message sealed under the pair's root for one
// mailbox, in one of four sizes, uniformly random to everyone else. What does
// not open is acknowledged and counted by the caller, never left to fill the
// mailbox. Pure but for the Random given.
// Fails: message_too_large, envelope_size_wrong, envelope_not_open.
#pragma once

#include <cstddef>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/relay_protocol.h"
#include "core/crypto/random.h"
#include "core/sync/roots.h"

namespace troth::sync {

// The seal (40) and the length (4) of each envelope.
inline constexpr std::size_t kEnvelopeOverhead = 44;
inline constexpr std::size_t kLargestMessage = kEnvelopeSizes.back() - kEnvelopeOverhead;

// Seals `message` for `mailbox` into the smallest envelope that holds it.
Result<Bytes> seal_envelope(const Root& root, const MailboxId& mailbox, ByteView message,
                            crypto::Random& random);
// The message, opened under any live root. envelope_not_open covers wrong
// keys, damage, and a length or filling that no sender of ours makes.
Result<Bytes> open_envelope(const PairRoots& roots, const MailboxId& mailbox, ByteView envelope);

}  // namespace troth::sync
