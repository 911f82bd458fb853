#include "core/store/ledger_store.h"

#include <algorithm>
#include <limits>

#include "core/base/check.h"
#include "core/store/rows.h"

namespace troth::store {
namespace {

using ledger::Entry;
using ledger::EntryKind;
using ledger::Equivocation;
using ledger::Head;
using ledger::Line;
using ledger::Place;
using ledger::PlacedEntry;
using ledger::WaitingEntry;
using sqlite::Statement;

// The columns that place_of() reads; `signed` follows where the entry is wanted too.
#define PLACE_COLUMNS "hash, line, seq, device, kind, latest_ms, standing, confirms, past"
constexpr int kSignedColumn = 9;
constexpr std::string_view kFind = "SELECT " PLACE_COLUMNS " FROM entries WHERE hash = ?1";
constexpr std::string_view kPlaced =
    "SELECT " PLACE_COLUMNS ", signed FROM entries WHERE hash = ?1";
constexpr std::string_view kAtPosition =
    "SELECT " PLACE_COLUMNS ", signed FROM entries WHERE position = ?1";
constexpr std::size_t kPage = 256;  // entries at a time while filtering
constexpr std::string_view kNewestOf =
    "SELECT " PLACE_COLUMNS
    ", signed, position FROM entries WHERE position < ?1 AND written_at_ms >= ?2"
    " AND (?3 = 0 OR kind = ?3) ORDER BY position DESC LIMIT ?4";
constexpr std::string_view kNext = "SELECT " PLACE_COLUMNS
                                   ", signed, position FROM entries"
                                   " WHERE position > ?1 ORDER BY position LIMIT ?2";
constexpr std::string_view kNewest =
    "SELECT " PLACE_COLUMNS ", signed FROM entries ORDER BY position DESC LIMIT ?1";
#undef PLACE_COLUMNS
constexpr std::string_view kFindAt = "SELECT hash FROM entries WHERE line = ?1 AND seq = ?2";
constexpr std::string_view kEntry = "SELECT signed FROM entries WHERE hash = ?1";
constexpr std::string_view kLines =
    "SELECT line, device, first_seq, seq, hash FROM lines ORDER BY line";
constexpr std::string_view kConfirmations =
    "SELECT line, seq FROM entries WHERE confirms = ?1 ORDER BY position";
constexpr std::string_view kBeyondOnLine =
    "SELECT position FROM entries WHERE line = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";
constexpr std::string_view kAppend =
    "INSERT INTO entries (hash, line, seq, device, kind, written_at_ms, latest_ms, standing,"
    " confirms, past, signed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
constexpr std::string_view kAdvanceLine =
    "INSERT INTO lines (line, device, first_seq, seq, hash) VALUES (?1, ?2, ?3, ?3, ?4)"
    " ON CONFLICT (line) DO UPDATE SET seq = ?3, hash = ?4 WHERE device = ?2 AND seq = ?3 - 1";
constexpr std::string_view kSize = "SELECT count(*) FROM entries";
constexpr std::string_view kOfKindBy =
    "SELECT hash FROM entries WHERE kind = ?1 AND device = ?2 ORDER BY position LIMIT ?3";

#define WAITING_COLUMNS \
  "hash, device, kind, waits_for, missing_device, missing_seq, missing_hash, bytes"
constexpr std::string_view kWaiting = "SELECT " WAITING_COLUMNS " FROM waiting ORDER BY position";
constexpr std::string_view kWaitingFor =
    "SELECT " WAITING_COLUMNS " FROM waiting WHERE missing_hash = ?1 ORDER BY position";
constexpr std::string_view kHold =
    "INSERT INTO waiting (" WAITING_COLUMNS
    ", takes_away) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    " ON CONFLICT (hash) DO UPDATE SET device = ?2, kind = ?3, waits_for = ?4,"
    " missing_device = ?5, missing_seq = ?6, missing_hash = ?7, bytes = ?8, takes_away = ?9";
#undef WAITING_COLUMNS
constexpr std::string_view kRelease = "DELETE FROM waiting WHERE hash = ?1";
constexpr std::string_view kWaitingOf =
    "SELECT takes_away, count(*), sum(length(bytes)) FROM waiting WHERE device = ?1"
    " GROUP BY takes_away";

constexpr std::string_view kKeepEquivocation =
    "INSERT INTO equivocations VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";
constexpr std::string_view kEquivocations = "SELECT * FROM equivocations ORDER BY device, seq";
constexpr std::string_view kRebuildLines =
    "INSERT INTO lines (line, device, first_seq, seq, hash)"
    " SELECT line, device, min(seq), max(seq),"
    " (SELECT hash FROM entries newest WHERE newest.line = entries.line"
    "  ORDER BY newest.seq DESC LIMIT 1)"
    " FROM entries GROUP BY line, device";

Result<Place> place_of(const Statement& row) {
  Place place;
  TROTH_ASSIGN(place.hash, read_id<EntryHash>(row, 0));
  TROTH_ASSIGN(place.tick.line, read_id<DeviceId>(row, 1));
  place.tick.seq = static_cast<std::uint64_t>(row.number(2));
  TROTH_ASSIGN(place.device, read_id<DeviceId>(row, 3));
  place.kind = static_cast<EntryKind>(row.number(4));
  place.latest_ms = row.number(5);
  if (row.number(6) < 0 || row.number(6) > 1) return inconsistent("an entry of no known standing");
  place.standing = static_cast<ledger::Standing>(row.number(6));
  if (!row.is_null(7)) {
    TROTH_ASSIGN(place.confirms, read_id<CertificateHash>(row, 7));
  }
  auto past = Clock::decode(row.blob(8));
  if (!past) return inconsistent("an entry without a past");
  place.past = std::move(*past);
  return place;
}

Result<PlacedEntry> placed_of(const Statement& row) {
  TROTH_ASSIGN(Place place, place_of(row));
  TROTH_ASSIGN(Entry entry, ledger::decode_entry(row.blob(kSignedColumn)));
  if (entry.hash() != place.hash) return inconsistent("an entry of another hash");
  return PlacedEntry{std::move(entry), std::move(place)};
}

Result<WaitingEntry> waiting_of_row(const Statement& row) {
  WaitingEntry waiting;
  TROTH_ASSIGN(waiting.hash, read_id<EntryHash>(row, 0));
  TROTH_ASSIGN(waiting.device, read_id<DeviceId>(row, 1));
  waiting.kind = static_cast<EntryKind>(row.number(2));
  if (row.number(3) < 0 || row.number(3) > 2)
    return inconsistent("an entry that waits for nothing");
  waiting.waits_for = static_cast<ledger::WaitsFor>(row.number(3));
  if (!row.is_null(4)) {
    Head missing;
    TROTH_ASSIGN(missing.device, read_id<DeviceId>(row, 4));
    Reader seq(row.blob(5));
    missing.seq = seq.u64();
    if (!seq.done()) return inconsistent("a seq of another length");
    TROTH_ASSIGN(missing.hash, read_id<EntryHash>(row, 6));
    waiting.missing = missing;
  }
  waiting.bytes = copy_of(row.blob(7));
  return waiting;
}

Result<EntryHash> hash_of(const Statement& row) { return read_id<EntryHash>(row, 0); }

}  // namespace

Result<std::optional<Place>> LedgerStore::find(const EntryHash& hash) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kFind));
  TROTH_ASSIGN(const bool row, statement.bind_all(hash).step());
  if (!row) return std::nullopt;
  return place_of(statement);
}

