// CPace-ristretto255-SHA512 (CFRG draft 21), initiator-responder, and its key
// confirmation, as pure functions over the steps (proto/README.md, "Pairing").
#pragma once

#include "core/base/error.h"
#include "core/crypto/hash.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"

namespace troth::crypto {

using CpaceShare = FixedBytes<struct CpaceShareTag, 32>;  // Ya, Yb

struct CpaceContext {
  ByteView password;            // PRS
  ByteView channel_identifier;  // CI
  ByteView session_id;          // sid
};

struct CpaceTranscript {
  CpaceShare share_a;
  Bytes associated_a;  // ADa
  CpaceShare share_b;
  Bytes associated_b;  // ADb
};

// The generator g, from which no party can know a discrete logarithm.
Secret cpace_generator(const CpaceContext& context);
// A secret scalar and its share y*g.
struct CpaceKey {
  Secret scalar;
  CpaceShare share;
};
CpaceKey cpace_key(const CpaceContext& context, Random& random);
CpaceShare cpace_share(const Secret& generator, const Secret& scalar);
// K = y * theirs; weak_key where theirs is no group element, or K the identity.
Result<Secret> cpace_shared_point(const Secret& scalar, const CpaceShare& theirs);
// ISK, 64 bytes: SHA512(lv_cat("CPaceRistretto255_ISK", sid, K) | transcript).
Result<Secret> cpace_session_key(const CpaceContext& context, const Secret& scalar,
                                 const CpaceShare& theirs, const CpaceTranscript& transcript);
// Key confirmation: {Ta, Tb}.
struct CpaceTags {
  Sha512 a;
  Sha512 b;
};
CpaceTags cpace_tags(ByteView session_id, const Secret& session_key,
                     const CpaceTranscript& transcript);
// x1 | x2 | ... each behind its LEB128 length (draft 21, A.1).
Bytes lv_cat(std::initializer_list<ByteView> parts);

}  // namespace troth::crypto
