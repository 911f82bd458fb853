#include "core/store/views.h"

#include "core/base/check.h"
#include "core/store/practice_rows.h"
#include "core/store/rows.h"

namespace troth::store {
namespace {

using agreement::Act;
using agreement::Agreement;
using ledger::EntryKind;
using ledger::PlacedEntry;
using ledger::WaitingEntry;

constexpr std::size_t kPage = 500;  // entries at a time while rebuilding

constexpr std::string_view kKeepAct = "INSERT INTO acts (hash, act) VALUES (?1, ?2)";
constexpr std::string_view kActs = "SELECT act FROM acts ORDER BY position";
constexpr std::string_view kHasAct = "SELECT count(*) FROM acts WHERE hash = ?1";
constexpr std::string_view kFormat = "SELECT format FROM views";
constexpr std::string_view kSetFormat = "UPDATE views SET format = ?1";
#define CHECK_IN_COLUMNS "hash, partner, written_at_ms, counts"
constexpr std::string_view kCheckIns =
    "SELECT " CHECK_IN_COLUMNS
    " FROM practice WHERE kind = 60 ORDER BY written_at_ms DESC, hash DESC LIMIT ?1";
constexpr std::string_view kCheckIn =
    "SELECT " CHECK_IN_COLUMNS " FROM practice WHERE kind = 60 AND hash = ?1";
constexpr std::string_view kFlagged =
    "SELECT " CHECK_IN_COLUMNS
    " FROM practice WHERE flagged = 1 AND counts = 1 AND kind = 60 AND partner = ?1"
    " AND written_at_ms > ?2"
    " ORDER BY written_at_ms DESC, hash DESC LIMIT ?3";
#undef CHECK_IN_COLUMNS
constexpr std::string_view kFlaggedOnLine =
    "SELECT hash FROM practice WHERE counts = 1 AND flagged = 1 AND line = ?1 AND kind = ?2"
    " AND partner = ?3 AND position >"
    " ifnull((SELECT position FROM entries WHERE line = ?1 AND seq = ?4), 0)"
    " ORDER BY position DESC LIMIT ?5";

// When a waiting entry says that it was written; 0 where it cannot be read.
TimeMs written_ms_of(const WaitingEntry& waiting) {
  const auto glimpse = ledger::glimpse(waiting.bytes);
  if (!glimpse) return 0;
  const auto header = ledger::decode_header(glimpse->signed_header.header);
  return header ? header->written_at_ms : 0;
}

Status add_waiting(Agreement& agreement, const LedgerStore& ledger, const Reading& reading) {
  TROTH_ASSIGN(const std::vector<WaitingEntry> waiting, ledger.waiting());
  for (const WaitingEntry& entry : waiting) {
    const ledger::Device* device = reading.chains.find(entry.device);
    if (device == nullptr || !ledger::takes_away(entry.kind)) continue;
    agreement.add_waiting(entry.hash, device->partner, written_ms_of(entry));
  }
  return {};
}

}  // namespace

Status Views::on_placed(const PlacedEntry& entry, const Reading& reading, Agreement& agreement) {
  const Proposals texts(*ledger_, reading);
  return take(entry, {reading, texts}, agreement);
}

Status Views::take(const PlacedEntry& entry, const With& with, Agreement& agreement) {
  CHECK(database_->in_transaction());
  TROTH_ASSIGN(const Act act, act_of(entry, with.reading));
  TROTH_ASSIGN(const agreement::Kept kept, agreement.add(act));
  if (kept == agreement::Kept::yes) TROTH_TRY(keep_act(act));
  if (is_of_practice(entry.place.kind)) TROTH_TRY(keep(entry, act, with, agreement));
  return texts_.on_placed(entry, with.reading);
}

Status Views::keep_act(const Act& act) {
  return database_->run(kKeepAct, act.entry, agreement::encode(act));
}

Status Views::keep(const PlacedEntry& entry, const Act& act, const With& with,
                   const Agreement& agreement) {
  TROTH_ASSIGN(const auto answer, answer_of(*database_, entry, act));
  std::optional<agreement::Verdict> verdict;
  if (answer) {
    auto given = agreement.verdict_of(*answer, with.texts, with.reading.civil_time);
    if (with.texts.failure()) return std::unexpected(*with.texts.failure());
    if (!given) return std::unexpected(given.error());
    verdict = *given;
  }
  return keep_practice(*database_, entry, act.partner, verdict);
}

Result<std::vector<Act>> Views::acts(const Reading& reading) const {
  std::vector<Act> out;
  TROTH_ASSIGN(auto statement, database_->prepare(kActs));
  for (;;) {
    TROTH_ASSIGN(const bool row, statement.step());
    if (!row) break;
    TROTH_ASSIGN(Act act, agreement::decode_act(statement.blob(0)));
    out.push_back(std::move(act));
  }
  // The newest of each line, for what its past says; most are not kept themselves.
  TROTH_ASSIGN(const auto lines, ledger_->lines());
  for (const ledger::Line& line : lines) {
    TROTH_ASSIGN(const std::int64_t kept, database_->number(kHasAct, line.head.hash));
    if (kept != 0) continue;
    TROTH_ASSIGN(const auto entry, ledger_->placed(line.head.hash));
    if (!entry) return inconsistent("a line without its newest entry");
    TROTH_ASSIGN(Act act, act_of(*entry, reading));
    out.push_back(std::move(act));
  }
  return out;
}

Result<Agreement> Views::agreement(const Reading& reading) const {
  Agreement out(agreement_pair(reading.pair, reading.chains));
  TROTH_ASSIGN(const auto kept, acts(reading));
  for (const Act& act : kept) TROTH_TRY(out.add(act));
  TROTH_TRY(add_waiting(out, *ledger_, reading));
  return out;
}

Result<std::vector<KeptCheckIn>> Views::check_ins(std::size_t most) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kCheckIns));
  statement.bind_all(clamped(most));
  return with_contents(std::move(statement));
}

