// The record: all that the pair's signed entries say, read and in causal order,
// with the agreement as of one instant. Every readable file of an export is
// made from this value alone, so that whoever has the ledger makes the same bytes
// again (core/vault/export_verifier.h). The names of the two, the instant and
// the time zone are the exporter's word; all else follows from the entries.
// Plain values, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "core/agreement/agreement.h"
#include "core/agreement/proposal.h"
#include "core/document/civil_offsets.h"
#include "core/practice/content.h"

namespace troth::document {

// The device's own doing, or nothing but that it was done: its kind says it all.
struct Wordless {};
// Signed and kept, and not to be read by this version.
struct Unreadable {};

using Says =
    std::variant<Unreadable, Wordless, agreement::Proposal, agreement::Acceptance, agreement::No,
                 agreement::Assent, agreement::Restriction, practice::Content>;

struct RecordedEntry {
  enum class Standing : std::uint8_t { counts, unconfirmed, beyond_a_cut };
  EntryHash hash;
  std::uint32_t kind = 0;
  std::string kind_name;  // "propose"; "unknown" for a newer version's
  PartnerId by;
  DeviceId device;
  std::uint64_t seq = 0;
  std::optional<EntryHash> previous;
  std::vector<EntryHash> seen;
  TimeMs written_ms = 0;  // its author's claim
  Standing standing = Standing::counts;
  Says says;
  std::optional<agreement::Verdict> verdict;  // of an answer: rule 6
};
// "counts", "unconfirmed", "beyond_a_cut".
std::string_view name_of(RecordedEntry::Standing standing);

struct Partner {
  PartnerId id;
  std::string name;
  bool operator==(const Partner&) const = default;
};

// What no entry says.
struct Circumstances {
  Partner exporter;
  Partner other;
  TimeMs exported_ms = 0;
  std::string time_zone = "UTC";
  CivilOffsets offsets;
  bool operator==(const Circumstances&) const = default;
};

class Record final : public agreement::ProposalSource {
 public:
  Circumstances by;
  PairId pair;
  agreement::AgreementStatus status = agreement::AgreementStatus::none;
  Hash digest;
  std::vector<agreement::ClauseState> clauses;  // as Agreement has them
  std::vector<agreement::RestrictionState> restrictions;
  std::vector<agreement::ProposalState> proposals;
  std::size_t waiting = 0;  // signed, but resting on entries that are not here

  [[nodiscard]] const std::vector<RecordedEntry>& entries() const { return entries_; }
  void add(RecordedEntry entry);
  // The verdict on an answer that was added.
  void judge(const EntryHash& answer, const agreement::Verdict& verdict);

  // Null where there is none.
  [[nodiscard]] const RecordedEntry* find(const EntryHash& entry) const;
  [[nodiscard]] const agreement::Proposal* proposal(const EntryHash& entry) const override;
  [[nodiscard]] const agreement::Restriction* restriction(const EntryHash& entry) const;
  // The content that stands; null where none does.
  [[nodiscard]] const agreement::ClauseContent* content(const agreement::ClauseState& clause) const;

  // What people call them, for ever: a clause by the last words proposed for it.
  [[nodiscard]] std::string name_of(const PartnerId& partner) const;
  [[nodiscard]] std::string name_of(const ClauseId& clause) const;
  // "2026-11-20", "2026-11-20 18:05".
  [[nodiscard]] std::string day(TimeMs instant) const { return by.offsets.day(instant); }
  [[nodiscard]] std::string minute(TimeMs instant) const { return by.offsets.minute(instant); }

 private:
  std::vector<RecordedEntry> entries_;
  std::unordered_map<EntryHash, std::size_t> at_;
  std::unordered_map<ClauseId, std::string> clause_names_;
};

}  // namespace troth::document
