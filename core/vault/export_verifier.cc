#include "core/vault/export_verifier.h"

#include <algorithm>

#include "core/crypto/hash.h"
#include "core/document/export_list.h"
#include "core/ledger/chain.h"
#include "core/ledger/payload.h"
#include "core/vault/export_directory.h"
#include "core/vault/export_files.h"
#include "core/vault/ledger_file.h"
#include "core/vault/ledger_in_memory.h"
#include "core/vault/record_of.h"

namespace troth::vault {
namespace {

using ledger::DeviceChain;
using ledger::DeviceChains;

// A file whose text does not follow from the ledger: the journal.
constexpr std::size_t kLargestOther = std::size_t{512} << 20;
constexpr std::size_t kMoreThanText = std::size_t{64} << 10;

// What the pasts of all entries may take in memory: of two devices a million
// entries stay below it, and no ledger that is made to exhaust a machine does.
constexpr std::size_t kLargestPasts = std::size_t{1} << 30;

// The part of a sentence before its end, to be gone on with.
std::string without_end(std::string sentence) {
  while (!sentence.empty() && sentence.back() == '.') sentence.pop_back();
  return sentence;
}

Result<DeviceChain> chain_of(const std::vector<ledger::Certificate>& certificates,
                             const document::Partner& partner) {
  auto chain = DeviceChain::from(certificates);
  if (!chain)
    return refuse(Code::export_certificate_wrong, "The certificates of " + partner.name +
                                                      " do not hold (" +
                                                      without_end(chain.error().message) + ")");
  if (chain->partner() != partner.id)
    return refuse(Code::export_certificate_wrong,
                  "The certificates of " + partner.name + " are somebody else's");
  return chain;
}

Result<DeviceChains> chains_of(const LedgerFile& file, const document::Circumstances& by) {
  TROTH_ASSIGN(auto own, chain_of(file.own, by.exporter));
  TROTH_ASSIGN(auto other, chain_of(file.other, by.other));
  auto chains = DeviceChains::of(std::move(own), std::move(other));
  if (!chains)
    return refuse(Code::export_certificate_wrong, "Both partners have the same certificates");
  return chains;
}

// The pair's id is a hash over both partners, the inviter first, and the pairing.
bool is_pair_of(const store::PairRecord& pair, const DeviceChains& chains) {
  const auto id = [&](const PartnerId& inviter, const PartnerId& joiner) {
    return crypto::hash_as<PairId>(crypto::label::kPairId,
                                   {inviter.view(), joiner.view(), pair.transcript.view()});
  };
  const PartnerId own = chains.own.partner();
  const PartnerId other = chains.other.partner();
  return pair.pair == id(own, other) || pair.pair == id(other, own);
}

class Verification {
 public:
  Verification(LedgerFile file, DeviceChains chains, document::Circumstances by)
      : file_(std::move(file)), chains_(std::move(chains)), by_(std::move(by)) {}

  Result<document::Record> run() {
    if (!is_pair_of(file_.pair, chains_))
      return refuse(Code::export_pair_wrong, "The pair's id is not the one of " +
                                                 by_.exporter.name + " and " + by_.other.name);
    for (std::size_t i = 0; i < file_.placed.size(); ++i) TROTH_TRY(place(i));
    for (std::size_t i = 0; i < file_.waiting.size(); ++i) TROTH_TRY(hold(i));
    TROTH_ASSIGN(auto maker, RecordMaker::begin({file_.pair, chains_, civil_time_}, by_, log_));
    for (std::size_t i = 0; i < log_.placed().size(); ++i)
      if (const Status added = maker.add(log_.placed()[i]); !added)
        return wrong(i, "the rules of consent cannot take it");
    TROTH_ASSIGN(const auto waiting, log_.waiting());
    for (const ledger::WaitingEntry& entry : waiting) maker.add_waiting(entry);
    return maker.finish();
  }

