// The index of search: the words of every text in the ledger, a view like the
// others (views.h), and the asking of it together with the journal's own index.
// What is found comes newest first, by the time that its author claims; each
// answer reads only as much of the index as it gives. Borrows the database;
// same owner and thread; the writing half CHECKs an open transaction. Fails with the
// codes of sqlite, and store_inconsistent.
#pragma once

#include <cstddef>
#include <optional>
#include <variant>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/ledger/entry_log.h"
#include "core/sqlite/database.h"
#include "core/store/acts.h"
#include "core/store/journal.h"
#include "core/store/search_words.h"
#include "core/store/texts.h"

namespace troth::store {

struct Search {
  std::vector<Phrase> phrases;
  std::optional<Subject> subject;
  std::optional<Side> by;          // the journal is one's own
  std::optional<TimeMs> since_ms;  // from then on
  std::optional<TimeMs> before_ms;
  std::size_t most = 0;
};

struct Hit {
  std::variant<EntryHash, JournalId> where;
  TimeMs written_ms = 0;  // as the index has it: claims out of all bounds are clamped
};

class TextIndex {
 public:
  explicit TextIndex(sqlite::Database& database) : database_(&database) {}

  // Newest first.
  [[nodiscard]] Result<std::vector<Hit>> find(const Search& search) const;

  // Takes the texts of an entry that was just placed, if it has any.
  Status on_placed(const ledger::PlacedEntry& entry, const Reading& reading);
  // Forgets all but the journal's.
  Status clear();

 private:
  sqlite::Database* database_;
};

}  // namespace troth::store
