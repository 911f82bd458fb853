// What is kept of the ledger so that nothing is derived anew at unlock: the
// acts that the rules of consent read again, the rows of practice (read through
// notes.h) with rule 6's verdict on each answer, and the words of all texts. Each
// entry enters with on_placed(), in the transaction that placed it. All of it can be
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
#include "core/store/text_index.h"

namespace troth::store {

struct KeptCheckIn {
  EntryHash entry;
  PartnerId by;
  TimeMs written_ms = 0;
  bool counts = true;  // false: by a device that the other partner has not confirmed
  // Nothing where a newer version made it, or it says nothing valid.
  std::optional<practice::CheckIn> content;
};

// What on_placed() makes of an entry. Raised whenever that changes, or this
// version reads what an older one could not: views of another format are derived
// anew, once.
inline constexpr int kViewsFormat = 2;

class Proposals;

class Views {
 public:
  Views(sqlite::Database& database, const LedgerStore& ledger)
      : database_(&database), ledger_(&ledger), texts_(database) {}

  // The words of all texts, for search.
  [[nodiscard]] const TextIndex& texts() const { return texts_; }

  // Takes an entry that was just placed into `agreement` and the tables.
  Status on_placed(const ledger::PlacedEntry& entry, const Reading& reading,
                   agreement::Agreement& agreement);
  // The kept acts, each after its past, and then the newest of each line, for what
  // its past says: all that an agreement or its history is made from.
  [[nodiscard]] Result<std::vector<agreement::Act>> acts(const Reading& reading) const;
  // The agreement as the kept acts make it, with what waits and takes away:
  // to be called at unlock, after a failed commit, and after what waited went.
  [[nodiscard]] Result<agreement::Agreement> agreement(const Reading& reading) const;

  // Newest claim first, at most `most`.
  [[nodiscard]] Result<std::vector<KeptCheckIn>> check_ins(std::size_t most) const;
  // Those of `by` that count and say "unsure", "no" or "I want to talk", and
  // were written after `after_ms`; newest claim first.
  [[nodiscard]] Result<std::vector<KeptCheckIn>> flagged(const PartnerId& by, TimeMs after_ms,
                                                         std::size_t most) const;
  // Those of `kind`, check-ins or openings, that lie outside of `clock`; of each
  // line its last `most`, in no order.
  [[nodiscard]] Result<std::vector<EntryHash>> flagged_beyond(const PartnerId& by,
                                                              const Clock& clock,
                                                              ledger::EntryKind kind,
                                                              std::size_t most) const;
  // The one of this hash; nothing for any other entry.
  [[nodiscard]] Result<std::optional<KeptCheckIn>> check_in(const EntryHash& entry) const;

  // False where they have another format: rebuild().
  [[nodiscard]] Result<bool> are_current() const;
  // Drops every view and derives it from the entries, with the lines of `ledger`.
  Status rebuild(const Reading& reading, LedgerStore& ledger);
  Status clear();

 private:
  // The texts of proposals live as long as what is taken in with one Reading.
  struct With {
    const Reading& reading;
    const Proposals& texts;
  };
  Status take(const ledger::PlacedEntry& entry, const With& with, agreement::Agreement& agreement);
  Status keep_act(const agreement::Act& act);
  Status keep(const ledger::PlacedEntry& entry, const agreement::Act& act, const With& with,
              const agreement::Agreement& agreement);
  Result<std::vector<KeptCheckIn>> with_contents(sqlite::Statement statement) const;

  sqlite::Database* database_;
  const LedgerStore* ledger_;
  TextIndex texts_;
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
