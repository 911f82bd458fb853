// What an open vault holds in memory, for the files of this room alone: the
// profile and its store, this device's keys, and, once paired, the chains, the
// agreement and the correspondence. The store is the truth: after a failed
// commit reload() brings the memory back to it. One owner (Vault), one thread.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/agreement/agreement.h"
#include "core/crypto/exchange.h"
#include "core/crypto/sign.h"
#include "core/ledger/chain.h"
#include "core/ledger/standing_to_sign.h"
#include "core/store/store.h"
#include "core/sync/correspondence.h"
#include "core/vault/relay_record.h"

namespace troth::vault {

// Settings of the store that this room keeps, by name.
namespace setting {
inline constexpr std::string_view kOwnEntryLacked = "own_entry_lacked";
inline constexpr std::string_view kOldSessions = "old_sessions";  // a session's number
inline constexpr std::string_view kLeaving = "leaving";           // leaving.h
inline constexpr std::string_view kProblem = "sync_problem";      // "code|sentence"
}  // namespace setting

struct Keys {
  crypto::SigningKey sign;
  crypto::DhKey dh;
  crypto::SigningKey mailbox_read;
};

// What there is once a pairing gave a pair, compared or not.
struct PairState {
  store::PairRecord record;
  ledger::DeviceChains chains;
  std::string partner_name;
  agreement::Agreement agreement;
  sync::Correspondence correspondence;
  MailboxId partner_mailbox;
  agreement::CivilTime civil_time;

  [[nodiscard]] store::Reading reading() const { return {record, chains, civil_time}; }
  [[nodiscard]] ledger::Ledger ledger() const { return {record.pair, chains}; }
  [[nodiscard]] PartnerId partner() const { return chains.other.partner(); }
};

class State {
 public:
  // Everything of an unlocked profile. `calls` and `random` must live longer.
  static Result<std::unique_ptr<State>> load(std::unique_ptr<store::FileCalls> calls,
                                             store::Profile profile,
                                             const crypto::Secret& master_key,
                                             crypto::Random& random);

  [[nodiscard]] const store::Profile& profile() const { return profile_; }
  // What opens the profile again, for the one who makes way (waiting.h).
  [[nodiscard]] const crypto::Secret& master_key() const { return master_key_; }
  [[nodiscard]] store::Store& store() const { return *store_; }
  [[nodiscard]] const Keys& keys() const { return *keys_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const ledger::DeviceChain& chain() const { return *chain_; }
  [[nodiscard]] PartnerId me() const { return chain_->partner(); }
  [[nodiscard]] const DeviceId& device() const { return device_; }
  [[nodiscard]] MailboxId mailbox() const;
  [[nodiscard]] crypto::Random& random() const { return random_; }
  [[nodiscard]] agreement::Author author() const { return {me(), device_}; }
  [[nodiscard]] sync::OwnKeys own_keys() const { return {keys_->sign, keys_->dh}; }

  // Null before a pairing gave a pair.
  [[nodiscard]] PairState* pair() const { return pair_.get(); }
  // pair_none where there is none.
  [[nodiscard]] Result<PairState*> need_pair() const;
  // Reads the pair anew from the store: after a pairing, a failed commit, a cancel.
  Status reload();

  // Nothing before a relay was named.
  [[nodiscard]] Result<std::optional<OwnRelay>> relay() const;
  [[nodiscard]] Result<RelayPlace> place_of(const MailboxId& mailbox) const;

  // The partner's Paired entry with this pair's transcript was verified.
  [[nodiscard]] Result<bool> partner_is_paired() const;
  // This partner, or the other one, has signed that the digits were equal.
  [[nodiscard]] Result<bool> has_compared(const PartnerId& partner) const;
  // What this device may sign now, and why not everything.
  [[nodiscard]] Result<ledger::SigningStanding> standing_to_sign() const;
  // Sessions up to this number may have keys that are too old to be read; nothing
  // where there is no doubt, or nothing was taken away since.
  [[nodiscard]] Result<std::optional<std::uint64_t>> old_sessions() const;
  // The seq of this device's newest entry; 0 for none.
  [[nodiscard]] Result<std::uint64_t> own_seq() const;

 private:
  State(std::unique_ptr<store::FileCalls> calls, store::Profile profile, crypto::Secret master_key,
        crypto::Random& random)
      : calls_(std::move(calls)),
        profile_(std::move(profile)),
        master_key_(std::move(master_key)),
        random_(random) {}
  Status load_device();
  // Derives the views anew where an older program kept them.
  Status renew_views();

  std::unique_ptr<store::FileCalls> calls_;
  store::Profile profile_;
  crypto::Secret master_key_;
  crypto::Random& random_;
  std::unique_ptr<store::Store> store_;
  std::optional<Keys> keys_;
  std::optional<ledger::DeviceChain> chain_;
  DeviceId device_;
  std::string name_;
  std::unique_ptr<PairState> pair_;
};

}  // namespace troth::vault
