#include "core/store/view_digest.h"

#include <array>

#include "core/base/check.h"
#include "core/crypto/hash.h"

namespace troth::store {
namespace {

// Each row as one text. quote() tells null from empty, and a blob from its letters.
constexpr std::array<std::string_view, 5> kRows = {
    "SELECT 'act' || quote(position) || quote(hash) || quote(act) FROM acts ORDER BY position",
    "SELECT 'practice' || quote(position) || quote(hash) || quote(kind) || quote(partner)"
    " || quote(line) || quote(written_at_ms) || quote(counts) || quote(readable)"
    " || quote(about_entry) || ' ' || quote(about_clause) || ' ' || quote(period_start_ms)"
    " || ' ' || quote(period_end_ms) || ' ' || quote(flagged) || quote(verdict)"
    " FROM practice ORDER BY position",
    "SELECT 'text' || quote(position) || quote(hash) FROM texts ORDER BY position",
    "SELECT 'word' || quote(term) || quote(doc) || ' ' || quote(col) || quote(offset)"
    " FROM temp.indexed_words",
    "SELECT 'line' || quote(line) || quote(device) || quote(first_seq) || ' ' || quote(seq)"
    " || quote(hash) FROM lines ORDER BY line",
};
// The words in the index of search, each where it stands, in the order of the words.
constexpr std::string_view kWords =
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed_words"
    " USING fts5vocab('main', 'text_words', 'instance')";

}  // namespace

Result<Hash> digest_of_views(sqlite::Database& database) {
  CHECK(database.in_transaction());
  TROTH_TRY(database.run(kWords));
  Hash digest;
  for (const std::string_view rows : kRows) {
    TROTH_ASSIGN(auto statement, database.prepare(rows));
    for (;;) {
      TROTH_ASSIGN(const bool is_row, statement.step());
      if (!is_row) break;
      digest = crypto::generic_hash(bytes_of(statement.text(0)), digest.view());
    }
  }
  return digest;
}

}  // namespace troth::store
