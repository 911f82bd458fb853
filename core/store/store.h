// The vault's store: the sealed database, and beside it the anchor and the
// counter that guard it (anchor.h). Reading goes through the Store; writing
// through a Change, which is one transaction: what a person sees as one change
// (entries, views, outbox, the state of sync) is committed whole or not at all.
// After commit() nothing remains to be done before sending: the anchor and the
// counter are on the disk too. Owned by the vault, on its one thread; the
// Profile and the Random must live longer. Fails with the codes of sqlite and
// store, and file_failed.
//
//   auto profile = Profile::create(path, calls);          // or open
//   VaultFile header(random.id<VaultId>());               // slots: vault_file.h
//   auto store = Store::create(*profile, header.id(), master_key, random);
//   {
//     auto change = store->begin();
//     ... change->pair().put_partner(...) ...
//     change->commit();
//   }
//   profile->write_header(header, master_key);            // now the vault exists
#pragma once

#include <memory>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"
#include "core/ledger/standing_to_sign.h"
#include "core/sqlite/database.h"
#include "core/store/anchor.h"
#include "core/store/drafts.h"
#include "core/store/journal.h"
#include "core/store/ledger_store.h"
#include "core/store/notes.h"
#include "core/store/outbox.h"
#include "core/store/own_settings.h"
#include "core/store/pair_records.h"
#include "core/store/private_state.h"
#include "core/store/profile.h"
#include "core/store/vault_record.h"
#include "core/store/views.h"

namespace troth::store {

class Change;

// What was found of the files that guard the database, and not settled since.
struct Found {
  ledger::Freshness counter = ledger::Freshness::level;
  ledger::Freshness anchor = ledger::Freshness::level;
};

class Store {
 public:
  using Device = std::unique_ptr<sqlite::Device>;  // the disk, or a test's

  // An empty store in a profile that holds none.
  static Result<std::unique_ptr<Store>> create(
      const Profile& profile, const VaultId& vault, const crypto::Secret& master_key,
      crypto::Random& random, Device device = std::make_unique<sqlite::SystemDevice>());
  // Brings the schema up to date, judges the freshness, and brings anchor and
  // counter up to date; where that fails it can be read, but begins no change.
  // database_damaged where the files were sealed by another vault or key, or changed.
  static Result<std::unique_ptr<Store>> open(
      const Profile& profile, const VaultId& vault, const crypto::Secret& master_key,
      crypto::Random& random, Device device = std::make_unique<sqlite::SystemDevice>());
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  [[nodiscard]] const LedgerStore& ledger() const { return ledger_; }
  [[nodiscard]] const Views& views() const { return views_; }
  // Notes of practice, read with these chains.
  [[nodiscard]] Notes notes(const ledger::DeviceChains& chains) const {
    return {database_, ledger_, chains};
  }
  [[nodiscard]] const Outbox& outbox() const { return outbox_; }
  [[nodiscard]] const PrivateState& state() const { return state_; }
  [[nodiscard]] const PairRecords& pair() const { return pair_; }
  // Private to the author, and not of the pair.
  [[nodiscard]] const Journal& journal() const { return journal_; }
  [[nodiscard]] const Drafts& drafts() const { return drafts_; }
  [[nodiscard]] const OwnSettings& own_settings() const { return own_settings_; }

  // What a person searches for, cut into words. search_words_missing, search_too_long.
  [[nodiscard]] Result<std::vector<Phrase>> phrases_of(std::string_view typed) const {
    return store::phrases_of(typed, database_);
  }
  // The sentence of `text` that has one of the phrases.
  [[nodiscard]] Result<std::string> excerpt_of(std::string_view text,
                                               const std::vector<Phrase>& phrases) const;