 private:
  // "Entry 17 of 120, by Mara, 2026-11-20 18:05: its signature ..."
  [[nodiscard]] std::unexpected<Error> wrong(std::size_t at, const std::string& why) const {
    const std::size_t all = file_.placed.size() + file_.waiting.size();
    std::string where =
        "Entry " + std::to_string(at + 1) + " of " + std::to_string(all) + " in ledger.troth";
    const ByteView bytes =
        at < file_.placed.size() ? file_.placed[at] : file_.waiting[at - file_.placed.size()];
    if (const auto entry = ledger::decode_entry(bytes)) {
      const ledger::Device* device = chains_.find(entry->header().device);
      if (device != nullptr)
        where += " (" + name_of(device->partner) + ", " +
                 by_.offsets.minute(entry->header().written_at_ms) + ", " +
                 std::string(ledger::name_of(entry->header().kind)) + ")";
    }
    return refuse(Code::export_entry_wrong, where + " is not as it was signed: " + why);
  }

  [[nodiscard]] std::string name_of(const PartnerId& partner) const {
    return partner == by_.exporter.id ? by_.exporter.name : by_.other.name;
  }

  Status place(std::size_t at) {
    TROTH_ASSIGN(const auto verdicts,
                 ledger::receive(file_.placed[at], {file_.pair.pair, chains_}, log_));
    const ledger::Verdict& verdict = verdicts.front();
    switch (verdict.outcome) {
      case ledger::Outcome::accepted:
      case ledger::Outcome::quarantined:
      case ledger::Outcome::equivocation:
        pasts_ += verdict.place->past.ticks().size() * sizeof(Tick);
        if (pasts_ > kLargestPasts) return refuse(Code::export_file_too_large, kLedgerFile);
        return check_pairing(at, *verdict.entry);
      case ledger::Outcome::duplicate:
        return wrong(at, "it stands there twice");
      case ledger::Outcome::waiting:
        return wrong(at, "entry " + std::to_string(verdict.missing->seq) + " of " +
                             (verdict.missing->device == verdict.entry->header().device
                                  ? "its own device"
                                  : "the device that it had seen") +
                             " does not stand before it");
      case ledger::Outcome::refused:
        break;
    }
    return wrong(at, without_end(verdict.error->message));
  }

  // What each signed of the pairing names this very one.
  Status check_pairing(std::size_t at, const ledger::Entry& entry) {
    if (entry.header().kind != ledger::EntryKind::paired) return {};
    const auto paired = ledger::decode_paired(entry.payload());
    if (paired && (paired->pair != file_.pair.pair || paired->transcript != file_.pair.transcript))
      return wrong(at, "it tells of another pairing");
    return {};
  }

  Status hold(std::size_t at) {
    const std::size_t number = file_.placed.size() + at;
    TROTH_ASSIGN(const auto verdicts,
                 ledger::receive(file_.waiting[at], {file_.pair.pair, chains_}, log_));
    const ledger::Verdict& verdict = verdicts.front();
    if (verdict.outcome == ledger::Outcome::waiting) return {};
    if (verdict.outcome == ledger::Outcome::refused && verdict.counts_as_pause_of_everything)
      return {};
    if (verdict.error) return wrong(number, without_end(verdict.error->message));
    return wrong(number, "it is not among those that rest on nothing that is here");
  }

  LedgerFile file_;
  DeviceChains chains_;
  document::Circumstances by_;
  agreement::CivilTime civil_time_ = document::civil_time();
  LedgerInMemory log_;
  std::size_t pasts_ = 0;
};

// Where two texts part.
std::size_t first_line_that_differs(std::string_view a, std::string_view b) {
  const auto parts = std::ranges::mismatch(a, b);
  return 1 + static_cast<std::size_t>(std::count(a.begin(), parts.in1, '\n'));
}

class Folder {
 public:
  Folder(const ExportFolder& folder, document::ExportList list)
      : folder_(folder), list_(std::move(list)) {}

  Result<VerifiedExport> run() {
    TROTH_ASSIGN(const Bytes ledger, read_listed(kLedgerFile, kLargestLedgerFile));
    TROTH_ASSIGN(auto file, decode_ledger_file(ledger));
    TROTH_ASSIGN(auto chains, chains_of(file, list_.by));
    TROTH_ASSIGN(const document::Record record,
                 Verification(std::move(file), std::move(chains), list_.by).run());
    TROTH_TRY(compare_list(record));
    TROTH_TRY(compare_ledger(ledger));
    TROTH_TRY(compare_files(record));
    return report(record);
  }

