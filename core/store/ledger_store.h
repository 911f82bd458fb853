// The ledger's entries in the vault's database: what ledger/entry_log.h asks
// for, over tables. Entries are kept as the bytes that travelled; what is
// asked often (the place, the line's head, the kind) stands in columns beside
// them. The writing half CHECKs an open transaction. Fails with the codes of
// sqlite, and store_inconsistent where rows contradict each other. Borrows the
// database; same owner and thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/ledger/chain.h"
#include "core/ledger/entry_log.h"
#include "core/sqlite/database.h"

namespace troth::store {

// Which entries somebody wants to see.
struct EntryFilter {
  TimeMs since_ms = 0;  // by what they claim
  std::optional<ledger::EntryKind> kind;
  std::vector<DeviceId> devices;  // none: whoever made them
};

class LedgerStore final : public ledger::EntryLog {
 public:
  explicit LedgerStore(sqlite::Database& database) : database_(&database) {}

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

  // How many entries are placed.
  [[nodiscard]] Result<std::uint64_t> size() const;
  // The placed entry of this hash with its place; nothing where there is none.
  [[nodiscard]] Result<std::optional<ledger::PlacedEntry>> placed(const EntryHash& hash) const;
  // The ledger page by page in causal order: at most `most` entries after the
  // one that `position` stands on (0: from the first), which moves on with them.
  [[nodiscard]] Result<std::vector<ledger::PlacedEntry>> next(std::int64_t& position,
                                                              std::size_t most) const;
  // The newest placed entries, at most `most`, in causal order.
  [[nodiscard]] Result<std::vector<ledger::PlacedEntry>> newest(std::size_t most) const;
  // The newest of those, at most `most`, in causal order.
  [[nodiscard]] Result<std::vector<ledger::PlacedEntry>> newest(const EntryFilter& filter,
                                                                std::size_t most) const;
  // Those of one device, in the order in which they were placed: no claim about
  // time, and nobody else's entries, can push one out of the list.
  [[nodiscard]] Result<std::vector<EntryHash>> of_kind_by(const DeviceId& device,
                                                          ledger::EntryKind kind,
                                                          std::size_t most) const;

  // Keeps the proof that a device signed two entries at one seq; the first one
  // found for a device and seq stays.
  Status keep_equivocation(const ledger::Equivocation& equivocation);
  [[nodiscard]] Result<std::vector<ledger::Equivocation>> equivocations() const;

  // Derives each line's head from the entries again.
  Status rebuild_lines();
  // Forgets every entry, placed or waiting, and every proof: an unpairing.
  Status clear();

 private:
  sqlite::Database* database_;
};

}  // namespace troth::store
