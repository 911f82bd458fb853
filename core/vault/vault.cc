#include "core/vault/vault.h"

#include <utility>

#include "core/base/check.h"
#include "core/base/sizes.h"
#include "core/base/text.h"
#include "core/crypto/words.h"
#include "core/net/relay_address.h"
#include "core/sqlite/database.h"
#include "core/store/store.h"
#include "core/sync/prekeys.h"
#include "core/vault/state.h"

namespace troth::vault {
namespace {

using store::StateName;

// The new device with its keys, certificates and first prekey, in one change.
Status make_device(store::Change& change, const std::string& name, const crypto::Secret& entropy,
                   TimeMs now, crypto::Random& random) {
  const auto sign = crypto::SigningKey::generate(random);
  const auto dh = crypto::DhKey::generate(random);
  const auto read = crypto::SigningKey::generate(random);
  const auto genesis =
      ledger::make_genesis(sign, dh.public_key(), ledger::mailbox_id(read.public_key()));
  const auto recovery = ledger::make_recovery(genesis, sign, ledger::recovery_key(entropy));
  TROTH_ASSIGN(const auto chain, ledger::DeviceChain::start(genesis, recovery));
  const DeviceId device = ledger::device_id(sign.public_key(), dh.public_key());
  sync::Prekeys prekeys(device);
  prekeys.renew(sign, now, random);
  TROTH_TRY(change.pair().put_partner(store::Side::own, chain, name));
  TROTH_TRY(change.set_own_device(device));
  TROTH_TRY(change.state().put(StateName::device_sign_seed, sign.seed()));
  TROTH_TRY(change.state().put(StateName::device_dh_key, dh.secret()));
  TROTH_TRY(change.state().put(StateName::mailbox_read_seed, read.seed()));
  return change.state().put(StateName::prekeys, prekeys.serialize());
}

// What the address says, before anything is made; nothing where there is none.
Result<std::optional<OwnRelay>> relay_of(const crypto::Secret& address_text) {
  if (address_text.empty()) return std::optional<OwnRelay>();
  TROTH_ASSIGN(auto address, net::parse_relay_address(std::string_view(
                                 reinterpret_cast<const char*>(address_text.view().data()),
                                 address_text.size())));
  OwnRelay relay;
  relay.place = address.place;
  relay.admission = sync::Admission{sync::Admission::By::token, std::move(address.token)};
  return std::optional<OwnRelay>(std::move(relay));
}

}  // namespace

Vault::Vault(std::unique_ptr<State> state) : state_(std::move(state)) {}
Vault::Vault(Vault&&) noexcept = default;
Vault& Vault::operator=(Vault&&) noexcept = default;
Vault::~Vault() = default;

State& Vault::open_state() const {
  CHECK(state_ != nullptr);
  return *state_;
}

Result<Vault::Created> Vault::create(const std::filesystem::path& directory,
                                     const crypto::Secret& passphrase, const NewProfile& profile,
                                     TimeMs now, crypto::Random& random) {
  TROTH_TRY(check_required_text(profile.name, sizes::kName, Lines::one, "The name"));
  if (passphrase.empty()) return refuse(Code::passphrase_empty);
  TROTH_ASSIGN(const auto relay, relay_of(profile.relay_address));
  auto calls = std::make_unique<store::FileCalls>();
  TROTH_ASSIGN(auto files, store::Profile::create(directory, *calls));
  const auto master_key = random.secret(store::kMasterKey);
  const auto entropy = random.secret(crypto::kRecoveryEntropy);
  store::VaultFile header(random.id<VaultId>());
  TROTH_TRY(header.set_passphrase(master_key, passphrase, profile.cost, random));
  header.set_recovery(master_key, entropy, random);
  {
    TROTH_ASSIGN(const auto store, store::Store::create(files, header.id(), master_key, random));
    TROTH_ASSIGN(auto change, store->begin());
    TROTH_TRY(make_device(change, profile.name, entropy, now, random));
    if (relay) TROTH_TRY(change.state().put(StateName::relay_state, encode(*relay)));
    TROTH_TRY(change.commit());
  }
  TROTH_TRY(files.write_header(header, master_key));
  TROTH_ASSIGN(auto state, State::load(std::move(calls), std::move(files), master_key, random));
  return Created{Vault(std::move(state)), crypto::words_of(entropy)};
}

Result<Vault> Vault::open(const std::filesystem::path& directory, const crypto::Secret& passphrase,
                          crypto::Random& random) {
  auto calls = std::make_unique<store::FileCalls>();
  TROTH_ASSIGN(auto files, store::Profile::open(directory, *calls));
  TROTH_ASSIGN(const auto unlocked, files.header().open_with_passphrase(passphrase));
  if (unlocked.header == store::HeaderState::damaged) return refuse(Code::vault_header_changed);
  TROTH_ASSIGN(auto state,
               State::load(std::move(calls), std::move(files), unlocked.master_key, random));
  return Vault(std::move(state));
}

Status Vault::mend_header(const std::filesystem::path& directory, const crypto::Secret& passphrase,
                          crypto::Random& random) {
  store::FileCalls calls;
  TROTH_ASSIGN(auto files, store::Profile::open(directory, calls));
  const auto unlocked = files.header().open_with_passphrase(passphrase);
  if (!unlocked) return std::unexpected(unlocked.error());
  if (unlocked->header == store::HeaderState::sound) return refuse(Code::vault_header_sound);
  store::VaultFile header = files.header();
  header.drop_slots(store::SlotKind::recovery);
  TROTH_TRY(
      header.set_passphrase(unlocked->master_key, passphrase, header.passphrase_cost(), random));
  return files.write_header(header, unlocked->master_key);
}

}  // namespace troth::vault
