// Notes of practice out of the kept rows: by kind and time, by what they are
// about, by period. Only those that count and can be read: none by a device that
// was not confirmed, or from beyond a cut, and none of a newer version. Nothing
// here reads more than was asked for, and what one partner signs crowds out
// nothing of the other's about one thing. Made for one command or query by
// Store::notes(); borrows the store and the chains, on their thread. Fails with
// the codes of sqlite, and store_inconsistent.
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/agreement/authority.h"
#include "core/ledger/device_chain.h"
#include "core/practice/note.h"
#include "core/sqlite/database.h"
#include "core/store/ledger_store.h"

namespace troth::store {

// Of one kind and by one partner about one entry, no more than the first so many.
inline constexpr std::size_t kMostAboutOne = 1000;

// From the first instant to before the last: a claim of when it was written, or
// the beginning of a period.
struct Times {
  TimeMs from_ms = 0;
  TimeMs until_ms = std::numeric_limits<TimeMs>::max();
};

class Notes {
 public:
  using Kinds = std::span<const practice::Kind>;
  Notes(sqlite::Database& database, const LedgerStore& ledger, const ledger::DeviceChains& chains)
      : database_(&database), ledger_(&ledger), chains_(&chains) {}

  // Nothing where there is no such entry, or it is no note.
  [[nodiscard]] Result<std::optional<practice::Note>> find(const EntryHash& entry) const;
  // The entries of these kinds whose hash begins with these lower-case digits, at
  // most `most`.
  [[nodiscard]] Result<std::vector<EntryHash>> beginning_with(std::string_view digits, Kinds kinds,
                                                              std::size_t most) const;

  // Newest claim first, at most `most`.
  [[nodiscard]] Result<std::vector<practice::Note>> newest(Kinds kinds, std::size_t most,
                                                           const Times& times = {}) const;
  // The last of each kind and partner, as they were placed: what one signs hides nothing of the
  // other's, and a clock that was wrong nothing of its owner's.
  [[nodiscard]] Result<std::vector<practice::Note>> newest_by_each(Kinds kinds,
                                                                   std::size_t most) const;
  // Those outside of `clock`, at most the first `most` of them as they were placed:
  // what has happened since a review.
  [[nodiscard]] Result<std::vector<practice::Note>> beyond(const Clock& clock, Kinds kinds,
                                                           std::size_t most) const;
  // What each line says last within `clock` of check-ins and their openings: of
  // each kind one, in no order.
  [[nodiscard]] Result<std::vector<practice::Note>> last_check_ins(const Clock& clock) const;
  // Those about one entry, in no order (practice::in_order gives one); of each kind
  // and partner the kMostAboutOne that were placed first.
  [[nodiscard]] Result<std::vector<practice::Note>> about(const EntryHash& entry,
                                                          Kinds kinds) const;
  // Those that name a clause (practice::clause_of), newest claim first.
  [[nodiscard]] Result<std::vector<practice::Note>> about(const ClauseId& clause, Kinds kinds,
                                                          std::size_t most) const;
  // How many of this kind are about it; those beyond a cut among them.
  [[nodiscard]] Result<std::size_t> count_about(const EntryHash& entry, practice::Kind kind) const;
  [[nodiscard]] Result<std::size_t> count_about(const ClauseId& clause, practice::Kind kind) const;

  // Check-ins and openings whose period begins within these times, in no order; of
  // each kind and partner at most `most`, of the latest periods, and of one period those
  // that were placed first: nobody's later ones hide an earlier one, nor the other's.
  [[nodiscard]] Result<std::vector<practice::Note>> of_periods(Kinds kinds, const Times& begins,
                                                               std::size_t most) const;
  // Questions that may be open: all that have no answer, or were reopened. Newest
  // claim first.
  [[nodiscard]] Result<std::vector<practice::Note>> open_questions(std::size_t most) const;

  // Talks that may be open: all that nobody says were had. Newest claim first.
  [[nodiscard]] Result<std::vector<practice::Note>> open_talks(std::size_t most) const;

  // Rule 6's, of an answer, as it was given when that was placed; nothing for any other entry.
  [[nodiscard]] Result<std::optional<agreement::Verdict>> verdict(const EntryHash& answer) const;

 private:
  // Reads rows of (hash, kind) into notes, in their order.
  Status add(std::vector<practice::Note>& notes, sqlite::Statement statement) const;
  [[nodiscard]] Result<std::optional<practice::Note>> note_of(const EntryHash& entry) const;
  [[nodiscard]] Result<bool> is_any_cut() const;
  // What `open_ones` finds; every one of `kind` where no row can know.
  [[nodiscard]] Result<std::vector<practice::Note>> open(practice::Kind kind,
                                                         std::string_view open_ones,
                                                         std::size_t most) const;

  sqlite::Database* database_;
  const LedgerStore* ledger_;
  const ledger::DeviceChains* chains_;
  mutable std::optional<bool> any_cut_;
};

}  // namespace troth::store
