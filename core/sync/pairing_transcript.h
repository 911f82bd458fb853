// The fixed bytes that both sides of a pairing compute alike (proto/README.md,
// "Pairing"): version and mode, the rendezvous' name, CPace's channel
// identifier, the transcripts and what is derived from them, and the sealed
// boxes of M2 and M3. For Inviter and Joiner alone. Pure but for the Random.
#pragma once

#include <array>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/crypto/cpace.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"
#include "core/crypto/secret_writer.h"
#include "core/sync/bundle.h"
#include "core/sync/pairing.h"

namespace troth::sync {

inline constexpr std::uint8_t kPairingVersion = 1;
inline constexpr std::uint8_t kModeInvite = 0;
// v = 0x01 | mode.
inline constexpr std::array<std::uint8_t, 2> kPairingHead{kPairingVersion, kModeInvite};

// pairing_newer for another version, pairing_malformed for another mode or size.
Status check_head(ByteView message, std::size_t size);

Bytes rendezvous_id(const crypto::Secret& secret);
Bytes channel_identifier(const DhPublicKey& relay_key, ByteView rendezvous);
Hash commitment(ByteView bundle, const crypto::Secret& opening);

// M1: v | nonce_I 32 | Ya 32 | c_I 32.
struct M1 {
  Bytes nonce;
  crypto::CpaceShare share;
  Hash commitment;
};
// CHECKs the size, which check_head has seen.
M1 read_m1(ByteView bytes);
crypto::CpaceTranscript cpace_transcript(const M1& m1, const crypto::CpaceShare& share_b);

// TH, and K_J | K_I | R.
Hash first_transcript(ByteView m1, const crypto::CpaceShare& share_b);
struct PairingKeys {
  crypto::Secret joiner;
  crypto::Secret inviter;
  crypto::Secret root;
};
PairingKeys pairing_keys(const crypto::Secret& invite_secret, const crypto::Secret& session_key,
                         const Hash& transcript);

// One side of TH2: its bundle's bytes and r.
struct Opened {
  ByteView bundle;
  const crypto::Secret& opening;
};
Hash second_transcript(const Hash& first, const Opened& inviter, const Opened& joiner);
PairId pair_id(const PartnerId& inviter, const PartnerId& joiner, const Hash& transcript2);
crypto::Secret pair_root(const crypto::Secret& r, const Hash& transcript2);
PartnerId partner_of(const Bundle& bundle);

enum class Side : std::uint8_t { inviter = 'I', joiner = 'J' };
struct Box {
  Bytes bundle;
  crypto::Secret opening;  // r
  crypto::Secret ticket;   // of the inviter's box alone
};
// SealC(key, TH | side, LV(bundle) | r | [ticket] | zeros to 1024).
Bytes seal_box(const crypto::Secret& key, const Hash& transcript, Side side, const Box& box,
               crypto::Random& random);
// pairing_box_not_open, or pairing_malformed for what no sender of ours seals.
Result<Box> open_box(const crypto::Secret& key, const Hash& transcript, Side side, ByteView sealed);

// The result that both sides compute of what they have; the bundle's bytes were
// verified when they arrived.
struct Finished {
  const Hash& transcript;  // TH2
  const crypto::Secret& root;
  ByteView own_bundle;
  ByteView partner_bundle;
  const crypto::Secret& ticket;
  const RelayPlace& relay;
  Side self;
};
PairingResult pairing_result(const Finished& finished);

}  // namespace troth::sync
