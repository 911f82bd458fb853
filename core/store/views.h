// What is kept of the ledger so that nothing is derived anew at unlock: the
// acts that the rules of consent read again, and the check-ins. Each entry
// enters with on_placed(), in the transaction that placed it. All of it can be
// dropped and derived from the entries: rebuild(). Borrows the database and the
// ledger; same owner and thread; the writing half CHECKs an open transaction.
// Fails with the codes of sqlite, store_inconsistent, and what Agreement::add refuses.
#pragma once

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/agreement/agreement.h"
#include "core/practice/check_in.h"
#include "core/sqlite/database.h"
#include "core/store/acts.h"
#include "core/store/ledger_store.h"

namespace troth::store {

struct KeptCheckIn {
  EntryHash entry;
  PartnerId by;
  TimeMs written_ms = 0;
  bool counts = true;  // false: by a device that the other partner has not confirmed
  // Nothing where a newer version made it, or it says nothing valid.
  std::optional<practice::CheckIn> content;
};

class Views {
 public:
  Views(sqlite::Database& database, const LedgerStore& ledger)
      : database_(&database), ledger_(&ledger) {}

  // Takes an entry that was just placed into `agreement` and the tables.
  Status on_placed(const ledger::PlacedEntry& entry, const Reading& reading,
                   agreement::Agreement& agreement);
  // The agreement as the kept acts make it, with what waits and takes away:
  // to be called at unlock, after a failed commit, and after what waited went.
  [[nodiscard]] Result<agreement::Agreement> agreement(const Reading& reading) const;

  // Newest claim first, at most `most`.
  [[nodiscard]] Result<std::vector<KeptCheckIn>> check_ins(std::size_t most) const;
  // Those of `by` that count and say "unsure", "no" or "I want to talk", and
  // were written after `after_ms`; newest claim first.
  [[nodiscard]] Result<std::vector<KeptCheckIn>> flagged(const PartnerId& by, TimeMs after_ms,
                                                         std::size_t most) const;

  // Drops every view and derives it from the entries, with the lines of `ledger`.
  Status rebuild(const Reading& reading, LedgerStore& ledger);
  Status clear();

 private:
  Status keep_act(const agreement::Act& act);
  Status keep_check_in(const ledger::PlacedEntry& entry, const PartnerId& by);
  Result<std::vector<KeptCheckIn>> with_contents(sqlite::Statement statement) const;

  sqlite::Database* database_;
  const LedgerStore* ledger_;
};

// The texts of proposals, read from the ledger when they are first asked for,
// and kept as long as this lives: one for each command or query. A hash that is
// no readable proposal gives null.
class Proposals final : public agreement::ProposalSource {
 public:
  Proposals(const LedgerStore& ledger, const Reading& reading)
      : ledger_(&ledger), pair_(agreement_pair(reading.pair, reading.chains)) {}
  [[nodiscard]] const agreement::Proposal* proposal(const EntryHash& entry) const override;
  // The first failure of the database so far: what was null because of it.
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 private:
  const LedgerStore* ledger_;
  agreement::Pair pair_;
  mutable std::unordered_map<EntryHash, std::unique_ptr<agreement::Proposal>> read_;
  mutable std::optional<Error> failure_;
};

}  // namespace troth::store
