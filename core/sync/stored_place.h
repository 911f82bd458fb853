// How a relay's place lies within what is stored as an opaque blob: the states of
// a pairing, what reconciling knows of the peer, and the vault's own records. A
// reader that runs out has failed, which its owner asks for. Pure, any thread.
#pragma once

#include "core/base/bytes.h"
#include "core/base/relay_place.h"
#include "core/crypto/secret_writer.h"

namespace troth::sync {

void write_place(crypto::SecretWriter& out, const RelayPlace& place);
RelayPlace read_place(Reader& in);

}  // namespace troth::sync