Result<std::vector<KeptCheckIn>> Views::flagged(const PartnerId& by, TimeMs after_ms,
                                                std::size_t most) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kFlagged));
  statement.bind_all(by, after_ms, clamped(most));
  return with_contents(std::move(statement));
}

Result<std::vector<EntryHash>> Views::flagged_beyond(const PartnerId& by, const Clock& clock,
                                                     EntryKind kind, std::size_t most) const {
  TROTH_ASSIGN(const auto lines, ledger_->lines());
  std::vector<EntryHash> out;
  for (const ledger::Line& line : lines) {
    TROTH_ASSIGN(auto statement, database_->prepare(kFlaggedOnLine));
    statement.bind_all(line.line, static_cast<std::int64_t>(kind), by,
                       clamped(clock.seq_of(line.line)), clamped(most));
    TROTH_ASSIGN(const auto found, all_of(std::move(statement), [](const sqlite::Statement& row) {
                   return read_id<EntryHash>(row, 0);
                 }));
    out.insert(out.end(), found.begin(), found.end());
  }
  return out;
}

Result<std::optional<KeptCheckIn>> Views::check_in(const EntryHash& entry) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kCheckIn));
  statement.bind_all(entry);
  TROTH_ASSIGN(auto found, with_contents(std::move(statement)));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

Result<std::vector<KeptCheckIn>> Views::with_contents(sqlite::Statement statement) const {
  TROTH_ASSIGN(auto out, all_of(std::move(statement),
                                [](const sqlite::Statement& row) -> Result<KeptCheckIn> {
                                  KeptCheckIn kept;
                                  TROTH_ASSIGN(kept.entry, read_id<EntryHash>(row, 0));
                                  TROTH_ASSIGN(kept.by, read_id<PartnerId>(row, 1));
                                  kept.written_ms = row.number(2);
                                  kept.counts = row.number(3) != 0;
                                  return kept;
                                }));
  for (KeptCheckIn& kept : out) {
    TROTH_ASSIGN(const auto entry, ledger_->entry(kept.entry));
    if (!entry) return inconsistent("a check-in without its entry");
    if (auto content = practice::decode_check_in(entry->payload()))
      kept.content = std::move(*content);
  }
  return out;
}

Status Views::rebuild(const Reading& reading, LedgerStore& ledger) {
  CHECK(database_->in_transaction() && &ledger == ledger_);
  TROTH_TRY(clear());
  TROTH_TRY(ledger.rebuild_lines());
  Agreement agreement(agreement_pair(reading.pair, reading.chains));
  const Proposals texts(*ledger_, reading);
  for (std::int64_t position = 0;;) {
    TROTH_ASSIGN(const auto entries, ledger.next(position, kPage));
    if (entries.empty()) break;
    for (const PlacedEntry& entry : entries) TROTH_TRY(take(entry, {reading, texts}, agreement));
  }
  return database_->run(kSetFormat, kViewsFormat);
}

Result<bool> Views::are_current() const {
  TROTH_ASSIGN(const std::int64_t format, database_->number(kFormat));
  return format == kViewsFormat;
}

Status Views::clear() {
  CHECK(database_->in_transaction());
  TROTH_TRY(database_->run("DELETE FROM acts"));
  TROTH_TRY(database_->run("DELETE FROM practice"));
  return texts_.clear();
}

const agreement::Proposal* Proposals::proposal(const EntryHash& hash) const {
  if (const auto found = read_.find(hash); found != read_.end()) return found->second.get();
  const auto entry = ledger_->entry(hash);
  if (!entry) {
    if (!failure_) failure_ = entry.error();
    return nullptr;
  }
  std::unique_ptr<agreement::Proposal> proposal;
  if (*entry && (*entry)->header().kind == EntryKind::propose) {
    if (auto decoded = agreement::decode_proposal((*entry)->payload(), pair_))
      proposal = std::make_unique<agreement::Proposal>(std::move(*decoded));
  }
  return read_.emplace(hash, std::move(proposal)).first->second.get();
}

}  // namespace troth::store
