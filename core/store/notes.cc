#include "core/store/notes.h"

#include <algorithm>
#include <tuple>

#include "core/ledger/chain.h"
#include "core/store/rows.h"

namespace troth::store {
namespace {

using practice::Kind;
using practice::Note;

#define A_NOTE "counts = 1 AND readable = 1"
constexpr std::string_view kFind = "SELECT hash FROM practice WHERE hash = ?1 AND " A_NOTE;
constexpr std::string_view kBeginning =
    "SELECT hash, kind FROM practice WHERE hash BETWEEN ?1 AND ?2 AND " A_NOTE " ORDER BY hash";
constexpr std::string_view kNewest = "SELECT hash FROM practice WHERE " A_NOTE
                                     " AND kind = ?1 AND written_at_ms >= ?2 AND written_at_ms < ?3"
                                     " ORDER BY written_at_ms DESC, hash DESC LIMIT ?4";
constexpr std::string_view kNewestBy = "SELECT hash FROM practice WHERE " A_NOTE
                                       " AND kind = ?1 AND partner = ?2"
                                       " ORDER BY position DESC LIMIT ?3";
constexpr std::string_view kBeyondOnLine =
    "SELECT p.position, p.hash FROM entries e JOIN practice p USING (position)"
    " WHERE e.line = ?1 AND e.seq > ?2 AND p.counts = 1 AND p.readable = 1"
    " AND (?3 >> (p.kind - 40)) & 1 ORDER BY e.seq LIMIT ?4";
constexpr std::string_view kLastCheckIn =
    "SELECT hash FROM practice WHERE " A_NOTE
    " AND period_start_ms IS NOT NULL AND line = ?1 AND kind = ?2 AND position <="
    " (SELECT position FROM entries WHERE line = ?1 AND seq = ?3)"
    " ORDER BY position DESC LIMIT 1";
constexpr std::string_view kAboutEntry =
    "SELECT hash FROM practice WHERE counts = 1 AND about_entry = ?1 AND kind = ?2"
    " AND partner = ?3 ORDER BY position LIMIT ?4";
constexpr std::string_view kAboutClause =
    "SELECT hash FROM practice WHERE counts = 1 AND about_clause = ?1 AND kind = ?2"
    " ORDER BY written_at_ms DESC, hash DESC LIMIT ?3";
constexpr std::string_view kCountAboutEntry =
    "SELECT count(*) FROM practice WHERE counts = 1 AND about_entry = ?1 AND kind = ?2";
constexpr std::string_view kCountAboutClause =
    "SELECT count(*) FROM practice WHERE counts = 1 AND about_clause = ?1 AND kind = ?2";
constexpr std::string_view kOfPeriods =
    "SELECT hash FROM practice WHERE counts = 1 AND kind = ?1 AND partner = ?2"
    " AND period_start_ms >= ?3 AND period_start_ms < ?4"
    " ORDER BY period_start_ms DESC, position LIMIT ?5";
// The + keeps it from looking through all answers in the area for each question.
constexpr std::string_view kOpenQuestions =
    "SELECT hash FROM practice q WHERE " A_NOTE
    " AND kind = 64 AND (NOT EXISTS"
    " (SELECT 1 FROM practice a WHERE a.counts = 1 AND a.about_entry = q.hash AND a.kind = 66"
    "  AND +a.about_clause = q.about_clause) OR EXISTS"
    " (SELECT 1 FROM practice r WHERE r.counts = 1 AND r.about_entry = q.hash AND r.kind = 67))"
    " ORDER BY written_at_ms DESC, hash DESC LIMIT ?1";
constexpr std::string_view kOpenTalks =
    "SELECT hash FROM practice t WHERE " A_NOTE
    " AND kind = 71 AND NOT EXISTS"
    " (SELECT 1 FROM practice h WHERE h.counts = 1 AND h.about_entry = t.hash AND h.kind = 72)"
    " ORDER BY written_at_ms DESC, hash DESC LIMIT ?1";
constexpr std::string_view kVerdict =
    "SELECT verdict FROM practice WHERE hash = ?1 AND verdict IS NOT NULL";
#undef A_NOTE

constexpr std::uint32_t kLowestKind = 40;
constexpr std::size_t kHashDigits = 64;

std::int64_t number_of(Kind kind) { return static_cast<std::int64_t>(kind); }

// One bit a kind, counted from kLowestKind.
std::int64_t mask_of(Notes::Kinds kinds) {
  std::int64_t mask = 0;
  for (const Kind kind : kinds) mask |= std::int64_t{1} << (number_of(kind) - kLowestKind);
  return mask;
}

bool is_newer(const Note& a, const Note& b) {
  return std::tie(b.written_ms, b.entry) < std::tie(a.written_ms, a.entry);
}

Result<EntryHash> hash_of(const sqlite::Statement& row) { return read_id<EntryHash>(row, 0); }

// The first or last hash that begins with the digits.
Result<EntryHash> filled(std::string_view digits, char fill) {
  std::string hex(digits);
  hex.resize(kHashDigits, fill);
  const auto bytes = from_hex(hex);
  const auto hash = bytes ? EntryHash::from(*bytes) : std::nullopt;
  if (!hash) return inconsistent("digits that are none");
  return *hash;
}

}  // namespace

Result<std::optional<Note>> Notes::find(const EntryHash& entry) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kFind));
  TROTH_ASSIGN(const bool found, statement.bind_all(entry).step());
  if (!found) return std::nullopt;
  return note_of(entry);
}

