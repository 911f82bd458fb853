#include "core/vault/exports.h"

#include <algorithm>

#include "core/document/papers.h"
#include "core/vault/export_directory.h"
#include "core/vault/export_files.h"
#include "core/vault/ground.h"
#include "core/vault/ledger_file.h"
#include "core/vault/record_of.h"
#include "core/vault/state.h"

namespace troth::vault {
namespace {

constexpr std::size_t kPage = 256;
// The years whose clock an export carries: from its first entry on, and so far ahead.
constexpr TimeMs kFarthestBackMs = 60 * 366 * kDayMs;
constexpr TimeMs kFarthestAheadMs = 30 * 366 * kDayMs;

// Every placed entry, in causal order.
template <class Each>
Status for_each_entry(const store::LedgerStore& ledger, const Each& each) {
  for (std::int64_t position = 0;;) {
    TROTH_ASSIGN(const auto page, ledger.next(position, kPage));
    if (page.empty()) return {};
    for (const ledger::PlacedEntry& placed : page) TROTH_TRY(each(placed));
  }
}

// All of it in memory: a ledger of a lifetime is some tens of megabytes.
Result<Bytes> ledger_bytes(const State& state) {
  const store::LedgerStore& ledger = state.store().ledger();
  TROTH_ASSIGN(const std::uint64_t size, ledger.size());
  TROTH_ASSIGN(const auto waiting, ledger.waiting());
  Writer out;
  out.raw(ledger_file_head(state.pair()->record, state.pair()->chains, size, waiting.size()));
  TROTH_TRY(for_each_entry(ledger, [&](const ledger::PlacedEntry& placed) -> Status {
    out.lv(placed.entry.encode());
    if (out.bytes().size() > kLargestLedgerFile) return refuse(Code::export_too_long);
    return {};
  }));
  for (const ledger::WaitingEntry& entry : waiting) out.lv(entry.bytes);
  if (out.bytes().size() > kLargestLedgerFile) return refuse(Code::export_too_long);
  return out.take();
}

Result<document::Circumstances> circumstances_of(const State& state, TimeMs now) {
  document::Circumstances by;
  by.exporter = {state.me(), state.name()};
  by.other = {state.pair()->partner(), people_of(state).partner_name};
  by.exported_ms = now;
  TROTH_ASSIGN(const auto ground, ground_of(state, now));
  const document::TimeZone zone = zone_of(ground);
  by.time_zone = zone.name();
  TimeMs first = now;
  TROTH_TRY(
      for_each_entry(state.store().ledger(), [&](const ledger::PlacedEntry& placed) -> Status {
        first = std::min(first, placed.entry.header().written_at_ms);
        return {};
      }));
  by.offsets = document::CivilOffsets::of(zone, std::max(first, now - kFarthestBackMs),
                                          now + kFarthestAheadMs);
  return by;
}

Result<document::Record> record_of(const State& state, TimeMs now) {
  const store::LedgerStore& ledger = state.store().ledger();
  TROTH_ASSIGN(auto by, circumstances_of(state, now));
  TROTH_ASSIGN(auto maker, RecordMaker::begin(state.pair()->reading(), std::move(by), ledger));
  TROTH_TRY(
      for_each_entry(ledger, [&](const ledger::PlacedEntry& placed) { return maker.add(placed); }));
  TROTH_ASSIGN(const auto waiting, ledger.waiting());
  for (const ledger::WaitingEntry& entry : waiting) maker.add_waiting(entry);
  return maker.finish();
}

// The oldest first.
Result<std::vector<document::WrittenPage>> journal_of(const State& state) {
  const store::Journal& journal = state.store().journal();
  TROTH_ASSIGN(const std::size_t size, journal.size());
  TROTH_ASSIGN(const auto newest, journal.newest(size));
  std::vector<document::WrittenPage> pages;
  for (const store::JournalPage& page : newest)
    pages.push_back({page.begun_ms, page.changed_ms, page.text});
  std::ranges::reverse(pages);
  return pages;
}

}  // namespace

Result<ExportView> Exports::write(const std::filesystem::path& folder, JournalPages journal) const {
  store::FileCalls calls;
  return write(folder, journal, calls);
}

Result<ExportView> Exports::write(const std::filesystem::path& folder, JournalPages journal,
                                  store::FileCalls& calls) const {
  const State& state = vault_.state();
  TROTH_TRY(state.need_pair());
  TROTH_ASSIGN(auto out, NewExport::begin(folder, calls));
  TROTH_ASSIGN(const document::Record record, record_of(state, now_));
  document::ExportList list;
  list.by = record.by;
  list.digest = record.digest;
  list.entries = record.entries().size();
  list.waiting = record.waiting;
  const auto write = [&](std::string_view name, ByteView bytes) -> Status {
    list.files.push_back(listed(name, bytes));
    return out.write(name, bytes);
  };
  for (const ExportFile& file : readable_files(record))
    TROTH_TRY(write(file.name, bytes_of(file.text)));
  TROTH_ASSIGN(const Bytes ledger, ledger_bytes(state));
  TROTH_TRY(write(kLedgerFile, ledger));
  if (journal == JournalPages::with) {
    TROTH_ASSIGN(const auto pages, journal_of(state));
    for (const ExportFile& file : journal_files(pages, record.by))
      TROTH_TRY(write(file.name, bytes_of(file.text)));
  }
  TROTH_TRY(out.write(kListFile, document::text_of(list)));
  TROTH_TRY(out.keep());
  ExportView view{{}, list.entries, list.digest};
  for (const document::ListedFile& file : list.files) view.files.push_back(file.name);
  view.files.emplace_back(kListFile);
  return view;
}

Result<std::string> Exports::agreement_page() const {
  const State& state = vault_.state();
  TROTH_TRY(state.need_pair());
  TROTH_ASSIGN(const document::Record record, record_of(state, now_));
  return document::html_of(document::agreement_paper(record));
}

}  // namespace troth::vault
