// A vault: one partner's profile, open. It owns the store, the keys of this
// device, and what is derived of the ledger; commands.h signs with it,
// queries.h reads it, sync_pump.h carries what it has to the relay and back.
// One thread at a time. Opening takes about a second (Argon2id). Closing (the
// destructor) locks: keys and pages are wiped. Fails with the codes of the
// store, and vault_ codes.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/crypto/passphrase.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"

namespace troth::vault {

class State;  // state.h, of this room alone

struct NewProfile {
  std::string name;  // at most 64 bytes
  crypto::PassphraseCost cost;
  crypto::Secret relay_address;  // the text; empty: none yet
};

class Vault {
 public:
  struct Created;
  // Makes the profile's directory and everything in it. profile_exists where
  // there is one already. `random` must outlive the vault.
  static Result<Created> create(const std::filesystem::path& directory,
                                const crypto::Secret& passphrase, const NewProfile& profile,
                                TimeMs now, crypto::Random& random);
  // profile_missing, profile_in_use, passphrase_wrong, vault_header_damaged, ...
  static Result<Vault> open(const std::filesystem::path& directory,
                            const crypto::Secret& passphrase, crypto::Random& random);

  // Writes a changed vault.hdr anew with this passphrase's slot alone: whether the
  // recovery words still open the vault, nobody can tell any more, so they do
  // not. vault_header_sound where nothing is wrong with it.
  static Status mend_header(const std::filesystem::path& directory,
                            const crypto::Secret& passphrase, crypto::Random& random);

  Vault(Vault&&) noexcept;
  Vault& operator=(Vault&&) noexcept;
  ~Vault();

  // For the rest of this room.
  [[nodiscard]] State& state() { return open_state(); }
  [[nodiscard]] const State& state() const { return open_state(); }

 private:
  friend class Waiting;  // closes it, and opens it again
  explicit Vault(std::unique_ptr<State> state);
  // CHECKs that the vault has not made way.
  [[nodiscard]] State& open_state() const;

  std::unique_ptr<State> state_;
};

struct Vault::Created {
  Vault vault;
  crypto::Secret recovery_words;  // 24 words, shown once, never stored
};

}  // namespace troth::vault