Result<std::vector<EntryHash>> Notes::beginning_with(std::string_view digits, Kinds kinds,
                                                     std::size_t most) const {
  std::vector<EntryHash> out;
  if (digits.size() > kHashDigits) return out;
  TROTH_ASSIGN(const EntryHash first, filled(digits, '0'));
  TROTH_ASSIGN(const EntryHash last, filled(digits, 'f'));
  TROTH_ASSIGN(auto statement, database_->prepare(kBeginning));
  statement.bind_all(first, last);
  while (out.size() < most) {
    TROTH_ASSIGN(const bool row, statement.step());
    if (!row) break;
    if ((mask_of(kinds) >> (statement.number(1) - kLowestKind) & 1) == 0) continue;
    TROTH_ASSIGN(const EntryHash hash, hash_of(statement));
    out.push_back(hash);
  }
  return out;
}

Result<std::vector<Note>> Notes::newest(Kinds kinds, std::size_t most, const Times& times) const {
  std::vector<Note> out;
  for (const Kind kind : kinds) {
    TROTH_ASSIGN(auto statement, database_->prepare(kNewest));
    statement.bind_all(number_of(kind), times.from_ms, times.until_ms, clamped(most));
    TROTH_TRY(add(out, std::move(statement)));
  }
  std::ranges::sort(out, is_newer);
  if (out.size() > most) out.resize(most);
  return out;
}

Result<std::vector<Note>> Notes::newest_by_each(Kinds kinds, std::size_t most) const {
  std::vector<Note> out;
  for (const Kind kind : kinds) {
    for (const PartnerId& by : {chains_->own.partner(), chains_->other.partner()}) {
      TROTH_ASSIGN(auto statement, database_->prepare(kNewestBy));
      statement.bind_all(number_of(kind), by, clamped(most));
      TROTH_TRY(add(out, std::move(statement)));
    }
  }
  std::ranges::sort(out, is_newer);
  return out;
}

Result<std::vector<Note>> Notes::beyond(const Clock& clock, Kinds kinds, std::size_t most) const {
  using Placed = std::pair<std::int64_t, EntryHash>;
  TROTH_ASSIGN(const std::vector<ledger::Line> lines, ledger_->lines());
  std::vector<Placed> placed;
  for (const ledger::Line& line : lines) {
    TROTH_ASSIGN(auto statement, database_->prepare(kBeyondOnLine));
    statement.bind_all(line.line, clamped(clock.seq_of(line.line)), mask_of(kinds), clamped(most));
    TROTH_ASSIGN(const auto found,
                 all_of(std::move(statement), [](const sqlite::Statement& row) -> Result<Placed> {
                   TROTH_ASSIGN(const EntryHash hash, read_id<EntryHash>(row, 1));
                   return Placed{row.number(0), hash};
                 }));
    placed.insert(placed.end(), found.begin(), found.end());
  }
  std::ranges::sort(placed);
  if (placed.size() > most) placed.resize(most);
  std::vector<Note> out;
  for (const auto& [position, hash] : placed) {
    TROTH_ASSIGN(auto note, note_of(hash));
    if (note) out.push_back(std::move(*note));
  }
  return out;
}

Result<std::vector<Note>> Notes::last_check_ins(const Clock& clock) const {
  std::vector<Note> out;
  for (const Tick& tick : clock.ticks()) {
    for (const Kind kind : {Kind::check_in, Kind::opening, Kind::open_by_hand}) {
      TROTH_ASSIGN(auto statement, database_->prepare(kLastCheckIn));
      statement.bind_all(tick.line, number_of(kind), clamped(tick.seq));
      TROTH_TRY(add(out, std::move(statement)));
    }
  }
  return out;
}

Result<std::vector<Note>> Notes::about(const EntryHash& entry, Kinds kinds) const {
  std::vector<Note> out;
  for (const Kind kind : kinds) {
    for (const PartnerId& by : {chains_->own.partner(), chains_->other.partner()}) {
      TROTH_ASSIGN(auto statement, database_->prepare(kAboutEntry));
      statement.bind_all(entry, number_of(kind), by, clamped(kMostAboutOne));
      TROTH_TRY(add(out, std::move(statement)));
    }
  }
  return out;
}

