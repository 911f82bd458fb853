// A blind check-in: first the commitment (an entry of kind 61), later what was
// committed to (kind 42 by the device, kind 62 by hand), so that no answer
// leans on the other's. What has been answered, opened and may be opened is
// blind_check_ins.h's. The author keeps nonce and content to themselves till
// then. Pure values, any thread; randomness comes in as the nonce.
#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/practice/check_in.h"

namespace troth::practice {

struct BlindCheckIn {
  Period period;
  Hash commitment;
  bool operator==(const BlindCheckIn&) const = default;
};

using Nonce = FixedBytes<struct NonceTag, 32>;  // random, one for each check-in

struct Opening {
  EntryHash check_in;  // the entry of kind 61
  Nonce nonce;
  Bytes content;  // the payload of a CheckIn, exactly as committed to
  bool operator==(const Opening&) const = default;
};

// H("check-in", pair | partner | start u64 | end u64 | nonce | content): over
// pair and author, so that nobody can hand in a copy of the other's.
Hash commitment_of(const PairId& pair, const PartnerId& author, const Period& period,
                   const Nonce& nonce, ByteView content);

// True where `opening`, by `author`, is what `check_in` committed to, and is a
// check-in of that very period as far as it can be read.
bool opens(const Opening& opening, const BlindCheckIn& check_in, const PairId& pair,
           const PartnerId& author);

// What is signed of a blind check-in, and what its author keeps until it opens.
struct Blinded {
  BlindCheckIn check_in;
  Bytes content;
};
// Refuses what check_in.h refuses.
Result<Blinded> blinded(const CheckIn& check_in, const PairId& pair, const PartnerId& author,
                        const Nonce& nonce);
// The opening of one's own `check_in`, the entry `entry`, from what was kept.
// Refuses (check_in_not_as_committed) what would be shown as something else.
Result<Opening> opening_of(const EntryHash& entry, const BlindCheckIn& check_in, const PairId& pair,
                           const PartnerId& author, const Nonce& nonce, ByteView content);

// Refuses a period that check_in.h refuses.
Status validate(const BlindCheckIn& check_in);
// Refuses an opening without content (practice_malformed). Content that is no
// check-in is for opens() to say: it must be seen that something else was opened.
Status validate(const Opening& opening);
// As encode_strict and decode_strict (payload.h).
Result<Bytes> encode(const BlindCheckIn& check_in);
Result<Bytes> encode(const Opening& opening);
Result<BlindCheckIn> decode_blind_check_in(ByteView payload);
Result<Opening> decode_opening(ByteView payload);

}  // namespace troth::practice