 private:
  // A file that has to be there, whatever the list says of it.
  [[nodiscard]] Result<Bytes> read_listed(std::string_view name, std::size_t largest) const {
    if (list_.find(name) == nullptr)
      return refuse(Code::export_list_malformed, std::string(name) + " is not in it");
    return folder_.read(name, largest);
  }

  [[nodiscard]] Status compare_list(const document::Record& record) const {
    if (record.digest != list_.digest)
      return refuse(Code::export_digest_differs, record.digest.hex());
    if (record.entries().size() != list_.entries || record.waiting != list_.waiting)
      return refuse(Code::export_list_malformed,
                    "it counts " + std::to_string(list_.entries + list_.waiting) +
                        " entries, and ledger.troth has " +
                        std::to_string(record.entries().size() + record.waiting));
    return {};
  }

  [[nodiscard]] Status compare_ledger(ByteView bytes) const {
    return as_listed(*list_.find(kLedgerFile), bytes);
  }

  [[nodiscard]] static Status as_listed(const document::ListedFile& file, ByteView bytes) {
    if (file != listed(file.name, bytes)) return refuse(Code::export_file_changed, file.name);
    return {};
  }

  Status compare_files(const document::Record& record) {
    const bool derives = list_.writing == document::kWriting;
    std::vector<std::string_view> derived = {kLedgerFile};
    if (derives) {
      for (const ExportFile& made : readable_files(record)) {
        TROTH_TRY(compare_file(made));
        derived.push_back(made.name);
      }
    }
    for (const document::ListedFile& file : list_.files) {
      if (std::ranges::find(derived, file.name) != derived.end()) continue;
      if (file.name == kListFile) return refuse(Code::export_list_malformed, "it names itself");
      TROTH_ASSIGN(const Bytes bytes, folder_.read(file.name, kLargestOther));
      TROTH_TRY(as_listed(file, bytes));
      unsigned_.push_back(file.name);
    }
    return {};
  }

  [[nodiscard]] Status compare_file(const ExportFile& made) const {
    // Some more than it can have is read, to say where it differs.
    auto bytes = read_listed(made.name, made.text.size() + kMoreThanText);
    if (!bytes && bytes.error().code != Code::export_file_too_large)
      return std::unexpected(bytes.error());
    const std::string text = bytes ? string_of(*bytes) : std::string();
    if (!bytes) return refuse(Code::export_text_changed, made.name);
    if (text != made.text)
      return refuse(Code::export_text_changed,
                    std::string(made.name) + ", line " +
                        std::to_string(first_line_that_differs(made.text, text)) + ",");
    return as_listed(*list_.find(made.name), *bytes);
  }

  [[nodiscard]] VerifiedExport report(const document::Record& record) const {
    VerifiedExport out;
    out.exported_by = list_.by.exporter.name;
    out.partner = list_.by.other.name;
    out.entries = record.entries().size();
    out.acceptances = static_cast<std::uint64_t>(std::ranges::count_if(
        record.entries(),
        [](const document::RecordedEntry& entry) { return entry.kind_name == "accept"; }));
    out.waiting = record.waiting;
    out.digest = record.digest;
    out.exported_ms = list_.by.exported_ms;
    out.time_zone = list_.by.time_zone;
    out.readable_files_derived = list_.writing == document::kWriting;
    out.unsigned_files = unsigned_;
    std::vector<std::string> known = {std::string(kListFile)};
    for (const document::ListedFile& file : list_.files) known.push_back(file.name);
    out.unlisted_files = folder_.others_than(known);
    return out;
  }

  const ExportFolder& folder_;
  document::ExportList list_;
  std::vector<std::string> unsigned_;
};

}  // namespace

Result<VerifiedExport> verify_export(const std::filesystem::path& folder) {
  store::FileCalls calls;
  return verify_export(folder, calls);
}

Result<VerifiedExport> verify_export(const std::filesystem::path& folder, store::FileCalls& calls) {
  TROTH_ASSIGN(const auto opened, ExportFolder::open(folder, calls));
  TROTH_ASSIGN(const Bytes text, opened.read(kListFile, document::kLargestList));
  TROTH_ASSIGN(auto list, document::parse_export_list(string_of(text)));
  return Folder(opened, std::move(list)).run();
}

}  // namespace troth::vault
