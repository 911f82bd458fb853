// The invite that opens a pairing (proto/README.md, "Pairing", (a)): `troth:`
// and base64url of ver1 | flags1 | relay_pk32 | S32 | port u16 | n u8 | host |
// checksum4. It carries the secret S, so its text lives in a Secret until a
// terminal or a QR code shows it. Plain values, any thread.
// Fails: invite_not_one, invite_mistyped, invite_newer.
#pragma once

#include "core/base/error.h"
#include "core/base/relay_place.h"
#include "core/crypto/secret.h"

namespace troth::sync {

struct Invite {
  RelayPlace relay;
  crypto::Secret secret;  // S, 32 bytes
};

// The text of the invite. CHECKs that the place is one that may be dialled.
crypto::Secret encode(const Invite& invite);
// `text` as it was typed or pasted; white space around it is ignored.
Result<Invite> parse_invite(ByteView text);

}  // namespace troth::sync
