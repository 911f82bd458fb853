#include "core/vault/profile_files.h"

#include "core/crypto/passphrase.h"
#include "core/crypto/words.h"
#include "core/store/deletion.h"
#include "core/store/locked_mark.h"
#include "core/store/profile.h"

namespace troth::vault {
namespace {

// Words of a shorter sheet have a checksum of their own, but open no vault.
Result<crypto::Secret> entropy_of_sheet(const crypto::Secret& words) {
  TROTH_ASSIGN(auto entropy, crypto::entropy_of(words));
  if (entropy.size() == crypto::kRecoveryEntropy) return entropy;
  return refuse(Code::recovery_words_wrong,
                "There are " + std::to_string(entropy.size() / 4 * 3) + " words, not 24");
}

// A changed header may name any cost; the one that a new profile has is then right.
crypto::PassphraseCost cost_for(const store::VaultFile& header, store::HeaderState state) {
  return state == store::HeaderState::sound ? header.passphrase_cost() : crypto::kNormalCost;
}

}  // namespace

Status change_passphrase(const std::filesystem::path& directory, const crypto::Secret& old,
                         const crypto::Secret& passphrase, crypto::Random& random) {
  if (passphrase.empty()) return refuse(Code::passphrase_empty);
  store::FileCalls calls;
  TROTH_ASSIGN(auto profile, store::Profile::open(directory, calls));
  TROTH_ASSIGN(const auto unlocked, profile.header().open_with_passphrase(old));
  if (unlocked.header == store::HeaderState::damaged) return refuse(Code::vault_header_changed);
  store::VaultFile header = profile.header();
  TROTH_TRY(
      header.set_passphrase(unlocked.master_key, passphrase, header.passphrase_cost(), random));
  return profile.write_header(header, unlocked.master_key);
}

Status reset_passphrase(const std::filesystem::path& directory, const crypto::Secret& words,
                        const crypto::Secret& passphrase, crypto::Random& random) {
  if (passphrase.empty()) return refuse(Code::passphrase_empty);
  TROTH_ASSIGN(const auto entropy, entropy_of_sheet(words));
  store::FileCalls calls;
  TROTH_ASSIGN(auto profile, store::Profile::open(directory, calls));
  TROTH_ASSIGN(const auto unlocked, profile.header().open_with_recovery(entropy));
  store::VaultFile header = profile.header();
  TROTH_TRY(header.set_passphrase(unlocked.master_key, passphrase,
                                  cost_for(header, unlocked.header), random));
  header.set_recovery(unlocked.master_key, entropy, random);
  return profile.write_header(header, unlocked.master_key);
}

Status check_recovery_words(const crypto::Secret& words) {
  TROTH_ASSIGN([[maybe_unused]] const auto entropy, entropy_of_sheet(words));
  return {};
}

Status lock_profile(const std::filesystem::path& directory, crypto::Random& random) {
  store::FileCalls calls;
  return store::lock_profile(directory, calls, random);
}

Result<Deletion> delete_profile(const std::filesystem::path& directory, crypto::Random& random) {
  store::FileCalls calls;
  TROTH_ASSIGN(auto done, store::delete_profile(directory, calls, random));
  return Deletion{done.keys_overwritten, done.folder_gone, std::move(done.left)};
}

}  // namespace troth::vault
