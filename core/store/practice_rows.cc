#include "core/store/practice_rows.h"

#include "core/base/check.h"
#include "core/practice/content.h"
#include "core/store/rows.h"

namespace troth::store {
namespace {

using ledger::EntryKind;
using ledger::PlacedEntry;

constexpr std::string_view kPosition = "SELECT position FROM entries WHERE hash = ?1";
// Of values, not of a SELECT: what could insert several rows is a savepoint of its own,
// and at each of those FTS5 writes all the words that it has gathered.
constexpr std::string_view kKeep =
    "INSERT INTO practice (position, hash, kind, partner, line, written_at_ms, counts, readable,"
    " about_entry, about_clause, period_start_ms, period_end_ms, flagged, verdict)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
// Positions rise along a line, so the first view on each line answers for all.
constexpr std::string_view kFirstView =
    "SELECT e.seq FROM practice p JOIN entries e USING (position) WHERE p.counts = 1 AND"
    " p.kind = 65 AND p.about_entry = ?1 AND p.line = ?2 AND p.partner <> ?3"
    " ORDER BY p.position LIMIT 1";

practice::Kind kind_of(EntryKind kind) {
  return static_cast<practice::Kind>(static_cast<std::uint32_t>(kind));
}

// The columns that are read of the content.
struct Columns {
  bool readable = false;
  std::optional<EntryHash> about_entry;
  std::optional<ClauseId> about_clause;
  std::optional<TimeMs> period_start_ms;
  std::optional<TimeMs> period_end_ms;
  bool flagged = false;
};

Columns columns_of(const practice::Content& content) {
  Columns out{true, std::nullopt, practice::clause_of(content), std::nullopt, std::nullopt, false};
  if (const auto about = practice::about_of(content))
    if (const auto* entry = std::get_if<EntryHash>(&*about)) out.about_entry = *entry;
  if (const auto period = practice::period_of(content)) {
    out.period_start_ms = period->start_ms;
    out.period_end_ms = period->end_ms;
  }
  if (const auto check_in = practice::check_in_of(content))
    out.flagged = practice::flags_of(*check_in).any();
  return out;
}

Result<bool> had_view(sqlite::Database& database, const EntryHash& question, const Clock& past,
                      const PartnerId& author) {
  for (const Tick& tick : past.ticks()) {
    TROTH_ASSIGN(auto statement, database.prepare(kFirstView));
    TROTH_ASSIGN(const bool found, statement.bind_all(question, tick.line, author).step());
    if (found && static_cast<std::uint64_t>(statement.number(0)) <= tick.seq) return true;
  }
  return false;
}

}  // namespace

bool is_of_practice(EntryKind kind) {
  return kind == EntryKind::opening ||
         (ledger::range_of(kind) == ledger::KindRange::practice && ledger::is_known(kind));
}

Result<std::optional<agreement::Answer>> answer_of(sqlite::Database& database,
                                                   const PlacedEntry& entry,
                                                   const agreement::Act& act) {
  if (entry.place.kind != EntryKind::answer) return std::nullopt;
  const auto says = practice::decode_answer(entry.entry.payload());
  if (!says) return std::nullopt;
  TROTH_ASSIGN(const bool had_one, had_view(database, says->question, act.past, act.partner));
  return agreement::Answer{act.partner,    act.device,    act.at,     act.past,
                           act.written_ms, act.latest_ms, says->area, had_one};
}

Status keep_practice(sqlite::Database& database, const PlacedEntry& entry, const PartnerId& by,
                     const std::optional<agreement::Verdict>& verdict) {
  CHECK(database.in_transaction());
  Columns columns;
  if (const auto content = practice::decode(kind_of(entry.place.kind), entry.entry.payload()))
    columns = columns_of(*content);
  std::optional<Bytes> encoded;
  if (verdict) encoded = agreement::encode(*verdict);
  const ledger::Place& place = entry.place;
  TROTH_ASSIGN(auto found, database.prepare(kPosition));
  TROTH_ASSIGN(const bool is_there, found.bind_all(place.hash).step());
  if (!is_there) return inconsistent("an entry of practice that is not in the ledger");
  return database.run(kKeep, found.number(0), place.hash, static_cast<std::int64_t>(place.kind), by,
                      place.tick.line, entry.entry.header().written_at_ms,
                      place.standing == ledger::Standing::counts, columns.readable,
                      columns.about_entry, columns.about_clause, columns.period_start_ms,
                      columns.period_end_ms, columns.flagged, encoded);
}

}  // namespace troth::store
