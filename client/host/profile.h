// One profile in use: its open vault, what can be asked and done with it as of
// now, and its pump, run to an end on the calling thread. Copies share the vault,
// which closes with the last of them; all stay on the thread that made the first.
// Making and opening take about a second.
// Fails with the codes of core/vault; interrupted by Ctrl-C in the pump. What
// merely waits (watch, pair) makes way for whoever else opens the profile, and
// goes on once they are done: what they signed is sent then.
#pragma once

#include <asio/awaitable.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>

#include "core/crypto/random.h"
#include "core/vault/arrivals.h"
#include "core/vault/calendars.h"
#include "core/vault/check_ins.h"
#include "core/vault/commands.h"
#include "core/vault/comments.h"
#include "core/vault/decisions.h"
#include "core/vault/drafts.h"
#include "core/vault/editing.h"
#include "core/vault/exports.h"
#include "core/vault/journal.h"
#include "core/vault/moments.h"
#include "core/vault/observances.h"
#include "core/vault/own_settings.h"
#include "core/vault/profile_files.h"
#include "core/vault/queries.h"
#include "core/vault/reaffirming.h"
#include "core/vault/reviewing.h"
#include "core/vault/reviews.h"
#include "core/vault/search.h"
#include "core/vault/sync_pump.h"
#include "core/vault/talks.h"
#include "core/vault/timeline.h"
#include "core/vault/vault.h"
#include "core/vault/versions.h"
#include "core/vault/waiting.h"

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
  // As vault/profile_files.h has them.
  static Status change_passphrase(const std::filesystem::path& directory, const crypto::Secret& old,
                                  const crypto::Secret& passphrase);
  static Status reset_passphrase(const std::filesystem::path& directory,
                                 const crypto::Secret& words, const crypto::Secret& passphrase);
  static Status lock(const std::filesystem::path& directory);
  static Result<vault::Deletion> remove(const std::filesystem::path& directory);

  [[nodiscard]] vault::Commands commands() { return {open_->vault, clock_()}; }
  [[nodiscard]] vault::Queries queries() const { return {open_->vault, clock_()}; }
  [[nodiscard]] vault::Decisions decisions() const { return {open_->vault, clock_()}; }
  [[nodiscard]] vault::Comments comments() const { return {open_->vault, clock_()}; }
  [[nodiscard]] vault::Editing editing() { return {open_->vault, clock_()}; }
  [[nodiscard]] vault::Reaffirming reaffirming() { return {open_->vault, clock_()}; }
  [[nodiscard]] vault::Timeline timeline() const { return {open_->vault, clock_()}; }
  [[nodiscard]] vault::Versions versions() const { return {open_->vault, clock_()}; }
  // What the two live by, each by its subject.
  [[nodiscard]] vault::CheckIns check_ins() const { return {open_->vault, clock_()}; }
  [[nodiscard]] vault::Observances observances() const { return {open_->vault, clock_()}; }
  [[nodiscard]] vault::Moments moments() const { return {open_->vault, clock_()}; }
  [[nodiscard]] vault::Talks talks() const { return {open_->vault, clock_()}; }
  [[nodiscard]] vault::Reviews reviews() const { return {open_->vault, clock_()}; }
  [[nodiscard]] vault::Reviewing reviewing() { return {open_->vault, clock_()}; }
  // What is this partner's alone, and search over all that they can read.
  [[nodiscard]] vault::Journal journal() const { return {open_->vault, clock_()}; }
  [[nodiscard]] vault::Drafts drafts() const { return {open_->vault, clock_()}; }
  [[nodiscard]] vault::OwnSettings own_settings() const { return vault::OwnSettings(open_->vault); }
  [[nodiscard]] vault::Searching searching() const { return {open_->vault, clock_()}; }
  [[nodiscard]] vault::Exports exports() const { return {open_->vault, clock_()}; }
  [[nodiscard]] vault::Calendars calendars() const { return {open_->vault, clock_()}; }

  // False once it made way while it waited, and could not be opened again.
  [[nodiscard]] bool is_open() const { return !open_->is_lost; }
  // For whoever waits for something else than the relay: the vault makes way by
  // it. Must go before the last copy of this.
  [[nodiscard]] Result<vault::Waiting> wait() { return vault::Waiting::begin(open_->vault); }

  // For whoever runs it on an io thread of their own (session.h). Borrows the vault.
  [[nodiscard]] vault::SyncPump pump() { return vault::SyncPump(open_->vault); }

  // What comes of the partner's from now on; take(now()) tells it.
  [[nodiscard]] Result<vault::Arrivals> arrivals() const {
    return vault::Arrivals::begin(open_->vault, clock_());
  }

  // As vault::SyncPump has them; they return when its coroutine ends, or where
  // the vault cannot be opened again after it made way: then nothing else may be
  // asked of this. on_change is called too where others changed something.
  // They make way for others meanwhile: what takes away waits for no relay.
  Result<vault::SyncReport> sync(std::chrono::milliseconds within);
  Status watch(std::function<void()> on_change);
  Status pair(std::chrono::milliseconds within, std::function<void(const Error&)> on_trouble);
  // A pairing as well, making way for nobody: so it ends in time.
  Status carry_on(std::chrono::milliseconds within);
  // Runs `work`, which asks a person and nothing of this, while the profile is free
  // for others; then comes back, or fails as the three above.
  Status while_free(const std::function<void()>& work);

 private:
  enum class Back : std::uint8_t { when_free, asks };  // how it comes back after making way
  // Begins `work` again each time that the vault has made way.
  Status wait_by(const std::function<asio::awaitable<Status>()>& work, Back back,
                 const std::function<void()>& on_change);
  Profile(std::unique_ptr<crypto::Random> random, vault::Vault vault, Clock clock);

  struct Open {
    std::unique_ptr<crypto::Random> random;  // outlives the vault
    vault::Vault vault;
    bool is_lost = false;  // it made way, and did not come back
  };

  std::shared_ptr<Open> open_;  // where what borrows it finds it
  Clock clock_;
};

struct Profile::Made {
  Profile profile;
  crypto::Secret recovery_words;  // shown once, never stored
};

}  // namespace troth::host
