// A ledger without a store: what ledger/entry_log.h asks for, in memory, for
// whoever verifies an export. It holds what its caller gives it, and bounds
// nothing itself. One owner, one thread; nothing fails.
#pragma once

#include <map>
#include <unordered_map>
#include <vector>

#include "core/ledger/entry_log.h"

namespace troth::vault {

class LedgerInMemory final : public ledger::EntryLog {
 public:
  [[nodiscard]] Result<std::optional<ledger::Place>> find(const EntryHash& hash) const override;
  [[nodiscard]] Result<std::optional<EntryHash>> find_at(const Tick& tick) const override;
  [[nodiscard]] Result<std::optional<ledger::Entry>> entry(const EntryHash& hash) const override;
  [[nodiscard]] Result<std::vector<ledger::Line>> lines() const override;
  [[nodiscard]] Result<std::vector<Tick>> confirmations(
      const CertificateHash& certificate) const override;
  [[nodiscard]] Result<std::vector<ledger::PlacedEntry>> beyond(const Clock& clock,
                                                                std::size_t most) const override;
  Status append(const ledger::Entry& entry, const ledger::Place& place) override;

  [[nodiscard]] Result<ledger::WaitingCount> waiting_of(const DeviceId& device) const override;
  [[nodiscard]] Result<std::vector<ledger::WaitingEntry>> waiting() const override;
  [[nodiscard]] Result<std::vector<ledger::WaitingEntry>> waiting_for(
      const EntryHash& missing) const override;
  Status hold(const ledger::WaitingEntry& waiting) override;
  Status release(const EntryHash& hash) override;

  // All that is placed, in the order in which it was.
  [[nodiscard]] const std::vector<ledger::PlacedEntry>& placed() const { return placed_; }

 private:
  std::vector<ledger::PlacedEntry> placed_;
  std::unordered_map<EntryHash, std::size_t> by_hash_;
  std::map<Tick, EntryHash> by_tick_;
  std::map<DeviceId, ledger::Line> lines_;
  std::map<CertificateHash, std::vector<Tick>> confirmations_;
  std::vector<ledger::WaitingEntry> waiting_;
};

}  // namespace troth::vault
