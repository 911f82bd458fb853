// A partner whose program is not ours: any SyncMessage, in the true session and
// envelope of an honest profile, which goes on from there.
#pragma once

#include "core/sync/sync_message.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {

// What an honest message of `person` would say of what it holds, and nothing else.
sync::SyncMessage honest_message(Person& person);
// Seals `message` as `liar` for the partner; the liar's sessions have moved on.
Bytes seal_as(Person& liar, const sync::SyncMessage& message, TimeMs now, crypto::Random& random);
// The next entry that a device of `author`'s side would sign, kept by nobody.
ledger::Entry sign_as(Person& author, const DeviceId& device, const crypto::SigningKey& key,
                      ledger::EntryKind kind, Bytes payload, TimeMs now, crypto::Random& random);
ledger::Entry sign_as(Person& author, ledger::EntryKind kind, Bytes payload, TimeMs now,
                      crypto::Random& random);

}  // namespace troth::vault
