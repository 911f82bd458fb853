// The bundle that each partner hands the other in pairing (proto/README.md,
// "Pairing"): the first two certificates of its chain, a signed prekey, the key
// with which it will write to the other's mailbox, and its name. At most 920
// bytes, read strictly. Plain values.
// Fails: bundle_malformed, the ledger's certificate_ and prekey_ refusals, and
// check_text's for the name.
#pragma once

#include <string>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/ledger/certificate.h"
#include "core/ledger/prekey.h"

namespace troth::sync {

struct Bundle {
  ledger::Certificate genesis;
  ledger::Certificate recovery;
  ledger::SignedPrekey prekey;
  SignPublicKey write_key;  // of the sender, for the receiver's mailbox
  std::string name;
};

// The exact bytes that are committed to and sealed; bundle_malformed where the
// bundle is larger than the protocol allows.
Result<Bytes> encode(const Bundle& bundle);
// Strictly read, and all of it verified: both certificates, the prekey by the
// genesis device, the name.
Result<Bundle> parse_bundle(ByteView bytes);

}  // namespace troth::sync
