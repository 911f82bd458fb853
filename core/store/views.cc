#include "core/store/views.h"

#include "core/base/check.h"
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
constexpr std::string_view kKeepCheckIn =
    "INSERT INTO check_ins (hash, partner, written_at_ms, period_start_ms, period_end_ms, flagged,"
    " counts) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
#define CHECK_IN_COLUMNS "hash, partner, written_at_ms, counts"
constexpr std::string_view kCheckIns =
    "SELECT " CHECK_IN_COLUMNS " FROM check_ins ORDER BY written_at_ms DESC, hash DESC LIMIT ?1";
constexpr std::string_view kFlagged =
    "SELECT " CHECK_IN_COLUMNS
    " FROM check_ins WHERE flagged = 1 AND counts = 1 AND partner = ?1 AND written_at_ms > ?2"
    " ORDER BY written_at_ms DESC, hash DESC LIMIT ?3";
#undef CHECK_IN_COLUMNS

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
  CHECK(database_->in_transaction());
  TROTH_ASSIGN(const Act act, act_of(entry, reading));
  TROTH_ASSIGN(const agreement::Kept kept, agreement.add(act));
  if (kept == agreement::Kept::yes) TROTH_TRY(keep_act(act));
  if (entry.place.kind == EntryKind::check_in) TROTH_TRY(keep_check_in(entry, act.partner));
  return {};
}

Status Views::keep_act(const Act& act) {
  return database_->run(kKeepAct, act.entry, agreement::encode(act));
}

Status Views::keep_check_in(const PlacedEntry& entry, const PartnerId& by) {
  const auto content = practice::decode_check_in(entry.entry.payload());
  std::optional<TimeMs> start_ms;
  std::optional<TimeMs> end_ms;
  bool flagged = false;
  if (content) {
    start_ms = content->period.start_ms;
    end_ms = content->period.end_ms;
    flagged = practice::flags_of(*content).any();
  }
  return database_->run(kKeepCheckIn, entry.place.hash, by, entry.entry.header().written_at_ms,
                        start_ms, end_ms, flagged,
                        entry.place.standing == ledger::Standing::counts);
}

Result<Agreement> Views::agreement(const Reading& reading) const {
  Agreement out(agreement_pair(reading.pair, reading.chains));
  TROTH_ASSIGN(auto statement, database_->prepare(kActs));
  for (;;) {
    TROTH_ASSIGN(const bool row, statement.step());
    if (!row) break;
    TROTH_ASSIGN(const Act act, agreement::decode_act(statement.blob(0)));
    TROTH_TRY(out.add(act));
  }
  // The newest of each line, for what its past says; most are not kept themselves.
  TROTH_ASSIGN(const auto lines, ledger_->lines());
  for (const ledger::Line& line : lines) {
    TROTH_ASSIGN(const std::int64_t kept, database_->number(kHasAct, line.head.hash));
    if (kept != 0) continue;
    TROTH_ASSIGN(const auto entry, ledger_->placed(line.head.hash));
    if (!entry) return inconsistent("a line without its newest entry");
    TROTH_ASSIGN(const Act act, act_of(*entry, reading));
    TROTH_TRY(out.add(act));
  }
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
  for (std::int64_t position = 0;;) {
    TROTH_ASSIGN(const auto entries, ledger.next(position, kPage));
    if (entries.empty()) return {};
    for (const PlacedEntry& entry : entries) TROTH_TRY(on_placed(entry, reading, agreement));
  }
}

Status Views::clear() {
  CHECK(database_->in_transaction());
  TROTH_TRY(database_->run("DELETE FROM acts"));
  return database_->run("DELETE FROM check_ins");
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