Result<std::optional<PlacedEntry>> LedgerStore::placed(const EntryHash& hash) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kPlaced));
  TROTH_ASSIGN(const bool row, statement.bind_all(hash).step());
  if (!row) return std::nullopt;
  return placed_of(statement);
}

Result<std::optional<EntryHash>> LedgerStore::find_at(const Tick& tick) const {
  // Such a seq can be claimed, but is never placed.
  if (tick.seq > kLargestNumber) return std::nullopt;
  TROTH_ASSIGN(auto statement, database_->prepare(kFindAt));
  TROTH_ASSIGN(const bool row, statement.bind_all(tick.line, tick.seq).step());
  if (!row) return std::nullopt;
  return hash_of(statement);
}

Result<std::optional<Entry>> LedgerStore::entry(const EntryHash& hash) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kEntry));
  TROTH_ASSIGN(const bool row, statement.bind_all(hash).step());
  if (!row) return std::nullopt;
  TROTH_ASSIGN(Entry entry, ledger::decode_entry(statement.blob(0)));
  if (entry.hash() != hash) return inconsistent("an entry of another hash");
  return entry;
}

Result<std::vector<Line>> LedgerStore::lines() const {
  TROTH_ASSIGN(auto statement, database_->prepare(kLines));
  return all_of(std::move(statement), [](const Statement& row) -> Result<Line> {
    Line line;
    TROTH_ASSIGN(line.line, read_id<DeviceId>(row, 0));
    TROTH_ASSIGN(line.head.device, read_id<DeviceId>(row, 1));
    line.first_seq = static_cast<std::uint64_t>(row.number(2));
    line.head.seq = static_cast<std::uint64_t>(row.number(3));
    TROTH_ASSIGN(line.head.hash, read_id<EntryHash>(row, 4));
    return line;
  });
}

