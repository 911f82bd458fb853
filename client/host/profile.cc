#include "client/host/profile.h"

#include "client/host/host.h"

namespace troth::host {

Profile::Profile(std::unique_ptr<crypto::Random> random, vault::Vault vault, Clock clock)
    : random_(std::move(random)),
      vault_(std::make_unique<vault::Vault>(std::move(vault))),
      clock_(std::move(clock)) {}

Result<Profile::Made> Profile::make(const std::filesystem::path& directory,
                                    const crypto::Secret& passphrase,
                                    const vault::NewProfile& profile, Clock clock) {
  auto random = std::make_unique<crypto::SystemRandom>();
  TROTH_ASSIGN(auto created,
               vault::Vault::create(directory, passphrase, profile, clock(), *random));
  return Made{Profile(std::move(random), std::move(created.vault), std::move(clock)),
              std::move(created.recovery_words)};
}

Status Profile::mend(const std::filesystem::path& directory, const crypto::Secret& passphrase) {
  crypto::SystemRandom random;
  return vault::Vault::mend_header(directory, passphrase, random);
}

Result<Profile> Profile::open(const std::filesystem::path& directory,
                              const crypto::Secret& passphrase, Clock clock) {
  auto random = std::make_unique<crypto::SystemRandom>();
  TROTH_ASSIGN(auto vault, vault::Vault::open(directory, passphrase, *random));
  return Profile(std::move(random), std::move(vault), std::move(clock));
}

Result<vault::SyncReport> Profile::sync(std::chrono::milliseconds within) {
  vault::SyncPump pump(*vault_);
  return run(pump.sync(within));
}

Status Profile::watch(std::function<void()> on_change) {
  vault::SyncPump pump(*vault_);
  return run(pump.watch(std::move(on_change)));
}

Status Profile::pair(std::chrono::milliseconds within) {
  vault::SyncPump pump(*vault_);
  return run(pump.pair(within));
}

}  // namespace troth::host
