#include "core/store/text_index.h"

#include <algorithm>
#include <limits>

#include "core/base/check.h"
#include "core/store/rows.h"
#include "core/store/time_order.h"

namespace troth::store {
namespace {

constexpr std::string_view kNewestBefore = "SELECT max(position) FROM texts WHERE position < ?1";
constexpr std::string_view kKeep = "INSERT INTO texts (position, hash) VALUES (?1, ?2)";
constexpr std::string_view kKeepWords =
    "INSERT INTO text_words (rowid, text, about) VALUES (?1, ?2, ?3)";
constexpr std::string_view kClear = "DELETE FROM texts";
constexpr std::string_view kClearWords =
    "INSERT INTO text_words (text_words) VALUES ('delete-all')";
// Both come in the order of the index, so that no more of it is read than is given.
constexpr std::string_view kFind =
    "SELECT hash, text_words.rowid FROM text_words"
    " CROSS JOIN texts ON texts.position = text_words.rowid"
    " WHERE text_words MATCH ?1 AND text_words.rowid BETWEEN ?2 AND ?3"
    " ORDER BY text_words.rowid DESC LIMIT ?4";
constexpr std::string_view kFindInJournal =
    "SELECT id, journal_words.rowid FROM journal_words"
    " CROSS JOIN journal ON journal.position = journal_words.rowid"
    " WHERE journal_words MATCH ?1 AND journal_words.rowid BETWEEN ?2 AND ?3"
    " ORDER BY journal_words.rowid DESC LIMIT ?4";

// The words of the column `about`.
std::string word_of(Subject subject) {
  return "subject" + std::to_string(static_cast<int>(subject));
}
std::string word_of(Side side) { return side == Side::own ? "own" : "other"; }

// The positions of a span of time, first and last.
struct Positions {
  std::int64_t first = 0;
  std::int64_t last = std::numeric_limits<std::int64_t>::max();
};
Positions positions_of(const Search& search) {
  Positions span;
  if (search.since_ms) span.first = position_at(*search.since_ms);
  if (search.before_ms) span.last = position_at(*search.before_ms) - 1;
  return span;
}

std::string expression_with_about(const Search& search) {
  std::string out = expression_of(search.phrases);
  if (search.subject) out += " AND {about} : \"" + word_of(*search.subject) + "\"";
  if (search.by) out += " AND {about} : \"" + word_of(*search.by) + "\"";
  return out;
}

template <class Id>
Result<std::vector<Hit>> find_by(sqlite::Database& database, std::string_view sql,
                                 const std::string& expression, const Search& search) {
  const Positions span = positions_of(search);
  TROTH_ASSIGN(auto statement, database.prepare(sql));
  statement.bind_all(expression, span.first, span.last, clamped(search.most));
  return all_of(std::move(statement), [](const sqlite::Statement& row) -> Result<Hit> {
    TROTH_ASSIGN(const Id id, read_id<Id>(row, 0));
    return Hit{id, time_at(row.number(1))};
  });
}

}  // namespace

Result<std::vector<Hit>> TextIndex::find(const Search& search) const {
  std::vector<Hit> hits;
  if (search.subject != Subject::journal) {
    TROTH_ASSIGN(hits,
                 find_by<EntryHash>(*database_, kFind, expression_with_about(search), search));
  }
  if (search.subject.value_or(Subject::journal) == Subject::journal &&
      search.by.value_or(Side::own) == Side::own) {
    TROTH_ASSIGN(const auto pages, find_by<JournalId>(*database_, kFindInJournal,
                                                      expression_of(search.phrases), search));
    hits.insert(hits.end(), pages.begin(), pages.end());
  }
  std::ranges::stable_sort(hits, std::ranges::greater(), &Hit::written_ms);
  if (hits.size() > search.most) hits.resize(search.most);
  return hits;
}

Status TextIndex::on_placed(const ledger::PlacedEntry& placed, const Reading& reading) {
  CHECK(database_->in_transaction());
  const auto subject = subject_of(placed.place.kind);
  if (!subject) return {};
  const std::string text = text_of(placed.entry, reading);
  if (text.empty()) return {};
  const ledger::Device* device = reading.chains.find(placed.place.device);
  if (device == nullptr) return inconsistent("an entry by a device of nobody");
  const Side by = device->partner == reading.chains.own.partner() ? Side::own : Side::other;
  TROTH_ASSIGN(const std::int64_t position,
               free_position(*database_, kNewestBefore, placed.entry.header().written_at_ms));
  TROTH_TRY(database_->run(kKeep, position, placed.place.hash));
  return database_->run(kKeepWords, position, text, word_of(*subject) + " " + word_of(by));
}

Status TextIndex::clear() {
  CHECK(database_->in_transaction());
  TROTH_TRY(database_->run(kClear));
  return database_->run(kClearWords);
}

}  // namespace troth::store
