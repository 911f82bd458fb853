#include "core/store/store.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/crypto/kdf.h"
#include "core/store/excerpt.h"
#include "core/store/migrations.h"
#include "core/store/rows.h"
#include "core/store/view_digest.h"

namespace troth::store {
namespace {

using ledger::Freshness;
using ledger::Line;

constexpr std::string_view kCertificateAt =
    "SELECT c.hash FROM certificates c JOIN partners p USING (side)"
    " WHERE p.partner = ?1 AND c.number = ?2";
constexpr std::string_view kIsPartner = "SELECT count(*) FROM partners WHERE partner = ?1";
constexpr std::string_view kChains =
    "SELECT p.partner, count(*), (SELECT hash FROM certificates newest WHERE newest.side = p.side"
    "  ORDER BY newest.number DESC LIMIT 1)"
    " FROM partners p JOIN certificates c USING (side) GROUP BY p.side";

constexpr int kCachePages = 8000;
constexpr std::uint64_t kPageKey = 1;
constexpr std::uint64_t kLogKey = 2;

// What was found once stays until it is settled, and proof outweighs doubt.
Freshness worse(Freshness a, Freshness b) {
  if (a == Freshness::ahead || b == Freshness::ahead) return Freshness::ahead;
  return a == Freshness::missing ? a : b;
}

Hash as_hash(ByteView id) {
  const auto hash = Hash::from(id);
  CHECK(hash.has_value());
  return *hash;
}

}  // namespace

Store::Store(Device device, sqlite::Database database, AnchorFiles files, crypto::Random& random)
    : device_(std::move(device)),
      database_(std::move(database)),
      files_(std::move(files)),
      random_(random),
      ledger_(database_),
      views_(database_, ledger_),
      outbox_(database_),
      state_(database_),
      pair_(database_),
      journal_(database_),
      drafts_(database_),
      own_settings_(database_) {}

Result<std::unique_ptr<Store>> Store::load(const Profile& profile, const VaultId& vault,
                                           const crypto::Secret& master_key, crypto::Random& random,
                                           Device device, sqlite::Options::Missing missing) {
  sqlite::Options options;
  options.missing = missing;
  options.cache_pages = kCachePages;
  sqlite::SealedKeys keys{vault, crypto::store_key(master_key, kPageKey),
                          crypto::store_key(master_key, kLogKey)};
  TROTH_ASSIGN(auto database,
               sqlite::Database::open_sealed(profile.directory().path_of(kDatabaseFile),
                                             std::move(keys), *device, random, options));
  // A ratchet's old state, once forgotten, must not linger in free pages.
  TROTH_TRY(database.exec("PRAGMA secure_delete = ON"));
  TROTH_TRY(sqlite::migrate(database, migrations()));
  TROTH_ASSIGN(AnchorFiles files, AnchorFiles::open(profile.directory(), vault, master_key));
  return std::unique_ptr<Store>(
      new Store(std::move(device), std::move(database), std::move(files), random));
}

Result<std::unique_ptr<Store>> Store::create(const Profile& profile, const VaultId& vault,
                                             const crypto::Secret& master_key,
                                             crypto::Random& random, Device device) {
  TROTH_ASSIGN(auto store, load(profile, vault, master_key, random, std::move(device),
                                sqlite::Options::Missing::create));
  TROTH_TRY(store->write_guards());
  return store;
}

Result<std::unique_ptr<Store>> Store::open(const Profile& profile, const VaultId& vault,
                                           const crypto::Secret& master_key, crypto::Random& random,
                                           Device device) {
  TROTH_ASSIGN(auto store, load(profile, vault, master_key, random, std::move(device),
                                sqlite::Options::Missing::refuse));
  TROTH_TRY(store->judge());
  return store;
}

Result<Change> Store::begin() {
  CHECK(!database_.in_transaction());
  if (failure_) return std::unexpected(*failure_);
  TROTH_ASSIGN(auto transaction, sqlite::Transaction::begin(database_));
  return Change(*this, std::move(transaction));
}

Status Store::check_views(const Reading& reading) {
  TROTH_ASSIGN(const auto undone, sqlite::Transaction::begin(database_));
  TROTH_ASSIGN(const Hash kept, digest_of_views(database_));
  TROTH_TRY(views_.rebuild(reading, ledger_));
  TROTH_ASSIGN(const Hash anew, digest_of_views(database_));
  return kept == anew ? Status() : refuse(Code::views_differ);
}

Status Store::judge() {
  TROTH_ASSIGN(VaultRecord record, read_vault_record(database_));
  TROTH_ASSIGN(const std::uint64_t seq, own_seq(record));
  TROTH_ASSIGN(const Freshness anchor, judge_anchor(record));
  const Freshness counter = ledger::freshness_of_counter(files_.counter(), seq);
  found_ = {worse(record.counter_found, counter), worse(record.anchor_found, anchor)};
  if (found_.counter == record.counter_found && found_.anchor == record.anchor_found) {
    // A crash may have left them behind. On a full disk the vault still opens, to be read.
    [[maybe_unused]] const Status written = after_commit();
    return {};
  }
  TROTH_ASSIGN(auto transaction, sqlite::Transaction::begin(database_));
  record.counter_found = found_.counter;
  record.anchor_found = found_.anchor;
  TROTH_TRY(write_vault_record(database_, record));
  return transaction.commit();
}

Result<Freshness> Store::judge_anchor(const VaultRecord& record) const {
  if (!files_.anchor()) return Freshness::missing;
  if (files_.count() <= record.anchor_floor) return Freshness::level;
  const Anchor& anchor = *files_.anchor();
  if (anchor.root_epoch > record.root_epoch || anchor.session_seq > record.session_seq)
    return Freshness::ahead;
  for (const ChainLength& chain : anchor.chains) {
    TROTH_ASSIGN(const bool held, holds(chain));
    if (!held) return Freshness::ahead;
  }
  return Freshness::level;
}

// True where the chain reaches that far, with that head. Another head there is
// as good a proof as none: history was replaced.
Result<bool> Store::holds(const ChainLength& anchored) const {
  TROTH_ASSIGN(const std::int64_t partners, database_.number(kIsPartner, anchored.chain));
  if (partners == 0) {
    const Tick tick{DeviceId{anchored.chain.value}, anchored.length};
    TROTH_ASSIGN(const auto found, ledger_.find_at(tick));
    return found && found->value == anchored.head.value;
  }
  TROTH_ASSIGN(auto row, database_.prepare(kCertificateAt));
  TROTH_ASSIGN(const bool found, row.bind_all(anchored.chain, clamped(anchored.length) - 1).step());
  return found && equal(row.blob(0), anchored.head.view());
}

Result<std::uint64_t> Store::own_seq(const VaultRecord& record) const {
  TROTH_ASSIGN(const std::vector<Line> lines, ledger_.lines());
  std::uint64_t seq = 0;
  for (const Line& line : lines)
    if (record.device == line.line) seq = line.head.seq;
  return record.counter_base + seq;
}

Result<Anchor> Store::anchor_now(const VaultRecord& record) const {
  Anchor anchor{record.root_epoch, record.session_seq, {}};
  TROTH_ASSIGN(auto rows, database_.prepare(kChains));
  TROTH_ASSIGN(anchor.chains,
               all_of(std::move(rows), [](const sqlite::Statement& row) -> Result<ChainLength> {
                 TROTH_ASSIGN(const Hash partner, read_id<Hash>(row, 0));
                 TROTH_ASSIGN(const Hash head, read_id<Hash>(row, 2));
                 return ChainLength{partner, static_cast<std::uint64_t>(row.number(1)), head};
               }));
  TROTH_ASSIGN(std::vector<Line> lines, ledger_.lines());
  // The own device first, branches last: should there be more than an anchor holds.
  std::ranges::stable_sort(lines, {}, [&record](const Line& line) {
    return record.device == line.line ? 0 : line.is_branch() ? 2 : 1;
  });
  for (const Line& line : lines) {
    if (anchor.chains.size() == kMostAnchoredChains) break;
    anchor.chains.push_back(
        {as_hash(line.line.view()), line.head.seq, as_hash(line.head.hash.view())});
  }
  return anchor;
}

Status Store::write_guards() {
  if (found_.anchor != Freshness::level || found_.counter != Freshness::level)
    return raise_anchored_session();
  TROTH_ASSIGN(const VaultRecord record, read_vault_record(database_));
  TROTH_ASSIGN(const Anchor anchor, anchor_now(record));
  TROTH_ASSIGN(const std::uint64_t seq, own_seq(record));
  if (files_.anchor() != anchor || files_.count() <= record.anchor_floor)
    TROTH_TRY(files_.write_anchor(anchor, random_));
  if (files_.counter() != seq) TROTH_TRY(files_.write_counter(seq));
  return {};
}

// The chains that prove a rollback stay. But a session that was begun since must
// not be forgotten by the next one: its number is used up.
Status Store::raise_anchored_session() {
  TROTH_ASSIGN(const VaultRecord record, read_vault_record(database_));
  if (!files_.anchor() || files_.count() <= record.anchor_floor ||
      record.session_seq <= files_.anchor()->session_seq)
    return {};
  Anchor anchor = *files_.anchor();
  anchor.session_seq = record.session_seq;
  return files_.write_anchor(anchor, random_);
}

Result<std::uint64_t> Store::newest_session() const {
  TROTH_ASSIGN(const VaultRecord record, read_vault_record(database_));
  const bool counts = files_.anchor() && files_.count() > record.anchor_floor;
  return std::max(record.session_seq, counts ? files_.anchor()->session_seq : 0);
}

Status Store::after_commit() {
  const Status written = write_guards();
  if (written) return {};
  failure_ = error(Code::store_not_anchored, written.error().message);
  return std::unexpected(*failure_);
}

Result<std::string> Store::excerpt_of(std::string_view text,
                                      const std::vector<Phrase>& phrases) const {
  TROTH_ASSIGN(const auto words, database_.words_of(text));
  return store::excerpt_of(text, words, phrases);
}

Status Store::settle() {
  TROTH_ASSIGN(Change change, begin());
  TROTH_ASSIGN(VaultRecord record, read_vault_record(database_));
  // Whatever the files say until now speaks of before.
  record.anchor_floor = files_.count();
  record.counter_found = Freshness::level;
  record.anchor_found = Freshness::level;
  TROTH_TRY(write_vault_record(database_, record));
  TROTH_TRY(change.transaction_.commit());
  found_ = {};
  return after_commit();
}

Status Change::set_own_device(const DeviceId& device) {
  TROTH_ASSIGN(VaultRecord record, read_vault_record(store_->database_));
  record.device = device;
  return write_vault_record(store_->database_, record);
}

Status Change::raise(std::uint32_t root_epoch, std::uint64_t session_seq) {
  TROTH_ASSIGN(VaultRecord record, read_vault_record(store_->database_));
  record.root_epoch = std::max(record.root_epoch, root_epoch);
  record.session_seq = std::max(record.session_seq, session_seq);
  return write_vault_record(store_->database_, record);
}

Status Change::forget_pair() {
  TROTH_ASSIGN(VaultRecord record, read_vault_record(store_->database_));
  TROTH_ASSIGN(const std::uint64_t seq, store_->own_seq(record));
  // A counter that is ahead of a ledger put back from before stays behind what follows.
  record.counter_base = std::max(seq, store_->files_.counter().value_or(0));
  record.anchor_floor = store_->files_.count();
  record.counter_found = Freshness::level;
  record.anchor_found = Freshness::level;
  forgets_pair_ = true;
  record.root_epoch = 0;
  record.session_seq = 0;
  TROTH_TRY(write_vault_record(store_->database_, record));
  TROTH_TRY(ledger().clear());
  TROTH_TRY(views().clear());
  TROTH_TRY(outbox().clear());
  TROTH_TRY(pair().clear_pair());
  for (const StateName name :
       {StateName::pairing, StateName::correspondence, StateName::mailbox_write_seed,
        StateName::mailbox_place, StateName::unopened_check_in})
    TROTH_TRY(state().remove_all(name));
  return {};
}

Status Change::rebuild_views(const Reading& reading) { return views().rebuild(reading, ledger()); }

Status Change::commit() {
  TROTH_TRY(transaction_.commit());
  if (forgets_pair_) store_->found_ = {};
  return store_->after_commit();
}

}  // namespace troth::store
