// One profile in use: its open vault, what can be asked and done with it as of
// now, and its pump, run to an end on the calling thread. Whoever makes one
// owns it and stays on that thread. Making and opening take about a second.
// Fails with the codes of core/vault; interrupted by Ctrl-C in the pump.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>

#include "core/crypto/random.h"
#include "core/vault/commands.h"
#include "core/vault/queries.h"
#include "core/vault/sync_pump.h"
#include "core/vault/vault.h"

namespace troth::host {

using Clock = std::function<TimeMs()>;

class Profile {
 public:
  struct Made;
  static Result<Made> make(const std::filesystem::path& directory, const crypto::Secret& passphrase,
                           const vault::NewProfile& profile, Clock clock);
  static Result<Profile> open(const std::filesystem::path& directory,
                              const crypto::Secret& passphrase, Clock clock);

  // vault::Vault::mend_header: a changed vault.hdr, written anew.
  static Status mend(const std::filesystem::path& directory, const crypto::Secret& passphrase);

  [[nodiscard]] vault::Commands commands() { return {*vault_, clock_()}; }
  [[nodiscard]] vault::Queries queries() const { return {*vault_, clock_()}; }

  // As vault::SyncPump has them; they return when its coroutine ends.
  Result<vault::SyncReport> sync(std::chrono::milliseconds within);
  Status watch(std::function<void()> on_change);
  Status pair(std::chrono::milliseconds within);

 private:
  Profile(std::unique_ptr<crypto::Random> random, vault::Vault vault, Clock clock);

  std::unique_ptr<crypto::Random> random_;  // outlives the vault
  std::unique_ptr<vault::Vault> vault_;     // where what borrows it finds it, moved or not
  Clock clock_;
};

struct Profile::Made {
  Profile profile;
  crypto::Secret recovery_words;  // shown once, never stored
};

}  // namespace troth::host
