// What stands beside the ledger, and never in it: this vault's keys, the states
// of pairing and sync as opaque blobs, and settings. A state's bytes go between
// a Secret and the sealed database without a std::string. Borrows the database;
// same owner and thread; the writing half CHECKs an open transaction. Fails
// with the codes of sqlite.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/crypto/secret.h"
#include "core/sqlite/database.h"

namespace troth::store {

// The states there are. Those with one value have the empty key; the others
// have a value for each key (a mailbox, a device, an entry).
enum class StateName {
  device_sign_seed,    // Ed25519, 32 bytes
  device_dh_key,       // X25519, 32 bytes
  mailbox_read_seed,   // of the own mailbox
  mailbox_write_seed,  // by foreign mailbox
  mailbox_place,       // by mailbox: where it is served, as its keeper encodes it
  relay_address,       // of the own mailbox, with the operator's token
  prekeys,             // before a pairing; then within correspondence
  pairing,             // the unfinished one
  correspondence,      // sync's: roots, prekeys, sessions, what each peer lacks
  relay_state,         // what the pump knows of the relay
  unopened_check_in,   // by entry: what a blind check-in of this device opens with
};

class PrivateState {
 public:
  explicit PrivateState(sqlite::Database& database) : database_(&database) {}

  // Nothing where it was never put.
  [[nodiscard]] Result<std::optional<crypto::Secret>> find(StateName name, ByteView key = {}) const;
  // The keys that have a value, ascending.
  [[nodiscard]] Result<std::vector<Bytes>> keys(StateName name) const;
  Status put(StateName name, const crypto::Secret& value, ByteView key = {});
  // Forgets one, if it is there.
  Status remove(StateName name, ByteView key = {});
  // Forgets those of every key.
  Status remove_all(StateName name);

  // Settings are words, by names of the vault's choosing; never secrets.
  [[nodiscard]] Result<std::optional<std::string>> setting(std::string_view name) const;
  Status set(std::string_view name, std::string_view value);
  Status unset(std::string_view name);

 private:
  sqlite::Database* database_;
};

}  // namespace troth::store