  // The evidence of anchor and counter, for ledger::standing_to_sign. What was
  // not level stays so, over restarts, and anchor and counter are left as they
  // are, until settle(); but the anchored session's number still rises.
  [[nodiscard]] const Found& found() const { return found_; }
  // The highest number of a session that the database or the anchor knows of.
  [[nodiscard]] Result<std::uint64_t> newest_session() const;
  // Writes anchor and counter as things stand. For what was missing, once a
  // frontier sent since was heard; for what was ahead, once this is a new device.
  Status settle();

  // One Change at a time. store_not_anchored after a commit that ended so.
  Result<Change> begin();

  // Takes from the disk what a commit deleted or overwrote, as far as the file
  // system's own view goes: the pages of before in the write-ahead log.
  Status drop_old_pages() { return database_.checkpoint(); }

  // Every page in use and every row: database_damaged, or what the database says.
  Status check_integrity() { return database_.check_integrity(); }
  // Derives every view anew from the entries, compares it with the kept one row by
  // row, and leaves the kept one: views_differ, or what rebuild_views() says.
  Status check_views(const Reading& reading);

 private:
  friend class Change;
  Store(Device device, sqlite::Database database, AnchorFiles files, crypto::Random& random);
  static Result<std::unique_ptr<Store>> load(const Profile& profile, const VaultId& vault,
                                             const crypto::Secret& master_key,
                                             crypto::Random& random, Device device,
                                             sqlite::Options::Missing missing);
  Status judge();
  [[nodiscard]] Result<ledger::Freshness> judge_anchor(const VaultRecord& record) const;
  [[nodiscard]] Result<bool> holds(const ChainLength& anchored) const;
  [[nodiscard]] Result<std::uint64_t> own_seq(const VaultRecord& record) const;
  [[nodiscard]] Result<Anchor> anchor_now(const VaultRecord& record) const;
  Status write_guards();
  Status raise_anchored_session();
  Status after_commit();

  Device device_;  // outlives the database
  // The tables borrow the database by mutable reference; const callers only read.
  mutable sqlite::Database database_;
  AnchorFiles files_;
  crypto::Random& random_;
  LedgerStore ledger_;
  Views views_;
  Outbox outbox_;
  PrivateState state_;
  PairRecords pair_;
  Journal journal_;
  Drafts drafts_;
  OwnSettings own_settings_;
  Found found_;
  std::optional<Error> failure_;  // why the last commit is not anchored
};

// One transaction. Going out of scope without commit() leaves no trace of it.
class Change {
 public:
  [[nodiscard]] LedgerStore& ledger() { return store_->ledger_; }
  [[nodiscard]] Views& views() { return store_->views_; }
  [[nodiscard]] Outbox& outbox() { return store_->outbox_; }
  [[nodiscard]] PrivateState& state() { return store_->state_; }
  [[nodiscard]] PairRecords& pair() { return store_->pair_; }
  [[nodiscard]] Journal& journal() { return store_->journal_; }
  [[nodiscard]] Drafts& drafts() { return store_->drafts_; }
  [[nodiscard]] OwnSettings& own_settings() { return store_->own_settings_; }

  // Which device this vault is; its seq is what the counter counts.
  Status set_own_device(const DeviceId& device);
  // The newest root epoch, and a session's number: kept where they are higher
  // than before, and anchored.
  Status raise(std::uint32_t root_epoch, std::uint64_t session_seq);
  // Forgets the pair: entries, views, outbox, the other partner, the states of
  // pairing and sync. The own device, the settings, journal and drafts stay. What was found of
  // anchor and counter spoke of that pair, and is settled by the commit.
  Status forget_pair();
  // Drops every view and derives it from the entries.
  Status rebuild_views(const Reading& reading);

  // An error of the database: nothing of the change remains. store_not_anchored:
  // all of it remains, but nothing may be sent, and the store begins no other
  // change: close it and open it again.
  Status commit();

 private:
  friend class Store;
  Change(Store& store, sqlite::Transaction transaction)
      : store_(&store), transaction_(std::move(transaction)) {}

  Store* store_;
  sqlite::Transaction transaction_;
  bool forgets_pair_ = false;
};

}  // namespace troth::store