Result<std::vector<Note>> Notes::about(const ClauseId& clause, Kinds kinds,
                                       std::size_t most) const {
  std::vector<Note> out;
  for (const Kind kind : kinds) {
    TROTH_ASSIGN(auto statement, database_->prepare(kAboutClause));
    statement.bind_all(clause, number_of(kind), clamped(most));
    TROTH_TRY(add(out, std::move(statement)));
  }
  std::ranges::sort(out, is_newer);
  if (out.size() > most) out.resize(most);
  return out;
}

Result<std::size_t> Notes::count_about(const EntryHash& entry, Kind kind) const {
  TROTH_ASSIGN(const std::int64_t count,
               database_->number(kCountAboutEntry, entry, number_of(kind)));
  return static_cast<std::size_t>(count);
}

Result<std::size_t> Notes::count_about(const ClauseId& clause, Kind kind) const {
  TROTH_ASSIGN(const std::int64_t count,
               database_->number(kCountAboutClause, clause, number_of(kind)));
  return static_cast<std::size_t>(count);
}

Result<std::vector<Note>> Notes::of_periods(Kinds kinds, const Times& begins,
                                            std::size_t most) const {
  std::vector<Note> out;
  for (const Kind kind : kinds) {
    for (const PartnerId& by : {chains_->own.partner(), chains_->other.partner()}) {
      TROTH_ASSIGN(auto statement, database_->prepare(kOfPeriods));
      statement.bind_all(number_of(kind), by, begins.from_ms, begins.until_ms, clamped(most));
      TROTH_TRY(add(out, std::move(statement)));
    }
  }
  return out;
}

Result<std::vector<Note>> Notes::open_questions(std::size_t most) const {
  return open(Kind::question, kOpenQuestions, most);
}

Result<std::vector<Note>> Notes::open_talks(std::size_t most) const {
  return open(Kind::talk, kOpenTalks, most);
}

Result<std::vector<Note>> Notes::open(Kind kind, std::string_view open_ones,
                                      std::size_t most) const {
  // The rows do not know which answers lie beyond a cut.
  TROTH_ASSIGN(const bool any_cut, is_any_cut());
  if (any_cut) return newest({&kind, 1}, most);
  TROTH_ASSIGN(auto statement, database_->prepare(open_ones));
  statement.bind_all(clamped(most));
  std::vector<Note> out;
  TROTH_TRY(add(out, std::move(statement)));
  return out;
}

Result<std::optional<agreement::Verdict>> Notes::verdict(const EntryHash& answer) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kVerdict));
  TROTH_ASSIGN(const bool found, statement.bind_all(answer).step());
  if (!found) return std::nullopt;
  const auto verdict = agreement::decode_verdict(statement.blob(0));
  if (!verdict) return inconsistent("a verdict of another form");
  return *verdict;
}

Status Notes::add(std::vector<Note>& notes, sqlite::Statement statement) const {
  TROTH_ASSIGN(const std::vector<EntryHash> hashes, all_of(std::move(statement), hash_of));
  for (const EntryHash& hash : hashes) {
    TROTH_ASSIGN(auto note, note_of(hash));
    if (note) notes.push_back(std::move(*note));
  }
  return {};
}

// Nothing where it lies beyond a cut.
Result<std::optional<Note>> Notes::note_of(const EntryHash& entry) const {
  TROTH_ASSIGN(auto placed, ledger_->placed(entry));
  if (!placed) return inconsistent("a note without its entry");
  const ledger::Place& place = placed->place;
  const ledger::Device* device = chains_->find(place.device);
  auto content = practice::decode(static_cast<Kind>(place.kind), placed->entry.payload());
  if (device == nullptr || !content) return inconsistent("a note that cannot be read");
  TROTH_ASSIGN(const bool any_cut, is_any_cut());
  if (any_cut) {
    TROTH_ASSIGN(const bool beyond, ledger::is_beyond_cut(place, *chains_, *ledger_));
    if (beyond) return std::nullopt;
  }
  return Note{entry,
              device->partner,
              place.tick,
              place.past,
              placed->entry.header().written_at_ms,
              std::move(*content)};
}

// Whether any device of the two was cut at all: hardly ever, and then each is looked at.
Result<bool> Notes::is_any_cut() const {
  if (any_cut_) return *any_cut_;
  TROTH_ASSIGN(const std::vector<ledger::Line> lines, ledger_->lines());
  const auto is_revoked = [](const ledger::Device& device) {
    return device.revocation.has_value();
  };
  any_cut_ = std::ranges::any_of(lines, &ledger::Line::is_branch) ||
             std::ranges::any_of(chains_->own.devices(), is_revoked) ||
             std::ranges::any_of(chains_->other.devices(), is_revoked);
  return *any_cut_;
}

}  // namespace troth::store
