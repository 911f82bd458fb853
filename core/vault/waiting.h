// Waiting in an open vault for what a relay may bring, without keeping others
// out of it: whoever opens the same profile meanwhile knocks, the vault makes
// way, and comes back once they are done. While it has made way the profile is
// free and everything is closed and wiped but the vault's own key, which stays
// in locked memory, so that nobody is asked for the passphrase again. Borrows
// the Vault, which must not be used between make_way() and the return. One
// thread. Fails with the codes of the store.
#pragma once

#include <memory>

#include "core/base/error.h"
#include "core/vault/vault.h"

namespace troth::vault {

class Waiting {
 public:
  // From now on, until this goes, others may knock.
  static Result<Waiting> begin(Vault& vault);
  Waiting(Waiting&&) noexcept;
  Waiting& operator=(Waiting&&) noexcept;
  ~Waiting();

  // A descriptor that becomes readable once somebody knocked.
  [[nodiscard]] int knocks() const;
  // Closes the vault and gives its profile free. Nothing may run on it.
  void make_way();

  enum class Return : std::uint8_t {
    not_yet,    // another is in the profile, or in line: ask again after a moment
    unchanged,  // the vault is open again, as it was
    with_news,  // the same, and the ledger is another: it has grown, or its files are older
  };
  // After make_way() alone: asks whoever waits in the profile now to make way in turn.
  // Who is at work in it hears nothing, and that is no failure.
  [[nodiscard]] Status knock() const;
  // After make_way() alone. profile_changed_meanwhile where the passphrase or
  // the file vault.hdr is another than before; profile_locked where somebody asked
  // for that meanwhile (profile_files.h): then the key is wiped, and this is over.
  Result<Return> come_back();

 private:
  struct Parts;
  explicit Waiting(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace troth::vault
