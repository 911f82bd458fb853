// Argon2id version 1.3 with one lane, at whatever cost it is given: private to
// this room, so that `stretch` alone decides which costs are taken and the
// tests can use small ones. Takes time and memory as told.
#pragma once

#include "core/base/error.h"
#include "core/crypto/passphrase.h"
#include "core/crypto/secret.h"

namespace troth::crypto {

// 32 bytes. `salt` is 16 bytes; passphrase_memory_short where the system does
// not give cost.memory_bytes, or the cost is below libsodium's own minimum
// (1 pass, 8 KiB).
Result<Secret> argon2id(ByteView password, ByteView salt, const PassphraseCost& cost);

}  // namespace troth::crypto
