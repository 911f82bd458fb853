// An EntryLog in memory, for tests: the plainest thing that keeps the
// interface's promises (core/ledger/entry_log.h), so that what the store's
// tables do can be held against it.
#pragma once

#include <algorithm>
#include <map>
#include <vector>

#include "core/ledger/entry_log.h"

namespace troth::test {

class MemoryLog : public ledger::EntryLog {
 public:
  [[nodiscard]] Result<std::optional<ledger::Place>> find(const EntryHash& hash) const override {
    const auto at = by_hash_.find(hash);
    if (at == by_hash_.end()) return std::nullopt;
    return placed_[at->second].place;
  }
  [[nodiscard]] Result<std::optional<EntryHash>> find_at(const Tick& tick) const override {
    const auto at = by_tick_.find(tick);
    if (at == by_tick_.end()) return std::nullopt;
    return at->second;
  }
  [[nodiscard]] Result<std::optional<ledger::Entry>> entry(const EntryHash& hash) const override {
    const auto at = by_hash_.find(hash);
    if (at == by_hash_.end()) return std::nullopt;
    return placed_[at->second].entry;
  }
  [[nodiscard]] Result<std::vector<ledger::Line>> lines() const override {
    std::vector<ledger::Line> out;
    for (const auto& [id, line] : lines_) out.push_back(line);
    return out;
  }
  [[nodiscard]] Result<std::vector<Tick>> confirmations(
      const CertificateHash& certificate) const override {
    std::vector<Tick> out;
    for (const auto& [entry, place] : placed_) {
      if (place.confirms == certificate) out.push_back(place.tick);
    }
    return out;
  }
  [[nodiscard]] Result<std::vector<ledger::PlacedEntry>> beyond(const Clock& clock,
                                                                std::size_t most) const override {
    std::vector<ledger::PlacedEntry> out;
    for (const ledger::PlacedEntry& placed : placed_) {
      if (out.size() == most) break;
      if (!clock.contains(placed.place.tick)) out.push_back(placed);
    }
    return out;
  }
  Status append(const ledger::Entry& entry, const ledger::Place& place) override {
    by_hash_[place.hash] = placed_.size();
    by_tick_[place.tick] = place.hash;
    const auto [at, is_new] = lines_.try_emplace(place.tick.line);
    if (is_new) at->second = {place.tick.line, place.tick.seq, {}};
    at->second.head = entry.head();
    placed_.push_back({entry, place});
    return {};
  }

  [[nodiscard]] Result<ledger::WaitingCount> waiting_of(const DeviceId& device) const override {
    ledger::WaitingCount out;
    for (const ledger::WaitingEntry& entry : waiting_) {
      if (entry.device != device) continue;
      const bool takes = ledger::takes_away(entry.kind);
      ++(takes ? out.taking_away : out.giving);
      (takes ? out.taking_away_bytes : out.giving_bytes) += entry.bytes.size();
    }
    return out;
  }
  [[nodiscard]] Result<std::vector<ledger::WaitingEntry>> waiting() const override {
    return waiting_;
  }
  [[nodiscard]] Result<std::vector<ledger::WaitingEntry>> waiting_for(
      const EntryHash& missing) const override {
    std::vector<ledger::WaitingEntry> out;
    for (const ledger::WaitingEntry& entry : waiting_) {
      if (entry.missing && entry.missing->hash == missing) out.push_back(entry);
    }
    return out;
  }
  Status hold(const ledger::WaitingEntry& waiting) override {
    const auto at = std::ranges::find(waiting_, waiting.hash, &ledger::WaitingEntry::hash);
    if (at == waiting_.end()) {
      waiting_.push_back(waiting);
    } else {
      *at = waiting;
    }
    return {};
  }
  Status release(const EntryHash& hash) override {
    std::erase_if(waiting_, [&](const auto& entry) { return entry.hash == hash; });
    return {};
  }

  // All that is placed, in the order in which it was.
  [[nodiscard]] const std::vector<ledger::PlacedEntry>& placed() const { return placed_; }

 private:
  std::vector<ledger::PlacedEntry> placed_;
  std::map<EntryHash, std::size_t> by_hash_;
  std::map<Tick, EntryHash> by_tick_;
  std::map<DeviceId, ledger::Line> lines_;
  std::vector<ledger::WaitingEntry> waiting_;
};

}  // namespace troth::test
