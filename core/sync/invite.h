// The invite that opens a pairing (proto/README.md, "Pairing", (a)): `troth:`
// and base64url of ver1 | flags1 | relay_pk32 | S32 | port u16 | n u8 | host |
// checksum4. It carries the secret S, so its text lives in a Secret until a
// terminal or a QR code shows it. Plain values, any thread.
// Fails: invite_not_one, invite_mistyped, invite_newer.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/crypto/secret.h"

namespace troth::sync {

// Where a relay is, and the key that it must prove; never the operator's token.
struct RelayPlace {
  std::string host;  // a name or an address, at most 255 bytes
  std::uint16_t port = 0;
  DhPublicKey key;  // the relay's static key
  bool operator==(const RelayPlace&) const = default;
};
// relay_place_wrong where host or port cannot be dialled.
Status check(const RelayPlace& place);

struct Invite {
  RelayPlace relay;
  crypto::Secret secret;  // S, 32 bytes
};

// The text of the invite. CHECKs that the place is one that `check` accepts.
crypto::Secret encode(const Invite& invite);
// `text` as it was typed or pasted; white space around it is ignored.
Result<Invite> parse_invite(ByteView text);

}  // namespace troth::sync