Result<std::vector<Tick>> LedgerStore::confirmations(const CertificateHash& certificate) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kConfirmations));
  statement.bind_all(certificate);
  return all_of(std::move(statement), [](const Statement& row) -> Result<Tick> {
    TROTH_ASSIGN(const DeviceId line, read_id<DeviceId>(row, 0));
    return Tick{line, static_cast<std::uint64_t>(row.number(1))};
  });
}

Result<std::vector<PlacedEntry>> LedgerStore::beyond(const Clock& clock, std::size_t most) const {
  TROTH_ASSIGN(const std::vector<Line> all, lines());
  // Positions rise along a line, so the first of each line are enough to choose from.
  std::vector<std::int64_t> positions;
  for (const Line& line : all) {
    const std::uint64_t held = clock.seq_of(line.line);
    if (line.head.seq <= held) continue;
    TROTH_ASSIGN(auto statement, database_->prepare(kBeyondOnLine));
    statement.bind_all(line.line, clamped(held), clamped(most));
    TROTH_ASSIGN(const auto found,
                 all_of(std::move(statement), [](const Statement& row) -> Result<std::int64_t> {
                   return row.number(0);
                 }));
    positions.insert(positions.end(), found.begin(), found.end());
  }
  std::ranges::sort(positions);
  if (positions.size() > most) positions.resize(most);
  std::vector<PlacedEntry> out;
  for (const std::int64_t position : positions) {
    TROTH_ASSIGN(auto statement, database_->prepare(kAtPosition));
    TROTH_ASSIGN(const bool row, statement.bind_all(position).step());
    CHECK(row);
    TROTH_ASSIGN(auto placed, placed_of(statement));
    out.push_back(std::move(placed));
  }
  return out;
}

Status LedgerStore::append(const Entry& entry, const Place& place) {
  CHECK(database_->in_transaction() && entry.hash() == place.hash);
  TROTH_TRY(database_->run(kAppend, place.hash, place.tick.line, place.tick.seq, place.device,
                           static_cast<std::int64_t>(place.kind), entry.header().written_at_ms,
                           place.latest_ms, static_cast<int>(place.standing), place.confirms,
                           place.past.encode(), entry.encode()));
  TROTH_TRY(
      database_->run(kAdvanceLine, place.tick.line, place.device, place.tick.seq, place.hash));
  if (database_->changes() != 1) return inconsistent("an entry beyond a gap of its line");
  return {};
}

Result<ledger::WaitingCount> LedgerStore::waiting_of(const DeviceId& device) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kWaitingOf));
  statement.bind_all(device);
  ledger::WaitingCount count;
  for (;;) {
    TROTH_ASSIGN(const bool row, statement.step());
    if (!row) return count;
    const bool takes = statement.number(0) != 0;
    (takes ? count.taking_away : count.giving) = static_cast<std::size_t>(statement.number(1));
    (takes ? count.taking_away_bytes : count.giving_bytes) =
        static_cast<std::size_t>(statement.number(2));
  }
}

Result<std::vector<WaitingEntry>> LedgerStore::waiting() const {
  TROTH_ASSIGN(auto statement, database_->prepare(kWaiting));
  return all_of(std::move(statement), waiting_of_row);
}

Result<std::vector<WaitingEntry>> LedgerStore::waiting_for(const EntryHash& missing) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kWaitingFor));
  statement.bind_all(missing);
  return all_of(std::move(statement), waiting_of_row);
}

Status LedgerStore::hold(const WaitingEntry& waiting) {
  CHECK(database_->in_transaction());
  std::optional<DeviceId> missing_device;
  std::optional<Bytes> missing_seq;
  std::optional<EntryHash> missing_hash;
  if (waiting.missing) {
    missing_device = waiting.missing->device;
    missing_seq = Writer().u64(waiting.missing->seq).take();  // a claim: it may be any number
    missing_hash = waiting.missing->hash;
  }
  return database_->run(kHold, waiting.hash, waiting.device,
                        static_cast<std::int64_t>(waiting.kind),
                        static_cast<int>(waiting.waits_for), missing_device, missing_seq,
                        missing_hash, waiting.bytes, ledger::takes_away(waiting.kind));
}

Status LedgerStore::release(const EntryHash& hash) {
  CHECK(database_->in_transaction());
  return database_->run(kRelease, hash);
}

Result<std::uint64_t> LedgerStore::size() const {
  TROTH_ASSIGN(const std::int64_t count, database_->number(kSize));
  return static_cast<std::uint64_t>(count);
}

Result<std::vector<PlacedEntry>> LedgerStore::next(std::int64_t& position, std::size_t most) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kNext));
  statement.bind_all(position, clamped(most));
  return all_of(std::move(statement), [&position](const Statement& row) {
    position = row.number(kSignedColumn + 1);
    return placed_of(row);
  });
}

Result<std::vector<PlacedEntry>> LedgerStore::newest(std::size_t most) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kNewest));
  statement.bind_all(clamped(most));
  TROTH_ASSIGN(auto out, all_of(std::move(statement), placed_of));
  std::ranges::reverse(out);
  return out;
}

Result<std::vector<PlacedEntry>> LedgerStore::newest(const EntryFilter& filter,
                                                     std::size_t most) const {
  const std::int64_t kind = filter.kind ? static_cast<std::int64_t>(*filter.kind) : 0;
  const auto is_wanted = [&](const PlacedEntry& entry) {
    return filter.devices.empty() ||
           std::ranges::find(filter.devices, entry.place.device) != filter.devices.end();
  };
  std::vector<PlacedEntry> out;
  std::int64_t position = std::numeric_limits<std::int64_t>::max();
  for (bool more = true; more && out.size() < most;) {
    TROTH_ASSIGN(auto statement, database_->prepare(kNewestOf));
    statement.bind_all(position, filter.since_ms, kind, clamped(kPage));
    TROTH_ASSIGN(auto page, all_of(std::move(statement), [&position](const Statement& row) {
                   position = row.number(kSignedColumn + 1);
                   return placed_of(row);
                 }));
    more = page.size() == kPage;
    for (PlacedEntry& entry : page)
      if (out.size() < most && is_wanted(entry)) out.push_back(std::move(entry));
  }
  std::ranges::reverse(out);
  return out;
}

Result<std::vector<EntryHash>> LedgerStore::of_kind_by(const DeviceId& device, EntryKind kind,
                                                       std::size_t most) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kOfKindBy));
  statement.bind_all(static_cast<std::int64_t>(kind), device, clamped(most));
  return all_of(std::move(statement), hash_of);
}

Status LedgerStore::keep_equivocation(const Equivocation& equivocation) {
  CHECK(database_->in_transaction());
  return database_->run(kKeepEquivocation, equivocation.device, equivocation.seq,
                        equivocation.first.header, equivocation.first.signature,
                        equivocation.second.header, equivocation.second.signature);
}

Result<std::vector<Equivocation>> LedgerStore::equivocations() const {
  TROTH_ASSIGN(auto statement, database_->prepare(kEquivocations));
  return all_of(std::move(statement), [](const Statement& row) -> Result<Equivocation> {
    Equivocation out;
    TROTH_ASSIGN(out.device, read_id<DeviceId>(row, 0));
    out.seq = static_cast<std::uint64_t>(row.number(1));
    out.first.header = copy_of(row.blob(2));
    TROTH_ASSIGN(out.first.signature, read_id<Signature>(row, 3));
    out.second.header = copy_of(row.blob(4));
    TROTH_ASSIGN(out.second.signature, read_id<Signature>(row, 5));
    return out;
  });
}

Status LedgerStore::rebuild_lines() {
  CHECK(database_->in_transaction());
  TROTH_TRY(database_->run("DELETE FROM lines"));
  return database_->run(kRebuildLines);
}

Status LedgerStore::clear() {
  CHECK(database_->in_transaction());
  for (const std::string_view sql : {"DELETE FROM entries", "DELETE FROM lines",
                                     "DELETE FROM waiting", "DELETE FROM equivocations"})
    TROTH_TRY(database_->run(sql));
  return {};
}

}  // namespace troth::store
